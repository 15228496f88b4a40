// A batch of imported records as the store keeps it: signed, in order, each row enough to make its entry and leaf again.
// The first line is a signed note over the leaves' hashes; the second is what all rows share; then one row a line, its
// leaf's hash first: so that one row can be erased, and the signature of the others holds.
import { fromHex, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { resealLeaf } from '../leaf.ts'
import { openNote, signNote, type Signer, type Verifier } from '../log/note.ts'
import { committed } from '../leaf.ts'
import type { Entry, Sealed } from '../record.ts'

/** Rows of one batch: it is read whole when a record of it comes to life, at about half a kilobyte a row. */
export const batchRows = 500

/** What all entries of a batch share. */
type Shared = Pick<Entry, 'seq' | 'act' | 'definition' | 'recordedAt' | 'actor' | 'second' | 'signatures' | 'basis'>

interface Head {
  readonly format: 'izvor-batch-v1'
  readonly register: string
  readonly shared: Shared
}

/** A row: the hash of its leaf, its number, the record, the key, what it set and took, from when, and its salts in the order of `committed`. */
type Line = readonly [string, number, string, string, Entry['set'], Entry['input'], string, string]

/** Of the first line and the leaves of all rows. */
async function hashOf(head: string, leafHashes: readonly string[]): Promise<string> {
  const text = [head, ...leafHashes].join('\n')
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(text))))
}

/** The hash of a leaf stands first in the line of a row, whatever became of the rest. */
const leafHashIn = (line: string): string => line.slice(2, 66)

const noteText = (register: string, hash: string): string => `izvor-batch/v1\n${register}\n${hash}\n`

const saltsOf = ({ entry, salts }: Sealed): string =>
  committed(entry)
    .map(([path]) => salts[path] ?? '')
    .join('')

/** The text of a batch; all entries share what `Shared` names. */
export async function packBatch(register: string, rows: readonly Sealed[], signer: Signer): Promise<string> {
  const [first] = rows
  if (first === undefined) throw new Error('a batch of nothing')
  const { seq, act, definition, recordedAt, actor, second, signatures, basis } = first.entry
  const shared: Shared = {
    seq,
    act,
    definition,
    recordedAt,
    actor,
    ...(second === undefined ? {} : { second }),
    ...(signatures === undefined ? {} : { signatures }),
    basis,
  }
  const head: Head = { format: 'izvor-batch-v1', register, shared }
  const lines = rows.map((sealed): Line => {
    const { entry } = sealed
    const { row = 0 } = entry.basis.source ?? {}
    return [sealed.leafHash, row, entry.record, entry.key, entry.set, entry.input, entry.effectiveFrom, saltsOf(sealed)]
  })
  const shown = JSON.stringify(head)
  const hash = await hashOf(
    shown,
    rows.map(({ leafHash }) => leafHash),
  )
  const note = await signNote(noteText(register, hash), [signer])
  return [JSON.stringify(note), shown, ...lines.map((line) => JSON.stringify(line))].join('\n')
}

function sealedFrom({ register, shared }: Head, [, row, record, key, set, input, effectiveFrom, salts]: Line): Sealed {
  const { source } = shared.basis
  const entry: Entry = {
    ...shared,
    key,
    record,
    set,
    input,
    effectiveFrom,
    basis: { ...shared.basis, ...(source === undefined ? {} : { source: { ...source, row } }) },
  }
  return { entry, ...resealLeaf(register, entry, fromHex(salts)) }
}

/** The rows of a batch that this key has signed, at these places, from 0; an erased row is none. */
export async function openBatch(
  text: string,
  register: string,
  verifier: Verifier,
  places?: readonly number[],
): Promise<Result<readonly Sealed[], 'batch-invalid'>> {
  const [note = '', head = '', ...lines] = text.split('\n')
  const opened = await openNote(JSON.parse(note) as string, verifier)
  const hash = await hashOf(head, lines.map(leafHashIn))
  if (!opened.ok || opened.value !== noteText(register, hash)) return err('batch-invalid')
  const shared = JSON.parse(head) as Head
  const rows = (places ?? lines.map((_, at) => at)).flatMap((at) => {
    const line = JSON.parse(lines[at] ?? '[]') as Line | readonly []
    return line.length > 1 ? [sealedFrom(shared, line as Line)] : []
  })
  return ok(rows)
}

/** A batch without what it holds of a record. */
export const scrubbed = (text: string, record: string): string =>
  text
    .split('\n')
    .map((line, at) => (at > 1 && (JSON.parse(line) as Line)[2] === record ? `["${leafHashIn(line)}"]` : line))
    .join('\n')
