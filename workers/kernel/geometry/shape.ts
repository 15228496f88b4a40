// What a shape on the ground is: polygons of rings of points, and the one text of it (GeoJSON, RFC 7946) that is kept.

/** Longitude and latitude (WGS 84) in ten-millionths of a degree: about a centimetre, and exact to reckon with. */
export type Point = readonly [longitude: number, latitude: number]
/** Its last point is not its first again: it is closed by what it is. */
export type Ring = readonly Point[]
/** The outer ring, then its holes. */
export type Polygon = readonly Ring[]
export type Shape = readonly Polygon[]

export interface Box {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** RFC 7946, 11.2: seven decimals are about a centimetre. */
export const UNIT = 1e7

/** In units. */
export function boxOf(shape: Shape): Box {
  const [longitudes, latitudes] = [0, 1].map((axis) => shape.flatMap(([outer = []]) => outer.map((p) => p[axis] ?? 0)))
  return {
    west: Math.min(...(longitudes ?? [])),
    south: Math.min(...(latitudes ?? [])),
    east: Math.max(...(longitudes ?? [])),
    north: Math.max(...(latitudes ?? [])),
  }
}

export const boxesMeet = (a: Box, b: Box): boolean =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north

/** Twice the area, in square units; over nothing where the ring runs against the clock. */
export const doubledArea = (ring: Ring): number => {
  const [x = 0, y = 0] = ring[0] ?? []
  return ring.reduce((sum, [ax, ay], at) => {
    const [bx, by] = ring[(at + 1) % ring.length] ?? [x, y]
    return sum + ((ax - x) * (by - y) - (bx - x) * (ay - y))
  }, 0)
}

const before = ([ax, ay]: Point, [bx, by]: Point): boolean => ax < bx || (ax === bx && ay < by)

/** From its westernmost point on, against the clock or with it. */
function ordered(ring: Ring, against: boolean): Ring {
  const turned = doubledArea(ring) > 0 === against ? ring : ring.toReversed()
  const first = turned.reduce((least, point, at) => (before(point, turned[least] ?? point) ? at : least), 0)
  return [...turned.slice(first), ...turned.slice(0, first)]
}

const byStart = (a: Ring, b: Ring): number => {
  const [one, other] = [a[0], b[0]]
  return one === undefined || other === undefined ? 0 : before(one, other) ? -1 : before(other, one) ? 1 : 0
}

/** The same ground is one shape, however it was drawn. RFC 7946, 3.1.6: outer rings run against the clock, holes with it. */
const canonical = (shape: Shape): Shape =>
  shape
    .map(([outer = [], ...holes]): Polygon => [
      ordered(outer, true),
      ...holes.map((hole) => ordered(hole, false)).toSorted(byStart),
    ])
    .toSorted(([a = []], [b = []]) => byStart(a, b))

const ringJson = (ring: Ring) => [...ring, ...ring.slice(0, 1)].map(([x, y]) => [x / UNIT, y / UNIT])

/** As a geometry of GeoJSON. */
function geometryOf(shape: Shape): { readonly type: 'Polygon' | 'MultiPolygon'; readonly coordinates: unknown } {
  const polygons = shape.map((polygon) => polygon.map(ringJson))
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: polygons[0] }
    : { type: 'MultiPolygon', coordinates: polygons }
}

export const shapeText = (shape: Shape): string => JSON.stringify(geometryOf(canonical(shape)))

type Coordinates = readonly (readonly (readonly [number, number])[])[]

/** The shape of a text that `readShape` has made. Throws on any other. */
export function shapeOf(text: string): Shape {
  const { type, coordinates } = JSON.parse(text) as { type: string; coordinates: unknown }
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates) as readonly Coordinates[]
  return polygons.map((polygon) =>
    polygon.map((ring) => ring.slice(0, -1).map(([x, y]): Point => [Math.round(x * UNIT), Math.round(y * UNIT)])),
  )
}
