// A portal as `npm start` runs it, in a process group of its own, which can be killed whole at any moment.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { operatorOf, type Operator } from '../../../cli/operator.ts'
import { fromRoot } from '../../../cli/root.ts'
import { claimPort } from '../../../cli/serve/port.ts'
import { secretsFile } from '../../../cli/serve/secrets.ts'

const HOST = '127.0.0.1'

interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<number | null>
}

export class Portal {
  readonly data: string
  readonly #port: number
  readonly #options: readonly string[]
  #run: Run | null = null
  #said = ''
  #heard: (() => void) | null = null
  #serving = Promise.withResolvers<void>()

  private constructor(data: string, port: number, options: readonly string[]) {
    this.data = data
    this.#port = port
    this.#options = options
  }

  /** On a port that is free: its logs are called by it, so that each start has the same. */
  static async on(data: string, ...options: readonly string[]): Promise<Portal> {
    return new Portal(data, await claimPort(0, HOST), options)
  }

  get origin(): string {
    return `http://localhost:${this.#port}`
  }

  get local(): string {
    return `http://${HOST}:${this.#port}`
  }

  /** All that it has said since it was started. */
  get said(): string {
    return this.#said
  }

  /** Resolves while it serves. */
  get serving(): Promise<void> {
    return this.#serving.promise
  }

  get operatorToken(): string {
    return (JSON.parse(readFileSync(secretsFile(this.data), 'utf8')) as { OPERATOR_TOKEN: string }).OPERATOR_TOKEN
  }

  get operator(): Operator {
    return operatorOf(this.local, this.operatorToken)
  }

  /** Starts it, and resolves when it has said something. Throws with all that it said where it ends before. */
  async startUntil(says: RegExp): Promise<void> {
    const args = [
      fromRoot('cli/izvor.ts'),
      'serve',
      '--port',
      String(this.#port),
      '--data',
      this.data,
      ...this.#options,
    ]
    const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    this.#run = { child, ended }
    this.#said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        this.#said += chunk.toString()
        this.#heard?.()
      })
    await Promise.race([
      new Promise<void>((resolve) => (this.#heard = () => (says.test(this.#said) ? resolve() : undefined))),
      ended.then((code) => {
        throw new Error(`The portal ended (${code}) and had said:\n${this.#said}`)
      }),
    ])
  }

  async start(): Promise<void> {
    await this.startUntil(/Ctrl-C stops it/u)
    this.#serving.resolve()
  }

  /** `kill -9` of the process, of workerd, and of what guards it, all at once. */
  async kill(): Promise<void> {
    const { child, ended } = this.#running()
    this.#serving = Promise.withResolvers<void>()
    process.kill(-child.pid!, 'SIGKILL')
    await ended
  }

  /** As Ctrl-C does, where no other signal is said; answers with the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGINT'): Promise<number | null> {
    const { child, ended } = this.#running()
    this.#serving = Promise.withResolvers<void>()
    child.kill(signal)
    const code = await ended
    this.#run = null
    return code
  }

  /** Whatever became of it, nothing of it is left running. */
  async end(): Promise<void> {
    if (this.#run !== null && this.#run.child.exitCode === null && this.#run.child.signalCode === null)
      await this.kill()
  }

  #running(): Run {
    if (this.#run === null) throw new Error('the portal does not run')
    return this.#run
  }
}

/** What the command line answers of a running portal. */
export const askPortal = ({ local, data }: Portal, ...args: readonly string[]) =>
  spawnSync(process.execPath, [fromRoot('cli/izvor.ts'), ...args, '--origin', local, '--data', data], {
    encoding: 'utf8',
  })
