// What a record is worth by the law, as far as whoever looks may follow it: a term shows itself to who sees all that it reads.
import type { Field } from '../kernel/field.ts'
import type { LoadedRegister } from '../kernel/load.ts'
import type { Values } from '../kernel/value.ts'
import { maySee, type Audience } from './disclosure.ts'

interface Term {
  readonly name: string
  /** `closed`: not for whoever looks. `unknown`: the record lacks what it is worked out from. */
  readonly points: number | 'closed' | 'unknown'
}

export interface Worked {
  readonly name: string
  readonly total: Term['points']
  readonly terms: readonly Term[]
}

/** Whether all of a field may be seen: of a group, each column. */
const seesAll = (field: Field | undefined, audience: Audience): boolean =>
  field !== undefined &&
  maySee(field, audience) &&
  (field.type !== 'list' || Object.values(field.of).every((column) => maySee(column, audience)))

function totalOf(terms: readonly Term[]): Term['points'] {
  const points = terms.map((term) => term.points)
  if (points.includes('closed')) return 'closed'
  if (points.includes('unknown')) return 'unknown'
  return points.reduce<number>((sum, one) => sum + Number(one), 0)
}

const numbersOf = (done: readonly Worked[]): { readonly [name: string]: number } =>
  Object.fromEntries(done.flatMap(({ name, total }) => (typeof total === 'number' ? [[name, total] as const] : [])))

function work(register: LoadedRegister, record: Values, today: string, isSeen: (field: string) => boolean) {
  const done: Worked[] = []
  for (const { name, terms } of register.computed) {
    const computed = numbersOf(done)
    const worked = terms.map((term): Term => {
      const before = done.find((one) => term.after.includes(one.name) && typeof one.total !== 'number')
      if (!term.reads.every(isSeen)) return { name: term.name, points: 'closed' }
      if (before !== undefined) return { name: term.name, points: before.total }
      try {
        return { name: term.name, points: Number(term.value.evaluate({ record, today, computed })) }
      } catch {
        // CEL throws where an absent field is read.
        return { name: term.name, points: 'unknown' }
      }
    })
    done.push({ name, total: totalOf(worked), terms: worked })
  }
  return done
}

/** `values` are those that the audience sees: no term can tell more of the record than they do. */
export const computedFor = (
  register: LoadedRegister,
  values: Values,
  audience: Audience,
  today: string,
): readonly Worked[] => work(register, values, today, (name) => seesAll(register.definition.fields[name], audience))

/** The numbers that are known of a whole record, for the rules of its acts; null where its register works out none. */
export const computedOf = (register: LoadedRegister, values: Values, today: string) =>
  register.computed.length === 0 ? null : numbersOf(work(register, values, today, () => true))
