// "Log in with eID" from end to end: a developer registers a site, the ministry approves it, people log in to it through
// a library that knows nothing of us, agree, leave on both sides, and take their consent back.
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe } from 'vitest'
import { fourEyes } from '../../web/messages/four-eyes.ts'
import { identity } from '../../web/messages/identity.ts'
import { oidc } from '../../web/messages/oidc.ts'
import { startSite } from '../relying-party/site.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, showCard, signIn, signInWithCard, signOut, type Person } from './support/person.ts'
import { expectFine, Sights } from './support/sights.ts'

const { bg, en } = oidc
let site: Awaited<ReturnType<typeof startSite>> | undefined
let clientId = ''

/** The portal of the tests is known once somebody has opened it. */
async function open(person: Person): Promise<NonNullable<typeof site>> {
  await person.goto('/')
  site ??= await startSite({ issuer: new URL(person.page.url()).origin, clientId: () => clientId })
  return site
}

afterAll(() => site?.stop())

const go = (person: Person, what: Locator) => person.press(what)

async function register(person: Person, texts: typeof bg): Promise<void> {
  const { origin } = await open(person)
  await signInWithCard(person, 'georgi')
  await person.goto('/developers')
  await person.look()
  await go(person, person.button(texts.newSite))
  const field = (label: string) => person.page.getByLabel(label, { exact: true })
  await field(texts.siteName).fill('Shop')
  await field(texts.redirectUris).fill(`${origin}/callback`)
  await field(texts.postLogoutUris).fill(`${origin}/`)
  await field(texts.jwksUri).fill(`${origin}/jwks`)
  await field(texts.logoutUri).fill(`${origin}/signed-out`)
  await field(texts.name).check()
  await field(texts.age_over_18).check()
  // Without a reason it is not saved, and what was typed stays.
  await go(person, person.button(texts.save))
  await person.look()
  await field(texts.reason).fill('So that we know whom to send the parcel to.')
  await go(person, person.button(texts.save))
  await person.look()
  clientId = await person.answer(texts.clientId)
}

describe('log in with eID', () => {
  beforeAll(() => {
    clientId = ''
  })

  it('a site is registered, tried, approved, used and left', { timeout: 240_000 }, async ({ visit, expect }) => {
    const sights = new Sights()
    const developer = await arrive(visit, 'en', DESKTOP, sights)
    await register(developer, en)
    const { origin } = await open(developer)

    // In test mode: invented persons, and no login.
    const tester = await arrive(visit, 'bg', PHONE, sights)
    await tester.page.goto(origin)
    await go(tester, tester.link('Log in with eID'))
    expect(await tester.heading()).toBe(bg.testTitle)
    await tester.look()
    await tester.page.getByRole('button', { name: bg.testEnter, exact: true }).click()
    await tester.page.waitForURL(`${origin}/`)
    expect(await tester.page.locator('#claims').innerText()).toContain('"age_over_18":true')

    // Two officials: the one proposes, the other confirms.
    const ministry = await arrive(visit, 'bg', DESKTOP, sights)
    await signIn(ministry, 'desislava')
    await ministry.goto('/work/relying-parties')
    await ministry.look()
    await ministry.goto(`/work/relying-parties/${clientId}`)
    await ministry.look()
    await go(ministry, ministry.button(bg.approve))
    expect(await ministry.reads()).toContain(fourEyes.bg.proposed)
    const colleague = await arrive(visit, 'bg', DESKTOP, sights)
    await signIn(colleague, 'nikola')
    await colleague.goto(ministry.path())
    await go(colleague, colleague.button(fourEyes.bg.confirm))
    await ministry.goto(`/work/relying-parties/${clientId}`)
    expect(await ministry.reads()).toContain(bg.modeProduction)

    // A person with a passkey, from a phone; what is asked in English is asked in English.
    const maria = await arrive(visit, 'en', PHONE, sights)
    await signIn(maria, 'maria')
    await signOut(maria)
    await maria.page.goto(`${origin}/login?lang=en&level=substantial`)
    await go(maria, maria.button(identity.en.passkeyButton))
    expect(await maria.heading()).toBe(en.title('Shop'))
    expect(await maria.reads()).toContain(en.age_over_18)
    await maria.look()
    await maria.button(en.agree).click()
    await maria.page.waitForURL(`${origin}/`)
    const claims = await maria.page.locator('#claims').innerText()
    expect(claims).toContain('"acr":"substantial"')
    expect(claims).toContain('Мария Иванова')
    const sub = await maria.page.locator('#who').innerText()

    // The card is asked for where the site asks for more; nothing is lost on the way.
    await maria.page.goto(`${origin}/login?lang=en&level=high`)
    expect(maria.path()).toBe('/login')
    await maria.look()
    await maria.page.locator('input[name=card][value=maria]').check()
    await maria.button(identity.en.cardButton).click()
    await maria.page.waitForURL(`${origin}/`)
    expect(await maria.page.locator('#who').innerText()).toBe(sub)
    expect(await maria.page.locator('#claims').innerText()).toContain('"acr":"high"')

    // Out, from the site: the portal asks whether it is to be left too.
    await go(maria, maria.link('Log out'))
    await maria.look()
    await maria.button(en.logoutYes).click()
    await maria.page.waitForURL(`${origin}/`)
    expect(await maria.page.locator('#who').innerText()).toBe('Nobody')
    await maria.goto('/me')
    expect(maria.path()).toBe('/login')

    // In again, and out from the portal: the site hears of it.
    await maria.page.goto(`${origin}/login?lang=en`)
    await maria.button(identity.en.passkeyButton).click()
    await maria.page.waitForURL(`${origin}/`)
    await maria.goto('/me')
    await signOut(maria)
    await expect
      .poll(async () => {
        await maria.page.goto(origin)
        return maria.page.locator('#who').innerText()
      })
      .toBe('Nobody')

    // The consent is taken back, and asked for anew.
    await maria.goto('/login')
    await showCard(maria, 'maria')
    await maria.goto('/me/consents')
    expect(await maria.reads()).toContain('Shop')
    await maria.look()
    await go(maria, maria.page.getByRole('button', { name: en.withdraw }))
    expect(await maria.reads()).toContain(en.withdrawnDone)
    await maria.page.goto(`${origin}/login?lang=en`)
    expect(await maria.heading()).toBe(en.title('Shop'))
    await maria.button(en.refuse).click()
    await maria.page.waitForURL(/\/callback\?/u)
    expect(await maria.page.locator('#error').innerText()).toBe('access_denied')
    expectFine(sights, 10)
  })
})
