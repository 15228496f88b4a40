// PostgreSQL in a temporary folder: found on this machine, run as who may run it, durable as it is by default.
import { execFile } from 'node:child_process'
import { chownSync, existsSync, globSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { makeFolder } from '../folders.ts'
import { start } from '../program.ts'

const run = promisify(execFile)

interface User {
  readonly uid: number
  readonly gid: number
}

/** The folder of `initdb` and `postgres`: what is on the PATH, else the newest that Debian keeps aside. */
function findPostgres(): string | undefined {
  const onPath = (process.env['PATH'] ?? '').split(delimiter)
  const version = (folder: string) => Number(/\d+/u.exec(folder)?.[0] ?? 0)
  const aside = globSync('/usr/lib/postgresql/*/bin').toSorted((a, b) => version(b) - version(a))
  return [...onPath, ...aside].find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))))
}

/** `initdb` refuses root: then the user that PostgreSQL was installed for runs it, or nobody. */
function userFor(): User | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8')
  const [, uid, gid] = /^postgres:[^:]*:(\d+):(\d+):/mu.exec(users) ?? /^nobody:[^:]*:(\d+):(\d+):/mu.exec(users) ?? []
  if (uid === undefined || gid === undefined) throw new Error('root may not run it, and there is no user for it')
  return { uid: Number(uid), gid: Number(gid) }
}

export interface Postgres {
  /** The folder of its socket, and all that it keeps. */
  readonly folder: string
  readonly version: string
  /** `fsync`, `synchronous_commit`: as it says itself. */
  readonly durability: string
}

/** Starts it, reachable over its socket alone. Throws with the reason why it cannot be had. */
export async function startPostgres(): Promise<Postgres> {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('no initdb and postgres on the PATH or in /usr/lib/postgresql')
  const user = userFor()
  const folder = makeFolder()
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const options = { cwd: folder, ...user }
  const data = join(folder, 'data')
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale'], options)
  const setting = async (name: string) =>
    `${name} ${(await run(join(bin, 'postgres'), ['-D', data, '-C', name], options)).stdout.trim()}`
  const durability = [await setting('fsync'), await setting('synchronous_commit')].join(', ')
  await start({
    command: join(bin, 'postgres'),
    args: ['-D', data, '-k', folder, '-c', 'listen_addresses='],
    ready: /ready to accept connections/u,
    options,
    // A fast shutdown: whoever is connected is sent away.
    signal: 'SIGINT',
  })
  const { stdout } = await run(join(bin, 'postgres'), ['--version'])
  return { folder, durability, version: /[\d.]+/u.exec(stdout)?.[0] ?? stdout.trim() }
}
