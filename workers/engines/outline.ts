// Where the outline of a record is looked for in the read model: in the smallest tile of the globe that holds all of it.
import { isShape } from '../kernel/field.ts'
import { boxOf, shapeOf, UNIT, type Box } from '../kernel/geometry/shape.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Values } from '../kernel/value.ts'

/** The field by which a register is drawn: its first outline that anyone may see. */
export const outlineField = ({ fields }: RegisterDefinition): string | undefined =>
  Object.keys(fields).find((name) => isShape(fields[name]) && fields[name].disclose === 'open' && !fields[name].retired)

export interface Outline extends Box {
  readonly tile: string
  readonly shape: string
}

/** Tiles of the lowest level are some 38 metres wide. */
const LEVELS = 20
const WORLD = 360 * UNIT

/** The tile of a level in which a point lies, a digit a level: each is quartered by the next. */
function tileOf(longitude: number, latitude: number, level: number): string {
  const at = (part: number) => Math.min(2 ** level - 1, Math.max(0, Math.floor(part * 2 ** level)))
  const [x, y] = [at((longitude + WORLD / 2) / WORLD), at((latitude + WORLD / 4) / (WORLD / 2))]
  let tile = ''
  for (let bit = 2 ** (level - 1); bit >= 1; bit /= 2)
    tile += String((Math.floor(x / bit) % 2) + 2 * (Math.floor(y / bit) % 2))
  return tile
}

function sharedTile({ west, south, east, north }: Box): string {
  const [one, other] = [tileOf(west, south, LEVELS), tileOf(east, north, LEVELS)]
  let shared = 0
  while (shared < LEVELS && one[shared] === other[shared]) shared++
  return one.slice(0, shared)
}

/** The outline of a record, from its open values; null where it has none. */
export function outlineOf(definition: RegisterDefinition, open: Values): Outline | null {
  const name = outlineField(definition)
  const text = name === undefined ? undefined : open[name]
  if (typeof text !== 'string') return null
  const box = boxOf(shapeOf(text))
  return { ...box, tile: sharedTile(box), shape: text }
}

/** From the first, up to and without the second. */
export type TileRange = readonly [from: string, to: string]

/** All tiles of which an outline may meet a box: those that hold its corners, all above them, and all below. */
export function tilesFor(box: Box): readonly TileRange[] {
  const wide = Math.max((box.east - box.west) / WORLD, (2 * (box.north - box.south)) / WORLD)
  const level = Math.min(LEVELS, Math.max(1, Math.floor(-Math.log2(Math.max(wide, 2 ** -LEVELS)))))
  const corners = [
    [box.west, box.south],
    [box.west, box.north],
    [box.east, box.south],
    [box.east, box.north],
  ] as const
  const tiles = new Set(corners.map(([x, y]) => tileOf(x, y, level)))
  const above = new Set([...tiles].flatMap((tile) => Array.from({ length: level }, (_, n) => tile.slice(0, n))))
  // A digit comes after every sign that could stand between a tile and those below it.
  return [
    ...[...above].map((tile): TileRange => [tile, `${tile}!`]),
    ...[...tiles].map((tile): TileRange => [tile, `${tile}:`]),
  ]
}

/** A map of a wider box is one of a country, which no list of outlines draws. In degrees. */
const BOX_MAX = 0.5
const NUMBER = /^-?\d{1,3}(?:\.\d{1,15})?$/u

/** RFC 7946, 5: west, south, east, north in degrees. */
export function parseBox(text: string): Result<Box, 'bbox-invalid'> {
  const parts = text.split(',')
  if (parts.length !== 4 || !parts.every((part) => NUMBER.test(part))) return err('bbox-invalid')
  const [west = 0, south = 0, east = 0, north = 0] = parts.map(Number)
  const onEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90
  const fits = west < east && south < north && Math.max(east - west, north - south) <= BOX_MAX
  if (!onEarth || !fits) return err('bbox-invalid')
  const [w = 0, s = 0, e = 0, n = 0] = [west, south, east, north].map((degrees) => Math.round(degrees * UNIT))
  return ok({ west: w, south: s, east: e, north: n })
}

export const boxText = ({ west, south, east, north }: Box): string =>
  [west, south, east, north].map((units) => (units / UNIT).toFixed(7)).join(',')

/** A box around others; null where there are none. */
export function boxAround(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null
  return {
    west: Math.min(...boxes.map(({ west }) => west)),
    south: Math.min(...boxes.map(({ south }) => south)),
    east: Math.max(...boxes.map(({ east }) => east)),
    north: Math.max(...boxes.map(({ north }) => north)),
  }
}

/** The same middle, so many times as wide and high, moved by parts of its width and height. */
export function boxMoved(box: Box, times: number, right = 0, up = 0): Box {
  const [width, height] = [box.east - box.west, box.north - box.south]
  const [x, y] = [(box.west + box.east) / 2 + right * width, (box.south + box.north) / 2 + up * height]
  return {
    west: Math.round(x - (times * width) / 2),
    south: Math.round(y - (times * height) / 2),
    east: Math.round(x + (times * width) / 2),
    north: Math.round(y + (times * height) / 2),
  }
}

/** What can be asked for: within the widest box, and on Earth. */
export const isAskable = (box: Box): boolean => parseBox(boxText(box)).ok

/** Of a box that is too wide to be asked for, what lies around its middle. */
export function boxCut(box: Box): Box {
  const wide = Math.max(box.east - box.west, box.north - box.south)
  const most = BOX_MAX * UNIT * 0.99
  return wide <= most ? box : boxMoved(box, most / wide)
}
