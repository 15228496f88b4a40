// How many records a search finds, and how many of them have which value: of a large register exactly, of a search that
// finds many by the first of them.
import type { Search } from '../engines/words.ts'
import { matchOf } from './search.ts'

/** Records of a search that are counted: looking at each takes some microseconds, and a page has some milliseconds. */
const tallyMax = 1000
/** Values of a field that a page still shows. */
const VALUES_MAX = 10

export interface Tally {
  /** How many there are; where there are more than are counted, `tallyMax`. */
  readonly records: number
  /** Whether there are more than were counted. */
  readonly more: boolean
  /** By field, the most frequent first. */
  readonly values: ReadonlyMap<string, readonly Count[]>
}

interface Count {
  readonly value: string
  readonly records: number
}

interface Row extends Count {
  readonly field: string
}

function byField(fields: readonly string[], rows: readonly Row[]): Tally['values'] {
  const values = new Map<string, Count[]>(fields.map((field) => [field, []]))
  for (const { field, value, records } of rows) {
    const known = values.get(field)
    if (known !== undefined && known.length < VALUES_MAX) known.push({ value, records })
  }
  return values
}

/** Of the whole register: what was kept as records came and went. */
async function ofRegister(db: D1Database, register: string, fields: readonly string[]): Promise<Tally> {
  const [count, ...values] = await db.batch<Row>([
    db.prepare('SELECT records FROM counts WHERE register = ?').bind(register),
    ...fields.map((field) =>
      db
        .prepare(
          `SELECT field, value, records FROM facets WHERE register = ? AND field = ? AND records > 0
           ORDER BY records DESC LIMIT ?`,
        )
        .bind(register, field, VALUES_MAX),
    ),
  ])
  const records = count?.results[0]?.records ?? 0
  return {
    records,
    more: false,
    values: byField(
      fields,
      values.flatMap(({ results }) => results),
    ),
  }
}

const HITS = 'SELECT tokens FROM words WHERE words MATCH ?1 LIMIT ?2'

/** `fields` are the facets of the register. */
export async function tallyOf(
  db: D1Database,
  register: string,
  fields: readonly string[],
  search: Search,
): Promise<Tally> {
  if (search.words.length === 0 && search.filters.length === 0) return ofRegister(db, register, fields)
  const match = matchOf(register, search)
  const [count, values] = await db.batch<Row>([
    db.prepare(`SELECT count(*) AS records FROM (${HITS})`).bind(match, tallyMax + 1),
    db
      .prepare(
        `SELECT facets.field, facets.value, count(*) AS records
         FROM (${HITS}) hit, json_each('["' || replace(hit.tokens, ' ', '","') || '"]') token
           CROSS JOIN facets ON facets.token = token.value
         GROUP BY facets.token ORDER BY 3 DESC`,
      )
      .bind(match, tallyMax),
  ])
  const records = count?.results[0]?.records ?? 0
  return {
    records: Math.min(records, tallyMax),
    more: records > tallyMax,
    values: byField(fields, values?.results ?? []),
  }
}
