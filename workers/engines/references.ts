// Which records of other registers an act names, and what is wrong with those that are not there, or stand no more.
import { cellsOf } from '../kernel/field.ts'
import type { LoadedAct, LoadedRegister } from '../kernel/load.ts'
import { parseInput, type FieldIssue } from '../kernel/parse.ts'
import { isOfPortal } from '../kernel/register.ts'
import { isItems, type Value } from '../kernel/value.ts'
import type { ActCommand } from './command.ts'

export interface NamedRecord {
  /** The field that names it; within a group, with the number of the item: `owners.0.person`. */
  readonly field: string
  readonly register: string
  readonly key: string
}

/** `ended`: its register says that it can no longer be named by what is new; `held`: another act is about to change it. */
export type Standing = 'missing' | 'ended' | 'stands' | 'held'

/** Paths in the values of an input: of a column, one an item. */
function pathsOf(path: string, items: unknown): readonly string[] {
  const [name = '', column] = path.split('.')
  if (column === undefined) return [path]
  return isItems(items) ? items.map((_, at) => `${name}.${at}.${column}`) : []
}

/**
 * What an act names, as it will be stored; nothing of an input that is wrong, which is refused anyway. The importer of an
 * old register is not asked: its records come in any order. Nor are parts of the portal: they name whom they verified.
 */
export function namedBy(
  act: LoadedAct,
  { actor, input }: Pick<ActCommand, 'actor' | 'input'>,
  today: string,
): readonly NamedRecord[] {
  if (actor.role === 'operator' || isOfPortal(actor.role)) return []
  return namedIn(act, parseInput(act.input, input, () => false, today).values)
}

/** The same of values as they are stored. */
export const namedIn = (act: LoadedAct, values: { readonly [field: string]: Value | null }): readonly NamedRecord[] =>
  cellsOf(act.input).flatMap(([path, field]) => {
    if (field.type !== 'reference') return []
    const [name = '', column] = path.split('.')
    const value = values[name]
    return pathsOf(path, value).flatMap((place, at) => {
      const key = column === undefined ? value : isItems(value) ? value[at]?.[column] : undefined
      return typeof key === 'string' ? [{ field: place, register: field.register, key }] : []
    })
  })

/** One issue a field, in the order in which they are named. A correction may name what stood then and has ended since. */
export const faultsOf = (
  named: readonly NamedRecord[],
  standings: readonly Standing[],
  corrects: boolean,
): readonly FieldIssue[] =>
  named.flatMap(({ field }, at): readonly FieldIssue[] => {
    if (standings[at] === 'missing') return [{ field, code: 'reference-unknown' }]
    if (standings[at] === 'held') return [{ field, code: 'record-held' }]
    return standings[at] === 'ended' && !corrects ? [{ field, code: 'reference-ended' }] : []
  })

/** How a record stands for whoever would name it. */
export function standingOf(register: LoadedRegister | undefined, values: object | null, today: string): Standing {
  if (register === undefined || values === null) return 'missing'
  try {
    return register.ended?.evaluate({ record: values as never, today }) === true ? 'ended' : 'stands'
  } catch {
    // CEL throws where an absent field is read: what is not said has not ended.
    return 'stands'
  }
}
