// Who of one authority looked at what, for those who answer for it: counted, with what somebody should look at, and what
// they made of it.
import m0001 from '../migrations/audit/0001-init.sql'
import {
  READERS_MANY,
  type Asked,
  type Audited,
  type Counted,
  type Look,
  type Outcome,
  type SeenLook,
  type Tie,
} from '../workers/engines/watch.ts'
import type { Env } from '../workers/env.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]
/** A page that somebody reads. */
const PAGE_MAX = 50
/** Officials of one authority whose counts are compared. */
const COUNTED_MAX = 500
/** @NOTE as long as a breach of duty is prosecuted (Закон за държавния служител, чл. 94) and to spare: three years. */
const KEPT_MS = 3 * 365 * 86_400_000
/** Of those who opened the page. */
const OPENINGS_MAX = 20

type Row = {
  readonly n: number
  readonly register: string
  readonly record: string
  readonly official: number
  readonly role: string
  readonly law: string
  readonly case_id: string | null
  readonly fields: string
  readonly at: number
  readonly ties: string
  readonly readers: number
  readonly outcome: Outcome | null
  readonly note: string | null
  readonly noted_by: string | null
  readonly noted_at: number | null
}

const seen = (row: Row): SeenLook => ({
  n: row.n,
  register: row.register,
  record: row.record,
  official: row.official,
  role: row.role,
  law: row.law,
  ...(row.case_id === null ? {} : { case: row.case_id }),
  fields: JSON.parse(row.fields) as string[],
  at: row.at,
  ties: JSON.parse(row.ties) as Tie[],
  readers: row.readers,
  ...(row.outcome === null
    ? {}
    : { noted: { outcome: row.outcome, note: row.note ?? '', by: row.noted_by ?? '', at: row.noted_at ?? 0 } }),
})

export class AuditObject extends KeptObject {
  readonly #sql = this.sql

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'AuditObject', MIGRATIONS)
    migrate(ctx.storage, MIGRATIONS)
  }

  /** Takes looks, each once. */
  take(looks: readonly Look[]): void {
    this.ctx.storage.transactionSync(() => {
      for (const look of looks) {
        this.#sql.exec('INSERT OR IGNORE INTO officials (person) VALUES (?)', look.person)
        this.#sql.exec(
          `INSERT OR IGNORE INTO looks (register, record, access, official, role, law, case_id, fields, at, ties, readers)
           SELECT ?, ?, ?, n, ?, ?, ?, ?, ?, ?, ? FROM officials WHERE person = ?`,
          look.register,
          look.record,
          look.access,
          look.role,
          look.law,
          look.case ?? null,
          JSON.stringify(look.fields),
          look.at,
          JSON.stringify(look.ties),
          look.readers,
          look.person,
        )
      }
      this.#sql.exec('DELETE FROM looks WHERE at < ?', Date.now() - KEPT_MS)
    })
  }

  /** A page of looks, the latest first; that it was opened is kept, and shown to the next. */
  page(asked: Asked, opener: string): Audited {
    const rows = this.#rows(asked)
    const shown = rows.slice(0, PAGE_MAX)
    const last = shown.at(-1)
    const counted = this.#counted(asked.from)
    const openings = this.#sql
      .exec<{ person: string; at: number }>('SELECT person, at FROM openings ORDER BY n DESC LIMIT ?', OPENINGS_MAX)
      .toArray()
    this.#sql.exec('INSERT INTO openings (person, at) VALUES (?, ?)', opener, Date.now())
    const officials = [
      ...new Set([...shown.map(({ official }) => official), ...counted.map(({ official }) => official)]),
    ]
    const persons = this.#sql
      .exec<{ official: number; person: string }>(
        'SELECT n AS official, person FROM officials WHERE n IN (SELECT value FROM json_each(?))',
        JSON.stringify(officials),
      )
      .toArray()
    const registers = this.#sql
      .exec<{ register: string }>('SELECT DISTINCT register FROM looks ORDER BY register LIMIT 200')
      .toArray()
      .map(({ register }) => register)
    return {
      looks: shown.map(seen),
      ...(rows.length > PAGE_MAX && last !== undefined ? { next: last.n } : {}),
      counted,
      persons,
      registers,
      openings,
    }
  }

  look(n: number): (SeenLook & { readonly person: string }) | null {
    const row = this.#sql
      .exec<Row & { person: string }>(
        'SELECT looks.*, person FROM looks JOIN officials ON officials.n = official WHERE looks.n = ?',
        n,
      )
      .toArray()[0]
    return row === undefined ? null : { ...seen(row), person: row.person }
  }

  /** What somebody made of a look; said again, the last counts. Whether there is such a look. */
  note(n: number, outcome: Outcome, note: string, by: string): boolean {
    const { rowsWritten } = this.#sql.exec(
      'UPDATE looks SET outcome = ?, note = ?, noted_by = ?, noted_at = ? WHERE n = ?',
      outcome,
      note,
      by,
      Date.now(),
      n,
    )
    return rowsWritten > 0
  }

  #rows({ from, official, register, hinted, before }: Asked): readonly Row[] {
    return this.#sql
      .exec<Row>(
        `SELECT * FROM looks WHERE at >= ?1 AND n < ?2 AND (?3 IS NULL OR official = ?3) AND (?4 IS NULL OR register = ?4)
           AND (?5 = 0 OR ties <> '[]' OR readers >= ${READERS_MANY})
         ORDER BY n DESC LIMIT ?6`,
        from,
        before ?? Number.MAX_SAFE_INTEGER,
        official ?? null,
        register ?? null,
        hinted === true ? 1 : 0,
        PAGE_MAX + 1,
      )
      .toArray()
  }

  #counted(from: number): readonly Counted[] {
    return this.#sql
      .exec<Counted & Record<string, SqlStorageValue>>(
        `SELECT official, count(*) AS looks, count(DISTINCT register || ':' || record) AS records,
           count(*) FILTER (WHERE case_id IS NULL) AS withoutCase, count(*) FILTER (WHERE ties <> '[]') AS close
         FROM looks WHERE at >= ? GROUP BY official ORDER BY looks DESC LIMIT ?`,
        from,
        COUNTED_MAX,
      )
      .toArray()
  }
}
