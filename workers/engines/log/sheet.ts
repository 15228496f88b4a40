// An extract on one sheet: a tlog-proof (c2sp.org/tlog-proof@v1) of the last entry that is shown. Its extra data are the leaves
// with the values that they open, and the paths of the entries before to the same root. It verifies offline.
import { toBase64, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { witnessed, type Cosigned, type Quorum } from './cosignature.ts'
import {
  isDisclosed,
  isObject,
  leafIn,
  openValues,
  parseJson,
  type Disclosed,
  type ExtractRefusal,
  type VerifiedEntry,
} from './extract.ts'
import { parseVerifierKey } from './note.ts'
import { formatProof, parseExtraProof, readPath, verifyProof, type InclusionProof } from './proof.ts'
import type { Hash } from './tree.ts'

const sheetFormat = 'izvor-extract-v2'
/** What a person would still print. */
export const sheetEntriesMax = 50

interface ShownEntry {
  readonly leaf: string
  readonly disclosed: Disclosed
  readonly index: number
  readonly path: readonly Hash[]
}

export interface Sheet {
  readonly register: string
  readonly record: string
  readonly verifierKey: string
  /** In their order; not empty. */
  readonly entries: readonly ShownEntry[]
  /** The signed note, with its cosignatures. */
  readonly checkpoint: string
}

export function formatSheet({ register, record, verifierKey, entries, checkpoint }: Sheet): string {
  const last = entries.at(-1)
  if (last === undefined) throw new Error('an extract of nothing')
  const extra = {
    format: sheetFormat,
    register,
    record,
    verifierKey,
    entries: entries.map(({ leaf, disclosed, index, path }, at) => ({
      leaf,
      disclosed,
      ...(at === entries.length - 1 ? {} : { index, path: path.map(toBase64) }),
    })),
  }
  return formatProof({ index: last.index, path: last.path, checkpoint }, utf8(JSON.stringify(extra)))
}

function readEntry(value: unknown, proof: InclusionProof | null): ShownEntry | null {
  if (!isObject(value) || typeof value['leaf'] !== 'string' || !isDisclosed(value['disclosed'])) return null
  const { leaf, disclosed, index, path } = value
  if (proof !== null)
    return index === undefined && path === undefined ? { leaf, disclosed, index: proof.index, path: proof.path } : null
  const hashes =
    Array.isArray(path) && path.every((one): one is string => typeof one === 'string') ? readPath(path) : null
  if (hashes === null || typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0) return null
  return { leaf, disclosed, index, path: hashes }
}

const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

export function parseSheet(text: string): Result<Sheet, 'extract-invalid' | 'proof-invalid'> {
  const proof = parseExtraProof(text)
  if (!proof.ok) return proof
  const value = parseJson(textOf(proof.value.extra ?? new Uint8Array()) ?? '')
  if (!isObject(value) || value['format'] !== sheetFormat || !Array.isArray(value['entries']))
    return err('extract-invalid')
  const { register, record, verifierKey, entries } = value
  if (typeof register !== 'string' || typeof record !== 'string' || typeof verifierKey !== 'string')
    return err('extract-invalid')
  const all: readonly unknown[] = Array.isArray(entries) ? entries : []
  if (all.length === 0 || all.length > sheetEntriesMax) return err('extract-invalid')
  const read = all
    .map((entry, at) => readEntry(entry, at === all.length - 1 ? proof.value : null))
    .filter((entry) => entry !== null)
  if (read.length < all.length) return err('extract-invalid')
  return ok({ register, record, verifierKey, entries: read, checkpoint: proof.value.checkpoint })
}

export interface VerifiedSheet {
  readonly entries: readonly VerifiedEntry[]
  /** Nothing between the entries that are shown is left out. */
  readonly dense: boolean
  readonly size: number
  /** Those of the witnesses asked for who have seen the log so. */
  readonly cosigned: readonly Cosigned[]
}

export type SheetRefusal = ExtractRefusal | 'cosignature-wrong' | 'witnesses-missing'

const nobody: Quorum = { witnesses: [], least: 0 }

/**
 * Checks an extract from first to last, as `verifyExtract` does. `pinned` is a verifier key that the checker trusts; without
 * it, the key in the extract is taken, which shows only that the extract is whole.
 */
export async function verifySheet(
  sheet: Sheet,
  pinned?: string,
  quorum: Quorum = nobody,
): Promise<Result<VerifiedSheet, SheetRefusal>> {
  if (pinned !== undefined && pinned.trim() !== sheet.verifierKey) return err('verifier-key-differs')
  const verifier = parseVerifierKey(sheet.verifierKey)
  if (!verifier.ok) return verifier
  const entries: VerifiedEntry[] = []
  let dense = true
  for (const { leaf, disclosed, index, path } of sheet.entries) {
    const read = leafIn(leaf, sheet.register)
    if (!read.ok) return read
    const proved = await verifyProof({ index, path, checkpoint: sheet.checkpoint }, utf8(leaf), verifier.value)
    if (!proved.ok) return proved
    const opened = openValues(read.value, disclosed, sheet.record)
    if (!opened.ok) return opened
    const before = entries.at(-1)
    if (before !== undefined && (opened.value.seq <= before.seq || index <= before.index)) return err('extract-invalid')
    dense &&= before === undefined || opened.value.seq === before.seq + 1
    entries.push({ ...opened.value, index, size: proved.value.size })
  }
  const cosigned = await witnessed(sheet.checkpoint, quorum)
  if (!cosigned.ok) return cosigned
  return ok({ entries, dense, size: entries[0]?.size ?? 0, cosigned: cosigned.value })
}
