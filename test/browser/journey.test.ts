// The whole way of an application, as its citizen and the official walk it: in Bulgarian on a phone, in English at a desk.
import { parseExtraProof } from '../../workers/engines/log/proof.ts'
import { describe, expect } from 'vitest'
import { people } from '../../cli/demo/people.ts'
import { operatorOf } from '../../cli/operator.ts'
import { untilPublished } from '../../cli/published.ts'
import { cases, statuses } from '../../web/messages/cases.ts'
import { data } from '../../web/messages/data.ts'
import { identity } from '../../web/messages/identity.ts'
import { layout } from '../../web/messages/layout.ts'
import { payment } from '../../web/messages/payment.ts'
import { registers } from '../../web/messages/registers.ts'
import { services } from '../../web/messages/services.ts'
import { work } from '../../web/messages/work.ts'
import { caseNumber } from '../../web/views/cases/common.tsx'
import { expectSigned, save, verified } from './support/files.ts'
import { expectKept, expectWrong, sentences } from './support/form.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, showCard, signIn, signInWithPasskey, signOut, type Person } from './support/person.ts'
import { expectFine, expectNoneMissed, Sights } from './support/sights.ts'
import {
  definition,
  fee,
  fillDecision,
  fillIn,
  messageOf,
  openOnDesk,
  pages,
  proceed,
  service,
  sign,
  signDecision,
  TECHNICAL,
  timeline,
  toSignature,
  VEHICLE,
  vinOf,
} from './support/steps.ts'

interface Walk {
  readonly lang: 'bg' | 'en'
  readonly size: typeof PHONE
  readonly citizen: string
  readonly official: string
  readonly vin: string
  readonly plate: string
  /** As the register writes it. */
  readonly plateKept: string
}

const WALKS: readonly Walk[] = [
  {
    lang: 'bg',
    size: PHONE,
    citizen: 'maria',
    official: 'elena',
    vin: vinOf(1),
    plate: 'св 7001 ах',
    plateKept: 'СВ7001АХ',
  },
  {
    lang: 'en',
    size: DESKTOP,
    citizen: 'georgi',
    official: 'stefan',
    vin: vinOf(2),
    // Latin letters, as an English keyboard has them.
    plate: 'PB 7002 KX',
    plateKept: 'РВ7002КХ',
  },
]

const REASONS = 'The data agrees with the registration document.\nОснование: Наредба № I-45, чл. 12.'
const WORSE = { vin: 'WVWZZZ1JZXW70000O', make: 'V'.repeat(61), model: 'Golf' }
const NONSENSE = { ...TECHNICAL, firstRegistered: '2012-02-31', mass: '12' }
/** A register publishes five times a second; a busy machine is slower. */
const PUBLISHED_WITHIN_MS = 20_000
/** Some forty pages, each looked at in the light and in the dark. */
const TIMEOUT_MS = 240_000

const holder = (id: string) => {
  const found = people.find((one) => one.id === id)
  if (found === undefined) throw new Error(`no card of ${id}`)
  return found
}

/** From the first page to one's own things: the card once, the passkey from then on. */
async function comeIn(citizen: Person, card: string): Promise<void> {
  const texts = identity[citizen.lang]
  await citizen.goto('/')
  await citizen.look()
  await citizen.press(citizen.link(layout[citizen.lang].signIn))
  await citizen.look()
  await citizen.button(texts.cardButton).click()
  await citizen.page.getByText(texts.cardUnchosen).waitFor()
  await showCard(citizen, card)
  // Whoever has one already, from another test at the same portal, is not offered a passkey.
  if (citizen.path() !== '/login/bind') await citizen.goto('/login/bind')
  expect(await citizen.heading()).toBe(texts.bind)
  await citizen.look()
  await citizen.page.getByLabel(texts.bindName).fill(`${card} 1`)
  await citizen.press(citizen.button(texts.bindButton))
  expect(citizen.path()).toBe('/me')
  await citizen.look()
  await signOut(citizen)
  expect(citizen.path()).toMatch(/^\/?$/u)
  await signInWithPasskey(citizen)
  expect(citizen.path()).toBe('/me')
}

/** From the list of services to who applies, which nobody has to type. */
async function start(citizen: Person, { citizen: card }: Walk): Promise<string> {
  const { lang } = citizen
  await citizen.press(citizen.link(layout[lang].services))
  await citizen.look()
  await citizen.press(citizen.link(definition.title[lang]))
  await citizen.look()
  await citizen.press(citizen.button(services[lang].start))
  const id = citizen.path().split('/')[2] ?? ''
  expect(citizen.path()).toBe(`/cases/${id}/applicant`)
  const { givenName, middleName, familyName } = holder(card)
  expect(await citizen.reads()).toContain(`${givenName} ${middleName} ${familyName}`)
  await citizen.look()
  await citizen.press(citizen.button(cases[lang].applicantButton))
  return id
}

/** Both pages of questions, as somebody fills them in who gets them wrong at first. */
async function answer(citizen: Person, { vin }: Walk): Promise<void> {
  const { lang } = citizen
  const { vehicle, technical } = pages
  await citizen.look()
  await proceed(citizen)
  const missing = { vin: 'missing', make: 'missing', model: 'missing', category: 'missing' }
  await expectWrong(citizen, vehicle.fields, sentences(citizen, vehicle.fields, missing))
  await citizen.look()
  await fillIn(citizen, vehicle.fields, WORSE)
  await proceed(citizen)
  const codes = { vin: 'wrong-format', make: 'too-long', category: 'missing' }
  await expectWrong(citizen, vehicle.fields, sentences(citizen, vehicle.fields, codes))
  await expectKept(citizen, vehicle.fields, WORSE)
  await fillIn(citizen, vehicle.fields, { vin: vin.toLowerCase(), ...VEHICLE })
  await proceed(citizen)
  expect(citizen.path()).toMatch(/\/form\/technical$/u)
  await citizen.look()
  await fillIn(citizen, technical.fields, NONSENSE)
  await proceed(citizen)
  const wrong = sentences(citizen, technical.fields, { firstRegistered: 'not-a-date', mass: 'too-small' })
  await expectWrong(citizen, technical.fields, wrong)
  await expectKept(citizen, technical.fields, NONSENSE)
  await citizen.look()
  // Well-formed, but the register would refuse it.
  const heavy = { ...TECHNICAL, mass: '9000' }
  await fillIn(citizen, technical.fields, heavy)
  await proceed(citizen)
  const { refusals } = service.causes.register.definition
  await expectWrong(citizen, technical.fields, { mass: refusals['mass-of-another-category']?.[lang] ?? '' })
  await expectKept(citizen, technical.fields, heavy)
  await citizen.look()
  await fillIn(citizen, technical.fields, TECHNICAL)
  await proceed(citizen)
}

/** The check, an answer changed in it, the fee refused and paid, and the signature. */
async function checkAndSign(citizen: Person, id: string, { vin }: Walk): Promise<void> {
  const { lang } = citizen
  const texts = cases[lang]
  const { vin: vinField, colour } = service.form
  if (vinField === undefined || colour?.type !== 'choice') throw new Error('a form without its questions')
  expect(await citizen.answer(vinField.label[lang])).toBe(vin)
  await citizen.look()
  await citizen.press(citizen.link(`${texts.change} ${colour.label[lang].toLowerCase()}`))
  await fillIn(citizen, service.form, { colour: 'green' })
  await proceed(citizen)
  expect(citizen.path()).toBe(`/cases/${id}/check`)
  expect(await citizen.answer(colour.label[lang])).toBe(colour.options['green']?.[lang])
  await citizen.press(citizen.button(texts.payButton(fee(citizen))))
  await citizen.look()
  await citizen.press(citizen.button(payment[lang].cancel))
  expect(await citizen.reads()).toContain(texts.cancelled)
  await citizen.look()
  await citizen.press(citizen.button(texts.payButton(fee(citizen))))
  await citizen.press(citizen.button(payment[lang].pay(fee(citizen))))
  expect(citizen.path()).toBe(`/cases/${id}/sign`)
  await citizen.look()
  await citizen.authenticator.setVerified(false)
  await citizen.button(texts.signButton).click()
  await citizen.page.getByText(identity[lang].signFailed).waitFor()
  await citizen.authenticator.setVerified(true)
  await sign(citizen)
  expect(citizen.path()).toBe(`/cases/${id}/done`)
  expect(await citizen.reads()).toContain(texts.doneNumber(caseNumber(id)))
  await citizen.look()
  await citizen.press(citizen.button(texts.toCase))
  expect(await citizen.answer(texts.status)).toBe(statuses.submitted[lang])
  expect(await timeline(citizen)).toEqual([texts.submitted, texts.paid, texts.opened])
  await citizen.look()
}

/** The official grants the case, after trying without a decision and without a plate. */
async function decide(official: Person, id: string, { official: card, citizen, plate, plateKept }: Walk) {
  const { lang } = official
  const texts = work[lang]
  await signIn(official, card)
  await official.press(official.link(layout[lang].work))
  await official.look()
  await openOnDesk(official, id)
  const { givenName, middleName, familyName } = holder(citizen)
  expect(await official.reads()).toContain(`${givenName} ${middleName} ${familyName}`)
  expect(await timeline(official)).toContain(cases[lang].applicantSubmitted)
  await official.look()
  await toSignature(official)
  const outcome = sentences(official, {}, { outcome: 'unknown-choice', reasons: 'missing' })
  await expectWrong(official, {}, outcome)
  await official.look()
  await fillDecision(official, 'grant', { reasons: REASONS })
  await toSignature(official)
  await expectWrong(official, service.decision, sentences(official, service.decision, { plate: 'missing' }))
  expect(await official.page.getByLabel(cases[lang].reasons, { exact: true }).inputValue()).toBe(REASONS)
  await fillDecision(official, 'grant', { plate, reasons: REASONS })
  await toSignature(official)
  expect(await official.heading()).toBe(texts.sign)
  expect(await official.reads()).toContain(plateKept)
  await official.look()
  await signDecision(official)
  expect(await official.reads()).toContain(texts.done)
  await official.look()
  await official.press(official.link(layout[lang].work))
  expect(await official.link(caseNumber(id)).count()).toBe(0)
  await official.press(official.link(texts.toDecided))
  expect(await official.link(caseNumber(id)).count()).toBe(1)
  await official.look()
}

/** The citizen reads the decision, and who looked at their data for it. */
async function readDecision(citizen: Person, id: string, { plateKept }: Walk): Promise<void> {
  const { lang, page } = citizen
  const texts = cases[lang]
  await citizen.press(citizen.link(layout[lang].mine))
  await citizen.look()
  await citizen.press(page.getByRole('link', { name: new RegExp(identity[lang].unread('\\d+'), 'u') }))
  await citizen.look()
  await citizen.press(messageOf(citizen, id))
  await citizen.look()
  await citizen.press(citizen.button(identity[lang].open))
  expect(citizen.path()).toBe(`/cases/${id}`)
  expect(await citizen.answer(texts.status)).toBe(statuses.granted[lang])
  expect(await citizen.answer(texts.reasons)).toBe(REASONS)
  expect(await citizen.reads()).toContain(plateKept)
  expect((await timeline(citizen))[0]).toBe(texts.completed)
  await citizen.look()
  const decision = await save(page, citizen.link(texts.decisionFile))
  expect(decision.name).toBe(`decision-${id}.json`)
  await expectSigned(decision)
  await expectSigned(await save(page, citizen.link(texts.applicationFile)))
  await citizen.goto('/me/data')
  expect(await citizen.page.locator('main').textContent()).toContain(data[lang].case(caseNumber(id)))
  await citizen.look()
  await citizen.goto('/me/devices')
  await citizen.look()
}

/** The public side of what was granted: the record, its proof, its extract; nothing of whose it is. */
async function readRecord(citizen: Person, id: string, { citizen: card, vin, plateKept }: Walk): Promise<void> {
  const { lang, page } = citizen
  const texts = registers[lang]
  const closed = [vin, plateKept, holder(card).personalNumber]
  await citizen.goto(`/cases/${id}`)
  await citizen.press(citizen.link(service.causes.register.definition.title[lang]))
  const record = citizen.path()
  await signOut(citizen)
  await citizen.goto(record)
  expect(await citizen.reads()).toContain(VEHICLE.make)
  const shown = await page.content()
  for (const value of closed) expect(shown).not.toContain(value)
  await citizen.look()
  const extract = await save(page, page.getByRole('button', { name: texts.extract }))
  expect(extract.name).toMatch(/^vehicles-.+\.tlog-proof$/u)
  const sheet = parseExtraProof(extract.text)
  const told = new TextDecoder().decode((sheet.ok && sheet.value.extra) || undefined)
  expect(told).toContain(VEHICLE.make)
  for (const value of closed) expect(told).not.toContain(value)
  const [entry] = await verified(page, extract)
  expect(entry).toMatchObject({ seq: 1, act: 'enter' })
  expect(Object.values(entry?.values ?? {})).toEqual(expect.arrayContaining([VEHICLE.make, VEHICLE.model, 'green']))
  await citizen.press(page.getByRole('link', { name: new RegExp(`^${texts.proof} `, 'u') }))
  expect(await citizen.heading()).toContain(texts.proofOf('1'))
  expect(await citizen.reads()).toContain(texts.rootHash)
  await citizen.look()
}

describe.each(WALKS)('in $lang', (walk) => {
  it(
    'a vehicle is registered with a passkey, without a certificate',
    { timeout: TIMEOUT_MS },
    async ({ visit, portal }) => {
      const sights = new Sights()
      const citizen = await arrive(visit, walk.lang, walk.size, sights)
      await comeIn(citizen, walk.citizen)
      const id = await start(citizen, walk)
      await answer(citizen, walk)
      await checkAndSign(citizen, id, walk)
      await decide(await arrive(visit, walk.lang, walk.size, sights), id, walk)
      await readDecision(citizen, id, walk)
      await untilPublished(operatorOf(portal.origin, portal.operatorToken), 'vehicles', PUBLISHED_WITHIN_MS)
      await readRecord(citizen, id, walk)
      expectFine(sights, 32)
      expectNoneMissed(sights)
    },
  )
})
