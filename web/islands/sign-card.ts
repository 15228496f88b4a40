// Signs a form with the card itself, in the page that shows what is signed. The contract of the page is `CardSignForm`: a form
// with `data-card-options`, `data-failed`, `data-unchosen` and `data-unable`, whose action gets the field `card` filled.
import { signWithCard } from './lib/card-sign.ts'
import { onSubmit } from './lib/form.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sign-card]')) {
  const { unchosen, unable } = form.dataset
  onSubmit(form, () => signWithCard(form, { unchosen, unable }))
}
