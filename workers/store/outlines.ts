// The outlines of records, written to the read model with their snapshots.
import type { Snapshot } from '../engines/snapshot.ts'

/** Text of outlines in one write: far below D1's 2 MB for a bound value. */
const WRITE_MAX = 1_000_000

const taken = (one: string) =>
  `json_each(?1) ${one} CROSS JOIN snapshots taken ON taken.register = ?2 AND taken.id = ${one}.value->>'id'
  AND taken.seq = ${one}.value->>'seq' AND taken.effective_from = ${one}.value->>'effectiveFrom'`

const FORGET = `DELETE FROM outlines WHERE register = ?2 AND id IN (SELECT taken.id FROM ${taken('one')})`
const KEEP = `INSERT OR REPLACE INTO outlines (register, id, tile, west, south, east, north, shape)
  SELECT ?2, taken.id, one.value->>'$.outline.tile', one.value->>'$.outline.west', one.value->>'$.outline.south',
    one.value->>'$.outline.east', one.value->>'$.outline.north', one.value->>'$.outline.shape' FROM ${taken('one')}`

/**
 * The statements that bring outlines to these snapshots, after those that write the snapshots themselves, in their batch.
 * They may run twice and late, as those do.
 */
export function writeOutlines(db: D1Database, register: string, batch: readonly Snapshot[]): D1PreparedStatement[] {
  const drawn = batch.filter(({ outline }) => outline !== undefined)
  if (drawn.length === 0) return []
  const pick = ({ id, seq, effectiveFrom, outline }: Snapshot) => ({ id, seq, effectiveFrom, outline })
  const forget = db
    .prepare(FORGET)
    .bind(JSON.stringify(drawn.map((one) => ({ ...pick(one), outline: null }))), register)
  const chunks: string[][] = [[]]
  let size = 0
  for (const one of drawn.filter(({ outline }) => outline !== null)) {
    const text = JSON.stringify(pick(one))
    if (size + text.length > WRITE_MAX) {
      chunks.push([])
      size = 0
    }
    size += text.length
    chunks.at(-1)?.push(text)
  }
  const kept = chunks.filter((chunk) => chunk.length > 0)
  return [forget, ...kept.map((chunk) => db.prepare(KEEP).bind(`[${chunk.join(',')}]`, register))]
}
