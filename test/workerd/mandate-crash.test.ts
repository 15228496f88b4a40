// Whatever breaks while a mandate is given, taken up or ended: in the end the act is entered once, and its other side was
// told of it once, also when nobody calls any more and the clock alone goes on.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { PersonObject } from '../../durable-objects/person.ts'
import { catalogue } from '../../workers/catalogue.ts'
import type { OwnAct } from '../../workers/engines/identity/effects.ts'
import { grantCommand, moveCommand, type Move } from '../../workers/engines/mandate-grant.ts'
import { mandateNumber } from '../../workers/engines/names.ts'
import type { Entry } from '../../workers/engines/record.ts'
import type { Env } from '../../workers/env.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { PARTS } from '../support/broken.ts'
import { applicant, type Signer } from '../support/cases.ts'
import { there, unwrap } from '../support/result.ts'

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

const told = (number: string) => ({
  subject: { bg: 'Новина', en: 'News' },
  body: { bg: 'Новина', en: 'News' },
  path: `/me/mandates/${number}`,
})

const recordOf = (number: string) => recordByKey(env, there(catalogue.registers.get('mandates')), number)

const entriesOf = (number: string) =>
  runInDurableObject(recordOf(number), (_, { storage }) =>
    storage.kv.get('schema') === undefined
      ? []
      : storage.sql
          .exec<{ entry: string }>('SELECT entry FROM entries ORDER BY seq')
          .toArray()
          .map(({ entry }) => (JSON.parse(entry) as Entry).act),
  )

const noticesOf = async (who: Signer, number: string) =>
  (await who.person.inbox()).map(({ id }) => id).filter((id) => id.startsWith(`mandates:${number}:`))

/** Maria lets Georgi act for her; who does each act, and who is told. */
async function parties() {
  const [maria, georgi] = [await applicant(), await applicant()]
  const number = mandateNumber(env.INDEX_KEY, maria.id, crypto.randomUUID())
  const principal = { register: 'civil', key: maria.number }
  const granter = { person: maria.id, principal, named: maria.id, called: 'Мария', held: null, passesOn: false }
  const terms = { services: '*', amount: null, until: null, joint: 1, delegable: false }
  const grant = { ...terms, representative: georgi.number, name: 'Георги Петров' }
  const act = (command: OwnAct['command'], other: Signer): OwnAct => ({
    command,
    tell: { person: other.id, message: told(number) },
  })
  const move = (what: Move, by: Signer, other: Signer, seq: number) => ({
    by,
    other,
    act: act(moveCommand(number, what, by.id, seq), other),
  })
  return {
    number,
    grant: { by: maria, other: georgi, act: act(grantCommand(number, granter, 'principal', grant, 'ab'), georgi) },
    accept: move('accept', georgi, maria, 1),
    renounce: move('renounce', georgi, maria, 1),
    revoke: move('revoke', maria, georgi, 1),
  }
}

const waiting = ({ person }: Signer) =>
  runInDurableObject(person, async (_, { storage }) => ({
    lanes: storage.sql
      .exec<{ lane: string }>('SELECT lane FROM outbox')
      .toArray()
      .map(({ lane }) => lane),
    alarm: await storage.getAlarm(),
  }))

/** Does the work, and the deliveries that it begins, among other surroundings. */
const surrounded = <T>({ person }: Signer, other: Partial<Env>, work: (object: PersonObject) => Promise<T>) =>
  runInDurableObject(person, async (object: PersonObject) => {
    const instance = object as unknown as { env: Env }
    const own = instance.env
    instance.env = { ...own, ...other }
    try {
      return await work(object)
    } finally {
      instance.env = own
    }
  })

/** The object forgets all but its disk, time passes, and its alarm rings; and once more. */
async function recover({ person }: Signer): Promise<void> {
  await evictDurableObject(person)
  await runInDurableObject(person, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
  await runDurableObjectAlarm(person)
  await runInDurableObject(person, (instance: PersonObject) => instance.alarm())
}

const STEPS = ['grant', 'accept', 'renounce', 'revoke'] as const

describe.each([
  ['before it was done', false],
  ['after it was done, and nobody heard of it', true],
] as const)('a crash %s', (_, done) => {
  it.for(STEPS.flatMap((step) => (['record', 'inbox'] as const).map((part) => [step, part] as const)))(
    'of a step to %s, at the %s: it is entered and told, once',
    async ([step, part], { expect }) => {
      const all = await parties()
      const { number } = all
      if (step !== 'grant') unwrap(await all.grant.by.person.perform(all.grant.by.hash, all.grant.act))
      const { by, other, act } = all[step]
      const before = await noticesOf(other, number)
      const answer = await surrounded(by, PARTS[part](done), (object) => object.perform(by.hash, act))
      // Whoever did it is told the truth: it is entered, or it will be.
      expect(answer).toMatchObject(part === 'record' ? { ok: false, error: 'entry-delayed' } : { ok: true })
      const left = await waiting(by)
      expect(left.lanes).toEqual([part === 'record' ? `act:mandates:${number}` : `inbox:${other.id}`])
      expect(left.alarm).toBeGreaterThan(Date.now())
      await recover(by)
      const seq = step === 'grant' ? 1 : 2
      expect(await entriesOf(number)).toEqual(step === 'grant' ? ['grant'] : ['grant', step])
      expect(await noticesOf(other, number)).toEqual([`mandates:${number}:${seq}`, ...before])
      expect(await waiting(by)).toEqual({ lanes: [], alarm: null })
      // Sent again by whoever did not wait: the same answer, and no second notice.
      expect(await by.person.perform(by.hash, act)).toMatchObject({ ok: true, value: { seq } })
      expect(await noticesOf(other, number)).toHaveLength(1 + before.length)
    },
  )
})

describe('an act that waits', () => {
  it('to end a mandate ends it, though it was taken up meanwhile', async ({ expect }) => {
    const all = await parties()
    const { grant, accept, revoke } = all
    unwrap(await grant.by.person.perform(grant.by.hash, grant.act))
    await surrounded(revoke.by, PARTS.record(false), (object) => object.perform(revoke.by.hash, revoke.act))
    unwrap(await accept.by.person.perform(accept.by.hash, accept.act))
    await recover(revoke.by)
    expect(await entriesOf(all.number)).toEqual(['grant', 'accept', 'revoke'])
  })

  it('to take one up that was ended meanwhile is refused, and nobody is told of it', async ({ expect }) => {
    const all = await parties()
    const { grant, accept, revoke } = all
    unwrap(await grant.by.person.perform(grant.by.hash, grant.act))
    await surrounded(accept.by, PARTS.record(false), (object) => object.perform(accept.by.hash, accept.act))
    unwrap(await revoke.by.person.perform(revoke.by.hash, revoke.act))
    await recover(accept.by)
    expect(await entriesOf(all.number)).toEqual(['grant', 'revoke'])
    expect(await noticesOf(grant.by, all.number)).toEqual([])
    expect(await waiting(accept.by)).toEqual({ lanes: [], alarm: null })
  })

  it('sent twice at once is answered twice, entered once and told once', async ({ expect }) => {
    const { number, grant } = await parties()
    const answers = await Promise.all([1, 2].map(() => grant.by.person.perform(grant.by.hash, grant.act)))
    for (const answer of answers) expect(answer).toMatchObject({ ok: true, value: { seq: 1 } })
    expect(await noticesOf(grant.other, number)).toHaveLength(1)
  })
})
