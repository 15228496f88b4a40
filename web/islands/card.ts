// Logs in with an identity card: asks for a nonce, lets the chosen card answer it, and sends its token.
// The form is marked `data-card`; `data-challenge` answers a POST with `{ nonce }`, and `data-failed` says what to say
// where no card answered. A card from a file goes before one that is chosen.
import { cardAt, cardIn, softwareDriver } from './lib/card-driver.ts'
import { ask, fill, onSubmit, Refused } from './lib/form.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-card]')) {
  onSubmit(form, async () => {
    const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0]
    const chosen = form.querySelector<HTMLInputElement>('input[name="card"]:checked')
    if (file === undefined && chosen === null) throw new Refused(form.dataset['unchosen'])
    const { nonce } = await ask<{ readonly nonce: string }>(form, form.dataset['challenge'] ?? '')
    const held = file === undefined ? cardAt(chosen?.dataset['card'] ?? '') : cardIn(file)
    const token = await softwareDriver(held).authenticate(nonce)
    fill(form, 'nonce', nonce)
    fill(form, 'token', JSON.stringify(token))
  })
}
