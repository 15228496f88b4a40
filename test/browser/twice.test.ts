// Pressed twice, gone back to, left open in another window: one case, one payment, one application, one decision.
import { describe } from 'vitest'
import { cases, statuses } from '../../web/messages/cases.ts'
import { identity } from '../../web/messages/identity.ts'
import { payment } from '../../web/messages/payment.ts'
import { services } from '../../web/messages/services.ts'
import { work } from '../../web/messages/work.ts'
import { caseNumber } from '../../web/views/cases/common.tsx'
import { issue, ministry, resident, showFile } from './support/cards.ts'
import { it, type Visit } from './support/it.ts'
import { arrive, otherWindow, PHONE, type Person } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'
import {
  answerAll,
  apply,
  definition,
  fee,
  fillDecision,
  messageOf,
  openOnDesk,
  proceed,
  service,
  signDecision,
  timeline,
  toSignature,
  vinOf,
} from './support/steps.ts'

const bg = cases.bg

/** Presses twice as fast as one can. */
async function pressTwice({ page }: Person, what: string, lands: RegExp): Promise<void> {
  await page.getByRole('button', { name: what, exact: true }).dblclick()
  await page.waitForURL(lands)
}

/** A citizen whom no other test knows, with an official who has issued their card. */
async function both(visit: Visit, at: number, sights?: Sights) {
  const official = await ministry(visit, 'stefan')
  const file = await issue(official, resident(at).personalNumber)
  const citizen = await arrive(visit, 'bg', PHONE, sights)
  await showFile(citizen, file)
  return { official, citizen }
}

const happened = async (person: Person, what: string) => (await timeline(person)).filter((one) => one === what).length

describe('pressing twice', () => {
  it(
    'is pressing once, and old pages lead to what became of them',
    { timeout: 120_000 },
    async ({ visit, portal, expect }) => {
      const sights = new Sights()
      const { citizen, official } = await both(visit, 3, sights)
      await citizen.press(citizen.link(identity.bg.bindLater))
      await citizen.goto(`/services/${definition.id}`)
      const nonce = await citizen.page.locator('[name=nonce]').inputValue()
      await pressTwice(citizen, services.bg.start, /\/applicant$/u)
      const id = citizen.path().split('/')[2] ?? ''
      // The same form once more, as a browser sends it that is told to load the page anew.
      const { request } = citizen.page
      const again = await request.post(`/services/${definition.id}`, {
        form: { nonce },
        headers: { Origin: portal.origin },
      })
      expect(new URL(again.url()).pathname).toBe(`/cases/${id}/applicant`)
      await citizen.goto('/me')
      expect(await citizen.page.locator('tbody tr').count()).toBe(1)

      await citizen.goto(`/cases/${id}/applicant`)
      await answerAll(citizen, vinOf(51))
      const form = await otherWindow(citizen)
      const check = await otherWindow(citizen)
      const unpaid = await otherWindow(citizen)
      await form.goto(`/cases/${id}/form/vehicle`)
      await check.goto(`/cases/${id}/check`)
      await unpaid.goto(`/cases/${id}/check`)
      await unpaid.press(unpaid.button(bg.payButton(fee(unpaid))))
      await pressTwice(citizen, bg.payButton(fee(citizen)), /\/payment\//u)
      await pressTwice(citizen, payment.bg.pay(fee(citizen)), /\/sign$/u)
      // Paid in another window: nothing is paid again.
      await unpaid.press(unpaid.button(payment.bg.pay(fee(unpaid))))
      expect(unpaid.path()).toBe(`/cases/${id}/sign`)

      expect(await citizen.reads()).toContain(identity.bg.signNoPasskey)
      await citizen.look()
      await citizen.press(citizen.button(identity.bg.bindButton))
      await citizen.press(citizen.button(identity.bg.bindButton))
      expect(citizen.path()).toBe(`/cases/${id}/sign`)
      const unsigned = await otherWindow(citizen)
      await unsigned.goto(`/cases/${id}/sign`)
      await pressTwice(citizen, bg.signButton, /\/done$/u)
      await citizen.page.goBack()
      expect(citizen.path()).toBe(`/cases/${id}`)
      await proceed(form)
      await check.press(check.button(bg.payButton(fee(check))))
      await unsigned.press(unsigned.button(bg.signButton))
      for (const window of [form, check, unsigned]) {
        expect(window.path()).toBe(`/cases/${id}`)
        expect(await window.answer(bg.status)).toBe(statuses.submitted.bg)
      }
      await citizen.goto(`/cases/${id}`)
      expect(await timeline(citizen)).toEqual([bg.submitted, bg.paid, bg.opened])
      await citizen.goto('/me/inbox')
      expect(await citizen.page.locator(`main tbody a[href*="${id}"]`).count()).toBe(1)

      await openOnDesk(official, id)
      await fillDecision(official, 'grant', { plate: 'СВ 7051 АА', reasons: 'Всичко е наред.' })
      await toSignature(official)
      const late = await otherWindow(official)
      await openOnDesk(late, id)
      await fillDecision(late, 'refuse', { reasons: 'Нещо не е наред.' })
      await toSignature(late)
      await pressTwice(official, work.en.signButton, /done=yes$/u)
      await late.press(late.button(work.en.signButton))
      expect(late.path()).toBe(`/work/cases/${id}`)
      expect(await late.answer(cases.en.status)).toBe(statuses.granted.en)
      expect((await timeline(late)).filter((one) => one === cases.en.completed)).toHaveLength(1)
      await citizen.goto(`/cases/${id}`)
      expect(await happened(citizen, bg.completed)).toBe(1)
      await citizen.press(citizen.link(service.causes.register.definition.title.bg))
      expect(await citizen.page.locator('.izvor-entry').count()).toBe(1)
      expectFine(sights, 1)
    },
  )

  it('a vehicle that is asked for twice is registered once', { timeout: 120_000 }, async ({ visit, expect }) => {
    const sights = new Sights()
    const { citizen, official } = await both(visit, 4)
    await citizen.press(citizen.button(identity.bg.bindButton))
    const first = await apply(citizen, vinOf(52))
    const second = await apply(citizen, vinOf(52))
    expect(second).not.toBe(first)
    sights.follow(official.page)
    for (const id of [first, second]) {
      await openOnDesk(official, id)
      await fillDecision(official, 'grant', { plate: 'СВ 7052 АА', reasons: 'Всичко е наред.' })
      await toSignature(official)
      await signDecision(official)
    }
    // The register has the last word, and the case is back on the desk with it.
    expect(await official.reads()).toContain(work.en.doneReturned)
    expect(await official.reads()).toContain(work.en.failed)
    await sights.look(official.page, 'en')
    await fillDecision(official, 'refuse', { reasons: 'Това превозно средство вече е в регистъра.' })
    await toSignature(official)
    await signDecision(official)
    expect(await official.reads()).toContain(work.en.done)
    await citizen.goto('/me')
    const row = (id: string) => citizen.page.getByRole('row').filter({ hasText: caseNumber(id) })
    expect(await row(first).innerText()).toContain(statuses.granted.bg)
    expect(await row(second).innerText()).toContain(statuses.refused.bg)
    await citizen.goto('/me/inbox')
    await citizen.press(messageOf(citizen, second))
    await citizen.press(citizen.button(identity.bg.open))
    expect(await timeline(citizen)).toContain(bg.returned)
    expectFine(sights, 1)
  })
})
