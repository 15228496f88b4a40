// Checks the signatures in a file, here in the browser; nothing is sent. The contract of the page is `VerifyPage`: a form
// whose `data-verify` holds the texts and the portal's own key, and `[data-result]` for what comes of it.
import { ANYONE } from '../../workers/engines/signature/request.ts'
import { readSignatureFile, type SignatureFile } from '../../workers/engines/signature/file.ts'
import { verifySignature, type VerifiedSignature } from '../../workers/engines/signature/verify.ts'
import { chosen, fingerprintOf, isTooLarge } from './lib/files.ts'
import { onSubmit, Refused } from './lib/form.ts'

type Words = { readonly [name: string]: string }

interface Known {
  readonly texts: Words
  readonly refusals: Words
  readonly acts: Words
  readonly authorities: Words
  readonly origin: string
  readonly verifierKey: string
  readonly record: string
}

type Child = Node | string

function element(tag: string, className: string, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.append(...children)
  return made
}

/** What the reader is led to. */
function heading(className: string, text: string): HTMLElement {
  const made = element('h2', className, text)
  made.tabIndex = -1
  return made
}

const row = (key: string, ...value: readonly Child[]) =>
  element(
    'div',
    'govuk-summary-list__row',
    element('dt', 'govuk-summary-list__key', key),
    element('dd', 'govuk-summary-list__value', ...value),
  )

const when = (time: number) =>
  new Intl.DateTimeFormat(document.documentElement.lang, {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Europe/Sofia',
  }).format(time)

function link(href: string, text: string): HTMLElement {
  const made = element('a', 'govuk-link', text)
  made.setAttribute('href', href)
  return made
}

function told(signature: VerifiedSignature, { texts, acts, authorities, origin, record }: Known): HTMLElement {
  const { intent, key, boundBy, boundAt } = signature
  const text = (name: string) => texts[name] ?? ''
  const mandate = intent.mandate === undefined ? [] : [element('p', 'govuk-body', text('forAnother'))]
  const bound = `${text(boundBy === 'card' ? 'keyCard' : 'keyCounter')} ${when(boundAt)}`
  const seen = origin === signature.origin ? [element('p', 'govuk-body', link(record + key, text('keyRecord')))] : []
  const addressed = intent.authority === ANYONE ? text('anyone') : (authorities[intent.authority] ?? intent.authority)
  return element(
    'dl',
    'govuk-summary-list',
    row(text('who'), intent.person, element('p', 'govuk-hint', text('whoHint')), ...mandate),
    row(text('what'), acts[intent.act] ?? intent.act),
    row(text('addressed'), addressed),
    row(text('when'), when(intent.time)),
    row(text('where'), signature.origin),
    row(text('key'), bound, ...seen),
  )
}

function limits({ texts, origin }: Known, held: readonly VerifiedSignature[]): readonly HTMLElement[] {
  const names = ['noDisplay', 'noRevocation', 'noQualified']
  const foreign = held.some((one) => one.origin !== origin) ? ['noLog'] : []
  return [
    element('h3', 'govuk-heading-m', texts['notProved'] ?? ''),
    element(
      'ul',
      'govuk-list govuk-list--bullet',
      ...[...foreign, ...names].map((name) => element('li', '', texts[name] ?? '')),
    ),
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

/** What holds, or why something does not. */
async function check(known: Known): Promise<readonly HTMLElement[]> {
  const { texts, refusals, origin, verifierKey } = known
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
  const read = readSignatureFile(await file.text())
  if (!read.ok) return refused(read.error)
  const { document: about, signatures } = read.value
  const own = chosen('document')
  if (own !== undefined && isTooLarge(own)) throw new Refused(texts['tooLarge'])
  const given = own && (await fingerprintOf(own))
  if (given !== undefined && about !== undefined && about.sha256 !== given) return refused('document-differs')
  const held: VerifiedSignature[] = []
  for (const [n, signature] of signatures.entries()) {
    // A file of another portal is checked by the key that it brings, and said to be that.
    const pinned = signature.origin === origin ? verifierKey : undefined
    const answer = await verifySignature(signature, { pinned, document: about?.sha256 ?? given })
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
