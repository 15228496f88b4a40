// What an act wants for its record alone: a value that no other record of the register may have at the same time.
import type { LoadedAct, LoadedRegister } from '../kernel/load.ts'
import { parseInput } from '../kernel/parse.ts'
import type { ActCommand } from './command.ts'
import { blindIndex } from './names.ts'
import type { Value } from '../kernel/value.ts'
import { holdsGround, type Ground, type Hold } from './apart.ts'
import type { Head, Sealed } from './record.ts'
import { standingOf } from './references.ts'

export interface Claim {
  readonly field: string
  /** The blind index of the value: who keeps claims learns no value. */
  readonly blind: string
}

/** How long a claim keeps others away before its entry stands. */
export const CLAIM_MS = 60_000
/** When an act gives up: well before others may have what it claimed, so that no two records come by the same value. */
export const ACT_MS = 20_000

/** What an act claims, as it will be stored; nothing of an input that is wrong, or of whoever may not do it. */
export function claimsOf(
  { definition }: LoadedRegister,
  act: LoadedAct,
  { actor, input }: Pick<ActCommand, 'actor' | 'input'>,
  indexKey: string,
  today: string,
): readonly Claim[] {
  const unique = Object.entries(definition.fields).filter(
    ([name, field]) => field.unique && Object.hasOwn(act.input, name),
  )
  if (unique.length === 0 || !act.definition.by.includes(actor.role)) return []
  const { values } = parseInput(act.input, input, () => false, today)
  return unique.flatMap(([field]) => {
    const value = values[field]
    return value === undefined ? [] : [{ field, blind: blindIndex(indexKey, definition.id, field, String(value)) }]
  })
}

/** What holds a record, as far as claims are concerned. */
type Held = { readonly id: string; readonly register: string; readonly sealed: Pick<Sealed, 'entry'> }

/**
 * Whether a record has a value, or ground, or will once what holds it is decided: one that has ended lets go of what it
 * had. `by`: the act on several records that asks.
 */
export function holds(
  register: LoadedRegister | undefined,
  head: Head | null,
  held: Held | null,
  claim: Claim | Ground,
  indexKey: string,
  today: string,
  by?: string,
): Hold {
  if ('shape' in claim) return holdsGround(register, head, held, claim, today, by)
  const { field, blind } = claim
  const isIt = (id: string, value: Value | null | undefined): boolean =>
    value !== undefined && value !== null && blindIndex(indexKey, id, field, String(value)) === blind
  if (held !== null && isIt(held.register, held.sealed.entry.set[field])) return 'holds'
  const stands = standingOf(register, head && { ...head.values }, today) === 'stands'
  return stands && isIt(register?.definition.id ?? '', head?.values[field]) ? 'holds' : 'free'
}
