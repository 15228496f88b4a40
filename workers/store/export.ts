// All that a search finds, page after page in one order, for whoever takes it away; and where so much of it ends.
import { isAll, type Search } from '../engines/words.ts'
import type { Values } from '../kernel/value.ts'
import { matchOf } from './search.ts'

/** Rows read at once: half a megabyte. */
const PAGE_ROWS = 500
/** Rows of one file: what a spreadsheet opens, and what one request reads in some seconds. */
export const exportMax = 100_000

export interface Exported {
  readonly id: string
  readonly seq: number
  readonly open: Values
  /** Where whatever follows it begins. */
  readonly place: string
}

interface Row {
  readonly id: string
  readonly seq: number
  readonly open: string
  readonly place: string
}

/** The whole register by ids, a search by the rows of words. */
const sourceOf = (register: string, search: Search) =>
  isAll(search)
    ? {
        by: register,
        rows: `SELECT id, seq, open, id AS place FROM snapshots WHERE register = ?1 AND id > ?2 ORDER BY id LIMIT ?3`,
        nth: `SELECT id AS place FROM snapshots WHERE register = ?1 AND id > ?2 ORDER BY id LIMIT 2 OFFSET ?3`,
      }
    : {
        by: matchOf(register, search),
        rows: `SELECT id, seq, open, CAST(n AS TEXT) AS place FROM words CROSS JOIN snapshots ON n = words.rowid
          WHERE words MATCH ?1 AND words.rowid > CAST(?2 AS INTEGER) ORDER BY words.rowid LIMIT ?3`,
        nth: `SELECT CAST(rowid AS TEXT) AS place FROM words WHERE words MATCH ?1 AND rowid > CAST(?2 AS INTEGER)
          ORDER BY rowid LIMIT 2 OFFSET ?3`,
      }

/** The place of the last row that one file holds, where there are more. */
export async function lastPlace(
  db: D1Database,
  register: string,
  search: Search,
  after: string,
): Promise<string | null> {
  const { by, nth } = sourceOf(register, search)
  const { results } = await db
    .prepare(nth)
    .bind(by, after, exportMax - 1)
    .all<{ place: string }>()
  const [last, more] = results
  return last === undefined || more === undefined ? null : last.place
}

/** At most `left` rows after a place. */
export async function exportPage(
  db: D1Database,
  register: string,
  search: Search,
  after: string,
  left: number,
): Promise<readonly Exported[]> {
  const { by, rows } = sourceOf(register, search)
  const { results } = await db.prepare(rows).bind(by, after, Math.min(left, PAGE_ROWS)).all<Row>()
  return results.map(({ id, seq, open, place }) => ({
    id,
    seq,
    open: JSON.parse(open) as Values,
    place,
  }))
}
