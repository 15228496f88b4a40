// Without scripts an application is begun, filled in, checked and paid; only the key that signs has to wait for them.
import { cases } from '../../web/messages/cases.ts'
import { identity } from '../../web/messages/identity.ts'
import { payment } from '../../web/messages/payment.ts'
import { registers } from '../../web/messages/registers.ts'
import { expectKept, expectWrong, sentences } from './support/form.ts'
import { it } from './support/it.ts'
import { arrive, PHONE, signIn } from './support/person.ts'
import { begin, fee, fillIn, pages, payFee, proceed, service, TECHNICAL, VEHICLE, vinOf } from './support/steps.ts'

const WITHOUT = { ...PHONE, javaScriptEnabled: false }
const texts = cases.bg

it('an application is filled in, checked and paid', async ({ visit, expect }) => {
  const before = await arrive(visit, 'bg')
  await signIn(before, 'elena')
  const citizen = await arrive(visit, 'bg', { ...WITHOUT, storageState: await before.page.context().storageState() })
  const id = await begin(citizen)
  await citizen.press(citizen.button(texts.applicantButton))

  const { vehicle, technical } = pages
  const wrong = { vin: 'ЕДНО', make: 'Volkswagen', model: '' }
  await fillIn(citizen, vehicle.fields, wrong)
  await proceed(citizen)
  const codes = { vin: 'wrong-format', model: 'missing', category: 'missing' }
  await expectWrong(citizen, vehicle.fields, sentences(citizen, vehicle.fields, codes))
  await expectKept(citizen, vehicle.fields, wrong)
  await fillIn(citizen, vehicle.fields, { vin: vinOf(31), ...VEHICLE })
  await proceed(citizen)
  const electric = { ...TECHNICAL, fuel: 'electric' }
  await fillIn(citizen, technical.fields, electric)
  await proceed(citizen)
  const { refusals } = service.causes.register.definition
  await expectWrong(citizen, technical.fields, { emissionClass: refusals['electric-has-no-emissions']?.bg ?? '' })
  await expectKept(citizen, technical.fields, electric)
  await fillIn(citizen, technical.fields, { fuel: 'petrol' })
  await proceed(citizen)
  expect(citizen.path()).toBe(`/cases/${id}/check`)

  await citizen.press(citizen.button(texts.payButton(fee(citizen))))
  await citizen.press(citizen.button(payment.bg.cancel))
  expect(await citizen.reads()).toContain(texts.cancelled)
  await payFee(citizen)
  expect(await citizen.reads()).toContain(identity.bg.signNoScript)
  // Nothing is lost by pressing it all the same.
  await citizen.press(citizen.button(texts.signButton))
  expect(await citizen.heading()).toBe(texts.sign)
  await before.goto(`/cases/${id}/sign`)
  expect(await before.heading()).toBe(texts.sign)
  expect(await before.reads()).not.toContain(identity.bg.signNoScript)
})

it('the login says what it needs, and the registers are searched all the same', async ({ visit, expect }) => {
  const visitor = await arrive(visit, 'en', WITHOUT)
  await visitor.goto('/login')
  expect(await visitor.reads()).toContain(identity.en.noScript)
  await visitor.goto('/registers/vehicles')
  await visitor.page.getByRole('searchbox').or(visitor.page.locator('[name=q]')).first().fill('Skoda')
  await visitor.press(visitor.button(registers.en.searchButton))
  expect(await visitor.reads()).toContain(registers.en.found('Skoda'))
  await visitor.press(visitor.page.locator('main tbody a').first())
  expect(await visitor.heading()).toMatch(/škoda/iu)
})
