// Whether rings make up a shape: none crosses itself or another, holes lie within, parts apart. Exact: in whole numbers.
import type { Point, Polygon, Ring, Shape } from './shape.ts'

/** Which part, ring and point of what was sent, each from 0; the point is where a side begins. */
type Place = readonly [part: number, ring: number, point: number]

export type SimpleFault = 'shape-crosses' | 'shape-rings-cross' | 'shape-hole-outside' | 'shape-parts-overlap'

interface Found {
  readonly code: SimpleFault
  readonly place: Place
}

/** Over nothing where `c` lies to the left of the way from `a` to `b`. Exact for points within two degrees of each other. */
const turn = ([ax, ay]: Point, [bx, by]: Point, [cx, cy]: Point): number =>
  Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))

/** Whether a point of the line through `a` and `b` lies between them, ends among it. */
const between = ([ax, ay]: Point, [bx, by]: Point, [x, y]: Point): boolean =>
  Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by)

type Meeting = 'apart' | 'touch' | 'cross'

/** `cross`: in more than a point of which one of them ends. */
function meeting(a: Point, b: Point, c: Point, d: Point): Meeting {
  const [c1, d1, a2, b2] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)]
  if (c1 * d1 < 0 && a2 * b2 < 0) return 'cross'
  const touches = [
    c1 === 0 && between(a, b, c),
    d1 === 0 && between(a, b, d),
    a2 === 0 && between(c, d, a),
    b2 === 0 && between(c, d, b),
  ]
  if (!touches.includes(true)) return 'apart'
  if (c1 !== 0 || d1 !== 0) return 'touch'
  // On one line: they share a stretch, or the end of the one is the end of the other.
  const shared = [c, d].filter((end) => between(a, b, end)).concat([a, b].filter((end) => between(c, d, end)))
  return new Set(shared.map(String)).size > 1 ? 'cross' : 'touch'
}

interface Side {
  readonly from: Point
  readonly to: Point
  readonly at: number
  readonly west: number
  readonly east: number
}

const sidesOf = (ring: Ring): readonly Side[] =>
  ring.map((from, at) => {
    const to = ring[(at + 1) % ring.length] ?? from
    return { from, to, at, west: Math.min(from[0], to[0]), east: Math.max(from[0], to[0]) }
  })

const byWest = (a: Side, b: Side): number => a.west - b.west

/** The first side of a ring that meets another of it elsewhere than at their common end. */
function crossing(ring: Ring): number | null {
  const sides = sidesOf(ring).toSorted(byWest)
  for (const [n, one] of sides.entries())
    for (const other of sides.slice(n + 1)) {
      if (other.west > one.east) break
      const met = meeting(one.from, one.to, other.from, other.to)
      const apart = Math.abs(one.at - other.at)
      const neighbours = apart === 1 || apart === ring.length - 1
      if (met === 'cross' || (met === 'touch' && !neighbours)) return Math.max(one.at, other.at)
    }
  return null
}

/** The first side of a ring that crosses one of another, or runs along it. */
function clash(ring: Ring, other: Ring): number | null {
  const others = sidesOf(other).toSorted(byWest)
  for (const one of sidesOf(ring))
    for (const side of others) {
      if (side.west > one.east) break
      if (side.east >= one.west && meeting(one.from, one.to, side.from, side.to) === 'cross') return one.at
    }
  return null
}

/** Over nothing within the ring, 0 on it, below nothing outside. */
function inside(ring: Ring, point: Point): number {
  let within = false
  for (const { from, to } of sidesOf(ring)) {
    if (turn(from, to, point) === 0 && between(from, to, point)) return 0
    if (from[1] > point[1] !== to[1] > point[1] && turn(from, to, point) > 0 === to[1] > from[1]) within = !within
  }
  return within ? 1 : -1
}

const doubled = (ring: Ring): Ring => ring.map(([x, y]): Point => [2 * x, 2 * y])

/** The points of a ring, and the middles of its sides, in halves of a unit. */
const samples = (ring: Ring): readonly Point[] =>
  sidesOf(ring).flatMap(({ from, to }): readonly Point[] => [
    [2 * from[0], 2 * from[1]],
    [from[0] + to[0], from[1] + to[1]],
  ])

/** Rings that do not cross, of which one has no point on the side where it should not be. */
const anyWhere = (ring: Ring, other: Ring, side: 1 | -1): number => {
  const wide = doubled(other)
  const found = samples(ring).findIndex((point) => inside(wide, point) === side)
  return found === -1 ? -1 : Math.floor(found / 2)
}

/** Whether a point lies within a part, and in none of its holes. */
const inPart = ([outer = [], ...holes]: Polygon, point: Point): boolean =>
  inside(outer, point) > 0 && holes.every((hole) => inside(hole, point) < 0)

function faultOfPolygon(polygon: Polygon, part: number): Found | null {
  for (const [n, ring] of polygon.entries()) {
    const own = crossing(ring)
    if (own !== null) return { code: 'shape-crosses', place: [part, n, own] }
    for (const other of polygon.slice(0, n)) {
      const at = clash(ring, other)
      if (at !== null) return { code: 'shape-rings-cross', place: [part, n, at] }
    }
  }
  const [outer = [], ...holes] = polygon
  for (const [n, hole] of holes.entries()) {
    const out = anyWhere(hole, outer, -1)
    if (out !== -1) return { code: 'shape-hole-outside', place: [part, n + 1, out] }
    for (const other of holes.slice(0, n)) {
      const within = Math.max(anyWhere(hole, other, 1), anyWhere(other, hole, 1))
      if (within !== -1) return { code: 'shape-rings-cross', place: [part, n + 1, within] }
    }
  }
  return null
}

/** The first thing that is wrong with a shape whose rings have three points or more; null where it is one. */
export function faultOfShape(shape: Shape): Found | null {
  for (const [part, polygon] of shape.entries()) {
    const own = faultOfPolygon(polygon, part)
    if (own !== null) return own
    for (const other of shape.slice(0, part)) {
      const crossed = polygon.flatMap((ring, n) => other.map((foreign) => [n, clash(ring, foreign)] as const))
      const [ring, at] = crossed.find(([, side]) => side !== null) ?? []
      if (ring !== undefined) return { code: 'shape-parts-overlap', place: [part, ring, at ?? 0] }
      const [wide, wideOther] = [polygon.map(doubled), other.map(doubled)]
      const lies =
        samples(polygon[0] ?? []).some((point) => inPart(wideOther, point)) ||
        samples(other[0] ?? []).some((point) => inPart(wide, point))
      if (lies) return { code: 'shape-parts-overlap', place: [part, 0, 0] }
    }
  }
  return null
}
