// A card from its issuing to its end, as its holder and the ministry see it: once it is revoked, its passkey signs nothing.
import { readFile } from 'node:fs/promises'
import { describe, type ExpectStatic } from 'vitest'
import { residents } from '../../cli/demo/residents.ts'
import { cards } from '../../web/messages/cards.ts'
import { identity } from '../../web/messages/identity.ts'
import { services } from '../../web/messages/services.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import { violations } from './support/axe.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signIn, signInWithPasskey, signOut, type Person } from './support/person.ts'

const SERVICE = '/services/register-vehicle'

/** What everybody sees: nothing that axe finds, and nothing beside a phone's screen. */
async function looked({ page }: Person, expect: ExpectStatic): Promise<void> {
  expect(await violations(page)).toEqual([])
  const size = page.viewportSize()
  await page.setViewportSize(PHONE.viewport)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.viewport.width)
  if (size !== null) await page.setViewportSize(size)
}

async function find(official: Person, personalNumber: string): Promise<void> {
  await official.goto('/work/cards')
  await official.page.locator('#personalNumber').fill(personalNumber)
  await official.press(official.button(cards[official.lang].find))
}

/** Signs the order on the page. */
const order = (official: Person) => official.press(official.button(cards[official.lang].sign))

/** The card as a file, as the official hands it over. */
async function handedOver({ page, link, button, lang }: Person) {
  const download = page.waitForEvent('download')
  await button(cards[lang].download).or(link(cards[lang].download)).click()
  const done = await download
  const buffer = await readFile(await done.path())
  return { name: done.suggestedFilename(), mimeType: 'application/json', buffer }
}

async function showFile(person: Person, file: Awaited<ReturnType<typeof handedOver>>): Promise<void> {
  await person.page.locator('#card-file').setInputFiles(file)
  await person.press(person.button(identity[person.lang].cardButton))
}

const bindPasskey = (person: Person) => person.press(person.button(identity[person.lang].bindButton))

/** Asks for a service that needs a passkey which a card stands behind. */
async function apply(person: Person): Promise<void> {
  await person.goto(SERVICE)
  const { start, startNew } = services[person.lang]
  await person.press(person.button(start).or(person.button(startNew)))
}

/** Two who hold no card yet; no other test knows them. */
const [one, other] = residents.filter(({ diedOn }) => diedOn === undefined).slice(-2)

describe.each([
  { lang: 'bg', resident: one },
  { lang: 'en', resident: other },
] as const)('a card in $lang', ({ lang, resident }) => {
  it('is issued, vouches for a passkey, is revoked, and another takes its place', async ({ visit, expect }) => {
    const personalNumber = resident?.personalNumber ?? ''
    const official = await arrive(visit, lang, DESKTOP)
    await signIn(official, 'stefan')
    await official.goto('/work')
    await official.press(official.link(cards[lang].title))
    await looked(official, expect)
    await find(official, personalNumber)
    expect(await official.reads()).toContain(cards[lang].none)
    await official.press(official.button(cards[lang].issue))
    await looked(official, expect)
    await order(official)
    await looked(official, expect)
    const first = await handedOver(official)
    expect((JSON.parse(first.buffer.toString()) as DemoCard).name.bg).toContain(resident?.givenName)

    const citizen = await arrive(visit, lang, PHONE)
    await citizen.goto('/login')
    await looked(citizen, expect)
    await showFile(citizen, first)
    await bindPasskey(citizen)
    await signOut(citizen)
    await signInWithPasskey(citizen)
    await apply(citizen)
    expect(citizen.path()).toMatch(/^\/cases\//u)

    // A register is published within seconds: until then the desk does not find the card.
    await official.page.waitForFunction(
      ([path, number]) =>
        fetch(path ?? '', { method: 'POST', body: new URLSearchParams({ personalNumber: number ?? '' }) })
          .then((answer) => answer.text())
          .then((text) => text.includes('value="revoke"')),
      [official.href('/work/cards'), personalNumber],
    )
    await find(official, personalNumber)
    await looked(official, expect)
    await official.press(official.page.getByRole('button', { name: cards[lang].revoke }))
    await official.page.locator('input[name=reason][value=stolen]').check()
    await looked(official, expect)
    await order(official)
    expect(await official.reads()).toContain(cards[lang].revoked)

    await citizen.goto('/me/devices')
    expect(await citizen.reads()).toContain(identity[lang].levelLow)
    expect(await citizen.reads()).toContain(identity[lang].cardRevoked)
    await looked(citizen, expect)
    await apply(citizen)
    expect(citizen.path()).toBe('/login')
    expect(await citizen.reads()).toContain(identity[lang].whySubstantial)
    await showFile(citizen, first)
    expect(await citizen.page.title()).toMatch(/^(?:Грешка|Error)/u)

    await find(official, personalNumber)
    await official.press(official.button(cards[lang].issue))
    await order(official)
    await showFile(citizen, await handedOver(official))
    await bindPasskey(citizen)
    await signOut(citizen)
    await signInWithPasskey(citizen)
    await apply(citizen)
    expect(citizen.path()).toMatch(/^\/cases\//u)
  })
})
