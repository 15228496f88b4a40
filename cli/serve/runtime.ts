// Which workerd runs, and that at most one does on a data folder: a killed start leaves none behind.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

/** Another start holds the data folder, or the port. The message is for the person at the terminal. */
export class InUse extends Error {}

/** What Miniflare must find in the environment before it starts workerd, for the guard to run it. */
export function guardWorkerd(data: string): Record<string, string> {
  if (process.platform === 'win32') return {}
  process.env['MINIFLARE_WORKERD_PATH'] = fileURLToPath(import.meta.resolve('./workerd.sh'))
  const workerd: { readonly default: string } = createRequire(import.meta.resolve('miniflare'))('workerd')
  return { IZVOR_WORKERD: workerd.default, IZVOR_PID_FILE: pidFile(data) }
}

const pidFile = (data: string) => join(data, 'workerd.pid')

/** The command line of a process, or nothing where it is gone. A small Linux has no `ps`, a Mac no /proc. */
function commandOf(pid: number): string {
  try {
    if (existsSync('/proc/self')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return ''
  }
}

const isWorkerd = (pid: number) => /workerd(\.sh)?\b.* serve /u.test(commandOf(pid))

/** Waits out, or ends, a workerd whose starter was killed. Throws InUse where the starter lives. */
export async function claim(data: string): Promise<void> {
  if (!existsSync(pidFile(data))) return
  const [workerd = 0, starter = 0] = readFileSync(pidFile(data), 'utf8').split(' ').map(Number)
  if (workerd > 0 && isWorkerd(workerd)) {
    if (starter !== process.pid && commandOf(starter).includes('node')) {
      throw new InUse(
        `The data in ${data} is in use by process ${starter}: stop that one first, or choose another folder with --data.`,
      )
    }
    process.kill(workerd, 'SIGKILL')
    while (isWorkerd(workerd)) await wait(20)
  }
  release(data)
}

export const release = (data: string) => rmSync(pidFile(data), { force: true })
