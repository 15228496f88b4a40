// Whatever breaks while the register of keys is told of a passkey: in the end it was told of each binding and each
// revocation once, in their order, and so it is when nobody calls any more and the clock alone goes on.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { PersonObject } from '../../durable-objects/person.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { readRegistration } from '../../workers/engines/identity/answer.ts'
import { credentialNumber } from '../../workers/engines/identity/credential.ts'
import type { Entry } from '../../workers/engines/record.ts'
import type { Env } from '../../workers/env.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import { bind, newPerson, request } from '../support/person.ts'
import { there, unwrap } from '../support/result.ts'

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
})

type Person = DurableObjectStub<PersonObject>

const entryOf = (passkey: string) =>
  recordByKey(env, there(catalogue.registers.get('credentials')), credentialNumber(passkey))

const entriesOf = (passkey: string) =>
  runInDurableObject(entryOf(passkey), (_, { storage }) =>
    storage.kv.get('schema') === undefined
      ? []
      : storage.sql
          .exec<{ entry: string }>('SELECT entry FROM entries ORDER BY seq')
          .toArray()
          .map(({ entry }) => JSON.parse(entry) as Entry),
  )

const waiting = (person: Person) =>
  runInDurableObject(person, async (_, { storage }) => ({
    outbox: storage.sql.exec<{ lane: string; failures: number }>('SELECT lane, failures FROM outbox').toArray(),
    alarm: await storage.getAlarm(),
  }))

/** A register of keys that breaks: before it has done anything, or when all is done and nobody hears of it. */
const broken = (done: boolean): Partial<Env> => ({
  RECORD: {
    getByName: (name: string) => ({
      perform: async (command: Parameters<ReturnType<typeof env.RECORD.getByName>['perform']>[0]) => {
        if (done) await env.RECORD.getByName(name).perform(command)
        throw new Error('the connection was lost')
      },
    }),
  } as unknown as typeof env.RECORD,
})

/** Does the work, and the deliveries that it begins, among other surroundings. */
const surrounded = <T>(person: Person, other: Partial<Env>, work: (object: PersonObject) => T | Promise<T>) =>
  runInDurableObject(person, async (object: PersonObject, { storage }) => {
    const instance = object as unknown as { env: Env }
    const own = instance.env
    instance.env = { ...own, ...other }
    try {
      const answer = await work(object)
      const failed = () =>
        storage.sql.exec<{ n: number }>('SELECT count(*) AS n FROM outbox WHERE failures = 0').one().n === 0
      await vi.waitUntil(failed)
      return answer
    } finally {
      instance.env = own
    }
  })

/** The object forgets all but its disk, time passes, and its alarm rings; and once more. */
async function recover(person: Person): Promise<void> {
  await evictDurableObject(person)
  await runInDurableObject(person, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
  await runDurableObjectAlarm(person)
  await runInDurableObject(person, (instance: PersonObject) => instance.alarm())
}

const TABLE = [
  { name: 'before the register has heard', done: false },
  { name: 'after the register has entered it, and nobody heard of that', done: true },
]

describe.each(TABLE)('a crash $name', ({ done }) => {
  it('of a binding: the passkey counts, and its entry is made by the alarm, once', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const phone = softwareAuthenticator(env.ORIGIN)
    const registration = unwrap(readRegistration(await phone.create(unwrap(await person.beginPasskey(hash)))))
    const { id } = unwrap(
      await surrounded(person, broken(done), (object) => object.finishPasskey(hash, registration, '')),
    )
    // What is not in the register signs nothing that anybody would believe.
    expect(await surrounded(person, broken(done), (object) => object.beginSign(hash, request))).toEqual({
      ok: false,
      error: 'key-not-entered',
    })
    const { outbox, alarm } = await waiting(person)
    expect(outbox).toEqual([{ lane: `credentials:${credentialNumber(id)}`, failures: 1 }])
    expect(alarm).toBeGreaterThan(Date.now())
    await recover(person)
    expect((await entriesOf(id)).map(({ act }) => act)).toEqual(['bind'])
    expect(await waiting(person)).toEqual({ outbox: [], alarm: null })
    expect((await person.beginSign(hash, request)).ok).toBe(true)
  })

  it('of a removal: its entry follows that of the binding, once', async ({ expect }) => {
    const { person, hash } = await newPerson()
    const { id } = unwrap((await bind(person, hash)).answer)
    unwrap(await surrounded(person, broken(done), (object) => object.removePasskey(hash, id)))
    await evictDurableObject(person)
    await runInDurableObject(person, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
    await surrounded(person, broken(done), (object) => object.alarm())
    await recover(person)
    expect((await entriesOf(id)).map(({ act }) => act)).toEqual(['bind', 'revoke'])
    expect(await waiting(person)).toEqual({ outbox: [], alarm: null })
  })
})

describe.each(TABLE)('a crash $name', ({ done }) => {
  it('of what keys can do: each change is entered, in its order, once', async ({ expect }) => {
    const { person, hash, login } = await newPerson()
    const { id } = unwrap((await bind(person, hash)).answer)
    await vi.waitUntil(async () => (await waiting(person)).outbox.length === 0)
    await surrounded(person, broken(done), (object) => object.freeze(hash))
    const { issuer, serial } = login.evidence
    await surrounded(person, broken(done), (object) =>
      // Its end of the delivery fails too: it is told, and keeps it.
      object.cardChanged({ issuer, serial, status: 'revoked', seq: 2 }),
    )
    await recover(person)
    const entries = await entriesOf(id)
    expect(entries.map(({ act, set }) => [act, set['level'], set['signing']])).toEqual([
      ['bind', 'substantial', 'open'],
      ['change', 'substantial', 'frozen'],
      ['change', 'low', 'frozen'],
    ])
    expect(await waiting(person)).toEqual({ outbox: [], alarm: null })
    // Nothing has changed since: nothing is entered.
    await person.seen(hash, 1)
    await person.cardChanged({ issuer, serial, status: 'revoked', seq: 2 })
    expect(await entriesOf(id)).toHaveLength(3)
  })
})

it('one register that is away keeps a second passkey waiting for nothing but its own', async ({ expect }) => {
  const { person, hash } = await newPerson()
  const first = unwrap((await bind(person, hash)).answer)
  unwrap(await surrounded(person, broken(false), (object) => object.removePasskey(hash, first.id)))
  const second = unwrap((await bind(person, hash)).answer)
  await vi.waitUntil(async () => (await waiting(person)).outbox.length === 1)
  expect((await entriesOf(second.id)).map(({ act }) => act)).toEqual(['bind'])
  expect((await entriesOf(first.id)).map(({ act }) => act)).toEqual(['bind'])
})

it('a passkey from before there was a register is entered at the next login', async ({ expect }) => {
  const { person, hash, login, number, id: personId } = await newPerson()
  const { id } = unwrap((await bind(person, hash)).answer)
  await vi.waitUntil(async () => (await entriesOf(id)).length === 1)
  const [entered] = await entriesOf(id)
  expect(entered?.set).toMatchObject({
    holder: number,
    person: personId,
    deviceBound: false,
    level: 'substantial',
    boundBy: 'card',
    card: 'aa',
    status: 'active',
  })
  // As if nobody had ever asked: the register answers as it did then.
  await runInDurableObject(person, (_, { storage }) => void storage.sql.exec('DELETE FROM credential_acts'))
  unwrap(await person.loginWithCard(login, { hash: '2'.repeat(64), agent: 'Android, Chrome' }))
  await vi.waitUntil(async () => (await waiting(person)).outbox.length === 0)
  expect(await entriesOf(id)).toEqual([entered])
})
