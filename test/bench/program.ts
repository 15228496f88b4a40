// The programs that a run starts: each is ready when it says so, and each is ended by its own id, whatever happens.
import { spawn, type ChildProcess, type SpawnOptions, type StdioOptions } from 'node:child_process'

/** What a server has to close takes less. */
const STOP_MS = 10_000

export interface Start {
  readonly command: string
  readonly args: readonly string[]
  /** What it prints when it is ready. */
  readonly ready: RegExp
  readonly options?: SpawnOptions
  /** How it is asked to end. */
  readonly signal?: NodeJS.Signals
}

const running = new Map<ChildProcess, () => Promise<void>>()

/** Ends all that runs, the last first: it may need one that was started before. */
export async function stopPrograms(): Promise<void> {
  for (const stop of [...running.values()].toReversed()) await stop()
}

/** What a program said when it was ready, and its process id. */
export interface Started {
  readonly said: RegExpExecArray
  readonly pid: number
}

/** Starts it, and answers with what `ready` matched. Throws with what it said where it ends before. */
export function start({ command, args, ready, options, signal = 'SIGTERM' }: Start): Promise<Started> {
  // The channel tells ours, should this process be killed, that nobody waits for them any more.
  const stdio: StdioOptions = ['ignore', 'pipe', 'pipe', ...(command === process.execPath ? (['ipc'] as const) : [])]
  const child = spawn(command, args, { ...options, stdio })
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
    child.once('error', () => resolve())
  })
  running.set(child, async () => {
    // What it says of being ended is nobody's business.
    for (const stream of [child.stdout, child.stderr]) stream?.unpipe().resume()
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS)
    await ended
    clearTimeout(late)
  })
  void ended.then(() => running.delete(child))

  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const found = ready.exec(said)
      if (found === null) return
      resolve({ said: found, pid: child.pid ?? 0 })
      // From now on it speaks for itself: what goes wrong under load is seen.
      for (const stream of [child.stdout, child.stderr]) stream?.off('data', hear).pipe(process.stderr)
    }
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', hear)
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`${command} ended (${code}) before it was ready:\n${said}`)))
  })
}
