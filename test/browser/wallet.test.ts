// The identity card on the phone, in a real browser and by a real wallet's libraries: into it, shown from it, out of it.
import { describe } from 'vitest'
import { wallet as messages } from '../../web/messages/wallet.ts'
import { answer, ask, receive, show } from '../../cli/wallet/holder.ts'
import { there } from '../support/result.ts'
import { arrive, DESKTOP, PHONE, signInWithCard, type Person } from './support/person.ts'
import { it } from './support/it.ts'
import { expectFine, Sights } from './support/sights.ts'

const linkOf = async (person: Person, scheme: string): Promise<string> =>
  (await person.page.locator(`a[href^="${scheme}"]`).getAttribute('href')) ?? ''

/** The page looks by itself whether the wallet has answered. */
const comes = (person: Person, heading: string) =>
  person.page.getByRole('heading', { level: 1, name: heading, exact: true }).waitFor()

describe.for([
  ['bg', PHONE, 'nikolay'],
  ['en', DESKTOP, 'maria'],
] as const)('in %s', ([lang, device, who]) => {
  it(
    'a card goes into a wallet, is shown from it, and is taken back',
    { timeout: 120_000 },
    async ({ visit, expect }) => {
      const texts = messages[lang]
      const sights = new Sights()
      const person = await arrive(visit, lang, device, sights)
      await signInWithCard(person, who)
      await person.goto('/me/wallet')
      await person.look()
      await person.press(person.button(texts.add))
      await person.look()
      // Without a name it is refused, and says so beside the field.
      await person.press(person.button(texts.next))
      await person.look()
      await person.page.locator('#name').fill(`${who} 1`)
      await person.press(person.button(texts.next))
      await person.look()
      const pin = await person.page.locator('.izvor-pin').innerText()
      const [card] = await receive(fetch, await linkOf(person, 'openid-credential-offer:'), pin)
      await comes(person, texts.doneTitle)
      await person.look()

      await person.goto('/verify/age')
      await person.look()
      await person.press(person.button(texts.ageStart))
      await person.look()
      const question = await ask(fetch, await linkOf(person, 'openid4vp:'))
      const { nonce, clientId: audience } = question
      const presentation = await show(there(card), question.paths, { nonce, audience, now: Date.now() })
      expect((await answer(fetch, question, presentation)).status).toBe(200)
      await comes(person, texts.ageYes)
      await person.look()

      await person.goto('/me/wallet')
      await person.look()
      await person.press(person.page.getByRole('link', { name: texts.remove }))
      await person.look()
      await person.press(person.button(texts.removeButton))
      expect(await person.reads()).toContain(texts.invalid)
      await person.look()
      expectFine(sights, 11)
    },
  )
})

describe('without scripts', () => {
  it('the page is asked by hand whether the wallet has answered', async ({ visit, expect }) => {
    const page = await visit({ ...PHONE, javaScriptEnabled: false })
    await page.goto('/verify/age')
    await page.getByRole('button', { name: messages.bg.ageStart }).click()
    const check = page.getByRole('button', { name: messages.bg.check })
    await check.click()
    expect(await page.locator('h1').innerText()).toBe(messages.bg.ageScan)
  })
})
