// What a search finds in the read model, page by page, and how many of what it finds have which value.
import { and, eq, gt, gte, lt, not, sql, type SQL } from 'drizzle-orm'
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import { registerToken, type Facet } from '../engines/found-by.ts'
import { readingsOf } from '../engines/fold.ts'
import { beginningMin, type Search } from '../engines/words.ts'
import { inRegister, namesFrom, namesQuery, pageSize, type Names, type Page, type Reference } from './browse.ts'
import { snapshots, words } from './schema.ts'
import { columns, type Found } from './snapshots.ts'

/** A word as FTS5 understands it: quoted, so that no operator of its language is one here. */
const quoted = (word: string) => (word.length < beginningMin ? `"${word}"` : `"${word}" *`)

/** Which columns hold what is looked for: as it is today, or also as it once was. */
type Where = { readonly words: string; readonly tokens: string }
const TODAY: Where = { words: 'body', tokens: 'tokens' }
const EVER: Where = { words: '{body past}', tokens: '{tokens past}' }

const holding = ({ words: asked }: Search, where: Where): readonly string[] =>
  asked.map(
    (word) =>
      `(${readingsOf(word)
        .map((one) => `${where.words} : ${quoted(one)}`)
        .join(' OR ')})`,
  )

const having = (filters: readonly Facet[], where: Where): readonly string[] =>
  filters.map(({ token }) => `${where.tokens} : "${token}"`)

/** Records of the register that have each of the values, and hold each of the words or the whole of what was typed. */
export function matchOf(register: string, search: Search, where: Where = TODAY): string {
  const whole = search.exact.map(({ token }) => `${where.tokens} : "${token}"`)
  const held = holding(search, where).join(' AND ')
  const by = held === '' ? [] : [`(${[`(${held})`, ...whole].join(' OR ')})`]
  return [`tokens : "${registerToken(register)}"`, ...having(search.filters, where), ...by].join(' AND ')
}

/** The one that is called so, then those that begin with the words, then those that hold them. */
const CURSOR = /^([0-2])-(\d{1,15})$/u

export type Cursor = readonly [phase: number, after: number]

/** Where a page of results begins; null for what never was the `next` of a page. */
export function parseCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return [0, 0]
  const [, phase, after] = CURSOR.exec(text) ?? []
  return phase === undefined || after === undefined ? null : [Number(phase), Number(after)]
}

/** Records that have one whole value: who looks for more of them looks by words. */
const HOLDERS_MAX = 1000

/**
 * By its id, or by the whole of an open field. The plus signs keep SQLite from walking all records in the order of `n`
 * where it can look up these few.
 */
function namedQuery(db: DrizzleD1Database, register: string, search: Search, after: number) {
  const holders = search.exact.map(
    ({ field, blind }) =>
      sql`UNION SELECT id FROM (SELECT id FROM exact
        WHERE register = ${register} AND field = ${field} AND blind = ${blind} ORDER BY id LIMIT ${HOLDERS_MAX})`,
  )
  const ids = sql`${snapshots.id} IN (SELECT ${search.id} ${sql.join(holders, sql` `)})`
  return db
    .select(columns)
    .from(snapshots)
    .where(and(inRegister(register), ids, sql`+${snapshots.n} > ${after}`))
    .orderBy(sql`+${snapshots.n}`)
    .limit(pageSize + 1)
}

/** What begins with the words: the town of София before the villages of its province. */
function beginning(search: Search): SQL | undefined {
  const from = search.words.join(' ')
  return and(gte(snapshots.called, from), lt(snapshots.called, `${from}\u{10ffff}`))
}

/** In the order of the alphabet, along an index: a beginning of a million records costs no more than one of twenty. */
const beginningQuery = (db: DrizzleD1Database, register: string, search: Search, after: number) =>
  db
    .select(columns)
    .from(snapshots)
    .where(
      and(
        inRegister(register),
        beginning(search),
        after === 0
          ? undefined
          : sql`(${snapshots.called}, ${snapshots.n}) > (SELECT called, n FROM snapshots WHERE n = ${after})`,
      ),
    )
    .orderBy(snapshots.called, snapshots.n)
    .limit(pageSize + 1)

/** Streams in the order of rowids. CROSS JOIN: the words lead, the snapshots follow. */
const holdingQuery = (db: DrizzleD1Database, match: string, after: number, rest: SQL | undefined, limit: number) =>
  db
    .select(columns)
    .from(words)
    .crossJoin(snapshots)
    .where(and(sql`words MATCH ${match}`, gt(words.rowid, after), eq(snapshots.n, words.rowid), rest))
    .orderBy(words.rowid)
    .limit(limit)

interface Placed {
  readonly row: Found
  /** Where the page begins that follows it. */
  readonly next: string
}

const placed = (phase: number, rows: readonly Found[]): readonly Placed[] =>
  rows.map((row) => ({ row, next: `${phase}-${row.n}` }))

/** The records that a search finds, and the names of others. */
export async function searchRecords(
  db: D1Database,
  register: string,
  search: Search,
  [phase, after]: Cursor,
  references: readonly Reference[] = [],
): Promise<Page & { readonly names: Names }> {
  const orm = drizzle(db)
  const from = (one: number) => (one === phase ? after : one < phase ? Number.MAX_SAFE_INTEGER : 0)
  const isNarrowed = search.filters.length > 0
  const names = namesQuery(orm, references)
  const named = namedQuery(orm, register, search, from(0))
  const beginners = beginningQuery(orm, register, search, from(1))
  // Whoever narrows wants what has the value: along the names it would be looked for in each of a million.
  const [others, first, then = []] = await (isNarrowed || search.words.length === 0 || phase === 2
    ? orm.batch([names, named])
    : orm.batch([names, named, beginners]))
  const rows = [
    ...placed(
      0,
      first.filter((row) => hasAll(row, search.filters)),
    ),
    ...placed(1, then),
  ]
  if (rows.length <= pageSize) {
    const rest = isNarrowed || search.words.length === 0 ? undefined : not(beginning(search)!)
    rows.push(
      ...placed(2, await holdingQuery(orm, matchOf(register, { ...search, exact: [] }), from(2), rest, pageSize + 1)),
    )
  }
  const seen = new Set<number>()
  const once = rows.filter(({ row: { n } }) => !seen.has(n) && seen.add(n))
  const shown = once.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    found: shown.map(({ row }) => row),
    ...(once.length > pageSize && last !== undefined ? { next: last.next } : {}),
    names: namesFrom(others),
  }
}

const hasAll = ({ open }: Found, filters: readonly Facet[]): boolean =>
  filters.every(({ field, value }) => open[field] !== undefined && String(open[field]) === value)

/** Records that one page of another time looks at, each in its object: some were not there then. */
const candidatesMax = 40

export interface Candidates {
  /** `next` is where the page begins that follows the record. */
  readonly rows: readonly { readonly id: string; readonly next: string }[]
  /** Whether there may be more of them. */
  readonly full: boolean
}

const candidatesOf = (rows: Candidates['rows']): Candidates => ({
  rows: rows.slice(0, candidatesMax),
  full: rows.length >= candidatesMax,
})

/** Records that a search may have found at some time, and those whose id it is. */
export async function everFound(
  db: D1Database,
  register: string,
  search: Search,
  [phase, after]: Cursor,
): Promise<Candidates> {
  const orm = drizzle(db)
  const from = (one: number) => (one === phase ? after : one < phase ? Number.MAX_SAFE_INTEGER : 0)
  const match = matchOf(register, search, EVER)
  const [named, held] = await orm.batch([
    namedQuery(orm, register, search, from(0)),
    holdingQuery(orm, match, from(2), undefined, candidatesMax),
  ])
  const rows = [...placed(0, search.id === '' ? [] : named), ...placed(2, held)]
  return candidatesOf(rows.map(({ row: { id }, next }) => ({ id, next })))
}

/** The records in the order of their ids, as many as one page of another time looks at. */
export async function everListed(db: D1Database, register: string, after: string): Promise<Candidates> {
  const rows = await drizzle(db)
    .select({ id: snapshots.id })
    .from(snapshots)
    .where(and(inRegister(register), gt(snapshots.id, after)))
    .orderBy(snapshots.id)
    .limit(candidatesMax)
  return candidatesOf(rows.map(({ id }) => ({ id, next: id })))
}
