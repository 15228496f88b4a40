// Signs a form with a passkey, in the page that shows what is signed. The contract of the page (`SignForm` keeps it):
//
//   <form method="post" action="…" data-sign data-options="…" data-failed="…" data-unsupported="…">
//     <input type="hidden" name="assertion" />
//     <p data-error role="alert" hidden></p>
//     … <button type="submit">
//   </form>
//
//   data-options      answers a POST of the same fields with the `options` of PersonObject.beginSign as JSON, or with a
//                     problem document, whose title the form then shows
//   action            gets the fields with `assertion` filled: readAssertion(text), then PersonObject.finishSign
//   data-failed       what to say when nothing was signed: the person let the prompt go, or has no passkey here
//   data-unsupported  what to say in a browser that has no passkeys
//   data-done         where to go if what is signed here was signed elsewhere since; may be left out
import {
  browserSupportsWebAuthn,
  startAuthentication,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { ask, fill, onSubmit, Refused } from './lib/form.ts'

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sign]')) {
  onSubmit(form, async () => {
    if (!browserSupportsWebAuthn()) throw new Refused(form.dataset['unsupported'])
    const optionsJSON = await ask<PublicKeyCredentialRequestOptionsJSON>(form, form.dataset['options'] ?? '')
    fill(form, 'assertion', JSON.stringify(await startAuthentication({ optionsJSON })))
  })
}
