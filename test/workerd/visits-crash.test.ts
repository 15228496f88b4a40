// Whatever breaks while sites are told that somebody left, or their tokens are ended: in the end each site was told, and
// by one and the same name of the event; each grant is over; and nothing waits any more.
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { PersonObject } from '../../durable-objects/person.ts'
import { issuerObject } from '../../workers/store/objects.ts'
import { citizen } from '../support/citizen.ts'
import { codeOf, exchange, newAddress, newParty } from '../support/relying-party.ts'
import { there } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

const LOGOUT_URI = 'https://shop.example/signed-out'

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

type Person = DurableObjectStub<PersonObject>

/** The site, at the other end of the net: what it was told, and how it answers, first and then. */
function site(first: (told: () => void) => Response, then = () => new Response()) {
  const told: string[] = []
  const ours = globalThis.fetch
  let asked = 0
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    if (input !== LOGOUT_URI) return ours(input, init)
    const hear = () => void told.push(new URLSearchParams(init?.body as URLSearchParams).get('logout_token') ?? '')
    asked += 1
    if (asked === 1) return first(hear)
    hear()
    return then()
  })
  return { told, asked: () => asked }
}

const lost = (): never => {
  throw new Error('the connection was lost')
}

const waiting = (person: Person) =>
  runInDurableObject(person, async (_, { storage }) => ({
    lanes: storage.sql
      .exec<{ lane: string; failures: number }>('SELECT lane, failures FROM outbox ORDER BY n')
      .toArray(),
    alarm: await storage.getAlarm(),
  }))

/** How many effects failed once, as the object itself sees it. */
const failed = ({ sql }: DurableObjectStorage, lane = '%'): number =>
  sql.exec<{ n: number }>('SELECT count(*) AS n FROM outbox WHERE failures = 1 AND lane LIKE ?', lane).one().n

/** The object forgets all but its disk, time passes, and its alarm rings; and once more. */
async function recover(person: Person): Promise<void> {
  await evictDurableObject(person)
  await runInDurableObject(person, (_, { storage }) => void storage.sql.exec('UPDATE outbox SET due_at = 1'))
  await runDurableObjectAlarm(person)
  await runInDurableObject(person, (instance: PersonObject) => instance.alarm())
}

/** Somebody who logged in at a site of their own for this test, with a token that works. */
async function visiting() {
  const party = await newParty({ logoutUri: LOGOUT_URI })
  const { visitor, who } = await citizen()
  const { body } = await exchange(party, await codeOf(visitor, party, { scope: 'openid offline_access' }))
  const access = async () => {
    const headers = { Authorization: `Bearer ${there(body['access_token'])}`, 'CF-Connecting-IP': newAddress() }
    return (await new Visitor(env).get('/oidc/userinfo', { headers })).status
  }
  return { party, visitor, who, access }
}

const left = async (told: readonly string[], audience: string) => {
  const keys = { keys: await issuerObject(env).published() } as unknown as JSONWebKeySet
  const read = await Promise.all(
    told.map(async (token) => {
      const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { audience, typ: 'logout+jwt' })
      return { jti: payload.jti, sid: payload['sid'] }
    }),
  )
  return new Set(read.map((one) => JSON.stringify(one)))
}

describe('a site is told that somebody left, with a crash', () => {
  it.for([
    { name: 'before it was reached', first: lost, heard: 1 },
    { name: 'after it has heard, and nobody knows', first: (hear: () => void) => (hear(), lost()), heard: 2 },
    { name: 'of the site itself', first: () => new Response('', { status: 503 }), heard: 1 },
  ])('$name', async ({ first, heard }, { expect }) => {
    const { party, visitor, who } = await visiting()
    const net = site(first)
    await visitor.post('/logout')
    await vi.waitUntil(async () => (await waiting(who.person)).lanes.some(({ failures }) => failures === 1))
    expect((await waiting(who.person)).alarm).toBeGreaterThan(Date.now())
    await recover(who.person)
    // The alarm may have rung by itself before it was made to.
    expect(net.told.length).toBeGreaterThanOrEqual(heard)
    const told = net.told.length
    // Told twice, it is one event to whoever keeps its name, as the standard has it (Back-Channel Logout, 2.6).
    expect((await left(net.told, party.id)).size).toBe(1)
    expect(await waiting(who.person)).toEqual({ lanes: [], alarm: null })
    await recover(who.person)
    expect(net.told).toHaveLength(told)
  })

  it('in our own keys: it is signed and told when they are back', async ({ expect }) => {
    const { who } = await visiting()
    const net = site((hear) => (hear(), new Response()))
    await runInDurableObject(who.person, async (object: PersonObject, { storage }) => {
      const instance = object as unknown as { env: typeof env }
      const own = instance.env
      instance.env = { ...own, ISSUER: { getByName: lost } as unknown as typeof env.ISSUER }
      object.logout(who.hash)
      await vi.waitUntil(() => failed(storage) === 1)
      instance.env = own
    })
    expect(net.told).toEqual([])
    await recover(who.person)
    expect(net.told).toHaveLength(1)
    expect(await waiting(who.person)).toEqual({ lanes: [], alarm: null })
  })

  it('is told no more once its own session is over, and is not pressed where it says no', async ({ expect }) => {
    const refusing = await visiting()
    const no = site(
      () => new Response('', { status: 400 }),
      () => new Response('', { status: 400 }),
    )
    await refusing.visitor.post('/logout')
    await vi.waitUntil(async () => (await waiting(refusing.who.person)).lanes.length === 0)
    await recover(refusing.who.person)
    expect(no.asked()).toBe(1)
    vi.restoreAllMocks()
    vi.spyOn(console, 'error').mockImplementation(() => {})

    const late = await visiting()
    const net = site(lost)
    await late.visitor.post('/logout')
    await vi.waitUntil(async () => (await waiting(late.who.person)).lanes.some(({ failures }) => failures === 1))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 60 * 60_000 })
    await recover(late.who.person)
    expect(net.told).toEqual([])
    expect((await waiting(late.who.person)).lanes).toEqual([])
  })
})

describe('the tokens of a site whose consent is taken back end, with a crash', () => {
  it.for([
    { name: 'before the grant has heard', done: false },
    { name: 'after it has ended, and nobody knows', done: true },
  ])('$name', async ({ done }, { expect }) => {
    const { party, who, access } = await visiting()
    const net = site((hear) => (hear(), new Response()))
    expect(await access()).toBe(200)
    await runInDurableObject(who.person, async (object: PersonObject, { storage }) => {
      const instance = object as unknown as { env: typeof env }
      const own = instance.env
      const end = async (name: string) => {
        if (done) await env.GRANT.getByName(name).end()
        lost()
      }
      const broken = { getByName: (name: string) => ({ end: () => end(name) }) }
      instance.env = { ...own, GRANT: broken as unknown as typeof env.GRANT }
      // The object alone: what the page does beside it is not waited for.
      object.withdraw(who.hash, party.id)
      await vi.waitUntil(() => failed(storage, 'grant%') === 1)
      instance.env = own
    })
    expect(await access()).toBe(done ? 401 : 200)
    await recover(who.person)
    expect(await access()).toBe(401)
    expect(net.told).toHaveLength(1)
    expect(await waiting(who.person)).toEqual({ lanes: [], alarm: null })
    await recover(who.person)
    expect(net.told).toHaveLength(1)
  })
})
