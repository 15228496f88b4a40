// Somebody without a device at a counter: found, checked, signed for by two officials, and in with a key of their own.
import { describe, type ExpectStatic } from 'vitest'
import { residents } from '../../cli/demo/residents.ts'
import { counter } from '../../web/messages/counter.ts'
import { fourEyes } from '../../web/messages/four-eyes.ts'
import { identity } from '../../web/messages/identity.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { violations } from './support/axe.ts'
import { it } from './support/it.ts'
import { arrive, DESKTOP, PHONE, signIn, signInWithPasskey, type Person } from './support/person.ts'
import { fillIn } from './support/steps.ts'

const act = catalogue.register('identifications')?.acts.get('identify')
if (act === undefined) throw new Error('nobody is identified here')
const { person: _, ...fields } = act.input

/** What everybody sees: nothing that axe finds, and nothing beside a phone's screen. */
async function looked({ page }: Person, expect: ExpectStatic): Promise<void> {
  expect(await violations(page)).toEqual([])
  const size = page.viewportSize()
  await page.setViewportSize(PHONE.viewport)
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.viewport.width)
  if (size !== null) await page.setViewportSize(size)
}

const passport = {
  document: 'passport',
  documentNumber: '381234567',
  documentUntil: '2040-05-01',
  reason: 'first',
}

/** Two who hold no card; no other test knows them. */
const [one, other] = residents.filter(({ diedOn }) => diedOn === undefined).slice(-4)

describe.each([
  { lang: 'bg', resident: one },
  { lang: 'en', resident: other },
] as const)('in $lang', ({ lang, resident }) => {
  const texts = counter[lang]

  it('two officials and a ticket make a passkey that signs in', async ({ visit, expect }) => {
    if (resident === undefined) throw new Error('the demo has fewer residents')
    const [violeta, stanimir, stranger] = [
      await arrive(visit, lang, DESKTOP),
      await arrive(visit, lang, DESKTOP),
      await arrive(visit, lang, PHONE),
    ]
    await signIn(violeta, 'violeta')
    await signIn(stanimir, 'stanimir')

    await violeta.goto('/work/counter')
    await looked(violeta, expect)
    await violeta.page.locator('#personalNumber').fill('123')
    await violeta.press(violeta.button(texts.find))
    await looked(violeta, expect)
    await violeta.page.locator('#personalNumber').fill(resident.personalNumber)
    await violeta.press(violeta.button(texts.find))
    expect(await violeta.heading()).toContain(resident.givenName)
    await looked(violeta, expect)

    await fillIn(violeta, fields, passport)
    const likeness = violeta.page.getByRole('group', { name: fields['likeness']?.label[lang] ?? '' })
    await likeness.getByRole('radio').first().check()
    await violeta.press(violeta.button(texts.sign))
    expect(await violeta.reads()).toContain(fourEyes[lang].proposed)
    await looked(violeta, expect)
    const path = violeta.path()

    await stanimir.goto('/work/proposals')
    await looked(stanimir, expect)
    await stanimir.goto(path)
    await looked(stanimir, expect)
    await stanimir.press(stanimir.button(fourEyes[lang].confirm))
    expect(await stanimir.reads()).toContain(fourEyes[lang].confirmed)
    await looked(stanimir, expect)

    await violeta.goto(path)
    await violeta.press(violeta.button(texts.toTicket))
    await looked(violeta, expect)
    await violeta.press(violeta.button(texts.give))
    await looked(violeta, expect)
    const code = await violeta.page.locator('#ticket').innerText()

    await stranger.goto('/counter')
    await looked(stranger, expect)
    await stranger.page.getByLabel(texts.enterCode).fill('AAAAA-AAAAA')
    await stranger.press(stranger.button(texts.enterButton))
    await looked(stranger, expect)
    await stranger.page.getByLabel(texts.enterCode).fill(code.toLowerCase())
    await stranger.press(stranger.button(texts.enterButton))
    await looked(stranger, expect)
    await stranger.press(stranger.button(identity[lang].bindButton))
    expect(await stranger.heading()).toBe(texts.doneTitle)
    await looked(stranger, expect)
    await signInWithPasskey(stranger)
    expect(stranger.path()).toBe('/me')
  })
})
