// Signs a document that stays on the person's device: its fingerprint is computed here and alone is sent. The contract of
// the page is `SignDocumentPage`: the form and its texts, `[data-chosen]` for the fingerprint, `[data-done]` for the file.
import {
  browserSupportsWebAuthn,
  startAuthentication,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import type { SignatureBundle } from '../../workers/engines/identity/intent.ts'
import { NAME_MAX, readSignatureFile, signedFormat, type SignedFile } from '../../workers/engines/signature/file.ts'
import { chosen, fingerprintOf, isTooLarge } from './lib/files.ts'
import { signWithCard } from './lib/card-sign.ts'
import { ask, fill, onSubmit, Refused } from './lib/form.ts'

interface Texts {
  readonly choose: string
  readonly tooLarge: string
  readonly otherDocument: string
  readonly unsupported: string
  readonly failed: string
  readonly cardUnchosen: string
  readonly cardUnable: string
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector)

/** Those who signed the document before. */
async function others(fingerprint: string, { otherDocument }: Texts): Promise<readonly SignatureBundle[]> {
  const file = chosen('existing')
  if (file === undefined) return []
  const read = readSignatureFile(await file.text())
  if (!read.ok || read.value.document?.sha256 !== fingerprint) throw new Refused(otherDocument)
  return read.value.signatures
}

async function showFingerprint(): Promise<void> {
  const file = chosen('document')
  const [place, text] = [find('[data-chosen]'), find('[data-fingerprint]')]
  if (place === null || text === null) return
  place.hidden = file === undefined || isTooLarge(file)
  if (file !== undefined && !isTooLarge(file)) text.textContent = await fingerprintOf(file)
}

function show(form: HTMLFormElement, file: SignedFile): void {
  const [done, count, save] = [find('[data-done]'), find('[data-count]'), find('[data-save]')]
  if (done === null || count === null || !(save instanceof HTMLAnchorElement)) return
  count.textContent = String(file.signatures.length)
  save.href = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: 'application/json' }))
  save.download = `${file.document.name}.signatures.json`
  form.hidden = true
  done.hidden = false
  done.querySelector<HTMLElement>('h2')?.focus()
}

async function withPasskey(form: HTMLFormElement): Promise<SignatureBundle> {
  const optionsJSON = await ask<PublicKeyCredentialRequestOptionsJSON>(form, form.dataset['options'] ?? '')
  fill(form, 'assertion', JSON.stringify(await startAuthentication({ optionsJSON })))
  return ask<SignatureBundle>(form, form.dataset['signed'] ?? '')
}

async function withCard(form: HTMLFormElement, { cardUnchosen, cardUnable }: Texts): Promise<SignatureBundle> {
  await signWithCard(form, { unchosen: cardUnchosen, unable: cardUnable })
  return ask<SignatureBundle>(form, form.dataset['cardSigned'] ?? '')
}

const form = document.querySelector<HTMLFormElement>('form[data-sign-file]')
if (form !== null) {
  const texts = JSON.parse(form.dataset['texts'] ?? '{}') as Texts
  form.dataset['failed'] = texts.failed
  form.hidden = false
  document.getElementById('document')?.addEventListener('change', () => void showFingerprint())
  onSubmit(
    form,
    async (button) => {
      const byCard = button?.dataset['by'] === 'card'
      if (!byCard && !browserSupportsWebAuthn()) throw new Refused(texts.unsupported)
      const file = chosen('document')
      if (file === undefined) throw new Refused(texts.choose)
      if (isTooLarge(file)) throw new Refused(texts.tooLarge)
      const sha256 = await fingerprintOf(file)
      const before = await others(sha256, texts)
      fill(form, 'fingerprint', sha256)
      const signature = await (byCard ? withCard(form, texts) : withPasskey(form))
      const document = { name: file.name.slice(0, NAME_MAX), sha256 }
      show(form, { format: signedFormat, document, signatures: [...before, signature] })
    },
    'stay',
  )
}
