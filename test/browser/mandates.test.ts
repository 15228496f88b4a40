// One acts for another: a mandate from its form to its end, and a company by its manager, on a phone and at a desk.
import { describe } from 'vitest'
import { residents } from '../../cli/demo/residents.ts'
import { identity } from '../../web/messages/identity.ts'
import { mandates } from '../../web/messages/mandates.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { issue, ministry, showFile } from './support/cards.ts'
import { it, type Visit } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signIn, type Person } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'
import { apply, begin, definition, vinOf } from './support/steps.ts'

const bg = mandates.bg
const en = mandates.en

/** Men keep the name that they were entered under. */
function man(at: number) {
  const one = residents
    .filter(({ sex, diedOn }) => sex === 'male' && diedOn === undefined)
    .slice(0, -4)
    .toReversed()[at]
  if (one === undefined) throw new Error('the demo has fewer men')
  return { ...one, name: `${one.givenName} ${one.familyName}` }
}

/** A resident in a browser of their own, with a passkey. */
async function settled(visit: Visit, at: number, lang: 'bg' | 'en', where: typeof PHONE, sights: Sights) {
  const card = await issue(await ministry(visit, 'stefan'), man(at).personalNumber)
  const person = await arrive(visit, lang, where, sights)
  await showFile(person, card)
  await person.goto('/login/bind')
  await person.press(person.button(identity[lang].bindButton))
  return person
}

const choose = ({ page }: Person, name: string, value: string) =>
  page.locator(`[name=${name}][value="${value}"]`).check()

const banner = ({ page }: Person) => page.locator('.izvor-acting')

describe('a mandate', () => {
  it('is given, accepted, used and taken back', { timeout: 180_000 }, async ({ visit, expect }) => {
    const sights = new Sights()
    const [giver, taker] = [man(0), man(1)]
    const phone = await settled(visit, 0, 'bg', PHONE, sights)
    const desk = await settled(visit, 1, 'en', DESKTOP, sights)

    await phone.goto('/me')
    await phone.press(phone.link(bg.meLink))
    await phone.look()
    await phone.press(phone.button(bg.grant))
    await phone.look()
    // Nothing typed: each question says what it wants.
    await phone.press(phone.button(bg.toSign))
    expect(await phone.page.locator('.govuk-error-summary__list li').count()).toBe(5)
    await phone.look()
    await phone.page.locator('#representative').fill(taker.personalNumber)
    await phone.page.locator('#name').fill('Някой Друг')
    await choose(phone, 'services', definition.id)
    await phone.page.locator('#amount').fill('20')
    await choose(phone, 'together', 'false')
    await choose(phone, 'delegable', 'false')
    await phone.press(phone.button(bg.toSign))
    expect(await phone.reads()).toContain(problemTitle('bg', 'representative-unknown'))
    expect(await phone.page.locator('#amount').inputValue()).toBe('20')
    await phone.look()
    await phone.page.locator('#name').fill(taker.name)
    await phone.press(phone.button(bg.toSign))
    expect(await phone.answer(bg.who)).toBe(taker.name)
    await phone.look()
    // Back to change something, with nothing typed anew.
    await phone.press(phone.button(bg.back))
    expect(await phone.page.locator('#name').inputValue()).toBe(taker.name)
    await phone.press(phone.button(bg.toSign))
    await phone.press(phone.button(bg.sign))
    expect(await phone.reads()).toContain(bg.doneGranted)
    await phone.look()

    await desk.goto('/me/inbox')
    await desk.press(desk.page.locator('main tbody a').first())
    await desk.press(desk.button(identity.en.open))
    await desk.look()
    await desk.press(desk.page.getByRole('button', { name: en.accept }))
    expect(await desk.reads()).toContain(en.doneAccepted)
    await desk.press(desk.page.getByRole('button', { name: en.actNow }))
    expect(await banner(desk).innerText()).toContain(giver.name)
    await desk.look()
    await begin(desk)
    expect(await desk.reads()).toContain(giver.name)
    await desk.look()
    const { pathname } = new URL(desk.page.url())

    // As oneself again: what was begun for the other asks to act for them.
    await desk.press(banner(desk).getByRole('button', { name: en.backToMyself }))
    expect(await banner(desk).count()).toBe(0)
    await desk.page.goto(pathname)
    expect(await desk.heading()).toBe(en.switchTitle)
    await desk.look()
    await desk.press(desk.page.getByRole('button', { name: giver.name }))
    expect(await banner(desk).innerText()).toContain(giver.name)

    await phone.page.reload()
    await phone.press(phone.page.getByRole('button', { name: bg.revoke }))
    expect(await phone.reads()).toContain(bg.doneRevoked)
    await phone.look()
    await begin(desk).catch(() => '')
    expect(await desk.reads()).toContain(catalogue.registers.get('mandates')?.refusals['mandate-revoked']?.en)
    await desk.look()
    await desk.goto('/me/acting')
    await desk.look()
    expectFine(sights, 13)
  })
})

describe('a company', () => {
  it('registers its vehicle by its manager', { timeout: 120_000 }, async ({ visit, expect }) => {
    const sights = new Sights()
    const manager = await arrive(visit, 'bg', PHONE, sights)
    await signIn(manager, 'georgi')
    await manager.goto('/me/acting')
    await manager.look()
    await manager.page.getByLabel('Зора Транс', { exact: true }).check()
    await manager.press(manager.button(bg.continue))
    await manager.goto('/me/mandates')
    expect(await manager.reads()).toContain('Шипка Консулт')
    await manager.look()
    await apply(manager, vinOf(99))
    await manager.goto('/me')
    await manager.press(manager.page.locator('main tbody a').first())
    expect(await manager.answer(bg.represents)).toBe('Зора Транс')
    await manager.look()
    expectFine(sights, 3)
  })
})
