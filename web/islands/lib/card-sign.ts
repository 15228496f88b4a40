// Signs with the card that a form offers: the portal says what, the card signs its hash, and the answer fills the form.
// The contract of the form is `CardChoice`: a file or a chosen radio, the fields `certificate` and `card`, and
// `data-card-options`, which answers a POST of the form with the intent and its hash.
import { algorithmName } from '../../../workers/engines/identity/web-eid.ts'
import { cardAt, cardIn, softwareDriver } from './card-driver.ts'
import { ask, fill, Refused } from './form.ts'

interface Asked {
  readonly intent: object
  readonly hash: string
  readonly hashFunction: string
}

interface CardTexts {
  readonly unchosen: string | undefined
  /** Where the card has no certificate for signing. */
  readonly unable: string | undefined
}

/** Leaves the answer in the field `card`. */
export async function signWithCard(form: HTMLFormElement, { unchosen, unable }: CardTexts): Promise<void> {
  const file = form.querySelector<HTMLInputElement>('input[data-card-file]')?.files?.[0]
  const chosen = form.querySelector<HTMLInputElement>('input[data-card]:checked')
  if (file === undefined && chosen === null) throw new Refused(unchosen)
  const driver = softwareDriver(file === undefined ? cardAt(chosen?.dataset['card'] ?? '') : cardIn(file))
  const certificate = await driver.getSigningCertificate()
  if (certificate === null) throw new Refused(unable)
  fill(form, 'certificate', certificate)
  const { intent, hash, hashFunction } = await ask<Asked>(form, form.dataset['cardOptions'] ?? '')
  const { signature, signatureAlgorithm } = await driver.sign(certificate, hash, hashFunction)
  const answer = { certificate, algorithm: algorithmName(signatureAlgorithm), signature, intent }
  fill(form, 'card', JSON.stringify(answer))
}
