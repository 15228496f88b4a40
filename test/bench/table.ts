// The table: what was measured, in columns, and whether the targets are met.
import { quantile, median, ratio, type Cell } from './measure.ts'
import { rows, type Row } from './system.ts'

export type Results = ReadonlyMap<Row, ReadonlyMap<string, Cell>>

export const LIMIT = 'limit'
export const PORTAL = 'Izvor'
export const PEER = 'peer'

const WIDTHS = [28, 8, 12, 10, 10, 12, 11] as const
const HEAD = ['', '', 'requests/s', 'p50 ms', 'p99 ms', 'to limit', 'to peer'] as const

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, column) => (column < 2 ? cell.padEnd(WIDTHS[column] ?? 0) : cell.padStart(WIDTHS[column] ?? 0)))
    .join('')
    .trimEnd()

const ratioText = (one: Cell, other: Cell | undefined): string =>
  other === undefined || one === other ? '' : ratio(one, other).toFixed(2)

/** The lines of one row: one a system. */
export function rowText(row: Row, cells: ReadonlyMap<string, Cell>): string {
  return [...cells]
    .map(([name, cell], index) =>
      line([
        index === 0 ? rows[row] : '',
        name,
        median(cell.perSecond).toFixed(0),
        median(cell.latencies).toFixed(1),
        quantile(cell.latencies, 0.99).toFixed(1),
        ratioText(cell, cells.get(LIMIT)),
        name === PORTAL ? ratioText(cell, cells.get(PEER)) : '',
      ]),
    )
    .join('\n')
}

export const headText = line(HEAD)

interface Target {
  readonly row: Row
  readonly other: typeof LIMIT | typeof PEER
  readonly least: number
}

const targets: readonly Target[] = [
  { row: 'read', other: LIMIT, least: 0.7 },
  { row: 'read', other: PEER, least: 1 },
  { row: 'act', other: LIMIT, least: 0.5 },
  { row: 'act', other: PEER, least: 1 },
  { row: 'acts', other: LIMIT, least: 0.5 },
  { row: 'acts', other: PEER, least: 1 },
]

/** A line a target, as far as its row was measured; and the rows that miss one. */
export function judge(results: Results): { readonly text: string; readonly missed: ReadonlySet<Row> } {
  const missed = new Set<Row>()
  const text = targets.flatMap(({ row, other, least }) => {
    const cells = results.get(row)
    const own = cells?.get(PORTAL)
    const against = cells?.get(other)
    const asked = `${rows[row]}: at least ${least.toFixed(1)} of the ${other}`
    if (own === undefined) return []
    if (against === undefined) return [`not measured  ${asked}`]
    const reached = ratio(own, against)
    if (reached < least) missed.add(row)
    const verdict = reached < least ? 'MISSED' : 'met'
    const by = `${reached < least ? '' : '+'}${(reached - least).toFixed(2)}`
    return [`${verdict.padEnd(13)} ${asked}: ${reached.toFixed(2)} (${by})`]
  })
  return { text: text.join('\n'), missed }
}
