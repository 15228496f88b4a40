// Tiles: where one is found, what it holds, and that all of them together are the log.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  bundleEntries,
  entryMax,
  newFullTiles,
  parseBundle,
  parseTilePath,
  tileExists,
  tileHashes,
  tilePath,
  tileWidth,
  type Tile,
} from '../../../workers/engines/log/tile.ts'
import { leafHash, rootHash, type Hash } from '../../../workers/engines/log/tree.ts'
import { toHex, utf8 } from '../../../workers/kernel/bytes.ts'
import { treeOf } from '../../support/log.ts'
import { unwrap } from '../../support/result.ts'

/** A start, and what each step makes of it. */
function sums(start: number, steps: readonly number[]): number[] {
  const all = [start]
  for (const step of steps) all.push((all.at(-1) ?? 0) + step)
  return all
}

const path = (level: Tile['level'], index: number, width = tileWidth) => tilePath({ level, index, width })

describe('the address of a tile', () => {
  it.for<[string, string]>([
    // c2sp.org/tlog-tiles: the index in groups of three digits, all but the last with an x.
    [path(0, 1_234_067), 'tile/0/x001/x234/067'],
    [path(0, 0), 'tile/0/000'],
    [path(1, 999), 'tile/1/999'],
    [path(1, 1000), 'tile/1/x001/000'],
    [path(63, 5, 1), 'tile/63/005.p/1'],
    [path(0, 273, 112), 'tile/0/273.p/112'],
    [path('entries', 1_234_067, 255), 'tile/entries/x001/x234/067.p/255'],
  ])('%s is %s', ([own, expected], { expect }) => {
    expect(own).toBe(expected)
  })

  it('is read back as it was written', ({ expect }) => {
    const tiles = fc.record({
      level: fc.oneof(fc.nat(63), fc.constant('entries' as const)),
      index: fc.nat(10 ** 15 - 1),
      width: fc.integer({ min: 1, max: tileWidth }),
    })
    fc.assert(
      fc.property(tiles, (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual({ ok: true, value: tile })
      }),
    )
  })

  it.for([
    'tile/0/0',
    'tile/0/00',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/x001',
    'tile/0/001/001',
    'tile/0/X001/000',
    'tile/00/000',
    'tile/64/000',
    'tile/-1/000',
    'tile/x/000',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/',
    'tile/0/000.p/1.p/1',
    'tile/0/000/',
    '/tile/0/000',
    'tile/0/../0/000',
    'tile/0/%30%30%30',
    'tile/0/٠٠٠',
    'tile/0/000\n',
    'tile/entries',
    `tile/0/${'x999/'.repeat(5)}999`,
    '',
  ])('%j is none', (text, { expect }) => {
    expect(parseTilePath(text)).toEqual({ ok: false, error: 'tile-path-invalid' })
  })

  it('is canonical, whatever text is taken for one', ({ expect }) => {
    const parts = fc.constantFrom('tile/', '0', '1', 'entries', '/', 'x', '000', '067', '.p/', '9', '63')
    fc.assert(
      fc.property(
        fc.array(parts, { maxLength: 9 }).map((all) => all.join('')),
        (text) => {
          const parsed = parseTilePath(text)
          if (parsed.ok) expect(tilePath(parsed.value)).toBe(text)
        },
      ),
      { numRuns: 3000 },
    )
  })
})

/** Enough for a full tile of the second level and the beginning of one of the third. */
const SIZE = 66_000
const leaves = Array.from({ length: SIZE }, (_, n) => utf8(`entry ${n}`))
const read = treeOf(leaves)

const allTiles = (size: number): Tile[] =>
  (['entries', 0, 1, 2, 3] as const).flatMap((level) => {
    const across = level === 'entries' ? size : Math.floor(size / tileWidth ** level)
    return Array.from({ length: Math.floor(across / tileWidth) }, (_, index) => ({ level, index, width: tileWidth }))
  })

describe('tiles of a log', () => {
  it('exist as far as the tree does', ({ expect }) => {
    const exists = (level: Tile['level'], index: number, width: number) => tileExists({ level, index, width }, SIZE)
    expect([exists(0, 257, 208), exists(0, 257, 209), exists(0, 256, 256), exists(0, 257, 256)]).toEqual([
      true,
      false,
      true,
      false,
    ])
    expect([exists(1, 0, 256), exists(1, 1, 1), exists(1, 1, 2)]).toEqual([true, true, false])
    expect([exists(2, 0, 1), exists(2, 0, 2), exists(3, 0, 1), exists('entries', 257, 208)]).toEqual([
      true,
      false,
      false,
      true,
    ])
    expect([
      tileExists({ level: 0, index: 0, width: 1 }, 0),
      tileExists({ level: 63, index: 0, width: 1 }, SIZE),
    ]).toEqual([false, false])
  })

  it('hold the hashes of their level, and from them alone the root follows', ({ expect }) => {
    const split = (bytes: Uint8Array): Hash[] =>
      Array.from({ length: bytes.length / 32 }, (_, at) => bytes.subarray(at * 32, at * 32 + 32))
    const tile = (level: number, index: number, width = tileWidth) => split(tileHashes({ level, index, width }, read))
    expect(tile(0, 257, 208).map(toHex)).toEqual(leaves.slice(257 * 256).map((leaf) => toHex(leafHash(leaf))))
    // A tile's own root is a hash of the level above.
    expect(toHex(rootHash(256, treeOf(leaves.slice(512, 768))))).toBe(toHex(tile(1, 0)[2] ?? new Uint8Array()))
    expect(toHex(rootHash(65_536, read))).toBe(toHex(tile(2, 0, 1)[0] ?? new Uint8Array()))
  })

  it('that become full as it grows are each named once', ({ expect }) => {
    const steps = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 60 })
    fc.assert(
      fc.property(steps, fc.nat(65_000), (growth, start) => {
        const sizes = sums(start, growth)
        const named = sizes.flatMap((size, at) => newFullTiles(at === 0 ? 0 : (sizes[at - 1] ?? 0), size)).map(tilePath)
        expect(named.toSorted()).toEqual(
          allTiles(sizes.at(-1) ?? 0)
            .map(tilePath)
            .toSorted(),
        )
      }),
      { numRuns: 30 },
    )
  })
})

describe('a bundle of entries', () => {
  const entries = fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 8 })

  it('gives back what went in', ({ expect }) => {
    fc.assert(
      fc.property(entries, (all) => {
        expect(unwrap(parseBundle(bundleEntries(all)))).toEqual(all)
      }),
    )
    const longest = new Uint8Array(entryMax).fill(9)
    expect(unwrap(parseBundle(bundleEntries([longest, new Uint8Array()])))).toEqual([longest, new Uint8Array()])
  })

  it('takes no entry whose length it cannot tell', ({ expect }) => {
    expect(() => bundleEntries([new Uint8Array(entryMax + 1)])).toThrow(RangeError)
  })

  it('that is cut short is refused, but where an entry ends', ({ expect }) => {
    fc.assert(
      fc.property(entries, fc.nat(), (all, cut) => {
        const bytes = bundleEntries(all)
        const length = cut % (bytes.length + 1)
        const ends = sums(
          0,
          all.map((entry) => 2 + entry.length),
        )
        const parsed = parseBundle(bytes.subarray(0, length))
        expect(parsed.ok).toBe(ends.includes(length))
        if (parsed.ok) expect(parsed.value).toEqual(all.slice(0, ends.indexOf(length)))
      }),
    )
  })

  it('of any bytes is one that would be written so, or refused', ({ expect }) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const parsed = parseBundle(bytes)
        if (parsed.ok) expect(bundleEntries(parsed.value)).toEqual(bytes)
      }),
    )
  })
})
