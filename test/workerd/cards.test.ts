// The ministry's desk of identity cards: who may order what, what an order does, and that the holder feels it at once.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { demoSettings, makeDemoAuthority } from '../../cli/demo/authority.ts'
import { catalogue } from '../../workers/catalogue.ts'
import type { AssertionOptions, RegistrationOptions } from '../../workers/engines/identity/options.ts'
import { plainSerial } from '../../workers/engines/identity/ocsp-names.ts'
import { authenticate, type DemoCard } from '../../workers/engines/identity/software-card.ts'
import { readCertificate } from '../../workers/engines/identity/x509.ts'
import { cardRecord } from '../../workers/http/card-status.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { softwareAuthenticator } from '../support/authenticator.ts'
import { official } from '../support/desk.ts'
import { act, settle } from '../support/ledger.ts'
import { newNumber } from '../support/person.ts'
import { there, unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

const demo = { ...env, ...demoSettings(await makeDemoAuthority(Date.now()), []) }
const JSON_ONLY = { Accept: 'application/json' }

type Phone = ReturnType<typeof softwareAuthenticator>
type Form = Readonly<Record<string, string>>

async function bind(visitor: Visitor): Promise<Phone> {
  const phone = softwareAuthenticator(env.ORIGIN)
  const options = await (await visitor.post('/login/bind/options')).json<RegistrationOptions>()
  await visitor.post('/login/bind', { registration: await phone.create(options), name: '', next: '/me' })
  return phone
}

/** An official with a passkey, at the desk. */
async function clerk(role = 'mvr.registrar') {
  const { visitor: plain, person, hash } = await official(role)
  const visitor = new Visitor(demo, plain.cookies)
  return { visitor, person, hash, phone: await bind(visitor) }
}

/** Somebody whom the register of the population knows. */
async function citizen(): Promise<string> {
  const number = newNumber()
  const input = {
    givenName: 'Мария',
    familyName: 'Иванова',
    bornOn: '1980-03-05',
    sex: 'female',
    citizenship: 'България',
    settlement: '68134',
    street: 'ул. „Шипка“ 14',
  }
  unwrap(await act(number, 'enter', input, { register: 'civil', actor: { role: 'operator' } }))
  return number
}

/** Opens an order, fills it in and signs it; the answer to the signed form. */
async function order({ visitor, phone }: { visitor: Visitor; phone: Phone }, { reason, ...opened }: Form) {
  const page = await (await visitor.post('/work/cards/order', opened)).text()
  const hidden = [...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/gu)]
  const form = {
    ...Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value])),
    ...(reason === undefined ? {} : { reason }),
  }
  const asked = await visitor.post('/work/cards/sign/options', form, JSON_ONLY)
  const assertion = await phone.get(await asked.json<AssertionOptions>())
  return visitor.post('/work/cards/sign', { ...form, assertion })
}

/** The card in the page on which it is handed out. */
async function cardIn(answer: Response): Promise<DemoCard> {
  const [, file = ''] = /href="data:application\/json;charset=utf-8,([^"]+)"/u.exec(await answer.text()) ?? []
  return JSON.parse(decodeURIComponent(file)) as DemoCard
}

const serialOf = ({ certificate }: DemoCard) => plainSerial(unwrap(readCertificate(certificate)).serial)

async function signIn(card: DemoCard) {
  const visitor = new Visitor(demo)
  const { nonce } = await (await visitor.post('/login/card/challenge')).json<{ nonce: string }>()
  const token = JSON.stringify(await authenticate(card, env.ORIGIN, nonce))
  return { visitor, answer: await visitor.post('/login/card', { nonce, token }) }
}

async function issued(desk: Awaited<ReturnType<typeof clerk>>) {
  const personalNumber = await citizen()
  const card = await cardIn(await order(desk, { act: 'issue', personalNumber }))
  return { personalNumber, card, serial: serialOf(card) }
}

const statusOf = async (serial: string) => (await cardRecord(env, serial).open())?.values['status']

describe('a card', async () => {
  const desk = await clerk()

  it('is issued into the hand, lets its holder in, and stands in the register', async ({ expect }) => {
    const { card, serial } = await issued(desk)
    const { answer } = await signIn(card)
    expect(answer.status).toBe(303)
    expect(await statusOf(serial)).toBe('active')
    const kept = await env.STORE.list({ prefix: 'card-orders/' })
    const texts = await Promise.all(kept.objects.map(async ({ key }) => (await env.STORE.get(key))?.text()))
    expect(texts.join()).toContain('izvor-card-order-v1')
    expect(texts.join()).not.toContain(card.privateKey.d)
  })

  it('is suspended: its holder is out at once, cannot sign, and reads why', async ({ expect }) => {
    const { personalNumber, card, serial } = await issued(desk)
    const { visitor } = await signIn(card)
    const phone = await bind(visitor)
    const done = await order(desk, { act: 'suspend', personalNumber, serial, reason: 'lost' })
    expect([done.status, done.headers.get('Location')]).toEqual([303, '/work/cards?done=suspend'])
    expect(await statusOf(serial)).toBe('suspended')
    // The session of the card has ended for what it would change, though its cookie still reads.
    expect((await visitor.post('/me/sign-out-everywhere')).headers.get('Location')).toMatch(/^\/login/u)
    expect(await (await signIn(card)).answer.text()).toContain('временно спряна')
    const guest = new Visitor(demo)
    const options = await (await guest.post('/login/passkey/options')).json<AssertionOptions>()
    expect((await guest.post('/login/passkey', { assertion: await phone.get(options) })).status).toBe(303)
    expect(await (await guest.get('/me/devices')).text()).toContain('с този ключ не може да се подписва')
    expect(await (await guest.get('/me/inbox')).text()).toContain('Личната Ви карта е спряна')

    await order(desk, { act: 'resume', personalNumber, serial, reason: 'found' })
    expect((await signIn(card)).answer.status).toBe(303)
  })

  it('is revoked for good', async ({ expect }) => {
    const { personalNumber, serial } = await issued(desk)
    await order(desk, { act: 'revoke', personalNumber, serial, reason: 'stolen' })
    expect(await statusOf(serial)).toBe('revoked')
    const again = await order(desk, { act: 'resume', personalNumber, serial, reason: 'found' })
    expect([again.status, (await again.text()).includes('Картата е прекратена; това е окончателно.')]).toEqual([
      422,
      true,
    ])
  })

  it('is issued in the place of another, which counts no longer', async ({ expect }) => {
    const { personalNumber, card, serial } = await issued(desk)
    const answer = await order(desk, { act: 'reissue', personalNumber, serial, reason: 'damaged' })
    const next = await cardIn(answer)
    expect([await statusOf(serial), await statusOf(serialOf(next))]).toEqual(['revoked', 'active'])
    expect((await signIn(card)).answer.status).toBe(422)
    const { visitor, answer: entered } = await signIn(next)
    expect(entered.headers.get('Location')).toMatch(/^\/login\/bind/u)
    await bind(visitor)
    expect(await (await visitor.get('/me/inbox')).text()).toContain('Личната Ви карта е прекратена')
  })

  it('is found by its holder’s number, which stands in no address, and the holder sees who looked', async ({
    expect,
  }) => {
    const { personalNumber, serial } = await issued(desk)
    await settle([serial], 'id-cards')
    const page = await desk.visitor.post('/work/cards', { personalNumber })
    const html = await page.text()
    expect(html).toContain('Мария Иванова')
    expect(html).toContain(serial)
    expect(html).not.toMatch(new RegExp(`(?:href|action)="[^"]*${personalNumber}`, 'u'))
    const own = await cardRecord(env, serial).ofSubject(personalNumber)
    expect(own?.accesses[0]).toMatchObject({ authority: 'mvr', fields: expect.arrayContaining(['number', 'holder']) })
    const civil = recordByKey(env, there(catalogue.registers.get('civil')), personalNumber)
    expect((await civil.ofSubject(personalNumber))?.accesses.map(({ authority }) => authority)).toContain('mvr')
  })
})

describe('an order', async () => {
  const desk = await clerk()

  it.for<[what: string, code: string, form: (made: Awaited<ReturnType<typeof issued>>) => Form | Promise<Form>]>([
    [
      'without a reason',
      'card-reason-missing',
      ({ personalNumber, serial }) => ({ act: 'revoke', personalNumber, serial }),
    ],
    [
      'for a reason of another order',
      'card-reason-missing',
      ({ personalNumber, serial }) => ({ act: 'suspend', personalNumber, serial, reason: 'damaged' }),
    ],
    ['that is none', 'body-invalid', ({ personalNumber, serial }) => ({ act: 'constructor', personalNumber, serial })],
    ['for nobody', 'card-holder-missing', () => ({ act: 'issue', personalNumber: newNumber() })],
    [
      'about the card of another',
      'unknown-record',
      async ({ serial }) => ({ act: 'revoke', personalNumber: await citizen(), serial, reason: 'lost' }),
    ],
    [
      'about no card',
      'unknown-record',
      ({ personalNumber }) => ({ act: 'revoke', personalNumber, serial: 'ff', reason: 'lost' }),
    ],
    [
      'about one’s own card',
      'own-card',
      async () => ({ act: 'issue', personalNumber: (await desk.person.identity())?.personalNumber ?? '' }),
    ],
  ])('%s is refused: %s', async ([, code, form], { expect }) => {
    const made = await issued(desk)
    const answer = await desk.visitor.post('/work/cards/sign/options', await form(made), JSON_ONLY)
    expect(await answer.json()).toMatchObject({ code })
    expect(await statusOf(made.serial)).toBe('active')
  })

  it('that was signed for one card does nothing to another, and nothing twice', async ({ expect }) => {
    const [one, other] = [await issued(desk), await issued(desk)]
    const form = { act: 'revoke', personalNumber: one.personalNumber, serial: one.serial, reason: 'lost' }
    const asked = await desk.visitor.post('/work/cards/sign/options', form, JSON_ONLY)
    const assertion = await desk.phone.get(await asked.json<AssertionOptions>())
    const swapped = { ...form, personalNumber: other.personalNumber, serial: other.serial, assertion }
    expect((await desk.visitor.post('/work/cards/sign', swapped)).status).toBe(422)
    expect((await desk.visitor.post('/work/cards/sign', { ...form, assertion })).status).toBe(422)
    expect([await statusOf(one.serial), await statusOf(other.serial)]).toEqual(['active', 'active'])
  })

  it.for(['mvr.head', 'grao.registrar'])('is not given by %s', async (role, { expect }) => {
    const { visitor } = await clerk(role)
    expect((await visitor.get('/work/cards')).status).toBe(403)
    expect((await visitor.post('/work/cards/sign/options', { act: 'issue' }, JSON_ONLY)).status).toBe(403)
  })

  it('is given nowhere that no authority is', async ({ expect }) => {
    const { visitor } = await official('mvr.registrar')
    expect((await visitor.get('/work/cards')).status).toBe(404)
  })
})
