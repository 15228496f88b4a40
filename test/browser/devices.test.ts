// What a person signs in with and where they are signed in: seen, named, taken away; and nobody locks themselves out.
import { describe } from 'vitest'
import { cards } from '../../web/messages/cards.ts'
import { identity } from '../../web/messages/identity.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { alertMessage, signedOutEverywhere } from '../../workers/engines/identity/notices.ts'
import { addAuthenticator } from './support/authenticator.ts'
import { findCards, issue, ministry, resident, showFile } from './support/cards.ts'
import { it } from './support/it.ts'
import { arrive, carryTo, DESKTOP, PHONE, signInWithPasskey, type Person } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'

const bg = identity.bg
const en = identity.en

/** A link that says of which passkey it is to who cannot see beside which it stands. */
const about = ({ page }: Person, text: string) => page.getByRole('link', { name: text })

describe('devices', () => {
  it(
    'are listed, named, and taken away with all that was open there',
    { timeout: 120_000 },
    async ({ visit, expect }) => {
      const sights = new Sights()
      const card = await issue(await ministry(visit, 'stefan'), resident(0).personalNumber)
      const phone = await arrive(visit, 'bg', PHONE, sights)
      await showFile(phone, card)
      await phone.press(phone.link(bg.bindLater))
      await phone.goto('/me/devices')
      expect(await phone.reads()).toContain(bg.noPasskeys)
      await phone.look()

      await phone.press(phone.button(bg.addPasskey))
      await phone.page.getByLabel(bg.bindName, { exact: true }).fill('Телефонът ми')
      await phone.press(phone.button(bg.bindButton))
      expect(phone.path()).toBe('/me/devices')
      expect(await phone.reads()).toContain(bg.passkeyAdded)
      await phone.look()

      const field = phone.page.getByLabel(bg.bindName, { exact: true })
      await phone.press(about(phone, bg.rename))
      expect(await field.inputValue()).toBe('Телефонът ми')
      await phone.look()
      for (const [name, code] of [
        ['т'.repeat(61), 'too-long'],
        ['Теле\u202eфон', 'control-characters'],
      ] as const) {
        await field.fill(name)
        await phone.press(phone.button(bg.save))
        expect(await phone.page.locator('#name-error').innerText()).toContain(problemTitle('bg', code))
        expect(await field.inputValue()).toBe(name)
        await phone.look()
      }
      // Without a name it keeps the one it had.
      await field.fill('')
      await phone.press(phone.button(bg.save))
      expect(await phone.reads()).toContain('Телефонът ми')
      await phone.press(about(phone, bg.rename))
      await field.fill('Синият телефон')
      await phone.press(phone.button(bg.save))
      expect(await phone.reads()).toContain(bg.passkeyRenamed)
      expect(await phone.reads()).toContain('Синият телефон')

      const laptop = await carryTo(visit, phone, DESKTOP, sights)
      await signInWithPasskey(laptop)
      await laptop.goto('/me/devices')
      expect(await laptop.reads()).toContain(bg.thisOne)
      expect(await laptop.page.locator('tbody tr').count()).toBe(2)
      await laptop.look()
      await phone.goto('/me/devices')
      await phone.press(phone.button(bg.signOutEverywhere))
      expect(await phone.reads()).toContain(bg.signedOut)
      expect(await phone.page.locator('tbody tr').count()).toBe(1)
      await laptop.goto('/me')
      expect(laptop.path()).toBe('/login')

      await signInWithPasskey(laptop)
      await phone.press(about(phone, bg.remove))
      await phone.look()
      await phone.press(phone.link(bg.keep))
      await phone.press(about(phone, bg.remove))
      await phone.press(phone.button(bg.removeButton))
      expect(await phone.reads()).toContain(bg.passkeyRemoved)
      expect(await phone.reads()).toContain(bg.noPasskeys)
      await laptop.goto('/me')
      expect(laptop.path()).toBe('/login')
      await signInWithPasskey(laptop)
      expect(await laptop.reads()).toContain(problemTitle('bg', 'passkey-unknown'))
      await laptop.look()

      await phone.goto('/me/inbox')
      for (const { subject } of [alertMessage('passkey-removed', '', { agent: '', place: '' }), signedOutEverywhere])
        expect(await phone.link(subject.bg).count()).toBe(1)
      expectFine(sights, 8)
    },
  )

  it('the last way in is not taken away', { timeout: 120_000 }, async ({ visit, expect }) => {
    const sights = new Sights()
    const { personalNumber } = resident(1)
    const official = await ministry(visit, 'elena')
    const card = await issue(official, personalNumber)
    const phone = await arrive(visit, 'en', PHONE, sights)
    await showFile(phone, card)
    await phone.press(phone.button(en.bindButton))
    expect(phone.path()).toBe('/me')

    await findCards(official, personalNumber)
    await official.press(official.page.getByRole('button', { name: new RegExp(`^${cards.en.revoke} `, 'u') }))
    const reason = catalogue.registers.get('id-cards')?.acts['revoke']?.input?.['reason']
    if (reason?.type !== 'choice') throw new Error('cards are revoked for no reason')
    await official.page.getByLabel(reason.options['lost']?.en ?? '', { exact: true }).check()
    await official.press(official.button(cards.en.sign))
    expect(await official.reads()).toContain(cards.en.revoked)

    await phone.goto('/me/devices')
    expect(phone.path()).toBe('/login')
    await showFile(phone, card)
    expect(await phone.reads()).toContain(problemTitle('en', 'certificate-revoked'))
    await phone.look()
    await signInWithPasskey(phone)
    await phone.goto('/me/devices')
    expect(await phone.reads()).toContain(en.levelLow)
    await phone.look()
    await phone.press(about(phone, en.remove))
    await phone.press(phone.button(en.removeButton))
    expect(await phone.reads()).toContain(problemTitle('en', 'last-factor'))
    await phone.look()
    expectFine(sights, 3)
  })

  it('a browser that offers passkeys in the field needs no tap', async ({ visit, expect }) => {
    const card = await issue(await ministry(visit, 'elena'), resident(2).personalNumber)
    const phone = await arrive(visit, 'bg')
    await showFile(phone, card)
    await phone.press(phone.button(bg.bindButton))
    const offering = await visit(PHONE)
    await addAuthenticator(offering, { carried: await phone.authenticator.passkeys(), offers: true })
    await offering.goto('/login')
    await offering.waitForURL('/me')
    expect(await offering.locator('h1').innerText()).toBe(bg.me)
  })
})
