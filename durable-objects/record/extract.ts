// Extracts of a record: of one entry, with what is open and what else its subject shows; and of the record on one sheet.
import { isAbout, type Audience } from '../../workers/engines/disclosure.ts'
import { openLeaf } from '../../workers/engines/leaf.ts'
import { extractFormat, type Extract } from '../../workers/engines/log/extract.ts'
import { formatSheet, sheetEntriesMax } from '../../workers/engines/log/sheet.ts'
import type { Sealed } from '../../workers/engines/record.ts'
import { lastSetBy, shownOf } from '../../workers/engines/shown.ts'
import type { Env } from '../../workers/env.ts'
import { fromBase64 } from '../../workers/kernel/bytes.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import { registerObject } from '../../workers/store/objects.ts'
import type { Known } from './rights.ts'
import type { RecordRows } from './rows.ts'

/** What is open, and the fields `also`. Throws where the entry has no place in the log. */
export async function extractOf(
  env: Env,
  register: LoadedRegister | undefined,
  kept: Sealed | null,
  also: readonly string[],
): Promise<Extract> {
  if (register === undefined || kept === null) throw new Error('an entry that has no place in the log')
  const { definition } = register
  const { leaf, disclosed } = openLeaf(definition, kept, { kind: 'public' }, also)
  const { record, seq } = kept.entry
  const { proof, verifierKey } = await registerObject(env, definition.id).published(record, seq)
  return {
    format: extractFormat,
    register: definition.id,
    record,
    verifierKey,
    entries: [{ leaf, disclosed, proof }],
  }
}

/** Whose extract it is: anyone's, or that of whom the record is about, who chooses what is shown. */
export interface Holder {
  /** Their personal number. */
  readonly number: string
  readonly fields: readonly string[]
}

/** The entries of which something is shown: to anyone the last ones, to whom the holder shows it those that it stands by. */
function chosen(
  { register: { definition }, view }: Known,
  rows: RecordRows,
  holder: Holder | undefined,
): readonly number[] | null {
  const entries = rows.entries().map(({ entry }) => entry)
  if (holder === undefined) return entries.slice(-sheetEntriesMax).map(({ seq }) => seq)
  if (!isAbout(definition, view.values, holder.number)) return null
  const last = lastSetBy(entries, sofiaDate(Date.now()))
  const wanted = holder.fields.flatMap((field) =>
    field === definition.key ? (entries[0]?.seq ?? []) : (last.get(field) ?? []),
  )
  return [...new Set(wanted)].toSorted((a, b) => a - b)
}

/** The extract on one sheet; null where there is nothing of it that may be shown, or nothing is published yet. */
export async function sheetOf(
  env: Env,
  known: Known | null,
  rows: RecordRows,
  holder?: Holder,
): Promise<string | null> {
  if (known === null) return null
  const { id } = known.view
  const { definition } = known.register
  const seqs = chosen(known, rows, holder)
  if (seqs === null || seqs.length === 0) return null
  const proofs = await registerObject(env, definition.id).proofs(id, seqs)
  if (proofs === null) return null
  const audience: Audience =
    holder === undefined ? { kind: 'public' } : { kind: 'subject', personalNumber: holder.number }
  const fields = holder === undefined ? undefined : new Set(holder.fields)
  const entries = proofs.entries.flatMap(({ seq, index, path }) => {
    const kept = rows.entry(seq)
    if (kept === null) return []
    const disclosed = shownOf(definition, kept, audience, fields)
    return [{ leaf: kept.leaf, disclosed, index, path: path.map(fromBase64) }]
  })
  const { verifierKey, checkpoint } = proofs
  return formatSheet({ register: definition.id, record: id, verifierKey, entries, checkpoint })
}
