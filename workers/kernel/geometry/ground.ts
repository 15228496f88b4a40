// How large ground is, and whether shapes share it: areas on the ellipsoid (WGS 84), with a tolerance for rounded points.
import { difference, intersection, union, type Geom } from 'polyclip-ts'
import { boxesMeet, boxOf, UNIT, type Box, type Point, type Shape } from './shape.ts'

/** WGS 84 (EPSG:7030): the half axis at the equator in metres, and the eccentricity. */
const A = 6_378_137
const E2 = 0.006_694_379_990_141_317
const E = Math.sqrt(E2)

const radians = (units: number): number => (units / UNIT) * (Math.PI / 180)

/** Snyder, Map Projections (1987), 3-12: the cylinder on which areas are what they are on the ellipsoid. */
function equalArea([longitude, latitude]: Point, west: number): readonly [x: number, y: number] {
  const sine = Math.sin(radians(latitude))
  const q = (1 - E2) * (sine / (1 - E2 * sine * sine) - Math.log((1 - E * sine) / (1 + E * sine)) / (2 * E))
  return [A * radians(longitude - west), (A * q) / 2]
}

function ringArea(ring: readonly Point[]): number {
  const west = ring[0]?.[0] ?? 0
  const flat = ring.map((point) => equalArea(point, west))
  const base = flat[0]?.[1] ?? 0
  const doubled = flat.reduce((sum, [ax, ay], at) => {
    const [bx, by] = flat[(at + 1) % flat.length] ?? [0, 0]
    return sum + ax * (by - base) - bx * (ay - base)
  }, 0)
  return Math.abs(doubled) / 2
}

/** In square metres. */
const metres = (shape: Shape): number =>
  shape.reduce((sum, [outer = [], ...holes]) => {
    const open = holes.reduce((out, hole) => out + ringArea(hole), 0)
    return sum + ringArea(outer) - open
  }, 0)

/** In hundredths of a square metre. */
export const areaOf = (shape: Shape): number => Math.round(metres(shape) * 100)

/** About how long all of its sides are, in metres. */
function around(shape: Shape): number {
  const [, latitude = 0] = shape[0]?.[0]?.[0] ?? []
  const narrow = Math.cos(radians(latitude))
  const length = ([ax, ay]: Point, [bx, by]: Point) => A * Math.hypot(radians(bx - ax) * narrow, radians(by - ay))
  return shape.flat().reduce((sum, ring) => {
    const sides = ring.map((point, at) => length(point, ring[(at + 1) % ring.length] ?? point))
    return sum + sides.reduce((whole, side) => whole + side, 0)
  }, 0)
}

/** Narrower than this is what is left where two points for one corner were rounded, not ground. In metres. */
const toleranceMetres = 0.02

/** Pieces that are wider than the tolerance: twice the area of a strip is its width times what is around it. */
const isGround = (polygon: Shape[number]): boolean => 2 * metres([polygon]) > toleranceMetres * around([polygon])

const closed = (shape: Shape): Geom =>
  shape.map((polygon) =>
    polygon.map((ring) => [...ring, ...ring.slice(0, 1)].map(([x, y]): [number, number] => [x, y])),
  )

const opened = (found: ReturnType<typeof intersection>): Shape =>
  found.map((polygon) => polygon.map((ring) => ring.slice(0, -1).map(([x, y]): Point => [x, y])))

/** Whether two shapes share ground. */
export const overlap = (one: Shape, other: Shape): boolean =>
  boxesMeet(boxOf(one), boxOf(other)) && opened(intersection(closed(one), closed(other))).some(isGround)

/** Whether a shape has no ground outside of another. */
export const within = (one: Shape, other: Shape): boolean =>
  !opened(difference(closed(one), closed(other))).some(isGround)

/** More are not parts of one parcel: what an expression asks for has to end soon. */
const PARTS_POINTS_MAX = 2000

/** Whether shapes make up another exactly: none shares ground with another, nothing is left, nothing is beyond. */
export function makeUp(whole: Shape, parts: readonly Shape[]): boolean {
  if (parts.length === 0 || parts.flat(3).length > PARTS_POINTS_MAX) return false
  const boxes: readonly Box[] = parts.map(boxOf)
  const apart = parts.every((part, at) =>
    parts.slice(0, at).every((other, n) => !boxesMeet(boxes[at] as Box, boxes[n] as Box) || !overlap(part, other)),
  )
  if (!apart) return false
  const [first = [], ...rest] = parts.map(closed)
  const all = opened(union(first, ...rest))
  return within(all, whole) && within(whole, all)
}
