// How alike two records are by their names, whatever the alphabet and the slips of the pen; and which are compared at all.
import type { RegisterDefinition } from '../kernel/register.ts'
import type { Values } from '../kernel/value.ts'
import { foldedWords } from './fold.ts'
import { blindIndex } from './names.ts'

// The likeness of Jaro and Winkler (W. E. Winkler, "String Comparator Metrics and Enhanced Decision Rules in the
// Fellegi-Sunter Model of Record Linkage", 1990), in English:
//  - letters match that are equal and no farther apart than half of the longer word
//  - matched letters in another order count half
//  - each of the first four letters that is the same brings it a tenth nearer to 1

const PREFIX_MAX = 4
const PREFIX_WEIGHT = 0.1

/** Which letters of the one are matched in the other, in their order. */
function matched(one: string, other: string, reach: number): readonly string[] {
  const taken = new Set<number>()
  return Array.from(one).filter((letter, at) => {
    for (let there = Math.max(0, at - reach); there <= at + reach && there < other.length; there += 1)
      if (!taken.has(there) && other[there] === letter) {
        taken.add(there)
        return true
      }
    return false
  })
}

/** From 0, nothing in common, to 1, the same. */
export function jaroWinkler(one: string, other: string): number {
  if (one === other) return 1
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const [ours, theirs] = [matched(one, other, reach), matched(other, one, reach)]
  const count = ours.length
  if (count === 0) return 0
  const turned = ours.filter((letter, at) => letter !== theirs[at]).length / 2
  const jaro = (count / one.length + count / other.length + (count - turned) / count) / 3
  let prefix = 0
  while (prefix < PREFIX_MAX && prefix < one.length && one[prefix] === other[prefix]) prefix += 1
  return jaro + prefix * PREFIX_WEIGHT * (1 - jaro)
}

/** What two records are compared by: the words of each name, folded; empty where there is none. */
export type Names = readonly string[]

export const namesOf = ({ alike }: RegisterDefinition, values: Values): Names =>
  (alike?.names ?? []).map((name) => foldedWords(String(values[name] ?? '')).join(' '))

const words = (names: Names): string =>
  names
    .flatMap((name) => name.split(' '))
    .filter((word) => word !== '')
    .toSorted((one, other) => (one < other ? -1 : 1))
    .join(' ')

/** How alike, of 100: name by name where both have one, or in any order, whichever is nearer. */
export function likeness(one: Names, other: Names): number {
  const pairs = one.flatMap((name, at) => (name === '' || !other[at] ? [] : [jaroWinkler(name, other[at])]))
  const ordered = pairs.reduce((sum, near) => sum + near, 0) / Math.max(1, pairs.length)
  return Math.round(100 * Math.max(ordered, jaroWinkler(words(one), words(other))))
}

/** The names under which the groups stand in which records are compared; no field of a register is called so. */
export const groupsOf = ({ alike }: RegisterDefinition): readonly string[] =>
  (alike?.names ?? []).map((_, at) => `~alike.${at}`)

/**
 * The groups of a record: those that have the same value, and a name that begins alike. Blind, so that who keeps them
 * learns neither. A record that gave way stands in none.
 */
export function groupedBy(
  definition: RegisterDefinition,
  values: Values,
  indexKey: string,
): { readonly [group: string]: string } {
  const { alike, id } = definition
  const within = alike && values[alike.within]
  if (alike === undefined || within === undefined || values[alike.replacedBy] !== undefined) return {}
  const names = namesOf(definition, values)
  return Object.fromEntries(
    groupsOf(definition).flatMap((group, at) => {
      const [first] = names[at] ?? ''
      return first === undefined ? [] : [[group, blindIndex(indexKey, id, group, `${String(within)} ${first}`)]]
    }),
  )
}
