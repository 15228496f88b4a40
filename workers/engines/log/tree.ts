// The tree of a register's log (RFC 6962): its hashes, kept once each by stored-hash index, and the proofs cut from them.
import { sha256 } from '@noble/hashes/sha2.js'

export type Hash = Uint8Array
/** Hashes of complete subtrees by stored-hash index; every index asked for lies inside the tree. */
export type ReadHashes = (indexes: readonly number[]) => readonly Hash[]

const hashOf = (...parts: readonly Uint8Array[]): Hash => {
  const hash = sha256.create()
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** SHA-256(0x00 ‖ entry): RFC 6962, section 2.1. */
export const leafHash = (entry: Uint8Array): Hash => hashOf(Uint8Array.of(0), entry)
/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Hash, right: Hash): Hash => hashOf(Uint8Array.of(1), left, right)

/**
 * Where the hash of the `n`th complete subtree of 2^level leaves is kept: in the order in which appending completes
 * them (a leaf, then each node that it completes). The scheme of Go's sumdb/tlog.
 */
export function storedIndex(level: number, n: number): number {
  let at = n
  for (let l = level; l > 0; l--) at = 2 * at + 1
  let index = 0
  for (let left = at; left > 0; left = Math.floor(left / 2)) index += left
  return index + level
}

/** How many hashes are stored for a tree of this size. */
export const storedCount = (size: number): number => {
  let count = 0
  for (let left = size; left > 0; left = Math.floor(left / 2)) count += left
  return count
}

/** The hashes to store when leaf number `n` is appended: its own, then those of the subtrees that it completes. */
export function storedHashes(n: number, leaf: Hash, read: ReadHashes): readonly Hash[] {
  const hashes = [leaf]
  let hash = leaf
  for (let level = 0, at = n; at % 2 === 1; level++, at = (at - 1) / 2) {
    const [left] = read([storedIndex(level, at - 1)])
    if (left === undefined) throw new Error('a stored hash is missing')
    hash = nodeHash(left, hash)
    hashes.push(hash)
  }
  return hashes
}

/** The complete subtrees, left to right, that leaves `from` to `to` split into; `from` is a multiple of the largest. */
function subtrees(from: number, to: number): readonly (readonly [level: number, n: number])[] {
  const parts: (readonly [number, number])[] = []
  let start = from
  while (start < to) {
    let level = 0
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level++
    parts.push([level, start / 2 ** level])
    start += 2 ** level
  }
  return parts
}

/** Folds the roots of adjacent subtrees, which grow smaller to the right, into one. */
function fold(hashes: readonly Hash[]): Hash {
  const [last, ...rest] = hashes.toReversed()
  if (last === undefined) return hashOf()
  return rest.reduce((right, left) => nodeHash(left, right), last)
}

const rangeHash = (from: number, to: number, read: ReadHashes): Hash =>
  fold(read(subtrees(from, to).map(([level, n]) => storedIndex(level, n))))

/** The root of the first `size` leaves. */
export const rootHash = (size: number, read: ReadHashes): Hash => rangeHash(0, size, read)

/** The largest power of two below `n` (n ≥ 2): where RFC 6962 splits a tree. */
const splitOf = (n: number): number => {
  let split = 1
  while (split * 2 < n) split *= 2
  return split
}

/** RFC 6962, 2.1.1: the hashes that lead from leaf `n` to the root of the first `size`, from the leaf up. */
export function inclusionProof(n: number, size: number, read: ReadHashes): readonly Hash[] {
  if (!(n >= 0 && n < size)) throw new RangeError('the leaf lies outside the tree')
  const path = (from: number, to: number): readonly Hash[] => {
    if (to - from === 1) return []
    const middle = from + splitOf(to - from)
    return n < middle
      ? [...path(from, middle), rangeHash(middle, to, read)]
      : [...path(middle, to), rangeHash(from, middle, read)]
  }
  return path(0, size)
}

/** RFC 6962, 2.1.2: the hashes that show that the first `old` leaves of the tree of `size` are as they were. */
export function consistencyProof(old: number, size: number, read: ReadHashes): readonly Hash[] {
  if (!(old >= 1 && old <= size)) throw new RangeError('the older tree lies outside the newer')
  const path = (from: number, to: number, whole: boolean): readonly Hash[] => {
    if (old === to) return whole ? [] : [rangeHash(from, to, read)]
    const middle = from + splitOf(to - from)
    return old <= middle
      ? [...path(from, middle, whole), rangeHash(middle, to, read)]
      : [...path(middle, to, false), rangeHash(from, middle, read)]
  }
  return path(0, size, true)
}

const same = (a: Hash, b: Hash): boolean => a.length === b.length && a.every((byte, at) => byte === b[at])

/** Whether leaf `n` with this hash is in the tree of `size` with this root. */
export function verifyInclusion(proof: readonly Hash[], n: number, size: number, leaf: Hash, root: Hash): boolean {
  if (!(Number.isSafeInteger(n) && Number.isSafeInteger(size) && n >= 0 && n < size)) return false
  const run = (from: number, to: number, left: readonly Hash[]): Hash | null => {
    if (to - from === 1) return left.length === 0 ? leaf : null
    const sibling = left.at(-1)
    if (sibling === undefined) return null
    const middle = from + splitOf(to - from)
    const inner = n < middle ? run(from, middle, left.slice(0, -1)) : run(middle, to, left.slice(0, -1))
    if (inner === null) return null
    return n < middle ? nodeHash(inner, sibling) : nodeHash(sibling, inner)
  }
  const found = run(0, size, proof)
  return found !== null && same(found, root)
}

/** Whether the tree of `size` with `root` continues the tree of `old` with `oldRoot`. */
export function verifyConsistency(
  proof: readonly Hash[],
  old: number,
  oldRoot: Hash,
  size: number,
  root: Hash,
): boolean {
  if (!(Number.isSafeInteger(old) && Number.isSafeInteger(size) && old >= 1 && old <= size)) return false
  /** The roots of the older and the newer tree over this range. */
  const run = (from: number, to: number, left: readonly Hash[], whole: boolean): readonly [Hash, Hash] | null => {
    const last = left.at(-1)
    if (old === to) {
      if (whole) return left.length === 0 ? [oldRoot, oldRoot] : null
      return last !== undefined && left.length === 1 ? [last, last] : null
    }
    if (last === undefined) return null
    const middle = from + splitOf(to - from)
    const rest = left.slice(0, -1)
    if (old <= middle) {
      const inner = run(from, middle, rest, whole)
      return inner === null ? null : [inner[0], nodeHash(inner[1], last)]
    }
    const inner = run(middle, to, rest, false)
    return inner === null ? null : [nodeHash(last, inner[0]), nodeHash(last, inner[1])]
  }
  const found = run(0, size, proof, true)
  return found !== null && same(found[0], oldRoot) && same(found[1], root)
}
