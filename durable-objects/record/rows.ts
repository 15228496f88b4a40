// What a record keeps, row by row: entries with their leaves, refusals, reads, and how far it has delivered.
import type { Access } from '../../workers/engines/access.ts'
import type { ActAnswer, Purpose, RecordView } from '../../workers/engines/command.ts'
import type { Entry, Sealed } from '../../workers/engines/record.ts'

export interface OwnRecord {
  readonly register: string
  readonly view: RecordView
  readonly accesses: readonly Access[]
}

/** A page of reads is read by a person. */
const ACCESSES_MAX = 50

interface Row extends Record<string, SqlStorageValue> {
  request: string
  entry: string
  salts: string
  leaf: string
  leaf_hash: string
}

/** What was first asked under an idempotency key, and what came of it. */
type Asked = { readonly request: string } & ({ readonly kept: Sealed } | { readonly refused: ActAnswer })

const sealed = (row: Row): Sealed => ({
  entry: JSON.parse(row.entry) as Entry,
  salts: JSON.parse(row.salts) as Sealed['salts'],
  leaf: row.leaf,
  leafHash: row.leaf_hash,
})

/** Entries in one delivery: a leaf is about 2 kB, and a call may carry 32 MiB. */
export const DELIVERY_MAX = 200
/** How long after an act the alarm looks whether the delivery that follows each act has done its work. */
export const RETRY_MS = 5000

export class RecordRows {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Entries below a number (all where it is absent), the oldest first. */
  entries(before = Number.MAX_SAFE_INTEGER): Pick<Sealed, 'entry' | 'leafHash'>[] {
    return this.#sql
      .exec<{ entry: string; leafHash: string }>(
        'SELECT entry, leaf_hash AS leafHash FROM entries WHERE seq < ? ORDER BY seq',
        before,
      )
      .toArray()
      .map(({ entry, leafHash }) => ({ entry: JSON.parse(entry) as Entry, leafHash }))
  }

  /** The leaves of the entries above a number, the oldest first. */
  leavesAfter(seq: number, limit: number) {
    return this.#sql
      .exec<{ seq: number; leaf: string; leafHash: string }>(
        'SELECT seq, leaf, leaf_hash AS leafHash FROM entries WHERE seq > ? ORDER BY seq LIMIT ?',
        seq,
        limit,
      )
      .toArray()
  }

  /** What the entries above a number set, the oldest first. */
  setsAfter(seq: number) {
    return this.#sql
      .exec<{ seq: number; changes: string; erases: string | null }>(
        `SELECT seq, entry->'set' AS changes, entry->>'erases' AS erases FROM entries WHERE seq > ? ORDER BY seq`,
        seq,
      )
      .toArray()
      .map(({ seq: own, changes, erases }) => ({
        seq: own,
        set: JSON.parse(changes) as Entry['set'],
        erases: erases !== null,
      }))
  }

  entry(seq: number): Sealed | null {
    const row = this.#sql.exec<Row>('SELECT * FROM entries WHERE seq = ?', seq).toArray()[0]
    return row === undefined ? null : sealed(row)
  }

  /** The first day after `day` on which an entry takes effect. */
  nextEffective(day: string): string | null {
    return this.#sql
      .exec<{ next: string | null }>(
        `SELECT min(entry->>'effectiveFrom') AS next FROM entries WHERE entry->>'effectiveFrom' > ?`,
        day,
      )
      .one().next
  }

  /** `alias`: what stands in place of the key, where what was asked under it was erased. */
  asked(idempotencyKey: string, alias: string): Asked | null {
    const row = this.#sql
      .exec<Row & { answer: string | null }>(
        `SELECT request, entry, salts, leaf, leaf_hash, NULL AS answer FROM entries WHERE idempotency_key IN (?1, ?2)
         UNION ALL SELECT request, NULL, NULL, NULL, NULL, answer FROM refusals WHERE idempotency_key = ?1`,
        idempotencyKey,
        alias,
      )
      .toArray()[0]
    if (row === undefined) return null
    const { request, answer } = row
    return answer === null ? { request, kept: sealed(row) } : { request, refused: JSON.parse(answer) as ActAnswer }
  }

  append(idempotencyKey: string, request: string, { entry, salts, leaf, leafHash }: Sealed): void {
    this.#sql.exec(
      'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)',
      entry.seq,
      idempotencyKey,
      request,
      JSON.stringify(entry),
      JSON.stringify(salts),
      leaf,
      leafHash,
    )
  }

  keepRefusal(idempotencyKey: string, request: string, answer: ActAnswer): void {
    this.#sql.exec('INSERT INTO refusals VALUES (?, ?, ?)', idempotencyKey, request, JSON.stringify(answer))
  }

  /** A read of nothing that is closed is nobody's concern. Whether it is one. */
  keepAccess(at: number, purpose: Purpose, fields: readonly string[]): boolean {
    if (fields.length === 0) return false
    this.#sql.exec(
      'INSERT INTO accesses (at, authority, law, case_id, person, fields) VALUES (?, ?, ?, ?, ?, ?)',
      at,
      purpose.authority,
      purpose.law,
      purpose.case ?? null,
      purpose.person ?? null,
      JSON.stringify(fields),
    )
    return true
  }

  /** Who looked, the latest first. */
  accesses(): Access[] {
    return this.#sql
      .exec<{ at: number; authority: string; law: string; case_id: string | null; fields: string }>(
        'SELECT at, authority, law, case_id, fields FROM accesses ORDER BY id DESC LIMIT ?',
        ACCESSES_MAX,
      )
      .toArray()
      .map(({ at, authority, law, case_id, fields }) => ({
        at,
        authority,
        law,
        ...(case_id === null ? {} : { case: case_id }),
        fields: JSON.parse(fields) as string[],
      }))
  }

  /** Begins the record: whose it is, and that nothing is delivered. */
  begin(register: string): void {
    this.#sql.exec('INSERT INTO delivery VALUES (1, ?, 0)', register)
  }

  register(): string | undefined {
    return this.#sql.exec<{ register: string }>('SELECT register FROM delivery').toArray()[0]?.register
  }

  delivered(): number {
    return this.#sql.exec<{ delivered: number }>('SELECT delivered FROM delivery').toArray()[0]?.delivered ?? 0
  }

  setDelivered(seq: number): void {
    this.#sql.exec('UPDATE delivery SET delivered = ?1 WHERE delivered <> ?1', seq)
  }
}
