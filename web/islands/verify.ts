// Checks the signatures in a file, or an extract of a record, here in the browser; nothing is sent. The contract of the page is `VerifyPage`: a form
// whose `data-verify` holds the texts and the portal's own key, and `[data-result]` for what comes of it.
import { signatureFormat } from '../../workers/engines/identity/intent.ts'
import { ANYONE } from '../../workers/engines/signature/request.ts'
import { readSignatureFile, type SignatureFile } from '../../workers/engines/signature/file.ts'
import type { VerifiedCard } from '../../workers/engines/signature/card.ts'
import type { VerifiedPasskey, VerifiedSignature } from '../../workers/engines/signature/verify.ts'
import { isProof } from '../../workers/engines/log/proof.ts'
import { element, heading, row, when } from './lib/elements.ts'
import type { ExtractKnown } from './lib/extract.ts'
import { chosen, fingerprintOf, isTooLarge } from './lib/files.ts'
import { onSubmit, Refused } from './lib/form.ts'

type Words = { readonly [name: string]: string }

interface Known {
  readonly texts: Words
  readonly card: Words
  readonly refusals: Words
  readonly acts: Words
  readonly authorities: Words
  readonly origin: string
  readonly verifierKey: string
  /** As CARD_ISSUERS holds them. */
  readonly issuers: string
  readonly record: string
  readonly extract: ExtractKnown
}

function link(href: string, text: string): HTMLElement {
  const made = element('a', 'govuk-link', text)
  made.setAttribute('href', href)
  return made
}

/** By whom, and with what. */
function keyRows(signature: VerifiedPasskey, { texts, origin, record }: Known): readonly HTMLElement[] {
  const { intent, key, boundBy, boundAt } = signature
  const text = (name: string) => texts[name] ?? ''
  const bound = `${text(boundBy === 'card' ? 'keyCard' : 'keyCounter')} ${when(boundAt)}`
  const seen = origin === signature.origin ? [element('p', 'govuk-body', link(record + key, text('keyRecord')))] : []
  return [
    row(text('who'), intent.person, element('p', 'govuk-hint', text('whoHint'))),
    row(text('key'), bound, ...seen),
  ]
}

const KINDS = { qualified: 'qualified', demo: 'demoKind', other: 'otherKind' } as const

function cardRows(signature: VerifiedCard, { texts, card, origin }: Known): readonly HTMLElement[] {
  const { intent, holder, certificate, witnessedAt } = signature
  const text = (name: string) => card[name] ?? ''
  const number = text(holder.country === 'BG' ? 'personalNumber' : 'foreignNumber')
  const known = text(origin === signature.origin ? 'authorityKnown' : 'authorityUnknown')
  return [
    row(texts['who'] ?? '', `${holder.givenName} ${holder.familyName}`, element('p', 'govuk-hint', text('holder'))),
    row(number, holder.number),
    row(text('person'), intent.person, element('p', 'govuk-hint', text('personHint'))),
    row(text('certificate'), text(KINDS[certificate.kind])),
    row(text('issuedBy'), certificate.issuer, element('p', 'govuk-hint', known)),
    row(text('witnessed'), when(witnessedAt)),
  ]
}

function told(signature: VerifiedSignature, known: Known): HTMLElement {
  const { texts, acts, authorities } = known
  const { intent } = signature
  const text = (name: string) => texts[name] ?? ''
  const mandate = intent.mandate === undefined ? [] : [row('', text('forAnother'))]
  const addressed = intent.authority === ANYONE ? text('anyone') : (authorities[intent.authority] ?? intent.authority)
  const [who, ...rest] = signature.kind === 'card' ? cardRows(signature, known) : keyRows(signature, known)
  return element(
    'dl',
    'govuk-summary-list',
    ...(who === undefined ? [] : [who]),
    ...mandate,
    row(text('what'), acts[intent.act] ?? intent.act),
    row(text('addressed'), addressed),
    row(text('when'), when(intent.time)),
    row(text('where'), signature.origin),
    ...rest,
  )
}

/** What such a signature leaves open, each once. */
function leftOpen(signature: VerifiedSignature, { texts, card, origin }: Known): readonly string[] {
  const foreign = signature.origin === origin ? [] : [texts['noLog'] ?? '']
  if (signature.kind === 'passkey')
    return [...foreign, texts['noDisplay'] ?? '', texts['noRevocation'] ?? '', texts['noQualified'] ?? '']
  const qualified = { qualified: 'noTrustList', demo: 'noQualifiedDemo', other: 'noQualifiedOther' } as const
  return [...foreign, texts['noDisplay'] ?? '', card[qualified[signature.certificate.kind]] ?? '']
}

function limits(known: Known, held: readonly VerifiedSignature[]): readonly HTMLElement[] {
  const open = new Set(held.flatMap((one) => leftOpen(one, known)))
  return [
    element('h3', 'govuk-heading-m', known.texts['notProved'] ?? ''),
    element('ul', 'govuk-list govuk-list--bullet', ...[...open].map((text) => element('li', '', text))),
  ]
}

function aboutDocument(file: SignatureFile, compared: boolean, { texts }: Known): readonly HTMLElement[] {
  const { document: about } = file
  const sentence = compared || about?.text !== undefined ? texts['documentSame'] : texts['documentNot']
  const named =
    about?.name === undefined
      ? []
      : [element('dl', 'govuk-summary-list', row(texts['documentLabel'] ?? '', about.name))]
  return [...named, element('p', 'govuk-body', sentence ?? '')]
}

/** Ed25519 is the youngest that we ask of WebCrypto: Chrome 137, Firefox 129, Safari 17. */
async function knowsEd25519(): Promise<boolean> {
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify'])
    return true
  } catch {
    return false
  }
}

/** The part that reads certificates, when it is needed. */
async function verifier({ issuers }: Known) {
  const [{ verifySignature }, { readIssuers }] = await Promise.all([
    import('../../workers/engines/signature/verify.ts'),
    import('../../workers/engines/identity/issuers.ts'),
  ])
  const authorities = readIssuers(issuers)
  return { verifySignature, authorities: authorities.ok ? authorities.value : [] }
}

/** What holds, or why something does not. */
async function check(known: Known): Promise<readonly HTMLElement[]> {
  const { texts, card, refusals, origin, verifierKey } = known
  const file = chosen('file')
  if (file === undefined) throw new Refused(texts['chooseFile'])
  const refused = (code: string, which = '') => [
    element(
      'div',
      'govuk-error-summary',
      heading('govuk-error-summary__title', `${which}${texts['refused']}`),
      element('p', 'govuk-body', refusals[code] ?? code),
    ),
  ]
  const text = await file.text()
  if (isProof(text)) {
    if (!(await knowsEd25519())) throw new Refused(card['tooOld'])
    // The part that reads extracts, when it is needed.
    const { checkExtract } = await import('./lib/extract.ts')
    return checkExtract(text, { ...known.extract, verifierKey })
  }
  const read = readSignatureFile(text)
  if (!read.ok) return refused(read.error)
  const { document: about, signatures } = read.value
  const own = chosen('document')
  if (own !== undefined && isTooLarge(own)) throw new Refused(texts['tooLarge'])
  const given = own && (await fingerprintOf(own))
  if (given !== undefined && about !== undefined && about.sha256 !== given) return refused('document-differs')
  if (signatures.some(({ format }) => format === signatureFormat) && !(await knowsEd25519()))
    throw new Refused(card['tooOld'])
  const { verifySignature, authorities } = await verifier(known)
  const held: VerifiedSignature[] = []
  for (const [n, signature] of signatures.entries()) {
    // A file of another portal is checked by the key that it brings, and said to be that.
    const believed = signature.origin === origin ? { pinned: verifierKey, authorities } : {}
    const answer = await verifySignature(signature, { ...believed, document: about?.sha256 ?? given })
    const which = signatures.length === 1 ? '' : `${texts['refusedWhich']} ${n + 1}: `
    if (!answer.ok) return refused(answer.error, which)
    held.push(answer.value)
  }
  return [
    element(
      'div',
      'govuk-panel govuk-panel--confirmation',
      heading('govuk-panel__title', (held.length > 1 ? texts['holdAll'] : texts['holds']) ?? ''),
    ),
    ...aboutDocument(read.value, given !== undefined, known),
    ...held.map((one) => told(one, known)),
    ...limits(known, held),
  ]
}

const form = document.querySelector<HTMLFormElement>('form[data-verify]')
const result = document.querySelector<HTMLElement>('[data-result]')
if (form !== null && result !== null) {
  const known = JSON.parse(form.dataset['verify'] ?? '{}') as Known
  form.hidden = false
  onSubmit(
    form,
    async () => {
      result.replaceChildren()
      result.replaceChildren(...(await check(known)))
      result.querySelector<HTMLElement>('h2')?.focus()
    },
    'stay',
  )
}
