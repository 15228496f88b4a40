// What a citizen and an official do with an application, step by step, as the portal's own words guide them.
import { expect } from 'vitest'
import { cases } from '../../../web/messages/cases.ts'
import { components } from '../../../web/messages/components.ts'
import { payment } from '../../../web/messages/payment.ts'
import { services } from '../../../web/messages/services.ts'
import { work } from '../../../web/messages/work.ts'
import { caseNumber } from '../../../web/views/cases/common.tsx'
import { formatMoney } from '../../../web/views/format.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { Person } from './person.ts'

const loaded = catalogue.service('register-vehicle')
if (loaded === undefined) throw new Error('no service to walk through')
export const service = loaded
export const { definition } = loaded
const [vehicle, technical] = loaded.pages
if (vehicle === undefined || technical === undefined) throw new Error('a service without its pages')
export const pages = { vehicle, technical }

/** What is typed or chosen, by question; a date is 'YYYY-MM-DD', a choice the value of its option. */
export interface Typed {
  readonly [question: string]: string
}

export const VEHICLE = { make: 'Volkswagen', model: 'Golf', category: 'M1' } satisfies Typed
export const TECHNICAL = {
  fuel: 'petrol',
  emissionClass: 'euro4',
  firstRegistered: '2012-02-01',
  mass: '1290',
  colour: 'blue',
} satisfies Typed
/** No registered vehicle of the demo has a VIN of this kind; each test takes another. */
export const vinOf = (number: number): string => `WVWZZZ1JZXW${String(700_000 + number)}`

/** Fills in questions by their labels, as somebody does who reads them. */
export async function fillIn({ page, lang }: Person, fields: Fields, typed: Typed): Promise<void> {
  for (const [name, text] of Object.entries(typed)) {
    const field = fields[name]
    if (field === undefined) throw new Error(`no question ${name}`)
    const label = field.label[lang] + (field.optional ? ` (${components[lang].optional})` : '')
    const group = page.getByRole('group', { name: label, exact: true })
    if (field.type === 'date') {
      const [year = '', month = '', day = ''] = text.split('-')
      const { day: dayLabel, month: monthLabel, year: yearLabel } = components[lang]
      await group.getByLabel(dayLabel, { exact: true }).fill(day)
      await group.getByLabel(monthLabel, { exact: true }).fill(month)
      await group.getByLabel(yearLabel, { exact: true }).fill(year)
    } else if (field.type === 'choice' && (await group.count()) > 0)
      await group.getByLabel(field.options[text]?.[lang] ?? '', { exact: true }).check()
    else if (field.type === 'choice') await page.getByLabel(label, { exact: true }).selectOption(text)
    else await page.getByLabel(label, { exact: true }).fill(text)
  }
}

/** From the page of the service to the first question. Answers with the id of the case. */
export async function begin(person: Person): Promise<string> {
  const texts = services[person.lang]
  await person.goto(`/services/${definition.id}`)
  await person.press(person.page.getByRole('button', { name: new RegExp(`^(${texts.start}|${texts.startNew})$`, 'u') }))
  const [, id = ''] = /^\/cases\/([a-z2-7]{16})\/applicant$/u.exec(person.path()) ?? []
  expect(id).not.toBe('')
  return id
}

export const proceed = (person: Person) => person.press(person.button(cases[person.lang].continue))

/** From the applicant's page to the check. */
export async function answerAll(person: Person, vin: string): Promise<void> {
  await person.press(person.button(cases[person.lang].applicantButton))
  await fillIn(person, pages.vehicle.fields, { vin, ...VEHICLE })
  await proceed(person)
  await fillIn(person, pages.technical.fields, TECHNICAL)
  await proceed(person)
  expect(person.path()).toMatch(/^\/cases\/[a-z2-7]+\/check$/u)
}

export const fee = (person: Person): string => formatMoney(person.lang, definition.fee.cents)

/** From the check to the page of the signature. */
export async function payFee(person: Person): Promise<void> {
  await person.press(person.button(cases[person.lang].payButton(fee(person))))
  await person.press(person.button(payment[person.lang].pay(fee(person))))
  expect(person.path()).toMatch(/\/sign$/u)
}

export const sign = (person: Person) => person.press(person.button(cases[person.lang].signButton))

/** A whole application of somebody who is signed in and has a passkey. Answers with the id of its case. */
export async function apply(person: Person, vin: string): Promise<string> {
  const id = await begin(person)
  await answerAll(person, vin)
  await payFee(person)
  await sign(person)
  expect(person.path()).toBe(`/cases/${id}/done`)
  return id
}

/** The official finds the case in the queue and opens it. */
export async function openOnDesk(official: Person, id: string): Promise<void> {
  await official.goto('/work')
  await official.press(official.link(caseNumber(id)))
  expect(official.path()).toBe(`/work/cases/${id}`)
}

/** The form of the decision, filled in; `plate` where it is a grant. */
export async function fillDecision(
  official: Person,
  outcome: 'grant' | 'refuse',
  { plate, reasons }: { readonly plate?: string; readonly reasons: string },
): Promise<void> {
  const texts = work[official.lang]
  await official.page.getByRole('radio', { name: texts[outcome], exact: true }).check()
  if (plate !== undefined) await fillIn(official, service.decision, { plate })
  await official.page.getByLabel(cases[official.lang].reasons, { exact: true }).fill(reasons)
}

export const toSignature = (official: Person) => official.press(official.button(work[official.lang].toSign))
export const signDecision = (official: Person) => official.press(official.button(work[official.lang].signButton))

/** In the inbox: the latest message about a case. */
export const messageOf = ({ page }: Person, id: string) => page.locator(`main tbody a[href*="${id}"]`).first()

/** What happened in a case, the latest first. */
export const timeline = ({ page }: Person): Promise<string[]> => page.locator('.izvor-timeline__what').allInnerTexts()
