// A proof that travels (c2sp.org/tlog-proof@v1): where an entry stands, the path to the root, and the signed checkpoint.
import { readBase64, toBase64 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { openCheckpoint } from './checkpoint.ts'
import type { Verifier } from './note.ts'
import { leafHash, verifyInclusion, type Hash } from './tree.ts'

const HEADER = 'c2sp.org/tlog-proof@v1'
/** A tree has at most 2^63 leaves. */
const PATH_MAX = 63

export interface InclusionProof {
  readonly index: number
  /** From the leaf up. */
  readonly path: readonly Hash[]
  /** The signed note. */
  readonly checkpoint: string
}

/** A proof with data of an application, which nothing signs. */
export interface ExtraProof extends InclusionProof {
  readonly extra: Uint8Array | null
}

export const isProof = (text: string): boolean => text.startsWith(`${HEADER}\n`)

export const formatProof = ({ index, path, checkpoint }: InclusionProof, extra?: Uint8Array): string =>
  [
    HEADER,
    ...(extra === undefined ? [] : [`extra ${toBase64(extra)}`]),
    `index ${index}`,
    ...path.map(toBase64),
    '',
    checkpoint,
  ].join('\n')

const HASH_BYTES = 32

/** A path of hashes in base64; null where one is none. */
export function readPath(lines: readonly string[]): readonly Hash[] | null {
  const hashes = lines.map(readBase64).filter((hash): hash is Uint8Array<ArrayBuffer> => hash?.length === HASH_BYTES)
  return lines.length <= PATH_MAX && hashes.length === lines.length ? hashes : null
}

export function parseExtraProof(text: string): Result<ExtraProof, 'proof-invalid'> {
  const split = text.indexOf('\n\n')
  if (split < 0) return err('proof-invalid')
  const [header, ...rest] = text.slice(0, split).split('\n')
  const encoded = /^extra (\S+)$/u.exec(rest[0] ?? '')?.[1]
  const [second, ...lines] = encoded === undefined ? rest : rest.slice(1)
  const extra = encoded === undefined ? null : readBase64(encoded)
  const index = /^index (0|[1-9]\d{0,15})$/u.exec(second ?? '')?.[1]
  const path = readPath(lines)
  if (header !== HEADER || index === undefined || path === null || (encoded !== undefined && extra === null))
    return err('proof-invalid')
  return ok({ index: Number(index), path, checkpoint: text.slice(split + 2), extra })
}

/** Extra data, which the format allows and nothing signs, is none of a bare proof's: refused. */
export function parseProof(text: string): Result<InclusionProof, 'proof-invalid'> {
  const parsed = parseExtraProof(text)
  if (!parsed.ok) return parsed
  const { extra, ...proof } = parsed.value
  return extra === null ? ok(proof) : err('proof-invalid')
}

/** Whether the entry is in the log of this key; the checkpoint that says so, else why not. */
export async function verifyProof(proof: InclusionProof, entry: Uint8Array, verifier: Verifier) {
  const checkpoint = await openCheckpoint(proof.checkpoint, verifier)
  if (!checkpoint.ok) return checkpoint
  const { size, root } = checkpoint.value
  return verifyInclusion(proof.path, proof.index, size, leafHash(entry), root) ? checkpoint : err('not-in-the-log')
}
