// Reading a tree of which one has only the tiles (c2sp.org/tlog-tiles): any stored hash lies in one, or is made of one.
import { err, ok, type Result } from '../../kernel/result.ts'
import { tileWidth, type Tile } from './tile.ts'
import { nodeHash, storedIndex, type Hash, type ReadHashes } from './tree.ts'

const TILE_HEIGHT = 8
const HASH_BYTES = 32

/** The level and number of the hash that is stored at an index: the reverse of `storedIndex`. */
function placeOf(index: number): readonly [level: number, n: number] {
  // Of two leaves out of three hashes the first guess is at most the leaf before; the loop ends within a few steps.
  let leaf = Math.floor(index / 2)
  while (storedIndex(0, leaf + 1) <= index) leaf++
  const level = index - storedIndex(0, leaf)
  return [level, Math.floor(leaf / 2 ** level)]
}

/** The tile in which a hash lies in a tree of this size, and the hashes of its lowest row that it is made of. */
function tileOf(index: number, size: number): { readonly tile: Tile & { level: number }; from: number; count: number } {
  const [level, n] = placeOf(index)
  const tileLevel = Math.floor(level / TILE_HEIGHT)
  const count = 2 ** (level - tileLevel * TILE_HEIGHT)
  const first = n * count
  const number = Math.floor(first / tileWidth)
  const across = Math.floor(size / 2 ** (TILE_HEIGHT * tileLevel))
  const width = Math.min(tileWidth, across - number * tileWidth)
  return { tile: { level: tileLevel, index: number, width }, from: first - number * tileWidth, count }
}

const fold = (row: readonly Hash[]): Hash => {
  const [only] = row
  if (row.length === 1 && only !== undefined) return only
  const pairs: Hash[] = []
  for (let at = 0; at + 1 < row.length; at += 2)
    pairs.push(nodeHash(row[at] ?? new Uint8Array(), row[at + 1] ?? new Uint8Array()))
  return fold(pairs)
}

/** The bytes of a tile, from wherever they are kept. */
export type FetchTile = (tile: Tile) => Promise<Uint8Array>

/**
 * Works out what `of` asks for out of the tiles of a tree of this size. `of` is called twice: first to hear which hashes it
 * reads, which no hash may change. Nothing is believed: what is worked out is compared with a signed root.
 */
export async function fromTiles<T>(
  size: number,
  fetchTile: FetchTile,
  of: (read: ReadHashes) => T,
): Promise<Result<T, 'tile-truncated'>> {
  const wanted = new Set<number>()
  of((indexes) => {
    for (const index of indexes) wanted.add(index)
    return indexes.map(() => new Uint8Array(HASH_BYTES))
  })
  const tiles = new Map<string, Promise<Uint8Array>>()
  const hashes = new Map<number, Hash>()
  for (const index of wanted) {
    const { tile, from, count } = tileOf(index, size)
    const name = `${tile.level}/${tile.index}`
    const bytes = await (tiles.get(name) ?? tiles.set(name, fetchTile(tile)).get(name))
    if (bytes?.length !== tile.width * HASH_BYTES) return err('tile-truncated')
    const row = Array.from({ length: count }, (_, at) =>
      bytes.subarray((from + at) * HASH_BYTES, (from + at + 1) * HASH_BYTES),
    )
    hashes.set(index, fold(row))
  }
  return ok(
    of((indexes) =>
      indexes.map((index) => {
        const hash = hashes.get(index)
        if (hash === undefined) throw new Error('a hash that was not asked for before')
        return hash
      }),
    ),
  )
}
