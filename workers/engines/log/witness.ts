// What a witness lets pass (c2sp.org/tlog-witness): a log only ever grows, and grows from what was there.
import { readBase64, sameBytes, toBase64 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { rootHash, verifyConsistency, type Hash } from './tree.ts'

/** A tree of a log, by its size and its root. */
export interface Head {
  readonly size: number
  readonly root: Hash
}

/** The tree of nothing (RFC 6962, 2.1): what a witness knows of a log that it sees for the first time. */
export const nothingSeen: Head = { size: 0, root: rootHash(0, () => []) }

export type WitnessRefusal = 'log-rolled-back' | 'log-forked' | 'consistency-wrong'

/**
 * Whether a log that was at `seen` may be at `next`. `log-rolled-back`: it has lost entries. `log-forked`: it shows another
 * tree of the same size, or one that does not grow from the one that was seen. `consistency-wrong`: its proof is no proof.
 */
export function follows(seen: Head, next: Head, proof: readonly Hash[]): Result<null, WitnessRefusal> {
  if (next.size < seen.size) return err('log-rolled-back')
  if (next.size === seen.size) {
    if (!sameBytes(next.root, seen.root)) return err('log-forked')
    return proof.length === 0 ? ok(null) : err('consistency-wrong')
  }
  if (seen.size === 0) return proof.length === 0 ? ok(null) : err('consistency-wrong')
  return verifyConsistency(proof, seen.size, seen.root, next.size, next.root) ? ok(null) : err('log-forked')
}

const PROOF_MAX = 63
const HASH_BYTES = 32

/** What a log asks of a witness: `add-checkpoint`. */
export interface Submission {
  /** The size of the tree that the proof begins at. */
  readonly old: number
  readonly proof: readonly Hash[]
  /** The signed note. */
  readonly checkpoint: string
}

export const formatSubmission = ({ old, proof, checkpoint }: Submission): string =>
  [`old ${old}`, ...proof.map(toBase64), '', checkpoint].join('\n')

export function parseSubmission(text: string): Result<Submission, 'submission-invalid'> {
  const split = text.indexOf('\n\n')
  if (split < 0) return err('submission-invalid')
  const [first = '', ...lines] = text.slice(0, split).split('\n')
  const old = /^old (0|[1-9]\d{0,15})$/u.exec(first)?.[1]
  if (old === undefined || !Number.isSafeInteger(Number(old)) || lines.length > PROOF_MAX)
    return err('submission-invalid')
  const proof = lines.map(readBase64).filter((hash): hash is Uint8Array<ArrayBuffer> => hash?.length === HASH_BYTES)
  if (proof.length < lines.length) return err('submission-invalid')
  return ok({ old: Number(old), proof, checkpoint: text.slice(split + 2) })
}
