// The public leaf of an entry: what it commits to, without telling it. One salt a value, so that each may be shown or erased alone.
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toHex, utf8 } from '../kernel/bytes.ts'
import { fieldAt, type Fields } from '../kernel/field.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { maySee, type Audience } from './disclosure.ts'
import { commit } from './log/commitment.ts'
import type { Disclosed } from './log/extract.ts'
import type { Entry, Sealed } from './record.ts'
import { isItems, type Scalar, type Value } from '../kernel/value.ts'

/** 128 bits: nobody guesses a personal number from a commitment. */
const SALT_BYTES = 16

type Cell = readonly [path: string, value: Scalar | null]

/** A group by the number of its items and each of their cells, so that one of them can be shown, or erased, alone. */
const cells = (path: string, value: Value | null): readonly Cell[] =>
  isItems(value)
    ? [
        [path, value.length],
        ...value.flatMap((item, at) =>
          Object.entries(item).map(([column, cell]): Cell => [`${path}.${at}.${column}`, cell]),
        ),
      ]
    : [[path, value]]

/**
 * Everything in an entry that the leaf commits to, by path: `key`, `record`, `previous`, `person`, `second`, `signatures`, `case`,
 * `law`, `together`, of an imported record the `source` (the hash of its file, which for a file of a row or two could be
 * guessed) and the `row`,
 * `set.<field>`, `input.<field>`, and of a group `set.<field>` (how many) and `set.<field>.<item>.<column>`.
 */
export function committed(entry: Entry): readonly Cell[] {
  const paths: Cell[] = [
    ['key', entry.key],
    ['record', entry.record],
  ]
  if (entry.previous !== undefined) paths.push(['previous', entry.previous])
  if (entry.actor.person !== undefined) paths.push(['person', entry.actor.person])
  if (entry.second?.person !== undefined) paths.push(['second', entry.second.person])
  if (entry.signatures !== undefined) paths.push(['signatures', entry.signatures])
  if (entry.basis.case !== undefined) paths.push(['case', entry.basis.case])
  if (entry.basis.law !== undefined) paths.push(['law', entry.basis.law])
  if (entry.together !== undefined) paths.push(['together', canonicalize(entry.together) ?? ''])
  const { source } = entry.basis
  if (source !== undefined) paths.push(['source', source.file], ['row', source.row])
  for (const [field, value] of Object.entries(entry.set)) paths.push(...cells(`set.${field}`, value))
  for (const [field, value] of Object.entries(entry.input)) paths.push(...cells(`input.${field}`, value))
  return paths
}

/** Hex SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1. */
export function hashLeaf(leaf: string): string {
  return toHex(sha256.create().update(Uint8Array.of(0)).update(utf8(leaf)).digest())
}

/** Salts and commits to an entry; `random` gives unpredictable bytes. The leaf is canonical JSON (RFC 8785). */
export function sealLeaf(register: string, entry: Entry, random: (bytes: number) => Uint8Array) {
  const values = committed(entry)
  return leafFrom(register, entry, values, random(SALT_BYTES * values.length))
}

/** The same with salts that were drawn before, one after the other in the order of `committed`. */
export const resealLeaf = (register: string, entry: Entry, chance: Uint8Array) =>
  leafFrom(register, entry, committed(entry), chance)

function leafFrom(register: string, entry: Entry, values: readonly Cell[], chance: Uint8Array) {
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
    ...(entry.second === undefined ? {} : { second: entry.second.role }),
    ...(entry.erases === undefined ? {} : { erases: entry.erases }),
    recordedAt: entry.recordedAt,
    effectiveFrom: entry.effectiveFrom,
    ...(entry.basis.source === undefined ? {} : { import: entry.basis.source.import }),
    commitments,
  })
  if (leaf === undefined) throw new Error('an entry that is no JSON')
  return { salts, leaf, leafHash: hashLeaf(leaf) }
}

/** A leaf with the values that it commits to and the audience may see, each with its salt. */
export interface OpenedLeaf {
  readonly leaf: string
  readonly leafHash: string
  readonly disclosed: Disclosed
  /** The fields of which the leaf commits to a value that was erased, and can be shown no more. */
  readonly erased: readonly string[]
}

/**
 * What of an entry is shown: the record's id to all; the key and each field as it says itself, while its salt is kept.
 * The fields `also` are shown because whom they are about shows them.
 */
export function openLeaf(
  definition: RegisterDefinition,
  kept: Sealed,
  audience: Audience,
  also: readonly string[] = [],
): OpenedLeaf {
  const { entry, leaf, leafHash, salts } = kept
  const fields: Fields = { ...definition.acts[entry.act]?.input, ...definition.fields }
  const named = (path: string) => (path === 'key' ? definition.key : path.replace(/^(?:set|input)\./u, ''))
  /** A cell is seen by whom its group and its column let. */
  const seen = (path: string) =>
    [named(path).split('.')[0] ?? '', named(path)].every((one) => {
      const field = fieldAt(fields, one)
      return field !== undefined && (also.includes(one.split('.')[0] ?? '') || maySee(field, audience))
    })
  const disclosed: { [path: string]: Disclosed[string] } = {}
  for (const [path, value] of committed(entry)) {
    const salt = salts[path]
    if (salt !== undefined && (path === 'record' || (/^(?:key$|set\.|input\.)/u.test(path) && seen(path))))
      disclosed[path] = { value, salt }
  }
  return { leaf, leafHash, disclosed, erased: entry.erased ?? [] }
}
