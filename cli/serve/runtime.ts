// Which workerd runs, and that at most one does on a data folder: a killed start leaves none behind.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fromRoot } from '../root.ts'
import { reasonOf, Unable } from '../unable.ts'

/** What Miniflare must find in the environment before it starts workerd, for the guard to run it. */
export function guardWorkerd(data: string): Record<string, string> {
  if (process.platform === 'win32') return {}
  process.env['MINIFLARE_WORKERD_PATH'] = fromRoot('cli', 'serve', 'workerd.sh')
  const workerd: { readonly default: string } = createRequire(createRequire(import.meta.url).resolve('miniflare'))(
    'workerd',
  )
  return { IZVOR_WORKERD: workerd.default, IZVOR_PID_FILE: workerdFile(data) }
}

/** Holds the process id of the workerd that runs on the folder. */
const workerdFile = (data: string) => join(data, 'workerd.pid')
/** Holds the process id of whoever has the folder. */
const holderFile = (data: string) => join(data, 'izvor.pid')

const pidIn = (file: string) => (existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) || 0 : 0)

/** The command line of a process and, where it can be told, its environment; nothing where it is gone. */
function processOf(pid: number): { readonly command: string; readonly environment?: string } {
  try {
    // A small Linux has no `ps`, a Mac no /proc.
    if (!existsSync('/proc/self'))
      return {
        command: execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      }
    const [command, environment] = ['cmdline', 'environ'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8'))
    return { command: command?.replaceAll('\0', ' ') ?? '', ...(environment === undefined ? {} : { environment }) }
  } catch {
    return { command: '' }
  }
}

/** Another folder's workerd may have got the process id of one that is long gone. */
function runsOn(data: string, pid: number): boolean {
  const { command, environment = workerdFile(data) } = processOf(pid)
  // Process 0 would be the whole group of this one.
  return pid > 0 && /workerd(\.sh)?\b.* serve /u.test(command) && environment.includes(workerdFile(data))
}

/** Node's own recursive making never ends in a folder, such as /proc, in which nobody can make another. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if (reasonOf(error) === 'EEXIST') return
    if (reasonOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    makeFolder(dirname(path))
    mkdirSync(path)
  }
}

/** Whether this process has the folder from now on. Of two that come at once, one gets it. */
function hold(data: string): boolean {
  makeFolder(data)
  try {
    writeFileSync(holderFile(data), String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (reasonOf(error) !== 'EEXIST') throw error
    return pidIn(holderFile(data)) === process.pid
  }
}

/**
 * Takes the data folder, and ends a workerd whose starter was killed. Throws Unable where somebody else has the folder,
 * or where nothing can be written there.
 */
export async function claim(data: string): Promise<void> {
  try {
    if (!hold(data)) {
      const holder = pidIn(holderFile(data))
      if (processOf(holder).command.includes('node'))
        throw new Unable(
          `The data in ${data} is in use by process ${holder}: stop that one first, or choose another folder with --data.`,
        )
      rmSync(holderFile(data), { force: true })
      return await claim(data)
    }
  } catch (error) {
    if (error instanceof Unable) throw error
    throw new Unable(`Nothing can be kept in ${data} (${reasonOf(error)}): choose another folder with --data.`)
  }
  const workerd = pidIn(workerdFile(data))
  if (!runsOn(data, workerd)) return
  process.kill(workerd, 'SIGKILL')
  while (runsOn(data, workerd)) await wait(20)
}

/** Gives the folder back, if this process has it. */
export function release(data: string): void {
  if (pidIn(holderFile(data)) !== process.pid) return
  rmSync(workerdFile(data), { force: true })
  rmSync(holderFile(data), { force: true })
}
