// What differs between two versions of a record: field by field, and by which entries it came about.
import type { RegisterDefinition } from '../kernel/register.ts'
import { sameValue, type Value, type Values } from '../kernel/value.ts'
import type { Change, PublicEntry } from './history.ts'

/** A version is what a record says after an entry; before the first it says nothing. */
export interface Version {
  readonly seq: number
  readonly values: Values
}

export interface Comparison {
  /** In the order of the definition. */
  readonly changes: readonly Change[]
  /** Names of the fields that are not open and were changed by an entry between the two. */
  readonly closed: readonly string[]
  /** The entries after the one version, up to the other; the latest first. */
  readonly entries: readonly PublicEntry[]
  /** Whether there were more entries between them than are told here. */
  readonly more: boolean
}

const present = (name: 'from' | 'to', value: Value | undefined) => (value === undefined ? {} : { [name]: value })

/** `entries` end with that of the later version, the latest first. */
export function comparisonOf(
  { fields }: RegisterDefinition,
  from: Version,
  to: Version,
  entries: readonly PublicEntry[],
): Comparison {
  const between = entries.filter(({ seq }) => seq > from.seq && seq <= to.seq)
  const touched = new Set(between.flatMap(({ closed }) => closed))
  return {
    changes: Object.keys(fields).flatMap((field): readonly Change[] => {
      const [before, after] = [from.values[field], to.values[field]]
      if (sameValue(before ?? null, after ?? null)) return []
      return [{ field, ...present('from', before), ...present('to', after) }]
    }),
    closed: Object.keys(fields).filter((field) => touched.has(field)),
    entries: between,
    more: between.length < to.seq - from.seq,
  }
}
