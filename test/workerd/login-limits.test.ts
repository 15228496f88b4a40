// How often anybody may try to get in: by address, and by card or user handle from wherever; what they are told, and that
// nobody learns by an answer who is known here. And that of many at once one gets in.
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, it, vi, type MockInstance } from 'vitest'
import { demoSettings, issueCard, makeDemoAuthority } from '../../cli/demo/authority.ts'
import { makeHandle } from '../../workers/engines/identity/handle.ts'
import type { AssertionOptions, RegistrationOptions } from '../../workers/engines/identity/options.ts'
import { authenticate } from '../../workers/engines/identity/software-card.ts'
import { personId } from '../../workers/engines/names.ts'
import type { Env } from '../../workers/env.ts'
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import { attack } from '../support/attacks.ts'
import { refusalsIn } from '../support/audit.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import { MARIA } from '../support/cards.ts'
import { textOf } from '../support/text.ts'
import { Visitor } from '../support/visitor.ts'

const authority = await makeDemoAuthority(Date.now())
const card = await issueCard(authority, { ...MARIA, personalNumber: personalNumber('1971-03-05', 900) }, Date.now())
const demo: Env = { ...env, ...demoSettings(authority, [card]) }
const phone = softwareAuthenticator(env.ORIGIN)

let addresses = 0
/** Every attempt from an address of its own. */
const anywhere = () => ({ 'CF-Connecting-IP': `198.51.100.${(addresses += 1) % 250}` })

let log: MockInstance<typeof console.error>
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockImplementation(() => {})
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

/** The codes that the log names so far. */
const codes = () => refusalsIn(log.mock.calls).map(({ code }) => code)

/** Nothing comes back while a test tries: its clock stands. */
const stopClock = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })

async function withCard(visitor = new Visitor(demo), by = card, from = anywhere()): Promise<Response> {
  const { nonce } = await (await visitor.post('/login/card/challenge', {}, from)).json<{ nonce: string }>()
  const token = JSON.stringify(await authenticate(by, env.ORIGIN, nonce))
  return visitor.post('/login/card', { nonce, token, next: '/me' }, from)
}

async function optionsFor(visitor: Visitor, from = anywhere()): Promise<AssertionOptions> {
  return (await visitor.post('/login/passkey/options', {}, from)).json<AssertionOptions>()
}

async function withPasskey(cheats: Parameters<typeof phone.get>[1] = {}, by = phone): Promise<Response> {
  const from = anywhere()
  const visitor = new Visitor(demo)
  const assertion = await by.get(await optionsFor(visitor, from), cheats)
  return visitor.post('/login/passkey', { assertion, next: '/me' }, from)
}

/** Makes a passkey. */
async function bind(by = card, device = phone): Promise<void> {
  const visitor = new Visitor(demo)
  await withCard(visitor, by)
  const options = await (await visitor.post('/login/bind/options')).json<RegistrationOptions>()
  await visitor.post('/login/bind', { registration: await device.create(options), name: '', next: '/me' })
}

let people = 0
/** The phone of somebody who never tried before. */
async function newPhone() {
  const number = personalNumber('1971-03-05', 901 + (people += 1))
  const device = softwareAuthenticator(env.ORIGIN)
  await bind(await issueCard(authority, { ...MARIA, personalNumber: number }, Date.now()), device)
  return device
}

/** A handle as ours look, sealed by a key that is not ours. */
const invented = () => {
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
  return makeHandle(random(32), personId(env.INDEX_KEY, crypto.randomUUID()), random)
}

/** The read model, which notes that it was asked. */
const watchDatabase = (asked: string[]): D1Database =>
  new Proxy(env.DB, {
    get(target, key) {
      asked.push('database')
      const value: unknown = Reflect.get(target, key)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })

/** The portal, and whatever object was asked of it. */
function watched() {
  const asked: string[] = []
  const watch = <N extends { getByName: (name: string) => unknown }>(label: string, namespace: N): N =>
    new Proxy(namespace, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key)
        if (typeof value !== 'function') return value
        return (...args: unknown[]) => {
          asked.push(label)
          return Reflect.apply(value, target, args) as unknown
        }
      },
    })
  const watchedEnv = {
    PERSON: watch('person', env.PERSON),
    THROTTLE: watch('throttle', env.THROTTLE),
    CEREMONY: watch('ceremony', env.CEREMONY),
    DB: watchDatabase(asked),
  }
  return { asked, portal: { ...demo, ...watchedEnv } }
}

describe('a login', () => {
  it.for([attack('assertion', 'a hundred posts of one at once')])('of %s is one: %s', async ([, code], { expect }) => {
    await bind()
    const visitor = new Visitor(demo)
    const assertion = await phone.get(await optionsFor(visitor))
    const from = { 'CF-Connecting-IP': '192.0.2.101' }
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        new Visitor(demo, visitor.cookies).post('/login/passkey', { assertion, next: '/me' }, from),
      ),
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    const refused = await Promise.all(answers.filter(({ status }) => status !== 303).map((answer) => answer.text()))
    expect(refused).toHaveLength(99)
    expect(refused.every((html) => html.includes('Този опит вече беше използван.'))).toBe(true)
    expect(codes()).toEqual(Array.from({ length: 99 }, () => code))
  })

  it.for<
    [attack: string, code: string, attempt: (visitor: Visitor, options: AssertionOptions) => Promise<[Visitor, string]>]
  >([
    [
      ...attack('assertion', 'to a challenge of another browser'),
      async (_, { challenge }) => {
        const other = new Visitor(demo)
        await other.post('/login/passkey/options')
        return [other, challenge]
      },
    ],
    [
      ...attack('assertion', 'to a challenge that was made up'),
      async (visitor, { challenge }) => [visitor, `${challenge.slice(0, 40)}AAAA${challenge.slice(44)}`],
    ],
    [
      ...attack('assertion', 'five minutes and a second after its challenge'),
      async (visitor, { challenge }) => {
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 301_000 })
        return [visitor, challenge]
      },
    ],
  ])('that answers %s: %s', async ([, code, attempt], { expect }) => {
    const device = await newPhone()
    log.mockClear()
    const visitor = new Visitor(demo)
    const [browser, challenge] = await attempt(visitor, await optionsFor(visitor))
    const { status } = await browser.post('/login/passkey', { assertion: await device.get({ challenge }) })
    expect([status, codes()]).toEqual([422, [code]])
  })

  it.for<[string, string, () => Promise<Response>]>([
    [...attack('rate limit', 'of one card, or of one handle, from everywhere'), () => withCard()],
    ['of one passkey', 'too-many-requests', () => withPasskey()],
  ])('%s waits, with a page that says how long: %s', async ([, code, attempt], { expect }) => {
    stopClock()
    const answers: Response[] = []
    for (let n = 0; n < 30 && answers.at(-1)?.status !== 429; n += 1) answers.push(await attempt())
    const late = answers.at(-1)
    expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThanOrEqual(15)
    expect(late?.status).toBe(429)
    const seconds = Number(late?.headers.get('Retry-After'))
    expect(seconds).toBeGreaterThan(0)
    const text = textOf((await late?.text()) ?? '')
    expect(text).toContain('Изчакайте малко')
    expect(codes()).toContain(code)
    expect(text).toContain(seconds === 1 ? 'след 1 секунда' : `след ${seconds} секунди`)
  })

  it('of somebody else goes on meanwhile', async ({ expect }) => {
    const { status } = await withPasskey({ userHandle: invented() })
    expect(status).toBe(422)
  })

  it.for(
    ['/login/card/challenge', '/login/passkey/options', '/login/card', '/login/passkey'].map(
      (path) => [...attack('rate limit', 'of one address, at a login'), path] as const,
    ),
  )('%s waits, as a page or as a problem document: %s at %s', async ([, limited, path], { expect }) => {
    stopClock()
    const from = { 'CF-Connecting-IP': `203.0.113.${path.length}` }
    const visitor = new Visitor(demo)
    const answers = await Promise.all(Array.from({ length: 125 }, () => visitor.post(path, {}, from)))
    expect(answers.some(({ status }) => status === 429)).toBe(true)
    const page = await visitor.post(path, {}, from)
    expect([page.status, page.headers.get('Content-Type')]).toEqual([429, 'text/html; charset=UTF-8'])
    const told = await visitor.post(path, {}, { ...from, Accept: 'application/json' })
    const { code, retryAfter } = await told.json<Problem>()
    expect([code, String(retryAfter)]).toEqual([limited, told.headers.get('Retry-After')])
    expect(codes()).toContain('too-many-requests')
    expect((await visitor.post(path, {}, anywhere())).status).not.toBe(429)
  })
})

describe('a stranger’s guess', () => {
  /** What is shown of an answer, without what is new in each. */
  const shown = async (answer: Response) => [
    answer.status,
    [...answer.headers.keys()].toSorted(),
    textOf(await answer.text()),
  ]

  it.for([attack('account enumeration', 'a handle of nobody beside one of a person')])(
    '%s, of an unknown key: %s',
    async ([, code], { expect }) => {
      const device = await newPhone()
      log.mockClear()
      const nobody = await withPasskey({ userHandle: invented(), id: 'AAAA' }, device)
      const somebody = await withPasskey({ id: 'AAAA' }, device)
      expect(await shown(nobody)).toEqual(await shown(somebody))
      expect(codes()).toEqual([code, code])
    },
  )

  it.for([attack('account enumeration', 'a key of nobody beside one of a person, by the clock')])(
    '%s costs the same work: %s',
    async ([, code], { expect }) => {
      const device = await newPhone()
      log.mockClear()
      // What takes time is the signature: it is verified as often, whether the key is somebody's or nobody's.
      const verified = vi.spyOn(crypto.subtle, 'verify')
      const workOf = async (cheats: Parameters<typeof withPasskey>[0]) => {
        verified.mockClear()
        await withPasskey(cheats, device)
        return verified.mock.calls.length
      }
      expect(await workOf({ id: 'AAAA' })).toBe(await workOf({}))
      expect(verified.mock.calls.length).toBeGreaterThan(0)
      expect(codes()).toEqual([code])
    },
  )

  it.for([attack('assertion', 'a handle that was made up')])(
    'with %s reaches no object but the address’s own: %s',
    async ([, code], { expect }) => {
      const device = await newPhone()
      const { asked, portal } = watched()
      const attempt = async (userHandle?: string) => {
        const visitor = new Visitor(portal)
        const assertion = await device.get(await optionsFor(visitor), userHandle === undefined ? {} : { userHandle })
        asked.length = 0
        const { status } = await visitor.post('/login/passkey', { assertion, next: '/me' }, anywhere())
        return { status, asked: [...asked] }
      }
      expect(await attempt(invented())).toEqual({ status: 422, asked: ['throttle'] })
      expect(codes()).toEqual([code])
      // A whole login asks for its address twice, and its person once.
      expect(await attempt()).toEqual({ status: 303, asked: ['throttle', 'person'] })
      await optionsFor(new Visitor(portal))
      expect(asked).toEqual(['throttle', 'person', 'throttle'])
    },
  )

  it('at a handle that a person has waits by the handle, and no more by the address', async ({ expect }) => {
    const device = await newPhone()
    stopClock()
    const statuses: number[] = []
    for (let n = 0; n < 25; n += 1) statuses.push((await withPasskey({ id: 'AAAA' }, device)).status)
    expect(new Set(statuses)).toEqual(new Set([422, 429]))
  })
})
