// A car is sold: its owner asks, the buyer, the spouse and a notary sign on their own devices, and the road police enters it.
import { describe, expect } from 'vitest'
import { couple, people } from '../../cli/demo/people.ts'
import { cases, statuses } from '../../web/messages/cases.ts'
import { identity } from '../../web/messages/identity.ts'
import { payment } from '../../web/messages/payment.ts'
import { services } from '../../web/messages/services.ts'
import { signing } from '../../web/messages/signing.ts'
import { work } from '../../web/messages/work.ts'
import { caseNumber } from '../../web/views/cases/common.tsx'
import { formatMoney } from '../../web/views/format.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { expectSigned, save } from './support/files.ts'
import { it, type Visit } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signIn, type Person } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'
import {
  fillDecision,
  fillIn,
  messageOf,
  openOnDesk,
  proceed,
  signDecision,
  timeline,
  toSignature,
} from './support/steps.ts'

const loaded = catalogue.service('transfer-vehicle')
if (loaded === undefined) throw new Error('no sale to walk through')
const { definition, form } = loaded

const numberOf = (id: string) => people.find((one) => one.id === id)?.personalNumber ?? ''
const [seller, spouse] = couple.ids
const REASON = 'Цената беше друга.'
const TIMEOUT_MS = 240_000

/** From the page of the service to the check, with a slip of the pen on the way. */
async function fill(person: Person, buyer: string): Promise<string> {
  const { lang } = person
  await person.goto(`/services/${definition.id}`)
  await person.look()
  await person.press(
    person.page.getByRole('button', {
      name: new RegExp(`^(${services[lang].start}|${services[lang].startNew})$`, 'u'),
    }),
  )
  const id = person.path().split('/')[2] ?? ''
  await person.look()
  await person.press(person.button(cases[lang].applicantButton))
  await person.look()
  await person.page.getByRole('radio', { name: /Octavia/u }).check()
  await proceed(person)
  await fillIn(person, form, { buyer: numberOf(seller), price: '4500' })
  await proceed(person)
  expect(await person.reads()).toContain(definition.refusals['sold-to-oneself']?.[lang])
  await person.look()
  await fillIn(person, form, { buyer, price: '4500' })
  await proceed(person)
  expect(person.path()).toBe(`/cases/${id}/check`)
  return id
}

/** From the check to the page that says whom else it waits for. */
async function paySign(person: Person): Promise<void> {
  const { lang } = person
  const fee = formatMoney(lang, definition.fee.cents)
  await person.press(person.button(cases[lang].payButton(fee)))
  await person.press(person.button(payment[lang].pay(fee)))
  await person.look()
  await person.press(person.button(signing[lang].signButton))
  expect(await person.heading()).toBe(signing[lang].done)
  await person.look()
}

/** Somebody finds in their messages what they are to sign, and opens it. */
async function openInvitation(person: Person, id: string): Promise<void> {
  const { lang } = person
  await person.goto('/me/inbox')
  await person.press(messageOf(person, id))
  await person.look()
  await person.press(person.button(identity[lang].open))
  expect(person.path()).toBe(`/cases/${id}/cosign`)
  expect(await person.reads()).toContain(signing[lang].lead('').trim().split('.')[0])
  await person.look()
}

async function cosign(person: Person, id: string): Promise<void> {
  await person.press(person.button(signing[person.lang].signButton))
  expect(person.path()).toBe(`/cases/${id}/cosign`)
  expect(await person.reads()).toContain(signing[person.lang].signedDone(''))
  await person.look()
}

interface Walk {
  readonly lang: 'bg' | 'en'
  readonly size: typeof PHONE
}

async function walk(visit: Visit, { lang, size }: Walk, sights: Sights): Promise<void> {
  const come = async (card: string) => {
    const person = await arrive(visit, lang, size, sights)
    await signIn(person, card)
    return person
  }
  const georgi = await come(seller)
  const id = await fill(georgi, numberOf('maria'))
  expect(await georgi.reads()).toContain('Мария И.')
  expect(await georgi.reads()).toContain('Весела П.')
  expect(await georgi.reads()).not.toContain(numberOf(spouse))
  await georgi.look()
  await paySign(georgi)
  await georgi.press(georgi.button(cases[lang].toCase))
  expect(await georgi.answer(cases[lang].status)).toBe(statuses.signing[lang])
  await georgi.look()

  const vesela = await come(spouse)
  await openInvitation(vesela, id)
  await vesela.press(vesela.link(signing[lang].decline))
  await vesela.press(vesela.button(signing[lang].declineButton))
  await vesela.look()
  await vesela.page.getByLabel(/Защо|Why/u).fill(REASON)
  await vesela.press(vesela.button(signing[lang].declineButton))
  expect(await vesela.heading()).toBe(signing[lang].declinedDone)
  await vesela.look()

  await georgi.goto(`/cases/${id}`)
  expect(await georgi.reads()).toContain(REASON)
  await georgi.look()
  await georgi.goto(`/cases/${id}/sign`)
  await georgi.press(georgi.button(signing[lang].signButton))

  const maria = await come('maria')
  await openInvitation(maria, id)
  expect(await maria.reads()).toContain('Octavia')
  await cosign(maria, id)
  await openInvitation(vesela, id)
  await cosign(vesela, id)

  const ognyan = await come('ognyan')
  await ognyan.goto('/work')
  await ognyan.look()
  await ognyan.press(ognyan.link(caseNumber(id)))
  expect(await ognyan.reads()).toContain(signing[lang].attestAbout)
  await ognyan.look()
  await cosign(ognyan, id)

  await georgi.goto(`/cases/${id}`)
  expect(await georgi.answer(cases[lang].status)).toBe(statuses.submitted[lang])
  await georgi.look()
  await expectSigned(await save(georgi.page, georgi.link(signing[lang].applicationFile)), 4)

  const elena = await come('elena')
  await openOnDesk(elena, id)
  await elena.look()
  // One car: refused in the one language, so that it can be sold in the other.
  const outcome = lang === 'en' ? 'grant' : 'refuse'
  await fillDecision(elena, outcome, { reasons: 'Всичко е проверено.' })
  await toSignature(elena)
  await elena.look()
  await signDecision(elena)
  expect(await elena.reads()).toContain(work[lang].done)

  await maria.goto('/me')
  await maria.press(maria.page.getByRole('link', { name: new RegExp(identity[lang].unread('\\d+'), 'u') }))
  await maria.press(messageOf(maria, id))
  await maria.press(maria.button(identity[lang].open))
  expect(await maria.reads()).toContain(outcome === 'grant' ? signing[lang].granted : signing[lang].refused)
  await maria.look()
  await georgi.goto(`/cases/${id}`)
  const [last] = await timeline(georgi)
  expect(last).toContain(outcome === 'grant' ? cases[lang].completed : cases[lang].refuseDecided('').slice(0, 10))
}

describe.each<Walk>([
  { lang: 'bg', size: PHONE },
  { lang: 'en', size: DESKTOP },
])('in $lang', (one) => {
  it(
    'a car changes hands by five signatures, and nobody carries a paper',
    { timeout: TIMEOUT_MS },
    async ({ visit }) => {
      const sights = new Sights()
      await walk(visit, one, sights)
      expectFine(sights, 26)
    },
  )
})
