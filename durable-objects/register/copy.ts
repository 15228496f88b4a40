// How a register's log is read out entry by entry, and written into an empty register, where its hashes are made anew.
import type { LogLine } from '../../workers/engines/backup/line.ts'
import type { LogMark } from '../../workers/engines/backup/manifest.ts'
import { hashLeaf } from '../../workers/engines/leaf.ts'
import { openCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { parseVerifierKey } from '../../workers/engines/log/note.ts'
import { toHex } from '../../workers/kernel/bytes.ts'
import { err, ok, type Result } from '../../workers/kernel/result.ts'
import type { Log } from './log.ts'

/** Entries in one page: a leaf is about a kilobyte. */
const PAGE_MAX = 2000

type Row = { readonly record: string; readonly seq: number; readonly leaf: string; readonly digest: string | null }
type Batch = { readonly first: number; readonly rows: number; readonly name: string }

export class LogCopy {
  readonly #sql: SqlStorage
  readonly #log: Log
  readonly #atomically: (write: () => void) => void

  constructor(sql: SqlStorage, log: Log, atomically: (write: () => void) => void) {
    this.#sql = sql
    this.#log = log
    this.#atomically = atomically
  }

  mark(): Pick<LogMark, 'size' | 'root'> {
    const size = this.#log.size()
    return { size, root: toHex(this.#log.root(size)) }
  }

  page(register: string, from: number, to: number): string {
    const rows = this.#sql
      .exec<Row>(
        'SELECT record, seq, leaf, digest FROM log LEFT JOIN digests USING (position) WHERE position >= ? ORDER BY position LIMIT ?',
        from,
        Math.min(PAGE_MAX, Math.max(0, to - from)),
      )
      .toArray()
    const entries = rows.map(({ record, seq, leaf, digest }) =>
      digest === null ? ([record, seq, leaf] as const) : ([record, seq, leaf, digest] as const),
    )
    const batches = this.#sql
      .exec<Batch>(
        'SELECT first, rows, name FROM batches WHERE first >= ? AND first < ? ORDER BY first',
        from,
        from + rows.length,
      )
      .toArray()
      .map(({ first, rows: count, name }) => [first, count, name] as const)
    return JSON.stringify({ register, from, entries, batches } satisfies LogLine)
  }

  restore(line: string): Result<null, 'restore-line-invalid'> {
    const { from, entries, batches } = JSON.parse(line) as LogLine
    const size = this.#log.size()
    if (from > size) return err('restore-line-invalid')
    this.#atomically(() => {
      for (const [record, seq, leaf, digest] of entries.slice(size - from)) {
        if (digest !== undefined) this.#sql.exec('INSERT INTO digests VALUES (?, ?)', this.#log.size(), digest)
        this.#log.append(record, seq, leaf, hashLeaf(leaf))
      }
      for (const batch of batches) this.#sql.exec('INSERT OR IGNORE INTO batches VALUES (?, ?, ?)', ...batch)
    })
    return ok(null)
  }

  /** Keeps the checkpoint that was published, and answers with its size. The signature is checked, and both roots. */
  async published({ size, root, checkpoint, verifierKey }: LogMark): Promise<Result<number, 'restore-root-differs'>> {
    const refused = err('restore-root-differs')
    if (this.#log.size() !== size || toHex(this.#log.root(size)) !== root) return refused
    if (checkpoint === null) return ok(0)
    const verifier = parseVerifierKey(verifierKey)
    const opened = verifier.ok ? await openCheckpoint(checkpoint, verifier.value) : refused
    if (!opened.ok) return refused
    const signed = opened.value
    if (signed.size > size || toHex(this.#log.root(signed.size)) !== toHex(signed.root)) return refused
    this.#sql.exec('INSERT OR REPLACE INTO published VALUES (1, ?, ?)', signed.size, checkpoint)
    return ok(signed.size)
  }
}
