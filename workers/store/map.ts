// The outlines of records in the read model: which there are within a box, and around which box those of a search lie.
import { tilesFor, type TileRange } from '../engines/outline.ts'
import type { Search } from '../engines/words.ts'
import type { Box } from '../kernel/geometry/shape.ts'
import type { Values } from '../kernel/value.ts'
import { matchOf } from './search.ts'

export interface Drawn extends Box {
  readonly id: string
  readonly caption: string
  readonly seq: number
  readonly open: Values
  readonly shape: string
}

type Row = Omit<Drawn, 'open'> & { readonly open: string }

/** Of how many that a search finds the box is told. */
const EXTENT_MAX = 1000
/** CROSS JOIN: the few ranges of tiles lead. */
const WITHIN = `
  SELECT o.id, o.shape, o.west, o.south, o.east, o.north, s.caption, s.seq, s.open
  FROM json_each(?2) range CROSS JOIN outlines o ON o.register = ?1
    AND o.tile >= range.value->>0 AND o.tile < range.value->>1
    AND o.west <= ?5 AND o.east >= ?3 AND o.south <= ?6 AND o.north >= ?4
  JOIN snapshots s ON s.register = ?1 AND s.id = o.id
  WHERE o.id > ?7 ORDER BY o.id LIMIT ?8`

/** In the order of their ids, those after `after`; one more than `limit` where there are more. */
export async function outlinesWithin(
  db: D1Database,
  register: string,
  box: Box,
  limit: number,
  after = '',
): Promise<readonly Drawn[]> {
  const ranges: readonly TileRange[] = tilesFor(box)
  const { results } = await db
    .prepare(WITHIN)
    .bind(register, JSON.stringify(ranges), box.west, box.south, box.east, box.north, after, limit + 1)
    .all<Row>()
  return results.map(drawnOf)
}

const drawnOf = ({ open, ...row }: Row): Drawn => ({ ...row, open: JSON.parse(open) as Values })

/** All of them, in the order of their ids. */
export async function outlinesAfter(
  db: D1Database,
  register: string,
  limit: number,
  after: string,
): Promise<readonly Drawn[]> {
  const { results } = await db
    .prepare(
      `SELECT o.id, o.shape, o.west, o.south, o.east, o.north, s.caption, s.seq, s.open
       FROM outlines o JOIN snapshots s ON s.register = o.register AND s.id = o.id
       WHERE o.register = ?1 AND o.id > ?2 ORDER BY o.id LIMIT ?3`,
    )
    .bind(register, after, limit + 1)
    .all<Row>()
  return results.map(drawnOf)
}

/** The boxes of those that a search finds, as far as they are looked through. */
export async function boxesFound(db: D1Database, register: string, search: Search): Promise<readonly Box[]> {
  const { results } = await db
    .prepare(
      `SELECT o.west, o.south, o.east, o.north FROM words CROSS JOIN snapshots s ON s.n = words.rowid
       CROSS JOIN outlines o ON o.register = ?1 AND o.id = s.id WHERE words MATCH ?2 LIMIT ?3`,
    )
    .bind(register, matchOf(register, search), EXTENT_MAX)
    .all<Box>()
  return results
}
