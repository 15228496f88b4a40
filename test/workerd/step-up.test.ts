// A stronger or newer login, asked for in the middle of something: nothing typed is lost, nobody else gets it, the session
// is another one afterwards, and a machine is told which login would be enough.
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, it, vi } from 'vitest'
import { KEPT_MS, keptName, openForm } from '../../workers/engines/identity/kept-form.ts'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import type { Problem } from '../../workers/kernel/problem.ts'
import { car, citizen, clerk, type Walker } from '../support/citizen.ts'
import { browserOf, newSecret } from '../support/desk.ts'
import { formOf } from '../support/form.ts'
import { entered, newVin, settle } from '../support/ledger.ts'
import { age, agent, enter, hashOf } from '../support/person.ts'
import { there, unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

const CASE = 'aaaabbbbccccdddd'
const KEPT = '__Host-kept'
const SESSION = '__Host-session'

afterEach(() => {
  vi.useRealTimers()
})

/** Signs the same person in again in the same browser, by card, as if they had come back from the login. */
async function comeBack({ who, visitor }: Pick<Walker, 'who' | 'visitor'>): Promise<void> {
  const secret = newSecret()
  const signedIn = unwrap(await who.person.loginWithCard(who.login, { hash: sessionHash({ secret }), agent }))
  visitor.cookies.set(SESSION, (await browserOf(signedIn, secret)).cookies.get(SESSION) ?? '')
}

const nextOf = (location: string) => new URL(location, env.ORIGIN).searchParams.get('next') ?? ''

/** A page of a form, typed and sent when the session was ended elsewhere; where the login leads then. */
async function typedTooLate(maria: Walker, typed: Record<string, string>) {
  const id = await maria.begin()
  const path = `/cases/${id}/form/vehicle`
  await maria.who.person.logout(maria.who.hash)
  const { location } = await maria.post(path, typed, { Referer: `${env.ORIGIN}${path}` })
  return { id, path, location, next: nextOf(location) }
}

describe('a form that was sent when the session was over', () => {
  it('waits through the login, in every letter, and is sent again by one button', async ({ expect }) => {
    const maria = await citizen()
    const typed = { ...car, vin: newVin(), make: 'Škoda "Ж" <b>\n& двойно' }
    const { id, path, location, next } = await typedTooLate(maria, typed)
    expect(location).toMatch(/^\/login\?next=%2Fcarry-on%2F[\w-]{16}$/u)
    expect((await maria.get(location)).html).toContain('Това, което попълнихте, е запазено')
    await comeBack(maria)
    const page = await maria.get(next)
    expect(formOf(page.html, path)).toEqual(typed)
    expect(page.html).toContain(`href="${path}"`)
    expect(await maria.post(path, { ...car, vin: newVin() })).toMatchObject({ location: `/cases/${id}/form/technical` })
  })

  it('is nowhere in clear, and opens with the browser’s own key alone', async ({ expect }) => {
    const maria = await citizen()
    const { next } = await typedTooLate(maria, { ...car, make: 'Тайната марка' })
    const secret = there(maria.visitor.cookies.get(KEPT))
    const object = env.CEREMONY.getByName(keptName(secret))
    const sealed = there(await object.form(there(next.split('/').at(-1))))
    const kept = await runInDurableObject(object, (_, { storage }) =>
      JSON.stringify(storage.sql.exec('SELECT * FROM forms').toArray()),
    )
    expect(kept + next).not.toMatch(/Тайната/u)
    expect(Buffer.from(sealed, 'base64url').toString('utf8')).not.toContain('Тайната')
    expect(await openForm(sealed, newSecret())).toBeNull()
    expect(await openForm(sealed, secret)).toMatchObject({ person: maria.who.id })
    await runDurableObjectAlarm(object)
    expect(await object.form(there(next.split('/').at(-1)))).toBeNull()
  })

  it.for<[string, string, (maria: Walker, next: string) => Promise<Visitor>]>([
    [
      'by another browser of the same person',
      'form-gone',
      async (maria) => new Visitor(env, [[SESSION, maria.visitor.cookies.get(SESSION) ?? '']]),
    ],
    [
      'by another person in the same browser',
      'form-of-another',
      async (maria) => {
        const georgi = await citizen()
        return new Visitor(env, [...georgi.visitor.cookies, [KEPT, maria.visitor.cookies.get(KEPT) ?? '']])
      },
    ],
    [
      'after half an hour',
      'form-gone',
      async (maria) => {
        vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + KEPT_MS + 1 })
        await comeBack(maria)
        return maria.visitor
      },
    ],
    [
      'after a logout',
      'form-gone',
      async (maria) => {
        await maria.post('/logout')
        await comeBack(maria)
        return maria.visitor
      },
    ],
    [
      'by a made up name',
      'form-gone',
      async (maria) => {
        const object = env.CEREMONY.getByName(keptName(there(maria.visitor.cookies.get(KEPT))))
        await runInDurableObject(object, (_, { storage }) => void storage.sql.exec(`DELETE FROM forms`))
        return maria.visitor
      },
    ],
  ])('is not carried on with %s: %s', async ([, code, thief], { expect }) => {
    const maria = await citizen()
    const { next } = await typedTooLate(maria, car)
    await comeBack(maria)
    const visitor = await thief(maria, next)
    const answer = await visitor.get(next)
    expect([answer.status, await answer.text()]).toEqual([
      code === 'form-gone' ? 410 : 403,
      expect.stringContaining(`<code>${code}</code>`),
    ])
  })

  it('is not kept where another site sent it, nor a form longer than any of ours', async ({ expect }) => {
    const visitor = new Visitor(env)
    const foreign = await visitor.post('/me/freeze', { a: 'b' }, { Origin: 'https://evil.example' })
    expect([foreign.status, visitor.cookies.has(KEPT)]).toEqual([403, false])
    const long = await visitor.post('/me/freeze', { a: 'x'.repeat(40_000) })
    expect([long.headers.get('Location'), visitor.cookies.has(KEPT)]).toEqual(['/login?next=%2Fme', false])
  })

  it('leaves out the answer to a challenge of the session that is over', async ({ expect }) => {
    const maria = await citizen()
    await maria.who.person.logout(maria.who.hash)
    const { location } = await maria.post(`/work/cases/${CASE}/sign`, { reason: 'lost', assertion: '{"secret":1}' })
    await comeBack(maria)
    expect(formOf((await maria.get(nextOf(location))).html, `/work/cases/${CASE}/sign`)).toEqual({ reason: 'lost' })
  })

  it('of a flood of strangers is kept for as many as one address may send', async ({ expect }) => {
    const from = { 'CF-Connecting-IP': '192.0.2.44' }
    const kept = await Promise.all(
      Array.from({ length: 130 }, async () => {
        const visitor = new Visitor(env)
        await visitor.post('/me/freeze', { a: 'b' }, from)
        return visitor.cookies.has(KEPT)
      }),
    )
    expect(kept.filter((one) => !one).length).toBeGreaterThan(0)
  })
})

describe('a login that is asked for in between', () => {
  it('says why, in plain words, and gives another session: the one before has ended', async ({ expect }) => {
    const maria = await citizen()
    await age(maria.who.person, 'UPDATE sessions SET created_at = created_at - 301000')
    const secret = newSecret()
    const session = { hash: sessionHash({ secret }), agent }
    const signedIn = unwrap(await enter(maria.who.person, maria.who.phone, session))
    const visitor = await browserOf(signedIn, secret)
    const asked = there((await visitor.get('/me/unfreeze')).headers.get('Location'))
    expect(asked).toBe('/login?next=%2Fme%2Funfreeze&why=card')
    const page = await (await visitor.get(asked)).text()
    expect(page).toContain('нужна личната Ви карта')
    expect(page).not.toContain('data-passkey="login"')

    const before = visitor.cookies.get(SESSION)
    const next = newSecret()
    const raised = unwrap(
      await maria.who.person.loginWithCard(maria.who.login, {
        hash: sessionHash({ secret: next }),
        agent,
        replaces: session.hash,
      }),
    )
    const higher = await browserOf(raised, next)
    expect(higher.cookies.get(SESSION)).not.toBe(before)
    expect((await higher.get('/me/unfreeze')).status).toBe(200)
    expect(await maria.who.person.confirm(session.hash)).toEqual({ ok: false, error: 'session-revoked' })
    expect((await visitor.get('/me')).headers.get('Location')).toBe('/login?next=%2Fme')
  })

  it('for half an hour of nothing says so', async ({ expect }) => {
    const maria = await citizen()
    await age(maria.who.person, 'UPDATE sessions SET seen_at = seen_at - 1801000')
    const { location } = await maria.get('/me')
    expect(location).toBe('/login?next=%2Fme&why=idle')
    expect((await maria.get(location)).html).toContain('Половин час не сте правили нищо')
  })

  it('is the card’s where the form says so, and the form comes back after it', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.fill()
    await maria.pay(id)
    const secret = newSecret()
    const session = { hash: sessionHash({ secret }), agent }
    const signedIn = unwrap(await enter(maria.who.person, maria.who.phone, session))
    const weak = await browserOf(signedIn, secret)
    const asked = await weak.post(`/cases/${id}/sign`, { 'with-card': 'yes', assertion: '' })
    expect(asked.headers.get('Location')).toMatch(/^\/login\?next=%2Fcarry-on%2F[\w-]{16}&why=card$/u)
    // With the card shown just now the same form leads on to the signature.
    await comeBack({ who: maria.who, visitor: weak })
    expect((await weak.post(`/cases/${id}/sign`, { 'with-card': 'yes', assertion: '' })).status).toBe(200)
  })

  it('tells a machine which one would be enough (RFC 9470)', async ({ expect }) => {
    const { vin } = await entered()
    const official = await clerk('mvr.registrar')
    const act = async (visitor: Visitor, name: string, input: object) => {
      const key = { 'Idempotency-Key': `step-up-${name}-${crypto.randomUUID()}` }
      const answer = await visitor.postJson(`/api/registers/vehicles/acts/${name}`, { key: vin, input }, key)
      const { code, needs } = await answer.json<Problem>()
      return [answer.status, code, needs, answer.headers.get('WWW-Authenticate')]
    }
    expect(await act(new Visitor(env), 'suspend', {})).toEqual([
      401,
      'not-signed-in',
      { level: 'substantial' },
      'Bearer realm="izvor", acr_values="substantial"',
    ])
    // A key of today moves nothing that is somebody's, unless the card is there.
    const secret = newSecret()
    const session = { hash: sessionHash({ secret }), agent }
    const signedIn = unwrap(await enter(official.who.person, official.who.phone, session))
    const young = await browserOf(signedIn, secret)
    expect((await act(young, 'suspend', {}))[0]).toBe(201)
    expect(await act(young, 'change-owner', { owner: '7523169263' })).toEqual([
      401,
      'key-too-young',
      { level: 'high', maxAge: 300 },
      'Bearer realm="izvor", error="insufficient_user_authentication", acr_values="high", max_age="300"',
    ])
    await official.who.person.freeze(official.who.hash)
    expect((await act(young, 'change-owner', { owner: '7523169263' })).slice(0, 2)).toEqual([403, 'signing-frozen'])
  })
})

describe('a sale', () => {
  it('is signed by a new passkey only with the card beside it: the page says why, and comes back', async ({
    expect,
  }) => {
    const seller = await citizen()
    const { vin, id: record } = await entered({ owner: seller.who.number })
    await settle([record])
    const start = '/services/transfer-vehicle'
    const { nonce = '' } = formOf((await seller.get(start)).html, start)
    const { location } = await seller.post(start, { nonce })
    const id = there(/\/cases\/([a-z2-7]{16})\//u.exec(location)?.[1])
    await seller.post(`/cases/${id}/form/vehicle`, { vin })
    await seller.post(`/cases/${id}/form/sale`, { buyer: (await citizen()).who.number, price: '4500' })
    await seller.pay(id)
    const path = `/cases/${id}/sign`
    expect((await seller.get(path)).html).not.toContain('with-card')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 301_000 })
    const cooling = await seller.get(path)
    expect(cooling.html).toContain('Ключът Ви е нов.')
    expect(cooling.html).toContain('name="with-card"')
    const asked = await seller.post(`${path}/options`, {}, { Accept: 'application/json' })
    expect([asked.status, asked.html]).toEqual([401, expect.stringContaining('key-too-young')])
    const login = await seller.post(path, { assertion: '', 'with-card': 'yes' })
    expect(login.location).toMatch(/why=card$/u)
    await comeBack(seller)
    expect(formOf((await seller.get(nextOf(login.location))).html, path)).toEqual({ 'with-card': 'yes' })
    expect((await seller.post(path, { 'with-card': 'yes' })).status).toBe(200)
    expect((await seller.sign(path)).status).toBe(303)
    // A key of a day needs no card.
    await age(seller.who.person, 'UPDATE passkeys SET created_at = created_at - 86400000')
    expect((await seller.get('/me/devices')).html).not.toContain('Нов ключ')
  })
})

describe('the pages of a person', () => {
  it('tell at the next one what was done elsewhere, until it is seen there', async ({ expect }) => {
    const maria = await citizen()
    await maria.who.person.loginWithCard(maria.who.login, { hash: hashOf('elsewhere'), agent: 'Mac, Safari' })
    const { html } = await maria.get('/services/register-vehicle')
    expect(html).not.toContain('izvor-alerts')
    const own = await maria.get('/me')
    expect(own.html).toContain('вход с личната Ви карта от ново устройство, Mac, Safari')
    // From then on on every page, whoever's it is.
    expect((await maria.get('/services/register-vehicle')).html).toContain('от ново устройство, Mac, Safari')
    const seen = formOf(own.html, '/me/alerts/seen')
    const back = await maria.post('/me/alerts/seen', seen, { Referer: `${env.ORIGIN}/me/devices` })
    expect(back.location).toBe('/me/devices')
    for (const path of ['/services/register-vehicle', '/me', '/'])
      expect((await maria.get(path)).html).not.toContain('izvor-alerts')
    expect((await maria.post('/me/alerts/seen', { n: '1 OR 1=1' })).status).toBe(303)
  })

  it('freeze by a session of hours ago, and show it where one would sign', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.fill()
    await maria.pay(id)
    await age(maria.who.person, 'UPDATE sessions SET created_at = created_at - 30000000')
    expect((await maria.post('/me/freeze')).location).toBe('/me/freeze?done=frozen')
    for (const path of ['/me', '/me/devices', `/cases/${id}/sign`])
      expect((await maria.get(path)).html).toContain('Нищо не може да се подпише')
    const options = await maria.post(`/cases/${id}/sign/options`, {}, { Accept: 'application/json' })
    expect([options.status, options.html]).toEqual([403, expect.stringContaining('signing-frozen')])
    expect((await maria.get('/me/unfreeze')).location).toMatch(/why=card$/u)
  })
})
