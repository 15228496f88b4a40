// The limit as a system of the table.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { cpuMsOf } from './cpu.ts'
import { changeOfPlate, RECORDS } from './data.ts'
import { start } from './program.ts'
import type { Ask, System } from './system.ts'

/** About as long as the open fields of a vehicle as the portal answers them. */
const ROW = JSON.stringify({ row: 'x'.repeat(330) })

const BATCH = 50

const { version } = createRequire(createRequire(import.meta.url).resolve('miniflare'))('workerd/package.json') as {
  readonly version: string
}

const append =
  (object: (n: number) => number): Ask =>
  (n) => ({ method: 'POST', path: `/o${object(n)}`, body: changeOfPlate(object(n), n) })

export async function startBare(data: string): Promise<System> {
  const script = join(import.meta.dirname, 'bare/serve.ts')
  const { said, pid } = await start({
    command: process.execPath,
    args: [script, data],
    ready: /^ready at (\S+)$/mu,
    signal: 'SIGINT',
  })
  const [, origin = ''] = said
  const keep = async (n: number) => {
    const { ok } = await fetch(`${origin}/o${n}`, { method: 'POST', body: ROW })
    if (!ok) throw new Error('the limit keeps no row')
  }
  for (let n = 0; n < RECORDS; n += BATCH)
    await Promise.all(Array.from({ length: BATCH }, (_, offset) => keep(n + offset)))
  // Read from an object that nobody appends to, so that the row stays as long as it is.
  const read: Ask = () => ({ method: 'GET', path: '/o0' })
  return {
    origin,
    about: `workerd ${version}`,
    asks: {
      hello: () => ({ method: 'GET', path: '/' }),
      read,
      reads: (n) => ({ method: 'GET', path: `/o${n % RECORDS}` }),
      act: append(() => 1),
      acts: append((n) => n % RECORDS),
      page: read,
      signed: read,
      login: () => ({ method: 'GET', path: '/p256' }),
      search: read,
    },
    cpuMs: () => cpuMsOf(pid),
    settled: () => Promise.resolve(0),
  }
}
