// A person whose device is in other hands, or whose session was over while they typed: signing is frozen from any device
// and unfrozen by the card, the others are told, and nothing that was typed is lost on the way through the login.
import { describe } from 'vitest'
import { cases } from '../../web/messages/cases.ts'
import { identity } from '../../web/messages/identity.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import { safety } from '../../web/messages/safety.ts'
import { work } from '../../web/messages/work.ts'
import { issue, ministry, resident, showFile } from './support/cards.ts'
import { expectKept } from './support/form.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signInWithCard, signInWithPasskey, signOut, type Person } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'
import {
  answerAll,
  apply,
  begin,
  fillDecision,
  fillIn,
  openOnDesk,
  pages,
  payFee,
  proceed,
  sign,
  signDecision,
  toSignature,
  VEHICLE,
  vinOf,
} from './support/steps.ts'

const bg = safety.bg
const en = safety.en

/** Signs in on the login page at which somebody stands already. */
const goOn = (person: Person) => person.press(person.button(identity[person.lang].passkeyButton))

/** Ends every session of the person but the one at `desk`. */
async function endElsewhere(desk: Person): Promise<void> {
  await desk.goto('/me/devices')
  await desk.press(desk.button(identity[desk.lang].signOutEverywhere))
}

describe('signing', () => {
  it(
    'is frozen on one device, which the other is told, and unfrozen by the card alone',
    { timeout: 180_000 },
    async ({ visit, expect }) => {
      const sights = new Sights()
      const card = await issue(await ministry(visit, 'stefan'), resident(7).personalNumber)
      const phone = await arrive(visit, 'bg', PHONE, sights)
      await showFile(phone, card)
      await phone.press(phone.button(identity.bg.bindButton))
      await begin(phone)
      await answerAll(phone, vinOf(41))
      await payFee(phone)
      const signing = phone.path()

      // A passkey of its own: a copy of the phone's would be taken for one.
      const laptop = await arrive(visit, 'bg', DESKTOP, sights)
      await showFile(laptop, card)
      await laptop.goto('/login/bind')
      await laptop.press(laptop.button(identity.bg.bindButton))
      await signOut(laptop)
      await signInWithPasskey(laptop)
      await laptop.goto('/me/freeze')
      await laptop.look()
      await laptop.press(laptop.button(bg.freezeButton))
      expect(await laptop.reads()).toContain(bg.doneFrozen)
      expect(await laptop.heading()).toBe(bg.frozen)
      await laptop.look()
      expect(await laptop.page.locator('.izvor-alerts').count()).toBe(0)

      // The page that was open answers with the reason; the next one shows it, and the button is dead.
      await sign(phone).catch(() => undefined)
      await phone.page.getByText(problemTitle('bg', 'signing-frozen')).waitFor()
      await phone.goto(signing)
      expect(await phone.page.locator('.izvor-alerts').innerText()).toContain('подписването е замразено от')
      expect(await phone.reads()).toContain(bg.frozenHere)
      expect(await phone.button(cases.bg.signButton).isDisabled()).toBe(true)
      await phone.look()
      await phone.press(phone.button(bg.seen))
      expect(phone.path()).toBe(signing)
      expect(await phone.page.locator('.izvor-alerts').count()).toBe(0)
      await phone.goto('/me')
      expect(await phone.reads()).toContain(bg.frozenHere)
      await phone.look()

      // A passkey does not open it: the login that is asked for shows the card alone.
      await laptop.press(laptop.button(bg.unfreezeLink))
      expect(laptop.path()).toBe('/login')
      expect(await laptop.button(identity.bg.passkeyButton).count()).toBe(0)
      await laptop.look()
      await laptop.page.getByLabel(identity.bg.cardFile).setInputFiles(card)
      await laptop.press(laptop.button(identity.bg.cardButton))
      expect(await laptop.heading()).toBe(bg.unfreeze)
      await laptop.look()
      await laptop.press(laptop.button(bg.unfreezeButton))
      expect(await laptop.reads()).toContain(bg.doneUnfrozen)

      await phone.goto(signing)
      expect(await phone.page.locator('.izvor-alerts').innerText()).toContain('подписването е размразено')
      await sign(phone)
      expect(phone.path()).toMatch(/\/done$/u)
      expectFine(sights, 6)
    },
  )

  it('from a new passkey is seen on the other device, which freezes and ends it', async ({ visit, expect }) => {
    const sights = new Sights()
    const card = await issue(await ministry(visit, 'elena'), resident(8).personalNumber)
    const phone = await arrive(visit, 'en', PHONE, sights)
    await showFile(phone, card)
    await phone.press(phone.button(identity.en.bindButton))
    const thief = await arrive(visit, 'en', DESKTOP)
    await showFile(thief, card)
    await thief.goto('/login/bind')
    await thief.page.getByLabel(identity.en.bindName, { exact: true }).fill('Not mine')
    await thief.press(thief.button(identity.en.bindButton))

    await phone.goto('/me')
    const banner = phone.page.locator('.izvor-alerts')
    expect(await banner.innerText()).toMatch(/\d{4}.*: a new passkey “Not mine” was added from/u)
    await phone.look()
    await phone.press(phone.button(en.toFreeze))
    await phone.press(phone.button(en.freezeButton))
    await phone.press(phone.link(en.frozenDevices))
    await phone.look()
    await phone.press(phone.page.getByRole('button', { name: new RegExp(`^${en.end} the sign-in`, 'u') }))
    expect(await phone.reads()).toContain(en.ended)
    await thief.goto('/me')
    expect(thief.path()).toBe('/login')
    expectFine(sights, 2)
  })
})

describe('what was typed when the session was over', () => {
  it('comes back after the login, with scripts and without', { timeout: 180_000 }, async ({ visit, expect }) => {
    const sights = new Sights()
    const card = await issue(await ministry(visit, 'stefan'), resident(9).personalNumber)
    const phone = await arrive(visit, 'bg', PHONE, sights)
    await showFile(phone, card)
    await phone.press(phone.button(identity.bg.bindButton))
    const desk = await arrive(visit, 'bg', DESKTOP)
    await showFile(desk, card)

    const id = await begin(phone)
    await phone.press(phone.button(cases.bg.applicantButton))
    const typed = { vin: vinOf(42), ...VEHICLE }
    await fillIn(phone, pages.vehicle.fields, typed)
    await endElsewhere(desk)
    await proceed(phone)
    expect(phone.path()).toBe('/login')
    expect(await phone.reads()).toContain(bg.keptLogin)
    await phone.look()
    await goOn(phone)
    expect(await phone.heading()).toBe(bg.carryOn)
    await phone.look()
    await phone.press(phone.button(bg.carryOnButton))
    expect(phone.path()).toBe(`/cases/${id}/form/technical`)
    await phone.goto(`/cases/${id}/form/vehicle`)
    await expectKept(phone, pages.vehicle.fields, typed)

    // Without scripts nobody logs in here; who comes back with a session carries on all the same.
    const sessionOf = async ({ page }: Person) =>
      (await page.context().cookies()).filter(({ name }) => name === '__Host-session')
    const plain = await arrive(visit, 'bg', { ...PHONE, javaScriptEnabled: false }, sights)
    await plain.page.context().addCookies(await sessionOf(phone))
    await plain.goto(`/cases/${id}/form/vehicle`)
    await fillIn(plain, pages.vehicle.fields, { model: 'Passat' })
    await endElsewhere(desk)
    await proceed(plain)
    expect(await plain.reads()).toContain(bg.keptLogin)
    expect(await plain.reads()).toContain(identity.bg.noScript)
    const next = new URL(plain.page.url()).searchParams.get('next') ?? ''
    await signInWithPasskey(phone)
    await plain.page.context().addCookies(await sessionOf(phone))
    // The browser that typed it holds its own key to it.
    await plain.goto(next)
    await plain.press(plain.button(bg.carryOnButton))
    await plain.goto(`/cases/${id}/form/vehicle`)
    await expectKept(plain, pages.vehicle.fields, { ...typed, model: 'Passat' })
    // Another browser of the same person does not.
    await desk.page.goto(next)
    expect(await desk.reads()).toContain(problemTitle('bg', 'form-gone'))
    expectFine(sights, 2)
  })

  it(
    'to sign is signed after the login, and a decision keeps its reasons',
    { timeout: 180_000 },
    async ({ visit, expect }) => {
      const card = await issue(await ministry(visit, 'stefan'), resident(10).personalNumber)
      const phone = await arrive(visit, 'en', PHONE)
      await showFile(phone, card)
      await phone.press(phone.button(identity.en.bindButton))
      const id = await apply(phone, vinOf(43))

      const official = await ministry(visit, 'elena')
      const other = await arrive(visit, 'en', DESKTOP)
      await signInWithCard(other, 'elena')
      await openOnDesk(official, id)
      const reasons = 'The maker’s certificate names another vehicle.'
      await fillDecision(official, 'refuse', { reasons })
      await toSignature(official)
      await endElsewhere(other)
      await signDecision(official)
      expect(official.path()).toBe('/login')
      await goOn(official)
      await official.press(official.button(en.carryOnButton))
      expect(await official.heading()).toBe(work.en.sign)
      expect(await official.reads()).toContain(reasons)
      await signDecision(official)
      expect(official.path()).toBe(`/work/cases/${id}`)
      expect(await official.reads()).toContain(reasons)
    },
  )
})
