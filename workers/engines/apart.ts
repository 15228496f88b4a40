// Which ground an act wants for its record alone, and whether another record has ground that it would share.
import { overlap } from '../kernel/geometry/ground.ts'
import { boxOf, shapeOf, UNIT, type Box } from '../kernel/geometry/shape.ts'
import { isConstant } from '../kernel/load-apart.ts'
import type { LoadedAct, LoadedRegister } from '../kernel/load.ts'
import { parseInput } from '../kernel/parse.ts'
import type { Value, Values } from '../kernel/value.ts'
import type { ActCommand } from './command.ts'
import type { Head, Sealed } from './record.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { standingOf } from './references.ts'
import { companionsOf } from './together.ts'

/** Ground of a record, as whoever keeps a cell of the ground knows it. */
export interface Ground {
  readonly field: string
  /** What the definition says of which outlines are apart: those of the same text. */
  readonly group: string
  readonly shape: string
}

/** How a record stands to ground of which somebody heard: it gives it up by the very act that wants it. */
export type Hold = 'holds' | 'leaves' | 'free'

/** A cell of the ground is two hundredths of a degree wide and high: two kilometres, and some thousand parcels. */
const CELL = 0.02 * UNIT
/** Cells that one outline lies in: a forest of fifteen kilometres. */
const CELLS_MAX = 64

/** The cells in which an outline lies, always in the same order; null where they are too many. */
export function cellsOf(shape: string): readonly string[] | null {
  const { west, south, east, north } = boxOf(shapeOf(shape))
  const [x, y, right, top] = [west, south, east, north].map((one) => Math.floor(one / CELL)) as [
    number,
    number,
    number,
    number,
  ]
  if ((right - x + 1) * (top - y + 1) > CELLS_MAX) return null
  const columns = Array.from({ length: right - x + 1 }, (_, n) => x + n)
  const rows = Array.from({ length: top - y + 1 }, (_, n) => y + n)
  return columns.flatMap((column) => rows.map((row) => `${column}:${row}`))
}

export const boxOfText = (shape: string): Box => boxOf(shapeOf(shape))

export const sharesGround = (one: string, other: string): boolean => overlap(shapeOf(one), shapeOf(other))

/** The ground that values have, field by field. */
function groundOf({ apart }: LoadedRegister, record: Values): readonly Ground[] {
  return apart.flatMap(({ field, group }) => {
    const shape = record[field]
    if (typeof shape !== 'string') return []
    try {
      const named = String(group.evaluate({ record }))
      return named === '' ? [] : [{ field, group: named, shape }]
    } catch {
      // CEL throws where an absent field is read: what is not said puts nothing apart.
      return []
    }
  })
}

const isSame = (one: Ground, other: Ground): boolean =>
  one.field === other.field && one.group === other.group && one.shape === other.shape

/** What stands of a record's ground: one that has ended lets go of it. */
const standing = (register: LoadedRegister, values: Values | null, today: string): readonly Ground[] =>
  values === null || standingOf(register, values, today) !== 'stands' ? [] : groundOf(register, values)

const applied = (values: Values, set: { readonly [field: string]: Value | null }): Values =>
  Object.fromEntries(
    Object.entries({ ...values, ...set }).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  )

/** What an act sets, whatever it takes; of what decides about ground nothing else may be set. */
const constants = ({ set }: LoadedAct): Values =>
  Object.fromEntries(
    set.flatMap(([field, { source }]) => (isConstant(source) ? [[field, source.slice(1, -1)] as const] : [])),
  )

/** What an act claims, as it will be stored; nothing of an input that is wrong, and nothing that the record has. */
export function groundsOf(
  register: LoadedRegister,
  act: LoadedAct,
  { input }: Pick<ActCommand, 'input'>,
  head: Head | null,
  today: string,
): readonly Ground[] {
  if (register.apart.length === 0) return []
  const { values } = parseInput(act.input, input, () => false, today)
  const taken = act.definition.takes ?? []
  const cleared = act.definition.partial ? [] : taken.filter((name) => values[name] === undefined)
  const set = Object.fromEntries(taken.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])))
  const after = applied(head?.values ?? {}, {
    ...Object.fromEntries(cleared.map((name) => [name, null])),
    ...set,
    ...constants(act),
  })
  const has = standing(register, head && { ...head.values }, today)
  return groundOf(register, after).filter((wanted) => !has.some((own) => isSame(own, wanted)))
}

/** The keys of further records of the register that would change with an act, as far as can be said. */
export function othersOf(
  { id, key: keyField }: RegisterDefinition,
  act: LoadedAct,
  { key, input }: Pick<ActCommand, 'key' | 'input'>,
  head: Head | null,
  today: string,
): readonly string[] {
  if (act.together.length === 0) return []
  const { values } = parseInput(act.input, input, act.required, today)
  const record = { ...head?.values, [keyField]: head?.key ?? key }
  const companions = companionsOf(act, { record, input: values, today, effective: today })
  return companions.ok ? companions.value.filter(({ register }) => register === id).map((one) => one.key) : []
}

/** How a record stands to ground. `by`: the act on several records that wants to know. */
export function holdsGround(
  register: LoadedRegister | undefined,
  head: Head | null,
  held: { readonly id: string; readonly sealed: Pick<Sealed, 'entry'> } | null,
  asked: Ground,
  today: string,
  by: string | undefined,
): Hold {
  if (register === undefined) return 'free'
  const has = (values: Values | null) => standing(register, values, today).some((own) => isSame(own, asked))
  const now = has(head && { ...head.values })
  if (held === null) return now ? 'holds' : 'free'
  const then = has(applied(head?.values ?? {}, held.sealed.entry.set))
  if (then) return 'holds'
  return now ? (held.id === by ? 'leaves' : 'holds') : 'free'
}
