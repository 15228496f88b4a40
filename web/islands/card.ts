// Logs in with an identity card: asks for a nonce, lets the chosen card answer it, and sends its token.
// The form is marked `data-card`; `data-challenge` answers a POST with `{ nonce }`, and `data-failed` says what to say
// where no card answered.
import { softwareDriver } from './lib/card-driver.ts'
import { ask, fill, onSubmit, Refused } from './lib/form.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-card]')) {
  onSubmit(form, async () => {
    const chosen = form.querySelector<HTMLInputElement>('input[name="card"]:checked')
    if (chosen === null) throw new Refused(form.dataset['unchosen'])
    const { nonce } = await ask<{ readonly nonce: string }>(form, form.dataset['challenge'] ?? '')
    const token = await softwareDriver(chosen.dataset['card'] ?? '').authenticate(nonce)
    fill(form, 'nonce', nonce)
    fill(form, 'token', JSON.stringify(token))
  })
}
