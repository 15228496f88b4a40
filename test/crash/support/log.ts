// A register's log as an auditor reads it over HTTP, with a hash tree that is written here once more, as RFC 6962 has it.
import { createHash } from 'node:crypto'
import { openCheckpoint } from '../../../workers/engines/log/checkpoint.ts'
import { parseVerifierKey } from '../../../workers/engines/log/note.ts'
import { parseBundle, tileWidth } from '../../../workers/engines/log/tile.ts'
import { unwrap } from '../../support/result.ts'

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** RFC 6962, section 2.1: MTH of the leaf hashes from `start` to `end`. */
export function treeHash(leaves: readonly Buffer[], start = 0, end = leaves.length): Buffer {
  const length = end - start
  if (length === 0) return sha256()
  if (length === 1) return leaves[start]!
  const split = start + 2 ** Math.floor(Math.log2(length - 1))
  return sha256(Uint8Array.of(1), treeHash(leaves, start, split), treeHash(leaves, split, end))
}

async function bytes(address: string): Promise<Buffer> {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

const logAt = (local: string, register: string) => `${local}/registers/${register}/log`

/** The published size and root, whose signature is checked with the key; null before anything is published. */
export async function readCheckpoint(local: string, register: string, key: string) {
  const answer = await fetch(`${logAt(local, register)}/checkpoint`)
  if (!answer.ok) return null
  const { size, root } = unwrap(await openCheckpoint(await answer.text(), unwrap(parseVerifierKey(key))))
  return { size, root: Buffer.from(root).toString('hex') }
}

export const readKey = async (local: string, register: string) =>
  (await bytes(`${logAt(local, register)}/key`)).toString('utf8')

/** The leaf hashes of a log of this size, once from its entries and once from its tiles. */
export async function readLeaves(local: string, register: string, size: number) {
  const entries: Buffer[] = []
  const hashes: Buffer[] = []
  for (let first = 0; first < size; first += tileWidth) {
    const index = first / tileWidth
    if (index > 999) throw new Error('a log that this test does not read')
    const width = Math.min(tileWidth, size - first)
    const name = String(index).padStart(3, '0') + (width === tileWidth ? '' : `.p/${width}`)
    const bundle = unwrap(parseBundle(await bytes(`${logAt(local, register)}/tile/entries/${name}`)))
    entries.push(...bundle.map((entry) => sha256(Uint8Array.of(0), entry)))
    const tile = await bytes(`${logAt(local, register)}/tile/0/${name}`)
    for (let at = 0; at < tile.length; at += 32) hashes.push(tile.subarray(at, at + 32))
  }
  return { entries, hashes }
}
