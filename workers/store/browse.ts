// What the public pages read of the registers: lists and names, each page in one batch.
import { and, eq, gt, sql } from 'drizzle-orm'
import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import { counts, snapshots } from './schema.ts'
import { columns, type Found } from './snapshots.ts'

/** Rows of a page: what fits a screen or two. */
export const pageSize = 20

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

export const inRegister = (register: string) => eq(snapshots.register, register)

export const namesQuery = (db: DrizzleD1Database, references: readonly Reference[]) =>
  db
    .select({ register: snapshots.register, ...columns })
    .from(snapshots)
    // One parameter, however many there are: D1 takes a hundred a statement.
    .where(
      sql`(${snapshots.register}, ${snapshots.id}) IN (SELECT value->>'register', value->>'id' FROM json_each(${JSON.stringify(references)}))`,
    )

export const namesFrom = (rows: readonly (Found & { readonly register: string })[]): Names =>
  new Map(rows.map(({ register, id, ...rest }) => [`${register}:${id}`, rest]))

/** What these records are called, as far as they are published. */
export async function namesOf(db: D1Database, references: readonly Reference[]): Promise<Names> {
  return namesFrom(await namesQuery(drizzle(db), references))
}

/** The records that have each of these values, by `field blind`. One statement takes them all (`n` in a JSON array). */
export async function holdersOf(
  db: D1Database,
  register: string,
  claims: readonly { readonly field: string; readonly blind: string }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { results } = await db
    .prepare(
      `SELECT exact.field, exact.blind, exact.id FROM json_each(?2) one CROSS JOIN exact ON exact.register = ?1
         AND exact.field = one.value->>'field' AND exact.blind = one.value->>'blind'`,
    )
    .bind(register, JSON.stringify(claims.map(({ field, blind }) => ({ field, blind }))))
    .all<{ field: string; blind: string; id: string }>()
  return new Map(
    [...Map.groupBy(results, ({ field, blind }) => `${field} ${blind}`)].map(([name, rows]) => [
      name,
      rows.map(({ id }) => id),
    ]),
  )
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
