// The extract of a record: leaves with the values that they open, each with its proof. It verifies offline.
import { fromHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Scalar } from '../../kernel/value.ts'
import { commit } from './commitment.ts'
import { parseVerifierKey, type Verifier } from './note.ts'
import { parseProof, verifyProof } from './proof.ts'

export const extractFormat = 'izvor-extract-v1'

export interface Disclosed {
  readonly [path: string]: { readonly value: Scalar | null; readonly salt: string }
}

interface ExtractEntry {
  /** The leaf as it stands in the log: canonical JSON. */
  readonly leaf: string
  readonly disclosed: Disclosed
  /** A tlog-proof. */
  readonly proof: string
}

export interface Extract {
  readonly format: typeof extractFormat
  readonly register: string
  readonly record: string
  readonly verifierKey: string
  readonly entries: readonly ExtractEntry[]
}

export interface VerifiedEntry {
  readonly index: number
  readonly seq: number
  readonly act: string
  readonly recordedAt: number
  readonly effectiveFrom: string
  readonly size: number
  readonly values: { readonly [path: string]: Scalar | null }
}

export type ExtractRefusal =
  | 'extract-invalid'
  | 'verifier-key-invalid'
  | 'verifier-key-differs'
  | 'proof-invalid'
  | 'note-invalid'
  | 'not-signed'
  | 'signature-wrong'
  | 'checkpoint-invalid'
  | 'origin-wrong'
  | 'not-in-the-log'
  | 'value-differs'
  | 'other-record'
  | 'entry-missing'

export interface Leaf {
  readonly register: string
  readonly seq: number
  readonly act: string
  readonly recordedAt: number
  readonly effectiveFrom: string
  readonly commitments: { readonly [path: string]: string }
}

export const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null

const SALT = /^[0-9a-f]{32}$/u

/** What canonical JSON has a form for (RFC 8785): no infinite number, no half character. */
const isValue = (value: unknown): boolean =>
  value === null ||
  typeof value === 'boolean' ||
  (typeof value === 'number' && Number.isFinite(value)) ||
  (typeof value === 'string' && value.isWellFormed())

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const isDisclosed = (value: unknown): value is Disclosed =>
  isObject(value) &&
  Object.values(value).every(
    (one) => isObject(one) && typeof one['salt'] === 'string' && SALT.test(one['salt']) && isValue(one['value']),
  )

export function parseExtract(text: string): Result<Extract, 'extract-invalid'> {
  const value = parseJson(text)
  if (!isObject(value) || value['format'] !== extractFormat || !Array.isArray(value['entries']))
    return err('extract-invalid')
  const strings = ['register', 'record', 'verifierKey'].every((name) => typeof value[name] === 'string')
  const entries = value['entries'].every(
    (entry: unknown) =>
      isObject(entry) &&
      typeof entry['leaf'] === 'string' &&
      typeof entry['proof'] === 'string' &&
      isDisclosed(entry['disclosed']),
  )
  return strings && entries && value['entries'].length > 0 ? ok(value as unknown as Extract) : err('extract-invalid')
}

function parseLeaf(text: string): Leaf | null {
  const leaf = parseJson(text)
  const whole =
    isObject(leaf) &&
    isObject(leaf['commitments']) &&
    typeof leaf['register'] === 'string' &&
    typeof leaf['seq'] === 'number' &&
    typeof leaf['act'] === 'string' &&
    typeof leaf['recordedAt'] === 'number' &&
    typeof leaf['effectiveFrom'] === 'string'
  return whole ? (leaf as unknown as Leaf) : null
}

/** A leaf of this register, as it stands in its log. */
export function leafIn(text: string, register: string): Result<Leaf, 'extract-invalid' | 'other-record'> {
  const leaf = parseLeaf(text)
  if (leaf === null) return err('extract-invalid')
  return leaf.register === register ? ok(leaf) : err('other-record')
}

/** What a leaf tells in clear, and the values that open its commitments: it is of this record, and each is what it seals. */
export function openValues(
  { act, commitments, effectiveFrom, recordedAt, seq }: Leaf,
  disclosed: Disclosed,
  record: string,
): Result<Omit<VerifiedEntry, 'index' | 'size'>, 'other-record' | 'value-differs'> {
  for (const [path, { salt, value }] of Object.entries(disclosed))
    if (!Object.hasOwn(commitments, path) || commitments[path] !== commit(fromHex(salt), value))
      return err('value-differs', path)
  if (disclosed['record']?.value !== record) return err('other-record')
  const values = Object.fromEntries(Object.entries(disclosed).map(([path, { value }]) => [path, value]))
  return ok({ seq, act, recordedAt, effectiveFrom, values })
}

async function verifyEntry(
  entry: ExtractEntry,
  { register, record }: Extract,
  verifier: Verifier,
): Promise<Result<VerifiedEntry, ExtractRefusal>> {
  const leaf = leafIn(entry.leaf, register)
  if (!leaf.ok) return leaf
  const proof = parseProof(entry.proof)
  if (!proof.ok) return proof
  const checkpoint = await verifyProof(proof.value, utf8(entry.leaf), verifier)
  if (!checkpoint.ok) return checkpoint
  const opened = openValues(leaf.value, entry.disclosed, record)
  if (!opened.ok) return opened
  return ok({ ...opened.value, index: proof.value.index, size: checkpoint.value.size })
}

/**
 * Checks an extract from first to last: each value opens its leaf's commitment, all leaves are of the one record and
 * follow each other, each is in the log, and the log's key signed the checkpoint. `pinned` is a verifier key that the
 * checker trusts; without it, the key in the extract is taken, which shows only that the extract is whole.
 */
export async function verifyExtract(
  extract: Extract,
  pinned?: string,
): Promise<Result<readonly VerifiedEntry[], ExtractRefusal>> {
  if (pinned !== undefined && pinned.trim() !== extract.verifierKey) return err('verifier-key-differs')
  const verifier = parseVerifierKey(extract.verifierKey)
  if (!verifier.ok) return verifier
  const verified: VerifiedEntry[] = []
  for (const entry of extract.entries) {
    const answer = await verifyEntry(entry, extract, verifier.value)
    if (!answer.ok) return answer
    // Nothing between two entries is left out.
    const before = verified.at(-1)
    if (before !== undefined && answer.value.seq !== before.seq + 1) return err('entry-missing')
    verified.push(answer.value)
  }
  return ok(verified)
}
