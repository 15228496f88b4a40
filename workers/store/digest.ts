// Digests of what the read model holds: two that agree held the same, row by row. A page at a time, for it may be large.
import { sha256 } from '@noble/hashes/sha2.js'
import type { RowDigest } from '../engines/backup/line.ts'
import { registerToken } from '../engines/found-by.ts'
import { toHex, utf8 } from '../kernel/bytes.ts'

/** Rows that one answer reads: about a megabyte. */
const PAGE_ROWS = 1000

export interface DigestPage {
  /** Hex SHA-256 over the digest so far and the rows of this page. */
  readonly digest: string
  readonly rows: number
  /** The `after` of the page that follows; absent on the last. */
  readonly next?: string
}

interface Row {
  readonly id: string
  readonly row: string
}

/** `n` is the read model's own affair: a row of words stands for the record that it names. */
const RECORDS = `
  SELECT s.id, json_array(s.seq, s.recorded_at, s.effective_from, s.caption, json(s.open), s.called, words.body, words.tokens, words.past,
    (SELECT json_group_array(json_array(field, blind)) FROM
      (SELECT field, blind FROM exact WHERE register = ?1 AND id = s.id ORDER BY field, blind)),
    (SELECT json_array(tile, west, south, east, north, shape) FROM outlines WHERE register = ?1 AND id = s.id)) AS row
  FROM snapshots s LEFT JOIN words ON words.rowid = s.n
  WHERE s.register = ?1 AND s.id > ?2 ORDER BY s.id LIMIT ?3`

/** How many rows there are of each kind: one that belongs to no record is counted here alone. */
const TOTALS = `
  SELECT '' AS id, json_array(
    (SELECT records FROM counts WHERE register = ?1),
    (SELECT count(*) FROM exact WHERE register = ?1),
    (SELECT count(*) FROM outlines WHERE register = ?1),
    (SELECT count(*) FROM words WHERE words MATCH ?2),
    (SELECT json_group_array(json_array(token, records)) FROM
      (SELECT token, records FROM facets WHERE register = ?1 AND records > 0 ORDER BY token))) AS row`

const DESK = `
  SELECT id, json_array(service, status, seq, submitted_at, due_on, at) AS row
  FROM cases WHERE id > ?1 ORDER BY id LIMIT ?2`

const continued = (digest: string, rows: readonly Row[]): string =>
  toHex(sha256(utf8(`${digest}\n${rows.map(({ id, row }) => `${id} ${row}\n`).join('')}`)))

function page(digest: string, rows: readonly Row[]): DigestPage {
  const last = rows.at(-1)
  const answer = { digest: continued(digest, rows), rows: rows.length }
  return rows.length === PAGE_ROWS && last !== undefined ? { ...answer, next: last.id } : answer
}

async function totalsOf(db: D1Database, register: string): Promise<readonly Row[]> {
  const { results } = await db
    .prepare(TOTALS)
    .bind(register, `tokens : "${registerToken(register)}"`)
    .all<Row>()
  return results
}

/** Continues the digest of a register's rows with those after `after`; both are '' at first. */
export async function digestRegister(
  db: D1Database,
  register: string,
  after: string,
  digest: string,
): Promise<DigestPage> {
  const { results } = await db.prepare(RECORDS).bind(register, after, PAGE_ROWS).all<Row>()
  const records = page(digest, results)
  if (records.next !== undefined) return records
  return { ...records, digest: continued(records.digest, await totalsOf(db, register)) }
}

/** The same of the officials' work queue. */
export async function digestDesk(db: D1Database, after: string, digest: string): Promise<DigestPage> {
  const { results } = await db.prepare(DESK).bind(after, PAGE_ROWS).all<Row>()
  return page(digest, results)
}

export interface RowsPage {
  readonly rows: readonly RowDigest[]
  readonly next?: string
}

function rowsPage(results: readonly Row[], seqAt: number, effectiveAt?: number): RowsPage {
  const last = results.at(-1)
  const rows = results.map(({ id, row }): RowDigest => {
    const cells = JSON.parse(row) as readonly (string | number)[]
    return [id, Number(cells[seqAt]), String(cells[effectiveAt ?? -1] ?? ''), toHex(sha256(utf8(row)))]
  })
  return { rows, ...(results.length === PAGE_ROWS && last !== undefined ? { next: last.id } : {}) }
}

/**
 * A hash of each row of a register after `after`, with what says which of two rows is the newer. The last page has one of
 * the totals, called ''.
 */
export async function registerRows(db: D1Database, register: string, after: string): Promise<RowsPage> {
  const { results } = await db.prepare(RECORDS).bind(register, after, PAGE_ROWS).all<Row>()
  const records = rowsPage(results, 0, 2)
  if (records.next !== undefined) return records
  const totals = await totalsOf(db, register)
  return { rows: [...records.rows, ['', 0, '', toHex(sha256(utf8(totals[0]?.row ?? '')))]] }
}

/** The same of the officials' work queue. */
export async function deskRows(db: D1Database, after: string): Promise<RowsPage> {
  const { results } = await db.prepare(DESK).bind(after, PAGE_ROWS).all<Row>()
  return rowsPage(results, 2)
}
