// Cases for tests of their objects: an applicant whom the registers know, an official who decides, and the way between.
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import canonicalize from 'canonicalize'
import type { Env } from '../../workers/env.ts'
import { decideRequest, submitRequest } from '../../workers/engines/case/decide.ts'
import type { CaseEvent } from '../../workers/engines/case/state.ts'
import type { Entry } from '../../workers/engines/record.ts'
import type { SignatureBundle, SignRequest } from '../../workers/engines/identity/intent.ts'
import { caseId } from '../../workers/engines/names.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { caseById, recordByKey } from '../../workers/store/objects.ts'
import { act, newPlate, newVin, vehicle } from './ledger.ts'
import { assertion, bind, newPerson } from './person.ts'
import { there, unwrap } from './result.ts'

export const SERVICE = 'register-vehicle'
const service = there(catalogue.service(SERVICE))

export const ROLES = ['mvr.registrar']
/** A grant, with a plate of its own. */
export const granting = () => ({ outcome: 'grant', reasons: 'Всичко е наред.', plate: newPlate() })
export const refuseTyped = { outcome: 'refuse', reasons: 'Липсва основание.' }

export const technical = {
  fuel: 'petrol',
  emissionClass: 'euro6',
  firstRegistered: '2020-01-01',
  mass: '1500',
  colour: 'white',
}

/** Signs in this session with the passkey of this phone. */
export const assertionOf =
  ({ person, hash, phone }: Pick<Awaited<ReturnType<typeof newPerson>>, 'person' | 'hash'> & Phone) =>
  async (request: SignRequest): Promise<SignatureBundle> => {
    const { options } = unwrap(await person.beginSign(hash, request))
    return unwrap(await person.finishSign(hash, assertion(await phone.get(options)), request))
  }

type Phone = Pick<Awaited<ReturnType<typeof bind>>, 'phone'>

/** Somebody who is signed in and has a passkey to sign with. */
export async function signer(hash?: string) {
  const someone = await newPerson(hash)
  const { phone } = await bind(someone.person, someone.hash)
  return { ...someone, phone, sign: assertionOf({ ...someone, phone }) }
}

export type Signer = Awaited<ReturnType<typeof signer>>

/** Enters a person into the population register. */
export const enterPerson = (number: string) =>
  act(
    number,
    'enter',
    {
      givenName: 'Мария',
      familyName: 'Иванова',
      bornOn: '1980-03-05',
      sex: 'female',
      citizenship: 'България',
      settlement: '68134',
      street: 'ул. „Шипка“ 14',
    },
    { register: 'civil', actor: { role: 'operator' } },
  )

export const civilRecord = (number: string) => recordByKey(env, there(catalogue.registers.get('civil')), number)

/** A person whom the population register knows. */
export async function applicant(hash?: string): Promise<Signer> {
  const someone = await signer(hash)
  unwrap(await enterPerson(someone.number))
  return someone
}

/** A case that its applicant has opened, and every step from there, each by the object's own answers. */
export async function opened(who?: Signer) {
  const maria = who ?? (await applicant())
  const id = caseId(env.INDEX_KEY, maria.id, SERVICE, crypto.randomUUID())
  const object = caseById(env, id)
  unwrap(await object.open(id, SERVICE, maria.id))
  const vin = newVin()
  const typed = { vin, make: 'VW', model: 'Golf', category: 'M1' }
  return {
    id,
    object,
    maria,
    vin,
    record: vehicle(vin),
    answer: async () => {
      unwrap(await object.answer(maria.id, 'vehicle', typed))
      return unwrap(await object.answer(maria.id, 'technical', technical))
    },
    pay: async () => unwrap(await object.paid({ ...unwrap(await object.order(maria.id)), reference: 'SIM-1' })),
    signed: async () => maria.sign(submitRequest(unwrap(await object.application(maria.id)), service, null)),
    decided: async (official: Signer, asked: { readonly [name: string]: string }) => {
      const { document } = unwrap(await object.draft(official.id, ROLES, asked))
      return official.sign(decideRequest(document, service))
    },
  }
}

export type Opened = Awaited<ReturnType<typeof opened>>

export async function paid(who?: Signer): Promise<Opened> {
  const one = await opened(who)
  await one.answer()
  await one.pay()
  return one
}

export async function submitted(who?: Signer): Promise<Opened> {
  const one = await paid(who)
  unwrap(await one.object.submit(one.maria.id, await one.signed()))
  return one
}

/** Does something many times at once. */
export const many = <T>(work: (n: number) => Promise<T>, times = 100) =>
  Promise.all(Array.from({ length: times }, (_, n) => work(n)))

/** The refusals among answers. */
export const errors = (answers: readonly ({ readonly ok: true } | { readonly ok: false; readonly error: string })[]) =>
  answers.flatMap((answer) => (answer.ok ? [] : [answer.error]))

/** Does the work in an object whose surroundings are others for as long. */
export async function surrounded<T>(object: object, other: Partial<Env>, work: () => T | Promise<T>): Promise<T> {
  const instance = object as unknown as { env: Env }
  const own = instance.env
  instance.env = { ...own, ...other }
  try {
    return await work()
  } finally {
    instance.env = own
  }
}

/** Everything that an object of a case has on its disk. */
export const kept = ({ object }: Pick<Opened, 'object'>) =>
  runInDurableObject(object, async (_, { storage }) => ({
    events: storage.sql
      .exec<{ event: string }>('SELECT event FROM events ORDER BY seq')
      .toArray()
      .map(({ event }) => JSON.parse(event) as CaseEvent),
    outbox: storage.sql.exec<{ effect: string }>('SELECT effect FROM outbox ORDER BY n').toArray(),
    alarm: await storage.getAlarm(),
  }))

const deskRowsOf = async (id: string) =>
  (
    await env.DB.prepare(
      'SELECT id, service, status, seq, at, submitted_at AS submittedAt, due_on AS dueOn FROM cases WHERE id = ?',
    )
      .bind(id)
      .all<Record<string, string | number>>()
  ).results

/** The entries of a record that a case caused. */
export const entriesBy = ({ id, record }: Pick<Opened, 'id' | 'record'>) =>
  runInDurableObject(record, (_, { storage }) =>
    storage.kv.get('schema') === undefined
      ? []
      : storage.sql
          .exec<{ entry: string }>('SELECT entry FROM entries ORDER BY seq')
          .toArray()
          .map(({ entry }) => JSON.parse(entry) as Entry)
          .filter(({ basis }) => basis.case === id),
  )

const TOLD: ReadonlySet<CaseEvent['type']> = new Set(['submitted', 'declined', 'unsigned', 'completed', 'lapsed'])

/** Whether the applicant gets a message of it; a fee that is returned comes with one. */
const isTold = (event: CaseEvent, at: number, events: readonly CaseEvent[]): boolean => {
  if (event.type === 'decided') return event.outcome === 'refuse'
  if (event.type === 'withdrawn') return event.expired || events.some(({ type }, n) => type === 'paid' && n < at)
  if (event.type === 'paid') return events.some(({ type }, n) => type === 'withdrawn' && n < at)
  if (event.type === 'cosigned') return event.due !== null
  if (event.type === 'recalled') return event.why === 'registers'
  return TOLD.has(event.type)
}

/** Everything that is wrong with a case and with what it brought about elsewhere; nothing, if all is as it must be. */
export async function caseFaults(one: Pick<Opened, 'id' | 'object' | 'maria' | 'record'>): Promise<readonly string[]> {
  const { events, outbox } = await kept(one)
  const view = unwrap(await one.object.view(one.maria.id))
  const row = await one.object.row()
  const [{ cases }, inbox, rows, listed, entries] = await Promise.all([
    one.maria.person.overview(),
    one.maria.person.inbox(),
    deskRowsOf(one.id),
    env.STORE.head(`cases/${one.id}`),
    entriesBy(one),
  ])
  const told = inbox.map(({ id }) => id).filter((id) => id.startsWith(`case:${one.id}:`))
  const due = events.filter(isTold).map(({ seq }) => `case:${one.id}:${seq}`)
  const notes = cases.filter(({ id }) => id === one.id)
  const granted = view.status === 'granted'
  const checks: readonly (readonly [string, unknown, unknown])[] = [
    ['effects that wait', outbox, []],
    ['last event', view.seq, events.at(-1)?.seq],
    ['overview', notes.map(({ status, seq }) => [status, seq]), [[view.status, view.moved.seq]]],
    ['work queue', rows, row === null ? [] : [row]],
    ['list of cases', listed !== null, row !== null],
    ['messages', told.toReversed(), due],
    [
      'entries',
      entries.map(({ seq, recordedAt }) => [seq, recordedAt]),
      granted ? [[view.receipt?.seq, view.receipt?.recordedAt]] : [],
    ],
  ]
  return checks.flatMap(([what, is, ought]) =>
    canonicalize(is) === canonicalize(ought) ? [] : [`${what}: ${JSON.stringify(is)}, not ${JSON.stringify(ought)}`],
  )
}
