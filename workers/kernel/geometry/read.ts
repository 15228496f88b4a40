// Reads a shape as people send one: GeoJSON, or points one a line; refused with the part, ring and point that is wrong.
import { err, ok, type Result } from '../result.ts'
import { boxOf, shapeText, UNIT, type Point, type Polygon, type Ring, type Shape } from './shape.ts'
import { faultOfShape, type SimpleFault } from './simple.ts'

/** A parcel has some ten points, a forest hundreds; a thousand are told apart by a machine in a few milliseconds. */
export const pointsMax = 1000
/** A text of as many points. */
export const shapeMax = 30_000
/** In degrees: further apart, points could not be reckoned with exactly, and no parcel is as wide. */
const EXTENT_MAX = 2

export type ShapeFault =
  | 'shape-unreadable'
  | 'shape-kind'
  | 'shape-outside'
  | 'shape-open'
  | 'shape-few-points'
  | 'shape-too-many-points'
  | 'shape-too-wide'
  | SimpleFault

type Read<T> = Result<T, ShapeFault>

/** As a person counts: `1.1.5` is the fifth point of the first ring of the first part. */
const placed = (...place: readonly number[]): string => place.map((n) => n + 1).join('.')

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The geometry of a document; of one with a single thing in it, of that. */
function geometryIn(document: unknown): { readonly [name: string]: unknown } | null {
  if (!isObject(document)) return null
  if (document['type'] === 'Feature') return isObject(document['geometry']) ? document['geometry'] : null
  if (document['type'] !== 'FeatureCollection') return document
  const { features } = document as { readonly features?: unknown }
  return Array.isArray(features) && features.length === 1 ? geometryIn(features[0]) : null
}

/** RFC 7946, 3.1.1: longitude, latitude; a height may follow, and is none of ours. */
function readPoint(sent: unknown): Point | null {
  if (!Array.isArray(sent) || sent.length < 2 || sent.length > 3) return null
  const [x, y] = sent as readonly unknown[]
  if (typeof x !== 'number' || typeof y !== 'number') return null
  if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90)) return null
  // No minus before a nought: it is the same place.
  return [Math.round(x * UNIT) + 0, Math.round(y * UNIT) + 0]
}

const same = (a: Point | undefined, b: Point | undefined): boolean =>
  a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1]

function readRing(sent: unknown, closed: boolean, part: number, n: number): Read<Ring> {
  if (!Array.isArray(sent)) return err('shape-unreadable')
  const points: Point[] = []
  for (const [at, one] of sent.entries()) {
    const point = readPoint(one)
    if (point === null) return err('shape-outside', placed(part, n, at))
    points.push(point)
  }
  // RFC 7946, 3.1.6: the first and the last position are the same.
  if (closed && !same(points[0], points.at(-1))) return err('shape-open', placed(part, n))
  // What is closer than a centimetre is one point.
  const ring = points.filter((point, at) => !same(point, points[(at + 1) % points.length]))
  return ring.length < 3 ? err('shape-few-points', placed(part, n)) : ok(ring)
}

function readPolygons(sent: readonly unknown[], closed: boolean): Read<Shape> {
  const shape: Polygon[] = []
  for (const [part, rings] of sent.entries()) {
    if (!Array.isArray(rings) || rings.length === 0) return err('shape-unreadable')
    const polygon: Ring[] = []
    for (const [n, one] of rings.entries()) {
      const ring = readRing(one, closed, part, n)
      if (!ring.ok) return ring
      polygon.push(ring.value)
    }
    shape.push(polygon)
  }
  return shape.length === 0 ? err('shape-unreadable') : ok(shape)
}

/** “42.1462, 24.7453”, “42,1462 24,7453”: latitude and longitude, as maps and receivers say them. */
const LINE = /^(-?\d{1,2}(?:[.,]\d{1,15})?)(?:\s*;\s*|,?\s+|,)(-?\d{1,3}(?:[.,]\d{1,15})?)$/u

/** One point a line; an empty line between the outer ring and each hole. A ring may, but need not, end where it began. */
function readLines(text: string): Read<readonly unknown[]> {
  const rings: unknown[][] = []
  for (const [n, block] of text.split(/\n\s*\n+/u).entries()) {
    const points: unknown[] = []
    for (const [at, line] of block.trim().split('\n').entries()) {
      const [, latitude, longitude] = LINE.exec(line.trim()) ?? []
      if (latitude === undefined || longitude === undefined)
        return n === 0 && at === 0 ? err('shape-unreadable') : err('shape-outside', placed(0, n, at))
      points.push([longitude, latitude].map((one) => Number(one.replace(',', '.'))))
    }
    rings.push(points)
  }
  return ok([rings])
}

function readJson(text: string): Read<readonly unknown[]> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return err('shape-unreadable')
  }
  const geometry = geometryIn(document)
  if (geometry === null) return err('shape-unreadable')
  const { type, coordinates } = geometry
  if (type !== 'Polygon' && type !== 'MultiPolygon') return err('shape-kind')
  if (!Array.isArray(coordinates)) return err('shape-unreadable')
  return ok(type === 'Polygon' ? [coordinates] : coordinates)
}

/** Points in a document, whatever else it is: counted before anything that costs time. */
const countOf = (sent: readonly unknown[]): number =>
  sent
    .flatMap((rings) => (Array.isArray(rings) ? (rings as readonly unknown[]) : []))
    .reduce((sum: number, ring) => sum + (Array.isArray(ring) ? ring.length : 1), 0)

/** The one text of what was sent. A refusal's detail is the place, `part.ring.point`, each from 1, as far as there is one. */
export function readShape(raw: string): Read<string> {
  const text = raw.trim()
  const closed = text.startsWith('{')
  const sent = closed ? readJson(text) : readLines(text)
  if (!sent.ok) return sent
  // The last point of a ring is its first.
  if (countOf(sent.value) > 2 * pointsMax) return err('shape-too-many-points')
  const shape = readPolygons(sent.value, closed)
  if (!shape.ok) return shape
  if (shape.value.flat(2).length > pointsMax) return err('shape-too-many-points')
  const { west, south, east, north } = boxOf(shape.value)
  if (Math.max(east - west, north - south) > EXTENT_MAX * UNIT) return err('shape-too-wide')
  const fault = faultOfShape(shape.value)
  return fault === null ? ok(shapeText(shape.value)) : err(fault.code, placed(...fault.place))
}
