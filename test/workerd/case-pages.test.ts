// A service as its applicant walks it, page by page: what is asked, kept, refused and shown, and to whom.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex, utf8 } from '../../workers/kernel/bytes.ts'
import { recordId } from '../../workers/engines/names.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { sessionHash } from '../../workers/engines/identity/session.ts'
import { agent, enter } from '../support/person.ts'
import { there, unwrap } from '../support/result.ts'
import { SERVICE, signer, type Signer } from '../support/cases.ts'
import { car, citizen, papers } from '../support/citizen.ts'
import { browserOf, newSecret } from '../support/desk.ts'
import { controlsOf, formOf } from '../support/form.ts'
import { newVin, settle } from '../support/ledger.ts'
import { textOf } from '../support/text.ts'
import { Visitor } from '../support/visitor.ts'

const CASE = 'aaaabbbbccccdddd'
const start = `/services/${SERVICE}`
const CARRY_ON = /^\/login\?next=%2Fcarry-on%2F[\w-]{16}$/u

describe('a visitor', () => {
  it('reads what a service takes, and is asked to log in once they begin: the login leads back', async ({ expect }) => {
    const visitor = new Visitor(env)
    const page = await visitor.get(start)
    expect(page.status).toBe(200)
    const form = formOf(await page.text(), start)
    const asked = await visitor.post(start, form, { Referer: env.ORIGIN + start })
    expect([asked.status, asked.headers.get('Location')]).toEqual([303, expect.stringMatching(CARRY_ON)])
  })

  it.for([
    ['GET', `/cases/${CASE}`, `/login?next=%2Fcases%2F${CASE}`],
    [
      'GET',
      `/en/cases/${CASE}/form/vehicle?changing=yes`,
      `/en/login?next=%2Fen%2Fcases%2F${CASE}%2Fform%2Fvehicle%3Fchanging%3Dyes`,
    ],
    ['POST', `/cases/${CASE}/withdraw`, CARRY_ON],
    ['GET', `/payment/a.b`, '/login?next=%2Fpayment%2Fa.b'],
    ['GET', '/work', '/login?next=%2Fwork'],
  ] as const)('of %s %s is led to the login', async ([method, path, location], { expect }) => {
    const visitor = new Visitor(env)
    const answer = await (method === 'GET' ? visitor.get(path) : visitor.post(path))
    expect([answer.status, answer.headers.get('Location')]).toEqual([
      303,
      typeof location === 'string' ? location : expect.stringMatching(location),
    ])
  })

  it('whose script asks for something to sign gets a problem', async ({ expect }) => {
    const answer = await new Visitor(env).post(`/cases/${CASE}/sign/options`, {}, { Accept: 'application/json' })
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'not-signed-in' }])
  })
})

describe('who is known too little', () => {
  /** Signed in with a passkey whose card was revoked. */
  const lower = async (someone: Omit<Signer, 'sign'>) => {
    await someone.person.cardChanged({ issuer: 'bb', serial: '01', status: 'revoked', seq: 2 })
    const secret = newSecret()
    const session = { hash: sessionHash({ secret }), agent }
    return browserOf(unwrap(await enter(someone.person, someone.phone, session)), secret)
  }

  it('begins nothing: they are told which login the service asks for, and led back', async ({ expect }) => {
    const someone = await signer()
    const [visitor, { person }] = [await lower(someone), someone]
    const answer = await visitor.post(start, { nonce: crypto.randomUUID() }, { Referer: env.ORIGIN + start })
    expect(answer.headers.get('Location')).toMatch(/^\/login\?next=%2Fcarry-on%2F[\w-]{16}&why=substantial$/u)
    expect((await person.overview()).cases).toEqual([])
  })

  it('goes on with nothing that was begun with a better login', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    const low = await lower(maria.who)
    for (const path of ['', '/applicant', '/form/vehicle', '/sign']) {
      const answer = await low.get(`/cases/${id}${path}`)
      expect(answer.headers.get('Location')).toBe(
        `/login?next=${encodeURIComponent(`/cases/${id}${path}`)}&why=substantial`,
      )
    }
  })
})

describe('the way through a service', () => {
  it.for(['', '/en'] as const)('from the start to the case, in the language of %j', async (lang, { expect }) => {
    const maria = await citizen()
    const vin = newVin()
    const id = await maria.begin(lang)
    const at = `${lang}/cases/${id}`
    const step = async (path: string) => {
      const { status, html } = await maria.get(at + path)
      expect([path, status]).toEqual([path, 200])
      return textOf(html)
    }
    expect(await step('/applicant')).toContain('Мария Иванова')
    expect(await step('')).toContain(lang === '' ? 'Какво остава' : 'What is left')

    expect(await maria.post(`${at}/form/vehicle`, { ...car, vin: ` ${vin.toLowerCase()} ` })).toMatchObject({
      status: 303,
      location: `${at}/form/technical`,
    })
    expect(controlsOf((await maria.get(`${at}/form/vehicle`)).html)).toEqual({ ...car, vin })
    expect((await maria.get(`${at}/check`)).location).toBe(`${at}/form/technical`)
    expect(await maria.post(`${at}/form/technical`, papers)).toMatchObject({ status: 303, location: `${at}/check` })
    expect(controlsOf((await maria.get(`${at}/form/technical`)).html)).toEqual(papers)

    const check = await step('/check')
    for (const said of [vin, 'Golf', 'Мария Иванова', '12']) expect(check).toContain(said)
    expect((await maria.get(`${at}/sign`)).location).toBe(`${at}/check`)
    // An answer that is changed leads back to the check.
    expect(await maria.post(`${at}/form/vehicle`, { ...car, vin, model: 'Passat', changing: 'yes' })).toMatchObject({
      location: `${at}/check`,
    })

    const { location: payment } = await maria.post(`${at}/pay`)
    expect(payment.startsWith(`${lang}/payment/`)).toBe(true)
    expect(textOf((await maria.get(payment)).html)).toMatch(lang === '' ? /12,79/u : /12\.79/u)
    expect(await maria.post(payment, { choice: 'pay' })).toMatchObject({ status: 303, location: `${at}/sign` })
    expect((await maria.get(payment)).location).toBe(`${at}/sign`)
    expect((await maria.post(`${at}/pay`)).location).toBe(`${at}/sign`)

    const hash = /[0-9a-f]{64}/u.exec(await step('/sign'))?.[0]
    expect(await maria.sign(`${at}/sign`)).toMatchObject({ status: 303, location: `${at}/done` })
    expect(await step('/done')).toContain(id.slice(0, 4).toUpperCase())
    expect(await step('')).toContain('Passat')
    const file = JSON.parse((await maria.get(`${at}/application.json`)).html) as { document: string }
    expect(toHex(sha256(utf8(file.document)))).toBe(hash)
  })

  it('may be left and taken up again: the draft is found among one’s things and at the service', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.fill()
    for (const path of ['/me', start]) expect((await maria.get(path)).html).toContain(`href="/cases/${id}"`)
    const { html } = await maria.get(`/cases/${id}`)
    for (const page of ['applicant', 'form/vehicle', 'form/technical', 'check'])
      expect(html).toContain(`/cases/${id}/${page}"`)
  })

  it('shows no personal number, in no page and no address', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.apply()
    for (const path of ['', '/done', '/application.json']) await maria.get(`/cases/${id}${path}`)
    const given = await maria.fill()
    for (const path of ['', '/applicant', '/form/vehicle', '/check', '/sign', '/withdraw'])
      await maria.get(`/cases/${given}${path}`)
    await maria.post(`/cases/${given}/withdraw`)
    await maria.get(`/cases/${given}`)
    expect(maria.seen.length).toBeGreaterThan(60)
    expect(maria.seen.filter((text) => text.includes(maria.who.number))).toEqual([])
  })

  it('shows its applicant who looked at their data for it: the authority, the law and the case', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.apply()
    await settle([recordId(env.INDEX_KEY, there(catalogue.registers.get('civil')), maria.who.number)], 'civil')
    const { status, html } = await maria.get('/me/data')
    expect(status).toBe(200)
    const number = id.match(/.{4}/gu)?.join('-').toUpperCase()
    for (const said of ['mvr', 'Наредба № I-45 от 2000 г., чл. 12', number]) expect(textOf(html)).toContain(said)
  })

  it('that is walked back and pressed twice leads to one case, one payment, one application', async ({ expect }) => {
    const maria = await citizen()
    const form = formOf((await maria.get(start)).html, start)
    const twice = await Promise.all([maria.post(start, form), maria.post(start, form)])
    expect(new Set(twice.map(({ location }) => location)).size).toBe(1)
    const id = /cases\/([a-z2-7]{16})/u.exec(twice[0]?.location ?? '')?.[1] ?? ''
    await maria.post(`/cases/${id}/form/vehicle`, { ...car, vin: newVin() })
    await maria.post(`/cases/${id}/form/technical`, papers)
    const orders = await Promise.all([maria.order(id), maria.order(id), maria.order(id)])
    expect(new Set(orders).size).toBe(1)
    const paying = await Promise.all(orders.map((order) => maria.post(order, { choice: 'pay' })))
    expect(paying.map(({ location }) => location)).toEqual(orders.map(() => `/cases/${id}/sign`))
    await maria.sign(`/cases/${id}/sign`)
    // The start form once more: the case that it has made.
    expect((await maria.post(start, form)).location).toBe(`/cases/${id}`)
    expect((await maria.who.person.overview()).cases).toHaveLength(1)
  })

  it.for(['', 'x', 'a'.repeat(36), `${'-'.repeat(35)}\n`, '../../cases/aaaabbbbccccdddd'])(
    'does not begin by a form that was made up: %j',
    async (nonce, { expect }) => {
      const maria = await citizen()
      const { status, location } = await maria.post(start, { nonce })
      // What could be a form’s begins a case of one’s own; what could not leads to the page that gives one.
      if (/^[0-9a-f-]{36}$/u.test(nonce)) expect(location).toMatch(/^\/cases\/[a-z2-7]{16}\/applicant$/u)
      else expect([status, location]).toEqual([303, start])
    },
  )

  it('that was finished leads to its case, whatever form comes back', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.apply()
    const before = await maria.get(`/cases/${id}`)
    const at = `/cases/${id}`
    for (const path of ['applicant', 'form/vehicle', 'check', 'sign', 'withdraw'])
      expect([path, (await maria.get(`${at}/${path}`)).location]).toEqual([path, at])
    for (const [path, form] of [
      ['form/vehicle', { ...car, vin: newVin() }],
      ['sign', { assertion: '{}' }],
      ['withdraw', {}],
      ['pay', {}],
    ] as const)
      expect([path, (await maria.post(`${at}/${path}`, form)).location]).toEqual([path, at])
    expect(await maria.post(`${at}/sign/options`)).toMatchObject({ status: 409 })
    expect(textOf((await maria.get(at)).html)).toBe(textOf(before.html))
  })

  it('that is given up forgets what was answered, and says so', async ({ expect }) => {
    const maria = await citizen()
    const vin = newVin()
    const id = await maria.fill(vin)
    await maria.pay(id)
    expect(textOf((await maria.get(`/cases/${id}/withdraw`)).html)).toContain('Платената такса ще Ви бъде върната.')
    expect((await maria.post(`/cases/${id}/withdraw`)).location).toBe(`/cases/${id}`)
    const { status, html } = await maria.get(`/cases/${id}`)
    expect([status, html.includes(vin)]).toEqual([200, false])
    expect(textOf(html)).toContain('Отказахте се от заявлението')
    expect((await maria.get(`/cases/${id}/application.json`)).status).toBe(404)
  })
})

describe('a case', () => {
  const GET = [
    '',
    '/applicant',
    '/form/vehicle',
    '/check',
    '/sign',
    '/done',
    '/withdraw',
    '/application.json',
    '/decision.json',
  ]
  const POST = ['/form/vehicle', '/pay', '/sign', '/sign/options', '/withdraw']

  it('of somebody else is not there, on no page, and nothing of it is shown', async ({ expect }) => {
    const [maria, georgi] = [await citizen(), await citizen()]
    const vin = newVin()
    const ids = [await maria.fill(vin), await maria.apply()]
    for (const id of ids) {
      for (const path of GET) expect([path, (await georgi.get(`/cases/${id}${path}`)).status]).toEqual([path, 404])
      const answers = await Promise.all(
        POST.map((path) => georgi.post(`/cases/${id}${path}`, { ...car, assertion: '{}' })),
      )
      expect(answers.map(({ status, location }) => [status, location])).toEqual([
        [404, ''],
        [404, ''],
        [404, ''],
        [404, ''],
        [404, ''],
      ])
    }
    const shown = georgi.seen.join(' ')
    for (const secret of [vin, 'Golf', 'Шипка', maria.who.id]) expect(shown).not.toContain(secret)
  })

  it.for([`/cases/${CASE}`, `/cases/${CASE}/check`, '/cases/short', `/cases/${CASE.toUpperCase()}`, '/cases/..%2Fme'])(
    'that was made up is not there: %s',
    async (path, { expect }) => {
      expect((await (await citizen()).get(path)).status).toBe(404)
    },
  )

  it('is filled in on its own pages alone', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.begin()
    for (const page of ['nowhere', 'constructor', '__proto__']) {
      expect((await maria.get(`/cases/${id}/form/${page}`)).status).toBe(404)
      expect((await maria.post(`/cases/${id}/form/${page}`, car)).status).toBe(404)
    }
  })

  it('is told to nobody’s cache', async ({ expect }) => {
    const maria = await citizen()
    const id = await maria.apply()
    for (const path of ['', '/application.json'])
      expect((await maria.get(`/cases/${id}${path}`)).headers.get('Cache-Control')).toMatch(/no-store/u)
  })
})
