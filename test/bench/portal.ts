// The portal as a system of the table: filled, and asked as an authority would.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { loadActs } from '../../cli/load.ts'
import { operatorOf, type Operator } from '../../cli/operator.ts'
import { secretsFile } from '../../cli/serve/secrets.ts'
import type { DemoAuthority } from '../../cli/demo/authority.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import { cpuMsOf } from './cpu.ts'
import { changeOfPlate, RECORDS, SEARCHED, vehicles } from './data.ts'
import { loginsBy } from './logins.ts'
import { start } from './program.ts'
import type { Ask, Step, System } from './system.ts'
import { Visitor } from './visitor.ts'

/** A registrar of the road police, whose acts these are. */
const OFFICIAL = 'elena'
/** The hot record: not the one that is read. */
const HOT = 1
const LOOK_MS = 20
const BATCH = 200

/** Resolves when the register has published so many entries: log, checkpoint and read model. */
async function published(operator: Operator, register: string, entries: number): Promise<void> {
  for (;;) {
    const state = await operator.state(register)
    if (state.published >= entries && state.unpublished === 0) return
    await wait(LOOK_MS)
  }
}

/** Enters the vehicles; answers with what their records are called. */
async function enterVehicles(operator: Operator): Promise<readonly string[]> {
  const [refusal] = await loadActs(operator, vehicles, 0, () => {})
  if (refusal !== undefined) throw new Error(`the portal refuses a vehicle: ${refusal.error}`)
  // Once more: an act that was done is answered as it was, and the answer says how its record is called.
  const ids: string[] = []
  for (let from = 0; from < RECORDS; from += BATCH) {
    const answers = await operator.perform(vehicles.slice(from, from + BATCH))
    for (const answer of answers) ids.push(answer.ok ? answer.value.id : '')
  }
  return ids
}

const get = (path: string): Ask => {
  const asked = { method: 'GET', path } as const
  return () => asked
}

/** Acts over HTTP, each a request of its own. */
function actsBy(cookie: string, origin: string, done: () => void) {
  const post = (headers: Readonly<Record<string, string>>, body: string) => ({
    method: 'POST' as const,
    path: '/api/registers/vehicles/acts/change-plate',
    headers: { Origin: origin, 'Content-Type': 'application/json', ...headers },
    body,
  })
  const session = { Cookie: cookie }
  const act =
    (record: (n: number) => number): Ask =>
    (n) => {
      done()
      return post({ ...session, 'Idempotency-Key': `bench-act-${n}` }, changeOfPlate(record(n), n))
    }
  let repeated: ReturnType<Ask> | undefined
  /** An act that is new when it is first asked for, and known from then on. */
  const again: Ask = (n) => (repeated ??= act(() => HOT)(n))
  const steps = (whole: Ask): readonly Step[] => [
    {
      name: 'the way in and out, with nothing asked of an object',
      ask: (n) => post({}, changeOfPlate(HOT, n)),
      status: 401,
    },
    { name: 'the session, at the object of the person', ask: (n) => post(session, changeOfPlate(HOT, n)), status: 422 },
    { name: 'the way to the record, and its look for an earlier answer', ask: again, status: 201 },
    { name: 'decision, entry on the disk, delivery to the register and publication', ask: whole, status: 201 },
  ]
  return { act, steps }
}

export async function startPortal(data: string): Promise<System> {
  const { said, pid } = await start({
    command: process.execPath,
    args: [join(import.meta.dirname, 'portal/serve.ts'), data],
    ready: /^ready at (\S+) as (\S+)$/mu,
    signal: 'SIGINT',
  })
  const [, address = '', origin = ''] = said
  const { OPERATOR_TOKEN } = JSON.parse(readFileSync(secretsFile(data), 'utf8')) as { OPERATOR_TOKEN: string }
  const { cards, authority } = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8')) as {
    readonly cards: readonly DemoCard[]
    readonly authority: DemoAuthority
  }
  const card = cards.find(({ id }) => id === OFFICIAL)
  if (card === undefined) throw new Error('the official has no card')

  const operator = operatorOf(address, OPERATOR_TOKEN)
  const ids = await enterVehicles(operator)
  await published(operator, 'officials', 1)
  let entries = RECORDS
  const cookie = await new Visitor(address, origin).signIn(card)
  const { act, steps } = actsBy(cookie, origin, () => void (entries += 1))
  const [hot, over] = [act(() => HOT), act((n) => n % RECORDS)]
  const page = `/registers/vehicles/records/${ids[0]}`
  const [hello, read] = [get('/api/registers'), get(`/api/registers/vehicles/records/${ids[0]}`)]
  return {
    origin: address,
    about: 'the script as it is deployed',
    cpuMs: () => cpuMsOf(pid),
    asks: {
      hello,
      read,
      reads: (n) => ({ method: 'GET', path: `/api/registers/vehicles/records/${ids[n % RECORDS]}` }),
      act: hot,
      acts: over,
      page: get(page),
      signed: () => ({ method: 'GET', path: page, headers: { Cookie: cookie } }),
      login: await loginsBy(authority, { address, origin }),
      search: get(`/api/registers/vehicles/records?q=${SEARCHED}`),
    },
    steps: {
      read: [
        { name: 'the way in and out, with nothing asked of an object', ask: hello, status: 200 },
        { name: 'the way to the record and its answer', ask: read, status: 200 },
      ],
      act: steps(hot),
      acts: steps(over),
    },
    async settled() {
      const before = performance.now()
      await published(operator, 'vehicles', entries)
      return performance.now() - before
    },
  }
}
