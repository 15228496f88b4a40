// Whatever breaks while a status list is told that a card in a wallet ended: in the end the list says so, and the places of
// nobody else's cards have changed; whatever the list was told twice it says once.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeEach, describe, it, vi } from 'vitest'
import type { PersonObject } from '../../durable-objects/person.ts'
import type { StatusListObject } from '../../durable-objects/status-list.ts'
import { STATUS } from '../../workers/engines/wallet/status-list.ts'
import type { Env } from '../../workers/env.ts'
import { newPerson } from '../support/person.ts'
import { unwrap } from '../support/result.ts'

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
})

const DAY_MS = 86_400_000
let lists = 0

/** Somebody with two copies of a card in a wallet, beside a stranger's, in a list of their own. */
async function carded() {
  const someone = await newPerson()
  const name = `crash-${(lists += 1)}`
  const list = env.STATUS_LIST.getByName(name)
  const expiresAt = Date.now() + DAY_MS
  const [first = 0, second = 0, strange = 0] = unwrap(await list.allocate(3, expiresAt))
  const { issuer, serial, notAfter } = someone.login.evidence
  const entries = [first, second].map((index) => ({ list: name, index }))
  unwrap(
    await someone.person.keepWallet({ id: 'w', name: 'x', card: { issuer, serial, notAfter }, expiresAt, entries }),
  )
  return { ...someone, name, list, places: [first, second], strange }
}

/** A list that breaks: before it has done anything, or when all is done and nobody hears of it. */
const broken = (done: boolean): Partial<Env> => ({
  STATUS_LIST: {
    getByName: (name: string) => ({
      change: async (...change: Parameters<StatusListObject['change']>) => {
        if (done) await env.STATUS_LIST.getByName(name).change(...change)
        throw new Error('the connection was lost')
      },
    }),
  } as unknown as typeof env.STATUS_LIST,
})

type Carded = Awaited<ReturnType<typeof carded>>

const ENDS: readonly (readonly [what: string, end: (object: PersonObject, one: Carded) => Promise<unknown>])[] = [
  ['its holder removes it', (object, { hash }) => object.removeWallet(hash, 'w')],
  [
    'the card that it rests on is revoked',
    (object, { login }) => object.cardChanged({ ...login.evidence, status: 'revoked', seq: 2 }),
  ],
  ['its holder dies', (object) => object.hear({ means: 'died', register: 'civil', record: 'r', at: 1 })],
]

describe.each([
  ['before the list has heard', false],
  ['after the list has it, and nobody heard of that', true],
] as const)('a crash %s', (_, done) => {
  it.for(ENDS)('when %s: the alarm tells it, once', async ([, end], { expect }) => {
    const one = await carded()
    const { person, list, places, strange } = one
    await runInDurableObject(person, async (object: PersonObject) => {
      const instance = object as unknown as { env: Env }
      const own = instance.env
      instance.env = { ...own, ...broken(done) }
      await end(object, one)
      instance.env = own
    })
    expect(await list.status(places[0] ?? 0)).toBe(done ? STATUS.invalid : STATUS.valid)
    await evictDurableObject(person)
    await evictDurableObject(list)
    await runInDurableObject(person, (_object, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
    await runDurableObjectAlarm(person)
    await runInDurableObject(person, (object: PersonObject) => object.alarm())
    expect(await Promise.all([...places, strange].map((place) => list.status(place)))).toEqual([
      STATUS.invalid,
      STATUS.invalid,
      STATUS.valid,
    ])
    await runInDurableObject(person, (_object, { storage }) => {
      expect(storage.sql.exec('SELECT * FROM outbox').toArray()).toEqual([])
    })
    // What was invalid once stays so, whoever tells it late.
    await list.change(places, 'valid')
    expect(await list.status(places[0] ?? 0)).toBe(STATUS.invalid)
  })
})

it('a list keeps what it says through a restart, and what it serves says the same', async ({ expect }) => {
  const { list, places } = await carded()
  const before = await list.list()
  await list.change(places, 'suspended')
  await evictDurableObject(list)
  expect(await list.list()).not.toBe(before)
  await list.change(places, 'valid')
  expect(await list.list()).toBe(before)
})
