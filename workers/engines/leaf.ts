// The public leaf of an entry: what it commits to, without telling it. One salt a value, so that each may be shown or erased alone.
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toHex, utf8 } from '../kernel/bytes.ts'
import { commit } from './log/commitment.ts'
import type { Entry } from './record.ts'
import type { Value } from '../kernel/value.ts'

/** 128 bits: nobody guesses a personal number from a commitment. */
const SALT_BYTES = 16

/** Everything in an entry that the leaf commits to, by path: `key`, `previous`, `person`, `case`, `law`, `set.<field>`, `input.<field>`. */
export function committed(entry: Entry): readonly (readonly [path: string, value: Value | null])[] {
  const paths: (readonly [string, Value | null])[] = [['key', entry.key]]
  if (entry.previous !== undefined) paths.push(['previous', entry.previous])
  if (entry.actor.person !== undefined) paths.push(['person', entry.actor.person])
  if (entry.basis.case !== undefined) paths.push(['case', entry.basis.case])
  if (entry.basis.law !== undefined) paths.push(['law', entry.basis.law])
  for (const [field, value] of Object.entries(entry.set)) paths.push([`set.${field}`, value])
  for (const [field, value] of Object.entries(entry.input)) paths.push([`input.${field}`, value])
  return paths
}

/** Hex SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1. */
export function hashLeaf(leaf: string): string {
  return toHex(sha256.create().update(Uint8Array.of(0)).update(utf8(leaf)).digest())
}

/** Salts and commits to an entry; `random` gives unpredictable bytes. The leaf is canonical JSON (RFC 8785). */
export function sealLeaf(register: string, entry: Entry, random: (bytes: number) => Uint8Array) {
  const values = committed(entry)
  const chance = random(SALT_BYTES * values.length)
  const salts: { [path: string]: string } = {}
  const commitments: { [path: string]: string } = {}
  values.forEach(([path, value], index) => {
    const salt = chance.subarray(index * SALT_BYTES, (index + 1) * SALT_BYTES)
    salts[path] = toHex(salt)
    commitments[path] = commit(salt, value)
  })
  const leaf = canonicalize({
    v: 1,
    register,
    act: entry.act,
    definition: entry.definition,
    seq: entry.seq,
    role: entry.actor.role,
    recordedAt: entry.recordedAt,
    effectiveFrom: entry.effectiveFrom,
    commitments,
  })
  if (leaf === undefined) throw new Error('an entry that is no JSON')
  return { salts, leaf, leafHash: hashLeaf(leaf) }
}
