// What the public pages read of the registers: lists, searches and names, each page in one batch.
import { and, eq, gt, inArray, or, sql } from 'drizzle-orm'
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import type { Search } from '../engines/words.ts'
import { counts, exact, snapshots, words } from './schema.ts'
import { columns, type Found } from './snapshots.ts'

/** Rows of a page: what fits a screen or two. */
const pageSize = 20

export interface Page {
  readonly found: readonly Found[]
  /** Where the next page begins; absent on the last. */
  readonly next?: string
}

/** Named rows of other registers: captions in place of keys, by `register:id`. */
export type Names = ReadonlyMap<string, Pick<Found, 'caption' | 'open' | 'seq'>>

/** A record of a register, by its id. */
export interface Reference {
  readonly register: string
  readonly id: string
}

const inRegister = (register: string) => eq(snapshots.register, register)

const namesQuery = (db: DrizzleD1Database, references: readonly Reference[]) =>
  db
    .select({ register: snapshots.register, ...columns })
    .from(snapshots)
    // One parameter, however many there are: D1 takes a hundred a statement.
    .where(
      sql`(${snapshots.register}, ${snapshots.id}) IN (SELECT value->>'register', value->>'id' FROM json_each(${JSON.stringify(references)}))`,
    )

const namesFrom = (rows: readonly (Found & { readonly register: string })[]): Names =>
  new Map(rows.map(({ register, id, ...rest }) => [`${register}:${id}`, rest]))

/** What these records are called, as far as they are published. */
export async function namesOf(db: D1Database, references: readonly Reference[]): Promise<Names> {
  return namesFrom(await namesQuery(drizzle(db), references))
}

/** How many records each register has, and the names of some. */
export async function overview(db: D1Database, references: readonly Reference[]) {
  const orm = drizzle(db)
  const [rows, names] = await orm.batch([orm.select().from(counts), namesQuery(orm, references)])
  return {
    counts: new Map(rows.map(({ register, records }) => [register, records])),
    names: namesFrom(names),
  }
}

const listQuery = (db: DrizzleD1Database, register: string, after: string) =>
  db
    .select(columns)
    .from(snapshots)
    .where(and(inRegister(register), gt(snapshots.id, after)))
    .orderBy(snapshots.id)
    .limit(pageSize + 1)

/** The records of a register in the order of their ids: the order outlives a rebuild. `after` is an id, or ''. */
export async function listRecords(
  db: D1Database,
  register: string,
  after: string,
  references: readonly Reference[] = [],
): Promise<Page & { readonly names: Names }> {
  const orm = drizzle(db)
  const [rows, names] = await orm.batch([listQuery(orm, register, after), namesQuery(orm, references)])
  const found = rows.slice(0, pageSize)
  const last = found.at(-1)
  return {
    found,
    ...(rows.length > pageSize && last !== undefined ? { next: last.id } : {}),
    names: namesFrom(names),
  }
}

/** Shorter words are found whole only: too many begin with them. */
const BEGINNING_MIN = 3

/** A word as FTS5 understands it: quoted, so that no operator of its language is one here. */
const quoted = (word: string) => (word.length < BEGINNING_MIN ? `"${word}"` : `"${word}" *`)

/**
 * Two queries that share nothing: records that begin with the words as they stand (the town of София), then those that
 * hold each of them anywhere (the villages of its province). Null where there are no words.
 */
function matches(register: string, { words: asked }: Search): readonly [first: string, then: string] | null {
  if (asked.length === 0) return null
  const beginning = `^ ${quoted(asked.join(' '))}`
  const anywhere = asked.map((word) => `body : ${quoted(word)}`).join(' AND ')
  const own = `register : "${register}"`
  return [`${own} AND body : ${beginning}`, `(${own} AND ${anywhere}) NOT body : ${beginning}`]
}

/** The one that is called so, then those that begin with the words, then those that hold them. */
const PHASES = [0, 1, 2] as const
const CURSOR = /^([0-2])-(\d{1,15})$/u

export type Cursor = readonly [phase: number, after: number]

/** Where a page of results begins; null for what never was the `next` of a page. */
export function parseCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return [0, 0]
  const [, phase, after] = CURSOR.exec(text) ?? []
  return phase === undefined || after === undefined ? null : [Number(phase), Number(after)]
}

function namedQuery(db: DrizzleD1Database, register: string, search: Search, after: number) {
  const pairs = search.exact.map(({ field, blind }) => and(eq(exact.field, field), eq(exact.blind, blind)))
  const holders = db
    .select({ id: exact.id })
    .from(exact)
    .where(and(eq(exact.register, register), or(...pairs)))
  return db
    .select(columns)
    .from(snapshots)
    .where(
      and(
        inRegister(register),
        gt(snapshots.n, after),
        pairs.length === 0
          ? eq(snapshots.id, search.id)
          : or(eq(snapshots.id, search.id), inArray(snapshots.id, holders)),
      ),
    )
    .orderBy(snapshots.n)
    .limit(pageSize + 1)
}

/** Streams in the order of rowids, so that a word of a million records costs no more than one of twenty. */
const wordsQuery = (db: DrizzleD1Database, register: string, match: string, after: number) =>
  db
    .select(columns)
    .from(words)
    .innerJoin(snapshots, eq(snapshots.n, words.rowid))
    // The words of one register's id may begin another's.
    .where(and(sql`words MATCH ${match}`, gt(words.rowid, after), inRegister(register)))
    .orderBy(words.rowid)
    .limit(pageSize + 1)

/** The records that a search finds, and the names of others. */
export async function searchRecords(
  db: D1Database,
  register: string,
  search: Search,
  [phase, after]: Cursor,
  references: readonly Reference[] = [],
): Promise<Page & { readonly names: Names }> {
  const orm = drizzle(db)
  const match = matches(register, search)
  const from = (one: number) => (one === phase ? after : one < phase ? Number.MAX_SAFE_INTEGER : 0)
  const named = namedQuery(orm, register, search, from(0))
  const names = namesQuery(orm, references)
  const answers =
    match === null
      ? await orm.batch([names, named])
      : await orm.batch([
          names,
          named,
          wordsQuery(orm, register, match[0], from(1)),
          wordsQuery(orm, register, match[1], from(2)),
        ])
  const [others, ...rest] = answers
  const seen = new Set<number>()
  const rows = PHASES.flatMap((one) => (rest[one] ?? []).map((row) => ({ row, next: `${one}-${row.n}` }))).filter(
    ({ row: { n } }) => !seen.has(n) && seen.add(n),
  )
  const shown = rows.slice(0, pageSize)
  const last = shown.at(-1)
  return {
    found: shown.map(({ row }) => row),
    ...(rows.length > pageSize && last !== undefined ? { next: last.next } : {}),
    names: namesFrom(others),
  }
}
