// The tree of a log against RFC 6962: the vectors that all implementations share, then every proof of every small tree.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  consistencyProof,
  inclusionProof,
  leafHash,
  nodeHash,
  rootHash,
  storedCount,
  storedIndex,
  verifyConsistency,
  verifyInclusion,
  type Hash,
} from '../../../workers/engines/log/tree.ts'
import { fromHex, toHex, utf8 } from '../../../workers/kernel/bytes.ts'
import { treeOf } from '../../support/log.ts'

/** Entries and roots of google/certificate-transparency, merkletree tests. */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const [H1, H23, H4567] = [
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
] as const
const [H4, H67] = [
  'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
] as const
const H45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a'
const [H0, H01, H0123] = [ROOTS[0] ?? '', ROOTS[1] ?? '', ROOTS[3] ?? '']

const reference = treeOf(ENTRIES.map(fromHex))

describe('the tree of the reference', () => {
  it('of no entry has the hash of nothing', ({ expect }) => {
    expect(toHex(rootHash(0, reference))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('has its roots', ({ expect }) => {
    expect(ROOTS.map((_, at) => toHex(rootHash(at + 1, reference)))).toEqual(ROOTS)
  })

  it.for<[leaf: number, size: number, path: readonly string[]]>([
    [0, 1, []],
    [0, 8, [H1, H23, H4567]],
    [5, 8, [H4, H67, H0123]],
    [2, 3, [H01]],
    [1, 5, [H0, H23, H4]],
  ])('shows leaf %i in a tree of %i', ([leaf, size, path], { expect }) => {
    expect(inclusionProof(leaf, size, reference).map(toHex)).toEqual(path)
  })

  it.for<[old: number, size: number, path: readonly string[]]>([
    [1, 1, []],
    [1, 8, [H1, H23, H4567]],
    [6, 8, [H45, H67, H0123]],
    [2, 5, [H23, H4]],
  ])('shows that a tree of %i became one of %i', ([old, size, path], { expect }) => {
    expect(consistencyProof(old, size, reference).map(toHex)).toEqual(path)
  })

  it('shows nothing of what is not in it', ({ expect }) => {
    for (const [leaf, size] of [
      [8, 8],
      [-1, 8],
      [0, 0],
      [Number.NaN, 8],
    ] as const)
      expect(() => inclusionProof(leaf, size, reference)).toThrow(RangeError)
    for (const [old, size] of [
      [0, 8],
      [9, 8],
      [Number.NaN, 8],
    ] as const)
      expect(() => consistencyProof(old, size, reference)).toThrow(RangeError)
  })
})

const SIZE = 300
const leaves = Array.from({ length: SIZE }, (_, n) => utf8(`entry ${n}`))
const read = treeOf(leaves)
const hashes = leaves.map(leafHash)
const roots = Array.from({ length: SIZE + 1 }, (_, size) => rootHash(size, read))

/** RFC 6962, 2.1, word for word. */
function definition(from: number, to: number): Hash {
  if (to - from === 1) return hashes[from] ?? new Uint8Array()
  let split = 1
  while (split * 2 < to - from) split *= 2
  return nodeHash(definition(from, from + split), definition(from + split, to))
}

const hashOf = (n: number): Hash => hashes[n] ?? new Uint8Array()
const rootOf = (size: number): Hash => roots[size] ?? new Uint8Array()
const flipped = (hash: Hash, bit: number): Hash =>
  hash.map((byte, at) => (at === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte))

/** Every place of a small tree; of a larger one the ends, and others in turn, so that each place has its size. */
const sampled = (size: number): number[] =>
  Array.from({ length: size }, (_, n) => n).filter(
    (n) => size <= 64 || n === 0 || n === size - 1 || (n + size) % 11 === 0,
  )

describe(`trees of up to ${SIZE} entries`, () => {
  it('have the roots of the definition', ({ expect }) => {
    for (let size = 1; size <= SIZE; size += 7) expect(toHex(rootOf(size))).toBe(toHex(definition(0, size)))
  })

  it('show their entries, and that they continue the smaller ones, at every size', ({ expect }) => {
    const failed: string[] = []
    for (let size = 1; size <= SIZE; size++)
      for (const n of sampled(size)) {
        const old = n + 1
        if (!verifyInclusion(inclusionProof(n, size, read), n, size, hashOf(n), rootOf(size)))
          failed.push(`entry ${n} of ${size}`)
        if (!verifyConsistency(consistencyProof(old, size, read), old, rootOf(old), size, rootOf(size)))
          failed.push(`${old} to ${size}`)
      }
    expect(failed).toEqual([])
  })
})

const sizes = fc.integer({ min: 1, max: SIZE })
const pairs = fc.tuple(sizes, sizes).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
const bits = fc.nat(255)

describe('a forged proof', () => {
  it('of an entry fails: a bit of a hash, of the leaf or of the root, a hash more or fewer, another place', ({
    expect,
  }) => {
    fc.assert(
      fc.property(sizes, fc.nat(), bits, fc.nat(), (size, place, bit, at) => {
        const n = place % size
        const proof = inclusionProof(n, size, read)
        const verify = (path: readonly Hash[], index = n, leaf = hashOf(n), root = rootOf(size)) =>
          verifyInclusion(path, index, size, leaf, root)
        const one = proof[at % Math.max(1, proof.length)]
        if (one !== undefined) expect(verify(proof.with(at % proof.length, flipped(one, bit)))).toBe(false)
        expect(verify(proof, n, flipped(hashOf(n), bit))).toBe(false)
        expect(verify(proof, n, hashOf(n), flipped(rootOf(size), bit))).toBe(false)
        expect(verify([...proof, hashOf(n)])).toBe(false)
        expect(proof.length > 0 && verify(proof.slice(1))).toBe(false)
        expect(proof.length > 1 && verify(proof.toReversed())).toBe(false)
        expect(at % size !== n && verify(proof, at % size)).toBe(false)
        expect(verify(proof.map((hash) => hash.subarray(1)))).toBe(proof.length === 0)
      }),
    )
  })

  it('of an entry fails for a size in which its path has another form', ({ expect }) => {
    fc.assert(
      fc.property(pairs, fc.nat(), ([small, large], place) => {
        const n = place % small
        const [proof, other] = [inclusionProof(n, small, read), inclusionProof(n, large, read)]
        expect(verifyInclusion(proof, n, large, hashOf(n), rootOf(large))).toBe(small === large)
        if (proof.length !== other.length)
          expect(verifyInclusion(proof, n, large, hashOf(n), rootOf(small))).toBe(false)
      }),
    )
  })

  it('of growth fails: a bit of a hash or of a root, a hash more or fewer, other sizes', ({ expect }) => {
    fc.assert(
      fc.property(pairs, pairs, bits, fc.nat(), ([old, size], [otherOld, otherSize], bit, at) => {
        const proof = consistencyProof(old, size, read)
        const verify = (path: readonly Hash[], from = rootOf(old), to = rootOf(size)) =>
          verifyConsistency(path, old, from, size, to)
        const one = proof[at % Math.max(1, proof.length)]
        if (one !== undefined) expect(verify(proof.with(at % proof.length, flipped(one, bit)))).toBe(false)
        expect(verify(proof, flipped(rootOf(old), bit))).toBe(false)
        expect(verify(proof, rootOf(old), flipped(rootOf(size), bit))).toBe(false)
        expect(verify([...proof, rootOf(old)])).toBe(false)
        expect(proof.length > 0 && verify(proof.slice(1))).toBe(false)
        const same = otherOld === old && otherSize === size
        const whole = old === size && otherOld === otherSize
        expect(verifyConsistency(proof, otherOld, rootOf(otherOld), otherSize, rootOf(otherSize))).toBe(same || whole)
      }),
    )
  })

  it('is refused for sizes and places that are none', ({ expect }) => {
    const [leaf, root] = [hashOf(0), rootOf(1)]
    for (const [n, size] of [
      [-1, 1],
      [1, 1],
      [0, 0],
      [0.5, 1],
      [Number.NaN, 1],
      [0, 2 ** 53],
      [0, Number.POSITIVE_INFINITY],
    ] as const)
      expect(verifyInclusion([], n, size, leaf, root)).toBe(false)
    for (const [old, size] of [
      [0, 1],
      [2, 1],
      [0.5, 1],
      [Number.NaN, 1],
      [1, 2 ** 53],
    ] as const)
      expect(verifyConsistency([], old, root, size, root)).toBe(false)
    expect(verifyInclusion([], 2 ** 53 - 2, 2 ** 53 - 1, leaf, root)).toBe(false)
  })
})

describe('stored hashes', () => {
  it('lie in the order in which appending completes them, without a gap', ({ expect }) => {
    const seen = new Set<number>()
    for (let level = 0; 2 ** level <= SIZE; level++)
      for (let n = 0; (n + 1) * 2 ** level <= SIZE; n++) seen.add(storedIndex(level, n))
    expect([...seen].toSorted((a, b) => a - b)).toEqual(Array.from({ length: storedCount(SIZE) }, (_, at) => at))
    // The examples of Go's sumdb/tlog: leaves 0 to 4 at 0, 1, 3, 4, 7; nodes (1, 0), (1, 1), (2, 0) at 2, 5, 6.
    expect([0, 1, 2, 3, 4].map((n) => storedIndex(0, n))).toEqual([0, 1, 3, 4, 7])
    expect([storedIndex(1, 0), storedIndex(1, 1), storedIndex(2, 0)]).toEqual([2, 5, 6])
  })
})
