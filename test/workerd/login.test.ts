// The login from the outside: what a browser gets, what each attack gets, and what the audit says of it.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { demoSettings, issueCard, makeDemoAuthority } from '../../cli/demo/authority.ts'
import type { AssertionOptions, RegistrationOptions } from '../../workers/engines/identity/options.ts'
import { authenticate, type DemoCard } from '../../workers/engines/identity/software-card.ts'
import { localPath } from '../../workers/http/middleware/session.ts'
import { attack } from '../support/attacks.ts'
import { auditOf } from '../support/audit.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import { MARIA } from '../support/cards.ts'
import { Visitor } from '../support/visitor.ts'

const GEORGI = { ...MARIA, id: 'georgi', personalNumber: '7523169263', givenName: 'Георги', familyName: 'Петров' }

const authority = await makeDemoAuthority(Date.now())
const maria = await issueCard(authority, MARIA, Date.now())
const georgi = await issueCard(authority, GEORGI, Date.now())
const demo = { ...env, ...demoSettings(authority, [maria, georgi]) }

const SESSION = '__Host-session'
const VISITOR = '__Host-ceremony'

async function nonceFor(visitor: Visitor): Promise<string> {
  const { nonce } = await (await visitor.post('/login/card/challenge')).json<{ nonce: string }>()
  return nonce
}

const tokenOf = async (card: DemoCard, nonce: string, origin = env.ORIGIN) =>
  JSON.stringify(await authenticate(card, origin, nonce))

async function loginWithCard(visitor: Visitor, card = maria, next = '/me') {
  const nonce = await nonceFor(visitor)
  return visitor.post('/login/card', { nonce, token: await tokenOf(card, nonce), next })
}

/** The portal with a person signed in by card. */
async function signedIn(card = maria): Promise<Visitor> {
  const visitor = new Visitor(demo)
  await loginWithCard(visitor, card)
  return visitor
}

async function bind(visitor: Visitor, phone = softwareAuthenticator(env.ORIGIN)) {
  const options = await (await visitor.post('/login/bind/options')).json<RegistrationOptions>()
  const answer = await visitor.post('/login/bind', { registration: await phone.create(options), name: '', next: '/me' })
  return { phone, answer }
}

async function loginWithPasskey(visitor: Visitor, phone: ReturnType<typeof softwareAuthenticator>, next = '/me') {
  const options = await (await visitor.post('/login/passkey/options')).json<AssertionOptions>()
  return visitor.post('/login/passkey', { assertion: await phone.get(options), next })
}

describe('an identity card', () => {
  it('signs its holder in, and offers a passkey', async ({ expect }) => {
    const visitor = new Visitor(demo)
    const answer = await loginWithCard(visitor, maria, '/services')
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/login/bind?next=%2Fservices'])
    const set = answer.headers.getSetCookie().find((one) => one.startsWith(SESSION)) ?? ''
    for (const part of ['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(set).toContain(part)
    expect(set).not.toMatch(/Domain|Max-Age|Expires/u)
    expect(visitor.cookies.has(VISITOR)).toBe(false)
    const page = await visitor.get('/login/bind?next=%2Fservices')
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('data-passkey="register"')
  })

  it('leaves no personal number in cookies, addresses or the audit', async ({ expect }) => {
    const visitor = new Visitor(demo)
    const audit = await auditOf(async () => {
      const answer = await loginWithCard(visitor)
      await visitor.post('/login/card', { nonce: 'x', token: await tokenOf(maria, 'x') })
      expect(answer.headers.get('Location')).not.toContain(MARIA.personalNumber)
    })
    const seen = [...visitor.cookies.values(), ...audit.map((one) => JSON.stringify(one))].flatMap((text) => [
      text,
      Buffer.from(text, 'base64url').toString('latin1'),
    ])
    expect(seen.join(' ')).not.toContain(MARIA.personalNumber)
  })

  it.for([attack('nonce', 'a hundred posts of one at once')])(
    '%s begin one session: %s',
    async ([, code], { expect }) => {
      const visitor = new Visitor(demo)
      const nonce = await nonceFor(visitor)
      const token = await tokenOf(maria, nonce)
      const from = { 'CF-Connecting-IP': '192.0.2.100' }
      const audit = await auditOf(async () => {
        const answers = await Promise.all(
          Array.from({ length: 100 }, () =>
            new Visitor(demo, visitor.cookies).post('/login/card', { nonce, token }, from),
          ),
        )
        expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
        expect(answers.filter(({ status }) => status === 422)).toHaveLength(99)
      })
      expect(audit.filter((one) => one.code === code)).toHaveLength(99)
    },
  )

  it.for<[attack: string, code: string, attempt: (visitor: Visitor, nonce: string) => Promise<Response>]>([
    [
      ...attack('nonce', 'of another browser'),
      async (_, nonce) => {
        const other = new Visitor(demo)
        await nonceFor(other)
        return other.post('/login/card', { nonce, token: await tokenOf(maria, nonce) })
      },
    ],
    [
      'no pre-session',
      'challenge-unknown',
      async (_, nonce) => new Visitor(demo).post('/login/card', { nonce, token: await tokenOf(maria, nonce) }),
    ],
    [
      'nonce made up',
      'challenge-unknown',
      async (visitor) => {
        const nonce = Buffer.alloc(32).toString('base64')
        return visitor.post('/login/card', { nonce, token: await tokenOf(maria, nonce) })
      },
    ],
    [
      'token replayed',
      'challenge-used',
      async (visitor, nonce) => {
        const sent = { nonce, token: await tokenOf(maria, nonce) }
        const again = new Visitor(demo, visitor.cookies)
        await visitor.post('/login/card', sent)
        return again.post('/login/card', sent)
      },
    ],
    [
      'token of a phishing site',
      'signature-invalid',
      async (visitor, nonce) =>
        visitor.post('/login/card', { nonce, token: await tokenOf(maria, nonce, 'https://evil.example') }),
    ],
    ['no token', 'token-too-short', (visitor, nonce) => visitor.post('/login/card', { nonce })],
    [
      'card of another demo',
      'issuer-untrusted',
      async (visitor, nonce) => {
        const foreign = await issueCard(await makeDemoAuthority(Date.now()), MARIA, Date.now())
        return visitor.post('/login/card', { nonce, token: await tokenOf(foreign, nonce) })
      },
    ],
  ])('%s: %s', async ([, code, attempt], { expect }) => {
    const visitor = new Visitor(demo)
    const nonce = await nonceFor(visitor)
    const audit = await auditOf(async () => {
      const answer = await attempt(visitor, nonce)
      expect(answer.status).toBe(422)
      expect(answer.headers.getSetCookie().some((one) => one.startsWith(SESSION))).toBe(false)
      expect(await answer.text()).toContain('govuk-error-summary')
    })
    expect(audit).toMatchObject([{ step: 'card', code, request: expect.any(String) }])
  })

  it('of the demo is handed out where the demo is, and nowhere else', async ({ expect }) => {
    expect(await (await new Visitor(demo).get('/login/demo-cards/maria.json')).json()).toMatchObject({ id: 'maria' })
    expect((await new Visitor(demo).get('/login/demo-cards/nobody.json')).status).toBe(404)
    expect((await new Visitor(env).get('/login/demo-cards/maria.json')).status).toBe(404)
    const visitor = new Visitor(env)
    const audit = await auditOf(() => loginWithCard(visitor))
    expect(audit).toMatchObject([{ code: 'issuer-untrusted' }])
  })
})

describe('a passkey', () => {
  it('is made after a card login, and signs in from then on', async ({ expect }) => {
    const { phone, answer } = await bind(await signedIn(georgi))
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/me'])
    const visitor = new Visitor(demo)
    const login = await loginWithPasskey(visitor, phone, '/en/me/inbox')
    expect([login.status, login.headers.get('Location')]).toEqual([303, '/en/me/inbox'])
    const inbox = await (await visitor.get('/en/me/inbox')).text()
    expect(inbox).toContain('A new passkey was added')
  })

  it.for<[attack: string, code: string, cheats: Parameters<ReturnType<typeof softwareAuthenticator>['get']>[1]]>([
    [
      'of nobody',
      'passkey-unknown',
      { userHandle: Buffer.from(`${'x'.repeat(16)}${'a'.repeat(26)}`).toString('base64url') },
    ],
    ['without a handle', 'user-handle-missing', { userHandle: null }],
    ['on a page of another origin', 'answer-foreign-origin', { origin: 'https://evil.example' }],
    ['to another challenge', 'challenge-unknown', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['without verification', 'user-not-verified', { verified: false }],
    ['with an id that is not its own', 'passkey-unknown', { id: 'AAAA' }],
  ])('%s: %s', async ([, code, cheats], { expect }) => {
    const { phone } = await bind(await signedIn(georgi))
    const visitor = new Visitor(demo)
    const options = await (await visitor.post('/login/passkey/options')).json<AssertionOptions>()
    const audit = await auditOf(async () => {
      expect((await visitor.post('/login/passkey', { assertion: await phone.get(options, cheats) })).status).toBe(422)
    })
    expect(audit).toMatchObject([{ step: 'passkey', code }])
  })

  it.for<[attack: string, code: string, cheats: { readonly malleate: boolean }]>([
    [...attack('assertion', 'the same once more'), { malleate: false }],
    [...attack('assertion', 'its twin, with n−s in the signature'), { malleate: true }],
  ])('answers once; %s: %s', async ([, code, cheats], { expect }) => {
    const { phone } = await bind(await signedIn(georgi))
    const visitor = new Visitor(demo)
    const options = await (await visitor.post('/login/passkey/options')).json<AssertionOptions>()
    const twin = new Visitor(demo, visitor.cookies)
    const sent = await phone.get(options)
    expect((await visitor.post('/login/passkey', { assertion: sent })).status).toBe(303)
    const again = cheats.malleate ? await phone.get(options, cheats) : sent
    const audit = await auditOf(async () => twin.post('/login/passkey', { assertion: again }))
    expect(audit).toMatchObject([{ code }])
  })

  it('is not made by a visitor, nor by a session of another site’s making', async ({ expect }) => {
    const json = { Accept: 'application/json' }
    expect((await new Visitor(demo).post('/login/bind/options', {}, json)).status).toBe(401)
    const visitor = await signedIn()
    expect((await visitor.post('/login/bind/options', {}, { Origin: 'https://evil.example' })).status).toBe(403)
  })
})

describe('a session', () => {
  it.for([attack('session', 'planted before a login (fixation)')])('%s: %s', async ([, code], { expect }) => {
    const attacker = await signedIn(georgi)
    const planted = attacker.cookies.get(SESSION) ?? ''
    const victim = new Visitor(demo, [[SESSION, planted]])
    await loginWithCard(victim, maria)
    expect(victim.cookies.get(SESSION)).not.toBe(planted)
    const audit = await auditOf(async () => {
      expect((await attacker.get('/me')).headers.get('Location')).toBe('/login?next=%2Fme')
    })
    expect(audit).toMatchObject([{ code }])
  })

  it('is another after each login, and the one before has ended', async ({ expect }) => {
    const visitor = await signedIn()
    const before = new Visitor(demo, visitor.cookies)
    expect((await before.get('/me')).status).toBe(200)
    await loginWithCard(visitor)
    expect((await before.get('/me')).status).toBe(303)
    expect((await visitor.get('/me')).status).toBe(200)
  })

  it('ends at logout: what was copied before reads no own page and changes nothing', async ({ expect }) => {
    const visitor = await signedIn()
    const copy = new Visitor(demo, visitor.cookies)
    expect((await visitor.post('/logout')).status).toBe(303)
    expect(visitor.cookies.has(SESSION)).toBe(false)
    expect((await copy.get('/me')).headers.get('Location')).toBe('/login?next=%2Fme')
    expect((await copy.post('/me/sign-out-everywhere')).headers.get('Location')).toMatch(/^\/login\?next=/u)
  })

  it('forged, cut or empty is no session', async ({ expect }) => {
    const token = (await signedIn()).cookies.get(SESSION) ?? ''
    for (const forged of [token.slice(0, -8), `${token}AAAA`, token.replace('.', '.A'), 'x', ' ']) {
      const answer = await new Visitor(demo, [[SESSION, forged]]).get('/me')
      expect([answer.status, answer.headers.get('Location')]).toEqual([303, '/login?next=%2Fme'])
    }
  })

  it('leads back to where it was asked for, in its language', async ({ expect }) => {
    const asked = await new Visitor(demo).get('/en/me/inbox?after=a')
    expect(asked.headers.get('Location')).toBe('/en/login?next=%2Fen%2Fme%2Finbox%3Fafter%3Da')
  })

  it.for([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/%0a/evil',
    'javascript:alert(1)',
    '',
    'me',
    '/a\nb',
    `/${'a'.repeat(600)}`,
  ])('never leads to %j', (next, { expect }) => {
    const path = localPath(env.ORIGIN, next)
    expect(new URL(path, env.ORIGIN).origin).toBe(env.ORIGIN)
    expect(path).toMatch(/^\/(?:me$|%0a)/u)
  })
})

describe('devices', () => {
  it('are renamed, and removed after a fresh login', async ({ expect }) => {
    const visitor = await signedIn()
    const { phone } = await bind(visitor)
    const id = phone.held[0]?.id ?? ''
    const renamed = await visitor.post(`/me/devices/${id}/rename`, { name: 'Телефонът на Мария' })
    expect(renamed.headers.get('Location')).toBe('/me/devices?done=renamed')
    expect(await (await visitor.get('/me/devices?done=renamed')).text()).toContain('Телефонът на Мария')
    const long = await visitor.post(`/me/devices/${id}/rename`, { name: 'x'.repeat(61) })
    expect([long.status, (await long.text()).includes('x'.repeat(61))]).toEqual([422, true])
    expect((await visitor.get(`/me/devices/${id}/remove`)).status).toBe(200)
    expect((await visitor.post(`/me/devices/${id}/remove`)).headers.get('Location')).toBe('/me/devices?done=removed')
    expect((await visitor.get(`/me/devices/${id}/rename`)).status).toBe(404)
  })
})
