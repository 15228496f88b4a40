// The whole way of an application by keyboard alone, from the first page to the last: no mouse, no finger.
import { cases } from '../../web/messages/cases.ts'
import { identity } from '../../web/messages/identity.ts'
import { layout } from '../../web/messages/layout.ts'
import { payment } from '../../web/messages/payment.ts'
import { services } from '../../web/messages/services.ts'
import { expectKept } from './support/form.ts'
import { it } from './support/it.ts'
import { Keyboard } from './support/keyboard.ts'
import { arrive, PHONE } from './support/person.ts'
import { definition, fee, pages, TECHNICAL, VEHICLE, vinOf } from './support/steps.ts'

const CARD = 'nikolay'
const texts = cases.bg

it('an application is made by keyboard alone', { timeout: 120_000 }, async ({ visit, expect }) => {
  const citizen = await arrive(visit, 'bg', PHONE)
  const { page, button, link } = citizen
  const keys = new Keyboard(page)
  const field = (name: string) => page.locator(`[name="${name}"]`).first()
  const choose = async (name: string, value: string) => {
    const select = page.locator(`select[name="${name}"]`)
    await keys.to(select)
    const options = await select.locator('option').evaluateAll((all) => all.map((one) => one.getAttribute('value')))
    for (let step = 0; step < options.indexOf(value); step += 1) await keys.press('ArrowDown')
    expect(await select.inputValue()).toBe(value)
  }
  const fill = async (name: string, text: string) => {
    await keys.to(field(name))
    await keys.type(text)
  }

  await citizen.goto('/')
  await keys.press('Tab')
  expect(await page.locator(':focus').innerText()).toBe(layout.bg.skip)
  await keys.to(link(layout.bg.signIn))
  await keys.open()
  await keys.to(field('card'))
  await keys.press('Space')
  const card = page.locator(`[name=card][value=${CARD}]`)
  while (!(await card.isChecked())) await keys.press('ArrowDown')
  await keys.to(button(identity.bg.cardButton))
  await keys.open()
  expect(await citizen.heading()).toBe(identity.bg.bind)
  await keys.skip()
  await fill('name', 'Без мишка')
  await keys.to(button(identity.bg.bindButton))
  await keys.open('Space')
  expect(citizen.path()).toBe('/me')

  await keys.to(button(identity.bg.toServices))
  await keys.open()
  await keys.skip()
  await keys.to(link(definition.title.bg))
  await keys.open()
  await keys.skip()
  await keys.to(page.getByRole('button', { name: new RegExp(`^${services.bg.start}`, 'u') }))
  await keys.open()
  await keys.skip()
  await keys.to(button(texts.applicantButton))
  await keys.open()

  // Enter in a field sends the form, empty; the way to the first error is two stops long.
  await keys.to(field('vin'))
  await keys.open()
  await keys.skip()
  await keys.press('Tab')
  await keys.press('Enter')
  expect(await page.locator(':focus').getAttribute('name')).toBe('vin')
  await keys.type(vinOf(41))
  await fill('make', VEHICLE.make)
  await fill('model', VEHICLE.model)
  await choose('category', VEHICLE.category)
  await keys.to(button(texts.continue))
  await keys.open('Space')
  expect(citizen.path()).toMatch(/\/form\/technical$/u)

  await keys.skip()
  await keys.to(field('fuel'))
  await keys.press('Space')
  await choose('emissionClass', TECHNICAL.emissionClass)
  await fill('firstRegistered-day', '1')
  await fill('firstRegistered-month', '2')
  await fill('firstRegistered-year', '2012')
  await fill('mass', TECHNICAL.mass)
  await choose('colour', TECHNICAL.colour)
  await expectKept(citizen, pages.technical.fields, TECHNICAL)
  await keys.to(button(texts.continue))
  await keys.open()
  expect(citizen.path()).toMatch(/\/check$/u)

  await keys.to(button(texts.payButton(fee(citizen))))
  await keys.open()
  await keys.to(button(payment.bg.cancel))
  await keys.press('Shift+Tab')
  expect(await page.locator(':focus').innerText()).toBe(payment.bg.pay(fee(citizen)))
  await keys.open()
  await keys.to(button(texts.signButton))
  await keys.open('Space')
  expect(citizen.path()).toMatch(/\/done$/u)
  expect(await citizen.heading()).toBe(texts.done)
  const { stops, faults } = keys.report()
  expect(faults).toEqual([])
  expect(stops).toBeGreaterThan(80)
})
