// Which further records an act changes, by which acts of theirs, and what each entry says of the others.
import canonicalize from 'canonicalize'
import type { Sight } from '../kernel/expression.ts'
import { togetherMax, type LoadedCompanion } from '../kernel/load-together.ts'
import type { LoadedAct } from '../kernel/load.ts'
import { parseInput } from '../kernel/parse.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isItems, type Item, type Value, type Values } from '../kernel/value.ts'
import type { ActCommand } from './command.ts'

/** A further record and its act, as the rules of the act name them. */
export interface Companion {
  readonly register: string
  readonly act: string
  readonly key: string
  readonly input: Values
  /** Whether anyone may know which record it is. */
  readonly open: boolean
}

/** Another record of the same act, as an entry names it. */
export interface Other {
  readonly register: string
  /** The public id. */
  readonly record: string
  readonly act: string
  readonly open: boolean
}

/** What an entry says of the act that it is a part of. */
export interface Together {
  /** One for all of its entries. */
  readonly id: string
  readonly with: readonly Other[]
}

type Seen = { readonly record: Values; readonly input: Values; readonly today: string; readonly effective: string }

function inputOf({ input }: LoadedCompanion, sight: Sight): Values {
  const values: { [field: string]: Value } = {}
  for (const [field, expression] of input)
    try {
      const value = expression.evaluate(sight)
      if (value !== null) values[field] = value
    } catch {
      // CEL throws where what is absent is read: that input is left out.
    }
  return values
}

const itemsOf = ({ each }: LoadedCompanion, seen: Seen): readonly (Item | null)[] => {
  if (each === null) return [null]
  const group = seen[each.of][each.field]
  return isItems(group) ? group : []
}

/** Refusals: `rule-not-applicable`, where it cannot be said which they are, and `too-many-together`. */
export function companionsOf(
  act: LoadedAct,
  seen: Seen,
): Result<readonly Companion[], 'rule-not-applicable' | 'too-many-together'> {
  const found: Companion[] = []
  try {
    for (const one of act.together)
      for (const item of itemsOf(one, seen)) {
        const sight: Sight = item === null ? { ...seen } : { ...seen, one: item }
        if (one.when !== null && one.when.evaluate(sight) !== true) continue
        const { register, act: name, open } = one
        found.push({ register, act: name, key: String(one.key.evaluate(sight)), input: inputOf(one, sight), open })
      }
  } catch {
    return err('rule-not-applicable')
  }
  return found.length > togetherMax ? err('too-many-together') : ok(found)
}

/** One text for what is done to a record, however its input was typed: what one record asks of another is met by it. */
export function deedOf(act: LoadedAct, { input }: Pick<ActCommand, 'input'>, today: string): string {
  const parsed = parseInput(act.input, input, act.required, today)
  return canonicalize({ act: act.name, input: parsed.issues.length > 0 ? input : parsed.values }) ?? ''
}
