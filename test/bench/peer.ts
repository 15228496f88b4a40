// The peer as a system of the table.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { recordId } from '../../workers/engines/names.ts'
import { vehicles as register } from '../../workers/domains/vehicles.ts'
import { cpuMsOf } from './cpu.ts'
import { changeOfPlate, RECORDS, SEARCHED, vehicles } from './data.ts'
import type { Postgres } from './peer/postgres.ts'
import { start } from './program.ts'
import type { Ask, System } from './system.ts'

export async function startPeer({ folder, version, durability }: Postgres): Promise<System> {
  const indexKey = randomBytes(32).toString('base64')
  const [operator, official] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
  const { said, pid } = await start({
    command: process.execPath,
    args: [join(import.meta.dirname, 'peer/serve.ts'), folder, indexKey, operator, official],
    ready: /^ready at (\S+)$/mu,
  })
  const [, origin = ''] = said
  const act = (name: string, token: string, idempotencyKey: string, body: string) => ({
    method: 'POST' as const,
    path: `/registers/vehicles/acts/${name}`,
    headers: { Cookie: `session=${token}`, 'Content-Type': 'application/json', 'Idempotency-Key': idempotencyKey },
    body,
  })
  const enter = async ({ key, input, effectiveFrom, idempotencyKey }: (typeof vehicles)[number]) => {
    const { path, ...asked } = act('enter', operator, idempotencyKey, JSON.stringify({ key, input, effectiveFrom }))
    const answer = await fetch(`${origin}${path}`, asked)
    if (!answer.ok) throw new Error(`the peer refuses a vehicle: ${await answer.text()}`)
  }
  for (let from = 0; from < RECORDS; from += 50) await Promise.all(vehicles.slice(from, from + 50).map(enter))

  const ids = vehicles.map(({ key }) => recordId(indexKey, register, key))
  const changePlate =
    (record: (n: number) => number): Ask =>
    (n) =>
      act('change-plate', official, `bench-act-${n}`, changeOfPlate(record(n), n))
  const get = (path: string): Ask => {
    const asked = { method: 'GET', path } as const
    return () => asked
  }
  return {
    origin,
    about: `PostgreSQL ${version} (${durability})`,
    asks: {
      hello: get('/'),
      read: get(`/registers/vehicles/records/${ids[0]}`),
      reads: (n) => ({ method: 'GET', path: `/registers/vehicles/records/${ids[n % RECORDS]}` }),
      act: changePlate(() => 1),
      acts: changePlate((n) => n % RECORDS),
      search: get(`/registers/vehicles/records?q=${SEARCHED}`),
    },
    cpuMs: () => cpuMsOf(pid),
    settled: () => Promise.resolve(0),
  }
}
