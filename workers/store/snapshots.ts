// The read model of records: written in batches by the registers' objects, read by search. It can be made anew at any time.
import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { registerToken } from '../engines/found-by.ts'
import type { Snapshot } from '../engines/snapshot.ts'
import { writeOutlines } from './outlines.ts'
import { exact, snapshots } from './schema.ts'

/** Records found by a field at once: a person holds few offices. */
const FOUND_MAX = 20
/** Snapshots in one write: about 1 kB each, and of long texts some, below D1's 2 MB for a bound value. */
export const writeMax = 200

export type Found = Pick<typeof snapshots.$inferSelect, 'n' | 'id' | 'caption' | 'open' | 'seq'>

/** What queries take of a snapshot. */
export const columns = {
  n: snapshots.n,
  id: snapshots.id,
  caption: snapshots.caption,
  open: snapshots.open,
  seq: snapshots.seq,
}

/**
 * The snapshots that are now in the read model: one that came late, after a newer one, is passed over. CROSS JOIN looks
 * up each of the batch; left to itself SQLite reads the batch anew for each record of the register.
 */
const TAKEN = `json_each(?1) one CROSS JOIN snapshots taken ON taken.register = ?2 AND taken.id = one.value->>'id'
  AND taken.seq = one.value->>'seq' AND taken.effective_from = one.value->>'effectiveFrom'`

/** Tokens of rows of words, one by one: they are letters and digits alone. */
const TOKENS = (column: string) => `json_each('["' || replace(${column}, ' ', '","') || '"]') token`

const WRITE = [
  `INSERT INTO snapshots (register, id, seq, recorded_at, effective_from, caption, open, called)
   SELECT ?2, value->>'id', value->>'seq', value->>'recordedAt', value->>'effectiveFrom', value->>'caption',
     value->'open', coalesce(value->>'called', '')
   FROM json_each(?1) WHERE true
   ON CONFLICT (register, id) DO UPDATE SET seq = excluded.seq, recorded_at = excluded.recorded_at,
     effective_from = excluded.effective_from, caption = excluded.caption, open = excluded.open, called = excluded.called
   WHERE (excluded.seq, excluded.effective_from) >= (snapshots.seq, snapshots.effective_from)`,
  `DELETE FROM exact WHERE register = ?2 AND id IN (SELECT taken.id FROM ${TAKEN})`,
  `INSERT INTO exact (register, field, blind, id)
   SELECT ?2, pair.key, blind.value, taken.id FROM ${TAKEN}, json_each(one.value, '$.exact') pair,
     json_each(CASE pair.type WHEN 'array' THEN pair.value ELSE json_array(pair.value) END) blind`,
  // What it was counted by until now is counted no more, and then what it is counted by: written twice it is counted once.
  `UPDATE facets SET records = records - gone.n FROM (
     SELECT token.value AS token, count(*) AS n FROM ${TAKEN} CROSS JOIN words ON words.rowid = taken.n, ${TOKENS('words.tokens')}
     GROUP BY 1) gone WHERE facets.token = gone.token`,
  `DELETE FROM words WHERE rowid IN (SELECT taken.n FROM ${TAKEN})`,
  `INSERT INTO words (rowid, body, tokens, past)
   SELECT taken.n, one.value->>'words', coalesce(one.value->>'tokens', ''), coalesce(one.value->>'past', '') FROM ${TAKEN}
   WHERE one.value->>'words' <> '' OR one.value->>'past' <> '' OR json_array_length(one.value, '$.facets') > 0`,
  `INSERT INTO facets (register, field, value, token, records)
   SELECT ?2, facet.value->>'field', facet.value->>'value', facet.value->>'token', count(*)
   FROM ${TAKEN}, json_each(one.value, '$.facets') facet GROUP BY 4
   ON CONFLICT (token) DO UPDATE SET records = records + excluded.records`,
] as const

/**
 * The statements that bring the read model to these snapshots (`writeMax` at most), for one batch. They may run twice and
 * late: what a record is grows with its entries and with the days, and the read model never goes back.
 */
export function writeSnapshots(db: D1Database, register: string, batch: readonly Snapshot[]): D1PreparedStatement[] {
  // Outlines may be long: they are bound by themselves.
  const rows = JSON.stringify(batch.map((one) => ({ ...one, outline: undefined })))
  const written = WRITE.map((statement) => db.prepare(statement).bind(rows, register))
  return [...written, ...writeOutlines(db, register, batch)]
}

/** Forgets a register, before it is made anew from its records. */
export const forgetRegister = (db: D1Database, register: string): D1PreparedStatement[] => [
  // Also words that stand for no snapshot any more.
  db
    .prepare('DELETE FROM words WHERE rowid IN (SELECT rowid FROM words WHERE words MATCH ?)')
    .bind(`tokens : "${registerToken(register)}"`),
  ...[
    'DELETE FROM words WHERE rowid IN (SELECT n FROM snapshots WHERE register = ?)',
    'DELETE FROM exact WHERE register = ?',
    'DELETE FROM outlines WHERE register = ?',
    'DELETE FROM facets WHERE register = ?',
    'DELETE FROM snapshots WHERE register = ?',
  ].map((statement) => db.prepare(statement).bind(register)),
]

/** Records of which the field has exactly this value, given as its blind index. */
export async function findExact(
  db: D1Database,
  register: string,
  field: string,
  blind: string,
): Promise<readonly Found[]> {
  return drizzle(db)
    .select(columns)
    .from(exact)
    .innerJoin(snapshots, and(eq(snapshots.register, exact.register), eq(snapshots.id, exact.id)))
    .where(and(eq(exact.register, register), eq(exact.field, field), eq(exact.blind, blind)))
    .limit(FOUND_MAX)
}
