// Checks an extract of a record here in the browser, and says what it proves and what it leaves open.
import { parseVerifierKey } from '../../../workers/engines/log/note.ts'
import { parseSheet, verifySheet, type Sheet, type VerifiedSheet } from '../../../workers/engines/log/sheet.ts'
import { toHex } from '../../../workers/kernel/bytes.ts'
import { element, heading, row, when } from './elements.ts'

export interface ExtractKnown {
  readonly texts: { readonly [name: string]: string }
  readonly refusals: { readonly [code: string]: string }
  /** Of fields, by register and name: `vehicles.make`; of acts, `vehicles.enter`. */
  readonly labels: { readonly [name: string]: string }
  readonly acts: { readonly [act: string]: string }
  /** A key of this portal's logs: all have one, and each its own name. */
  readonly verifierKey: string
}

const HOST = /^(.+)\/registers\/[^/]+\/log$/u

/** Whether the log is one of this portal. */
function isOurs(sheet: Sheet, ours: string): boolean {
  const [one, other] = [sheet.verifierKey, ours].map((key) => parseVerifierKey(key))
  if (!one?.ok || !other?.ok) return false
  const host = HOST.exec(other.value.name)?.[1]
  return (
    one.value.name === `${host}/registers/${sheet.register}/log` &&
    toHex(one.value.publicKey) === toHex(other.value.publicKey)
  )
}

function told(sheet: Sheet, { entries }: VerifiedSheet, { texts, labels, acts }: ExtractKnown): readonly HTMLElement[] {
  return entries.flatMap(({ seq, act, recordedAt, effectiveFrom, values }) => [
    element('h3', 'govuk-heading-m', `${seq}. ${acts[`${sheet.register}.${act}`] ?? act}`),
    element(
      'dl',
      'govuk-summary-list',
      row(texts['inForceFrom'] ?? '', effectiveFrom),
      row(texts['recordedAt'] ?? '', when(recordedAt)),
      ...Object.entries(values)
        .filter(([path]) => path !== 'record')
        .map(([path, value]) => {
          const name = path.replace(/^(?:set|input)\./u, '')
          return row(labels[`${sheet.register}.${name}`] ?? name, String(value ?? texts['cleared'] ?? ''))
        }),
    ),
  ])
}

/** What holds, or why something does not; null where the text is no extract on one sheet. */
export async function checkExtract(text: string, known: ExtractKnown): Promise<readonly HTMLElement[]> {
  const { texts, refusals, verifierKey } = known
  const refused = (code: string) => [
    element(
      'div',
      'govuk-error-summary',
      heading('govuk-error-summary__title', texts['refused'] ?? ''),
      element('p', 'govuk-body', refusals[code] ?? code),
    ),
  ]
  const sheet = parseSheet(text)
  if (!sheet.ok) return refused(sheet.error)
  const verified = await verifySheet(sheet.value)
  if (!verified.ok) return refused(verified.error)
  const ours = isOurs(sheet.value, verifierKey)
  const { dense, size } = verified.value
  const open = [
    ...(ours ? [] : [texts['otherLog']]),
    texts['after'],
    ...(dense ? [] : [texts['between']]),
    texts['others'],
  ]
  return [
    element(
      'div',
      'govuk-panel govuk-panel--confirmation',
      heading('govuk-panel__title', texts[ours ? 'holds' : 'whole'] ?? ''),
    ),
    element(
      'dl',
      'govuk-summary-list',
      row(texts['log'] ?? '', sheet.value.verifierKey.split('+')[0] ?? ''),
      row(texts['size'] ?? '', String(size)),
    ),
    ...told(sheet.value, verified.value, known),
    element('h3', 'govuk-heading-m', texts['notProved'] ?? ''),
    element('ul', 'govuk-list govuk-list--bullet', ...open.map((one) => element('li', '', one ?? ''))),
  ]
}
