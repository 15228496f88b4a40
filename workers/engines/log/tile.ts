// Tiles of the tree (c2sp.org/tlog-tiles): which hashes one holds, how its address is written, how entries are bundled.
import { err, ok, type Result } from '../../kernel/result.ts'
import { storedIndex, type Hash, type ReadHashes } from './tree.ts'

/** Hashes across a full tile, and levels of the tree that one tile spans. */
export const tileWidth = 256
const TILE_HEIGHT = 8
/** An entry's length is written in two bytes. */
export const entryMax = 65_535

export interface Tile {
  /** 0 and up for hashes; `entries` for the leaves themselves. */
  readonly level: number | 'entries'
  readonly index: number
  /** 256 for a full tile; fewer for the one at the right edge. */
  readonly width: number
}

/** N in groups of three digits, all but the last with an x: 1234067 → `x001/x234/067`. */
function formatIndex(index: number): string {
  const digits = String(index)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/gu) ?? []
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** The address of a tile below the log's prefix, without a leading slash. */
export function tilePath({ level, index, width }: Tile): string {
  return `tile/${level}/${formatIndex(index)}${width === tileWidth ? '' : `.p/${width}`}`
}

const PATH = /^tile\/(entries|[0-9]|[1-5][0-9]|6[0-3])\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/u

/** Reads an address; only the one form that `tilePath` writes is taken. */
export function parseTilePath(path: string): Result<Tile, 'tile-path-invalid'> {
  const [, level, digits, partial] = PATH.exec(path) ?? []
  if (level === undefined || digits === undefined) return err('tile-path-invalid')
  const index = Number(digits.replaceAll(/[x/]/gu, ''))
  const width = partial === undefined ? tileWidth : Number(partial)
  const tile: Tile = { level: level === 'entries' ? level : Number(level), index, width }
  const canonical =
    Number.isSafeInteger(index) && (partial === undefined || width < tileWidth) && tilePath(tile) === path
  return canonical ? ok(tile) : err('tile-path-invalid')
}

/** Whether a tree of this size has this tile, in this width or wider. */
export function tileExists(tile: Tile, size: number): boolean {
  const across = tile.level === 'entries' ? size : Math.floor(size / 2 ** (TILE_HEIGHT * tile.level))
  return tile.index * tileWidth + tile.width <= across
}

/** The bytes of a tile of hashes: its lowest level, left to right. */
export function tileHashes(tile: Tile & { readonly level: number }, read: ReadHashes): Uint8Array<ArrayBuffer> {
  const first = tile.index * tileWidth
  const indexes = Array.from({ length: tile.width }, (_, at) => storedIndex(tile.level * TILE_HEIGHT, first + at))
  return concat(read(indexes))
}

/** Full tiles, of every level and of entries, that a tree gains in growing from one size to another. */
export function newFullTiles(from: number, to: number): readonly Tile[] {
  const tiles: Tile[] = []
  const add = (level: Tile['level'], unit: number) => {
    for (let index = Math.floor(from / unit); index < Math.floor(to / unit); index++)
      tiles.push({ level, index, width: tileWidth })
  }
  add('entries', tileWidth)
  for (let level = 0; tileWidth ** (level + 1) <= to; level++) add(level, tileWidth ** (level + 1))
  return tiles
}

/** An entry bundle: each entry with its length before it, as a big-endian uint16. */
export function bundleEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return concat(
    entries.flatMap((entry) => {
      if (entry.length > entryMax) throw new RangeError('an entry over 65,535 bytes')
      return [Uint8Array.of(entry.length >> 8, entry.length & 255), entry]
    }),
  )
}

/** The entries of a bundle, or a refusal where it is cut short. */
export function parseBundle(bytes: Uint8Array): Result<readonly Uint8Array[], 'bundle-invalid'> {
  const entries: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    const [high, low] = [bytes[at], bytes[at + 1]]
    if (high === undefined || low === undefined) return err('bundle-invalid')
    const end = at + 2 + high * 256 + low
    if (end > bytes.length) return err('bundle-invalid')
    entries.push(bytes.subarray(at + 2, end))
    at = end
  }
  return ok(entries)
}

function concat(parts: readonly (Hash | Uint8Array)[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
