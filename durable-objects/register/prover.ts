// What a register's log proves of itself: that an entry stands in it, and that it continues what it was.
import { formatProof } from '../../workers/engines/log/proof.ts'
import {
  consistencyProof,
  inclusionProof,
  rootHash,
  type Hash,
  type ReadHashes,
} from '../../workers/engines/log/tree.ts'
import { toBase64 } from '../../workers/kernel/bytes.ts'
import type { Published, Witnesses } from './witnesses.ts'

/** Paths of a record's entries to one checkpoint. */
export interface Proofs {
  readonly verifierKey: string
  /** The signed note, with its cosignatures. */
  readonly checkpoint: string
  /** Paths are hashes in base64, from the leaf up. */
  readonly entries: readonly { readonly seq: number; readonly index: number; readonly path: readonly string[] }[]
}

export interface Consistency {
  /** Of the older and of the newer tree. */
  readonly roots: readonly Hash[]
  readonly proof: readonly Hash[]
}

export class Prover {
  readonly #sql: SqlStorage
  readonly #read: ReadHashes
  readonly #published: () => Published
  readonly #witnesses: Witnesses

  constructor(sql: SqlStorage, read: ReadHashes, published: () => Published, witnesses: Witnesses) {
    this.#sql = sql
    this.#read = read
    this.#published = published
    this.#witnesses = witnesses
  }

  /** The tlog-proof of a record's entry, or null while the entry is not published. */
  proof(record: string, seq: number): string | null {
    const found = this.#placed(record, [seq])
    const [entry] = found?.entries ?? []
    if (found === null || entry === undefined) return null
    return formatProof({ ...entry, checkpoint: found.checkpoint })
  }

  /** Of a record's entries, those that are published; null where none is. */
  proofs(record: string, seqs: readonly number[]): Omit<Proofs, 'verifierKey'> | null {
    const found = this.#placed(record, seqs)
    return (
      found && {
        checkpoint: found.checkpoint,
        entries: found.entries.map(({ seq, index, path }) => ({ seq, index, path: path.map(toBase64) })),
      }
    )
  }

  /** The hashes that show that the log of `from` entries is the beginning of the log of `to`; null where it has not so many. */
  consistency(from: number, to: number): Consistency | null {
    if (from < 1 || from > to || to > this.#published().size) return null
    return {
      roots: [from, to].map((size) => rootHash(size, this.#read)),
      proof: consistencyProof(from, to, this.#read),
    }
  }

  /** In the checkpoint of which most witnesses know, of those that cover all of them. */
  #placed(record: string, seqs: readonly number[]) {
    const { size, checkpoint } = this.#published()
    const found = this.#sql
      .exec<{ seq: number; position: number }>(
        `SELECT seq, position FROM log WHERE record = ? AND position < ? AND seq IN (SELECT value FROM json_each(?))
         ORDER BY seq`,
        record,
        size,
        JSON.stringify(seqs),
      )
      .toArray()
    const last = found.at(-1)
    if (last === undefined || checkpoint === null) return null
    const known = this.#witnesses.best(last.position) ?? { size, checkpoint }
    return {
      checkpoint: known.checkpoint,
      entries: found.map(({ seq, position: index }) => ({
        seq,
        index,
        path: inclusionProof(index, known.size, this.#read),
      })),
    }
  }
}
