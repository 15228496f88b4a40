// How outlines are drawn on a sheet: north is up, a metre is as long each way, and the larger lie under the smaller.
import {
  doubledArea,
  shapeOf,
  UNIT,
  type Box,
  type Point,
  type Polygon,
  type Ring,
  type Shape,
} from '../kernel/geometry/shape.ts'

/** The sheet, in its own units: three quarters as high as wide. */
export const sheet = { width: 800, height: 600 } as const

/** WGS 84: metres of a ten-millionth of a degree along a meridian, near enough for a drawing. */
const METRES = 111_320 / UNIT

export interface View {
  /** What the sheet shows. */
  readonly box: Box
  /** Metres of one unit of the sheet. */
  readonly metres: number
  readonly at: (point: Point) => readonly [x: number, y: number]
}

/** A view of all of a box, with some room around it. */
export function viewOf(box: Box, room = 0): View {
  const middle: Point = [(box.west + box.east) / 2, (box.south + box.north) / 2]
  const narrow = Math.cos((middle[1] / UNIT) * (Math.PI / 180))
  const [width, height] = [(box.east - box.west) * narrow, box.north - box.south]
  /** Units of latitude that one unit of the sheet shows. */
  const scale = Math.max(width / sheet.width, height / sheet.height, 1) * (1 + 2 * room)
  const at = ([x, y]: Point) =>
    [sheet.width / 2 + ((x - middle[0]) * narrow) / scale, sheet.height / 2 - (y - middle[1]) / scale] as const
  const [east, north] = [(sheet.width / 2) * (scale / narrow), (sheet.height / 2) * scale]
  const whole = {
    west: Math.round(middle[0] - east),
    south: Math.round(middle[1] - north),
    east: Math.round(middle[0] + east),
    north: Math.round(middle[1] + north),
  }
  return { box: whole, metres: scale * METRES, at }
}

const rounded = (n: number): number => Math.round(n * 10) / 10

const ringPath = (ring: Ring, { at }: View): string =>
  `M${ring.map((point) => at(point).map(rounded).join(' ')).join('L')}Z`

/** Where the widest part of a shape is at half of its height: a mark there lies on it. */
function markOf(polygon: Polygon, { at }: View): { x: number; y: number; room: number } | null {
  const rings = polygon.map((ring) => ring.map(at))
  const heights = (rings[0] ?? []).map(([, y]) => y)
  const y = (Math.min(...heights) + Math.max(...heights)) / 2 + 0.01
  const crossed = rings
    .flatMap((ring) =>
      ring.flatMap(([ax, ay], n) => {
        const [bx, by] = ring[(n + 1) % ring.length] ?? [ax, ay]
        return ay > y === by > y ? [] : [ax + ((y - ay) / (by - ay)) * (bx - ax)]
      }),
    )
    .toSorted((a, b) => a - b)
  let widest: { x: number; y: number; room: number } | null = null
  for (let n = 0; n + 1 < crossed.length; n += 2) {
    const [from = 0, to = 0] = crossed.slice(n)
    if (widest === null || to - from > widest.room)
      widest = { x: rounded((from + to) / 2), y: rounded(y), room: to - from }
  }
  return widest
}

export interface Plotted {
  /** What SVG calls a path. */
  readonly path: string
  /** Where its number stands; null where there is no room for one. */
  readonly mark: { readonly x: number; readonly y: number } | null
}

/** The room that a number of two digits takes. */
const MARK_ROOM = 30

const sizeOf = (shape: Shape): number => shape.reduce((sum, [outer = []]) => sum + Math.abs(doubledArea(outer)), 0)

export function plot(text: string, view: View): Plotted {
  const shape = shapeOf(text)
  const path = shape.map((polygon) => polygon.map((ring) => ringPath(ring, view)).join('')).join('')
  const largest = shape.toSorted((a, b) => sizeOf([b]) - sizeOf([a]))[0]
  const mark = largest === undefined ? null : markOf(largest, view)
  const onSheet = mark !== null && mark.x > 10 && mark.x < sheet.width - 10 && mark.y > 14 && mark.y < sheet.height - 14
  return { path, mark: onSheet && mark.room >= MARK_ROOM ? { x: mark.x, y: mark.y } : null }
}

/** The larger first: what lies on them is drawn over them. */
export const bySize = <T extends { readonly shape: string }>(drawn: readonly T[]): readonly T[] =>
  drawn
    .map((one) => ({ one, size: sizeOf(shapeOf(one.shape)) }))
    .toSorted((a, b) => b.size - a.size)
    .map(({ one }) => one)

/** A round length for the scale, and how long it is on the sheet: at most a quarter of its width. */
export function scaleOf({ metres }: View): { readonly metres: number; readonly length: number } {
  const most = (sheet.width / 4) * metres
  const power = 10 ** Math.floor(Math.log10(most))
  const round = [5, 2, 1].map((n) => n * power).find((n) => n <= most) ?? power
  return { metres: round, length: rounded(round / metres) }
}
