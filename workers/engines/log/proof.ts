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

export const formatProof = ({ index, path, checkpoint }: InclusionProof): string =>
  [HEADER, `index ${index}`, ...path.map(toBase64), '', checkpoint].join('\n')

const HASH_BYTES = 32

/** Extra data, which the format allows and nothing signs, is none of ours: refused. */
export function parseProof(text: string): Result<InclusionProof, 'proof-invalid'> {
  const split = text.indexOf('\n\n')
  if (split < 0) return err('proof-invalid')
  const [header, second, ...path] = text.slice(0, split).split('\n')
  const index = /^index (0|[1-9]\d{0,15})$/u.exec(second ?? '')?.[1]
  if (header !== HEADER || index === undefined || path.length > PATH_MAX) return err('proof-invalid')
  const hashes = path.map(readBase64).filter((hash): hash is Uint8Array<ArrayBuffer> => hash?.length === HASH_BYTES)
  if (hashes.length < path.length) return err('proof-invalid')
  return ok({ index: Number(index), path: hashes, checkpoint: text.slice(split + 2) })
}

/** Whether the entry is in the log of this key; the checkpoint that says so, else why not. */
export async function verifyProof(proof: InclusionProof, entry: Uint8Array, verifier: Verifier) {
  const checkpoint = await openCheckpoint(proof.checkpoint, verifier)
  if (!checkpoint.ok) return checkpoint
  const { size, root } = checkpoint.value
  return verifyInclusion(proof.path, proof.index, size, leafHash(entry), root) ? checkpoint : err('not-in-the-log')
}
