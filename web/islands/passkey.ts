// Logs in with a passkey, and makes one. The forms are marked `data-passkey="login"` and `data-passkey="register"`; like
// a form to sign, each names its `data-options` and what to say in `data-failed` and `data-unsupported`.
import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import { ask, fill, onSubmit, Refused, say } from './lib/form.ts'

/** A challenge lives five minutes: a page that waits longer asks for another one before. */
const CHALLENGE_RENEWED_MS = 4 * 60_000

const optionsOf = (form: HTMLFormElement) => form.dataset['options'] ?? ''

async function login(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  if (!browserSupportsWebAuthn()) throw new Refused(form.dataset['unsupported'])
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>(form, optionsOf(form))
  // Another device is to answer: the browser shows its code for the phone at once (WebAuthn Level 3, 5.8.7).
  const optionsJSON =
    button?.hasAttribute('data-hybrid') === true ? { ...options, hints: ['hybrid' as const] } : options
  fill(form, 'assertion', JSON.stringify(await startAuthentication({ optionsJSON })))
}

/** Offers the device's passkeys at the field marked for it, while the person may do anything else. */
async function offer(form: HTMLFormElement): Promise<void> {
  const place = form.querySelector<HTMLElement>('[data-autofill]')
  if (place === null || !(await browserSupportsWebAuthnAutofill())) return
  place.hidden = false
  const renewal = setTimeout(() => void offer(form), CHALLENGE_RENEWED_MS)
  try {
    const optionsJSON = await ask<PublicKeyCredentialRequestOptionsJSON>(form, optionsOf(form))
    const assertion = await startAuthentication({ optionsJSON, useBrowserAutofill: true })
    fill(form, 'assertion', JSON.stringify(assertion))
    form.submit()
  } catch {
    // The button asked instead, or the next challenge did: nobody waits for this one any more.
    clearTimeout(renewal)
  }
}

async function register(form: HTMLFormElement): Promise<void> {
  if (!browserSupportsWebAuthn()) throw new Refused(form.dataset['unsupported'])
  const optionsJSON = await ask<PublicKeyCredentialCreationOptionsJSON>(form, optionsOf(form))
  fill(form, 'registration', JSON.stringify(await startRegistration({ optionsJSON })))
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  const work = form.dataset['passkey'] === 'register' ? register : login
  onSubmit(form, (button) => work(form, button))
  if (!browserSupportsWebAuthn()) say(form, form.dataset['unsupported'] ?? '')
  else if (work === login) void offer(form)
}
