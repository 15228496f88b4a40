// When the answer is no: from the register before anybody has paid, from the official with reasons, and from the law.
import { describe } from 'vitest'
import { vehicles } from '../../cli/demo/vehicles.ts'
import { cases, statuses } from '../../web/messages/cases.ts'
import { identity } from '../../web/messages/identity.ts'
import { work } from '../../web/messages/work.ts'
import { expectKept, expectWrong } from './support/form.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signIn, signInWithCard } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'
import {
  apply,
  begin,
  definition,
  fillDecision,
  fillIn,
  messageOf,
  openOnDesk,
  pages,
  proceed,
  signDecision,
  timeline,
  toSignature,
  VEHICLE,
  vinOf,
} from './support/steps.ts'

const WALKS = [
  { lang: 'bg', size: PHONE, citizen: 'elena', official: 'stefan', vin: vinOf(11) },
  { lang: 'en', size: DESKTOP, citizen: 'stefan', official: 'elena', vin: vinOf(12) },
] as const

const REASONS = 'Документът на производителя не е за това превозно средство.\n\n(Наредба № I-45, чл. 12, ал. 2)'

describe.each(WALKS)('in $lang', ({ lang, size, citizen: card, official: other, vin }) => {
  it(
    'a refusal comes with its reasons, and with the way to appeal',
    { timeout: 120_000 },
    async ({ visit, expect }) => {
      const sights = new Sights()
      const citizen = await arrive(visit, lang, size, sights)
      await signIn(citizen, card)
      const id = await apply(citizen, vin)
      // An official may ask for something, too, but not answer it.
      await openOnDesk(citizen, id)
      expect(await citizen.reads()).toContain(work[lang].ownCase)
      expect(await citizen.button(work[lang].toSign).count()).toBe(0)
      await citizen.look()
      const official = await arrive(visit, lang, size, sights)
      await signIn(official, other)
      await openOnDesk(official, id)
      await official.look()
      await fillDecision(official, 'refuse', { reasons: '' })
      await toSignature(official)
      expect(await official.page.getByRole('radio', { name: work[lang].refuse, exact: true }).isChecked()).toBe(true)
      await official.look()
      await fillDecision(official, 'refuse', { reasons: REASONS })
      await toSignature(official)
      // Second thoughts: back to the form, with all that was typed.
      await official.press(official.button(work[lang].back))
      expect(await official.page.getByLabel(cases[lang].reasons, { exact: true }).inputValue()).toBe(REASONS)
      await official.look()
      await toSignature(official)
      await official.look()
      await signDecision(official)
      expect(await official.reads()).toContain(work[lang].done)
      await official.look()

      await citizen.goto('/me/inbox')
      await citizen.press(messageOf(citizen, id))
      expect(await citizen.reads()).toContain('149')
      await citizen.look()
      await citizen.press(citizen.button(identity[lang].open))
      expect(citizen.path()).toBe(`/cases/${id}`)
      expect(await citizen.answer(cases[lang].status)).toBe(statuses.refused[lang])
      expect(await citizen.answer(cases[lang].reasons)).toBe(REASONS)
      expect(await citizen.reads()).toContain(cases[lang].appeal)
      const [first = ''] = await timeline(citizen)
      expect(first).toMatch(new RegExp(cases[lang].refuseDecided('.+').replaceAll(/[()]/gu, '\\$&'), 'u'))
      await citizen.look()
      expectFine(sights, 8)
    },
  )

  it('a vehicle that is in the register already is said to be at once', async ({ visit, expect }) => {
    const sights = new Sights()
    const citizen = await arrive(visit, lang, size, sights)
    await signInWithCard(citizen, card)
    const id = await begin(citizen)
    await citizen.press(citizen.button(cases[lang].applicantButton))
    const typed = { vin: vehicles[0]?.vin ?? '', ...VEHICLE }
    await fillIn(citizen, pages.vehicle.fields, typed)
    await proceed(citizen)
    await expectWrong(citizen, pages.vehicle.fields, { vin: definition.refusals['already-registered']?.[lang] ?? '' })
    await expectKept(citizen, pages.vehicle.fields, typed)
    await citizen.look()
    // What is left of it is given up.
    await citizen.goto(`/cases/${id}`)
    await citizen.press(citizen.link(cases[lang].withdraw))
    await citizen.look()
    await citizen.press(citizen.button(cases[lang].withdrawButton))
    expect(await citizen.answer(cases[lang].status)).toBe(statuses.withdrawn[lang])
    await citizen.look()
    expectFine(sights, 3)
  })
})
