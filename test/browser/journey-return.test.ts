// An application that is left half-way: it waits, wherever its citizen comes back from, until they go on or give it up.
import { cases, statuses } from '../../web/messages/cases.ts'
import { identity } from '../../web/messages/identity.ts'
import { layout } from '../../web/messages/layout.ts'
import { services } from '../../web/messages/services.ts'
import { caseNumber } from '../../web/views/cases/common.tsx'
import { expectKept } from './support/form.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signInWithCard, signOut } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'
import {
  answerAll,
  begin,
  definition,
  fillIn,
  messageOf,
  pages,
  payFee,
  proceed,
  TECHNICAL,
  VEHICLE,
  vinOf,
} from './support/steps.ts'

const CARD = 'nikolay'

it('what was filled in on a phone is gone on with at a desk, with everything kept', async ({ visit, expect }) => {
  const sights = new Sights()
  const phone = await arrive(visit, 'bg', PHONE)
  await signInWithCard(phone, CARD)
  const id = await begin(phone)
  await phone.press(phone.button(cases.bg.applicantButton))
  await fillIn(phone, pages.vehicle.fields, { vin: vinOf(21), ...VEHICLE })
  await proceed(phone)
  await signOut(phone)

  const desk = await arrive(visit, 'en', DESKTOP, sights)
  await signInWithCard(desk, CARD)
  await desk.press(desk.link(layout.en.mine))
  const row = desk.page.getByRole('row').filter({ hasText: caseNumber(id) })
  expect(await row.innerText()).toContain(statuses.draft.en)
  await desk.look()
  await desk.press(row.getByRole('link'))
  const task = (title: string) => desk.page.getByRole('listitem').filter({ hasText: title })
  expect(await task(definition.pages[0]?.title.en ?? '').innerText()).toContain(cases.en.filled)
  expect(await task(definition.pages[1]?.title.en ?? '').innerText()).toContain(cases.en.todo)
  expect(await task(cases.en.check).innerText()).toContain(cases.en.wait)
  await desk.look()
  // Whoever would rather begin anew is told of what is there.
  await desk.goto(`/services/${definition.id}`)
  expect(await desk.reads()).toContain(services.en.drafts)
  expect(await desk.button(services.en.startNew).count()).toBe(1)
  await desk.look()
  await desk.goto(`/cases/${id}`)
  await desk.press(desk.link(definition.pages[0]?.title.en ?? ''))
  await expectKept(desk, pages.vehicle.fields, { vin: vinOf(21), ...VEHICLE })
  await proceed(desk)
  // The check is not reached around what is missing.
  await desk.goto(`/cases/${id}/check`)
  expect(desk.path()).toBe(`/cases/${id}/form/technical`)
  await fillIn(desk, pages.technical.fields, TECHNICAL)
  await proceed(desk)
  expect(desk.path()).toBe(`/cases/${id}/check`)
  expect(await desk.answer(pages.vehicle.fields['vin']?.label.en ?? '')).toBe(vinOf(21))
  expectFine(sights, 3)
})

it('what is given up after it was paid is forgotten, and the fee goes back', async ({ visit, expect }) => {
  const sights = new Sights()
  const citizen = await arrive(visit, 'bg', PHONE, sights)
  await signInWithCard(citizen, CARD)
  const id = await begin(citizen)
  await answerAll(citizen, vinOf(22))
  await payFee(citizen)
  await citizen.goto(`/cases/${id}/check`)
  expect(await citizen.reads()).toContain(cases.bg.feePaid)
  await citizen.look()
  await citizen.goto(`/cases/${id}`)
  await citizen.look()
  await citizen.press(citizen.link(cases.bg.withdraw))
  expect(await citizen.reads()).toContain(cases.bg.withdrawPaid)
  await citizen.look()
  await citizen.press(citizen.link(cases.bg.keep))
  expect(citizen.path()).toBe(`/cases/${id}`)
  await citizen.press(citizen.link(cases.bg.withdraw))
  await citizen.press(citizen.button(cases.bg.withdrawButton))
  expect(await citizen.answer(cases.bg.status)).toBe(statuses.withdrawn.bg)
  expect(await citizen.reads()).not.toContain(vinOf(22))
  await citizen.goto('/me/inbox')
  await citizen.press(messageOf(citizen, id))
  expect(await citizen.heading()).toBe(`Таксата Ви се връща: ${definition.title.bg}`)
  await citizen.look()
  await citizen.press(citizen.button(identity.bg.open))
  expect(citizen.path()).toBe(`/cases/${id}`)
  for (const path of ['check', 'form/vehicle', 'sign', 'applicant']) {
    await citizen.goto(`/cases/${id}/${path}`)
    expect(citizen.path()).toBe(`/cases/${id}`)
  }
  expectFine(sights, 4)
})
