// A register's log as it lies in its object: entries in their places, the hashes of their tree, and the tiles cut from both.
import {
  bundleEntries,
  newFullTiles,
  tileHashes,
  tilePath,
  tileWidth,
  type Tile,
} from '../../workers/engines/log/tile.ts'
import { rootHash, storedHashes, storedIndex, type Hash } from '../../workers/engines/log/tree.ts'
import { fromHex, utf8 } from '../../workers/kernel/bytes.ts'

export class Log {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Entries that have their place. */
  size(): number {
    return (this.#sql.exec<{ last: number | null }>('SELECT max(position) AS last FROM log').one().last ?? -1) + 1
  }

  /** The number of the last entry of a record; 0 where there is none. */
  lastOf(record: string): number {
    return (
      this.#sql.exec<{ seq: number | null }>('SELECT max(seq) AS seq FROM log WHERE record = ?', record).one().seq ?? 0
    )
  }

  append(record: string, seq: number, leaf: string, leafHash: string): void {
    const position = this.size()
    this.#sql.exec('INSERT INTO log VALUES (?, ?, ?, ?, ?)', position, record, seq, leaf, leafHash)
    let n = storedIndex(0, position)
    for (const hash of storedHashes(position, fromHex(leafHash), this.read))
      this.#sql.exec('INSERT INTO hashes VALUES (?, ?)', n++, hash)
  }

  readonly read = (indexes: readonly number[]): readonly Hash[] =>
    indexes.map(
      (n) => new Uint8Array(this.#sql.exec<{ hash: ArrayBuffer }>('SELECT hash FROM hashes WHERE n = ?', n).one().hash),
    )

  root = (size: number): Hash => rootHash(size, this.read)

  cut(tile: Tile): Uint8Array<ArrayBuffer> {
    const { level, index, width } = tile
    if (level !== 'entries') return tileHashes({ level, index, width }, this.read)
    const leaves = this.#sql
      .exec<{ leaf: string }>(
        'SELECT leaf FROM log WHERE position >= ? ORDER BY position LIMIT ?',
        index * tileWidth,
        width,
      )
      .toArray()
    return bundleEntries(leaves.map(({ leaf }) => utf8(leaf)))
  }

  /** Stores the tiles that became full between two sizes. */
  async store(files: R2Bucket, register: string, before: number, size: number): Promise<void> {
    await Promise.all(
      newFullTiles(before, size).map((tile) => files.put(`${register}/log/${tilePath(tile)}`, this.cut(tile))),
    )
  }
}
