// Records that come to a register in batches, without an object of their own until somebody touches them: whether a record
// is there already, and out of which batch it comes to life.
import { storedHashes, storedIndex, type Hash, type ReadHashes } from '../../workers/engines/log/tree.ts'
import { ACT_MS, CLAIM_MS } from '../../workers/engines/unique.ts'
import { fromHex, toHex } from '../../workers/kernel/bytes.ts'

/** Records that looked for themselves lately; beyond it nothing is remembered of them, and batches wait a while. */
const LOOKED_MAX = 20_000

export interface Arriving {
  readonly record: string
  readonly leaf: string
  readonly leafHash: string
  readonly digest: string
}

/** Where a record comes from. */
export interface Origin {
  readonly batch: string
  /** Its place in the batch, from 0. */
  readonly at: number
  /** Of its entry in the log. */
  readonly leafHash: string
}

/**
 * How a record stands for a row: `free`, `same` (an entry that says the same), `mine` (the same, of a batch of this run),
 * `exists` (another), `busy` (somebody is about to enter it).
 */
export type Whether = 'free' | 'same' | 'mine' | 'exists' | 'busy'

export class Arrivals {
  readonly #sql: SqlStorage
  readonly #read: ReadHashes
  /** Who was told that they are not there, to be entered by an official, and when. */
  readonly #looked = new Map<string, number>()
  /** Since when that is complete. */
  #since = Date.now()

  constructor(sql: SqlStorage, read: ReadHashes) {
    this.#sql = sql
    this.#read = read
  }

  /** Out of which batch a record comes to life; null where it came in none. `enter`: it is about to be entered then. */
  origin(record: string, enter: boolean): Origin | null {
    const found = this.#sql
      .exec<{ position: number; first: number; name: string }>(
        `SELECT position, first, name FROM log JOIN batches ON first = (SELECT max(first) FROM batches WHERE first <= position)
         WHERE record = ? AND seq = 1 AND position < first + rows`,
        record,
      )
      .toArray()[0]
    if (found === undefined) {
      if (enter) this.#note(record)
      return null
    }
    const { position, first, name } = found
    const [hash] = this.#read([storedIndex(0, position)])
    return { batch: name, at: position - first, leafHash: toHex(hash ?? new Uint8Array()) }
  }

  /** The first batch from a place in the log on, and which of its records have no further entry; null after the last. */
  asleep(from: number): { readonly name: string; readonly next: number; readonly records: ReadonlySet<string> } | null {
    const batch = this.#sql
      .exec<{ first: number; rows: number; name: string }>(
        'SELECT * FROM batches WHERE first >= ? ORDER BY first LIMIT 1',
        from,
      )
      .toArray()[0]
    if (batch === undefined) return null
    const { first, rows, name } = batch
    const records = this.#sql
      .exec<{ record: string }>(
        `SELECT record FROM log one WHERE position >= ? AND position < ?
           AND NOT EXISTS (SELECT 1 FROM log WHERE record = one.record AND seq = 2)`,
        first,
        first + rows,
      )
      .toArray()
      .map(({ record }) => record)
    return { name, next: first + rows, records: new Set(records) }
  }

  /** Records after one, in the order of their ids, but for those that only a batch has. */
  awake = (after: string, limit: number): readonly string[] =>
    this.#sql
      .exec<{ record: string }>(
        `SELECT DISTINCT record FROM log WHERE record > ?
           AND (seq > 1 OR NOT EXISTS (SELECT 1 FROM digests WHERE position = log.position)) ORDER BY record LIMIT ?`,
        after,
        limit,
      )
      .toArray()
      .map(({ record }) => record)

  /** How long batches have to wait until everybody is known who may be about to enter a record, in milliseconds. */
  waitMs = (): number => Math.max(0, this.#since + ACT_MS - Date.now())

  /** For each record how it stands, in their order; `run` is what the names of the run's batches begin with. */
  whether(asked: readonly Pick<Arriving, 'record' | 'digest'>[], run: string): readonly Whether[] {
    const found = this.#sql
      .exec<{ n: number; digest: string | null; name: string | null }>(
        `SELECT one.key AS n, digest, name FROM json_each(?) one CROSS JOIN log ON record = one.value AND seq = 1
           LEFT JOIN digests USING (position)
           LEFT JOIN batches ON first = (SELECT max(first) FROM batches WHERE first <= position)`,
        JSON.stringify(asked.map(({ record }) => record)),
      )
      .toArray()
    const known = new Map(found.map(({ n, ...rest }) => [n, rest]))
    const since = Date.now() - CLAIM_MS
    return asked.map(({ record, digest }, n) => {
      const there = known.get(n)
      if (there === undefined) return (this.#looked.get(record) ?? 0) > since ? 'busy' : 'free'
      if (there.digest !== digest) return 'exists'
      return there.name?.startsWith(run) === true ? 'mine' : 'same'
    })
  }

  /**
   * Gives a batch its place in the log, whole or not at all: false where one of its records is there, or may be any
   * moment. To be called in a transaction. `size` is that of the log; a batch that has its place keeps it.
   */
  enter(name: string, rows: readonly Arriving[], size: number): boolean {
    if (this.#sql.exec('SELECT 1 FROM batches WHERE name = ?', name).toArray().length > 0) return true
    if (this.waitMs() > 0 || this.whether(rows, name).some((how) => how !== 'free')) return false
    const made = new Map<number, Hash>()
    const read: ReadHashes = (indexes) => indexes.map((n) => made.get(n) ?? this.#read([n])[0] ?? new Uint8Array())
    for (const [at, { record, leaf, leafHash, digest }] of rows.entries()) {
      const position = size + at
      this.#sql.exec('INSERT INTO log VALUES (?, ?, 1, ?, ?)', position, record, leaf, leafHash)
      this.#sql.exec('INSERT INTO digests VALUES (?, ?)', position, digest)
      let n = storedIndex(0, position)
      for (const hash of storedHashes(position, fromHex(leafHash), read)) {
        made.set(n, hash)
        this.#sql.exec('INSERT INTO hashes VALUES (?, ?)', n, hash)
        n += 1
      }
    }
    this.#sql.exec('INSERT INTO batches VALUES (?, ?, ?)', size, rows.length, name)
    return true
  }

  #note(record: string): void {
    const now = Date.now()
    for (const [other, at] of this.#looked) {
      if (at > now - CLAIM_MS) break
      this.#looked.delete(other)
    }
    if (this.#looked.size >= LOOKED_MAX) {
      this.#looked.clear()
      this.#since = now
    }
    // The last looked stands last.
    this.#looked.delete(record)
    this.#looked.set(record, now)
  }
}
