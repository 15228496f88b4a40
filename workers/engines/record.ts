// What an act does to a record: refused with a reason, or one more entry. Time and chance arrive as arguments.
import type { LoadedAct, LoadedRegister } from '../kernel/load.ts'
import type { Fields } from '../kernel/field.ts'
import { authorityOf, MIGRATE, mayBeSecond, mayDo, needsSecond } from '../kernel/register.ts'
import { parseInput, parseValue, type FieldIssue } from '../kernel/parse.ts'
import { ok, type Ok } from '../kernel/result.ts'
import { sameValue, type Value, type Values } from '../kernel/value.ts'
import { addDays, isDate } from '../kernel/calendar.ts'
import type { ActCommand, Actor, Basis, Refused } from './command.ts'
import { computedOf } from './computed.ts'
import { erasedNames, isOver } from './erasure.ts'
import { sealLeaf } from './leaf.ts'
import { companionsOf, type Companion, type Together } from './together.ts'

/** A field's new value; null where the act clears it. */
export type Changes = { readonly [field: string]: Value | null }

/** The immutable fact that an act happened. */
export interface Entry {
  readonly seq: number
  readonly act: string
  /** The version of the definition that decided. */
  readonly definition: number
  readonly key: string
  /** The record's public id: an extract shows that its entries are of one record. */
  readonly record: string
  /** What the act took beyond the fields that it set. */
  readonly input: Values
  readonly set: Changes
  readonly recordedAt: number
  /** 'YYYY-MM-DD' */
  readonly effectiveFrom: string
  readonly actor: Actor
  /** Who confirmed it, and the hex SHA-256 of what both signed; absent where the act asks for one. */
  readonly second?: Actor
  readonly signatures?: string
  readonly basis: Basis
  /** The act of which it is a part, where further records changed with it. */
  readonly together?: Together
  /** Hex leaf hash of the entry before; absent in the first. */
  readonly previous?: string
  /** The fields of which the act erased every value before it. */
  readonly erases?: readonly string[]
  /** The fields of which this entry held a value that was erased since; its leaf still commits to them. */
  readonly erased?: readonly string[]
}

/** What the next act needs to know of a record, without reading its entries again. */
export interface Head {
  readonly key: string
  readonly seq: number
  /** The version of the definition that it follows: that of its first entry, or of its last migration. */
  readonly definition: number
  readonly leafHash: string
  readonly recordedAt: number
  readonly createdFrom: string
  /** The latest date from which an entry has effect. */
  readonly effectiveFrom: string
  /** The values as of that date. */
  readonly values: Values
  /** From when each field, set or cleared, has been as it is. */
  readonly since: { readonly [field: string]: string }
  /** Its key was erased: nothing is done to it any more. */
  readonly over: boolean
}

/** What is appended: the entry, its salts by path, and the public leaf that commits to it. */
export interface Sealed {
  readonly entry: Entry
  readonly salts: { readonly [path: string]: string }
  readonly leaf: string
  readonly leafHash: string
}

/** What is decided: the entry, and the further records that have to change with it. */
type Decision = Sealed & { readonly companions: readonly Companion[] }

export interface Circumstances {
  /** The record's public id. */
  readonly record: string
  readonly now: number
  /** The day in Sofia. */
  readonly today: string
  /** What is wrong with the records of other registers that the act names. */
  readonly faults?: readonly FieldIssue[]
  /** Unpredictable bytes, for salts. */
  readonly random: (bytes: number) => Uint8Array
  /** The act on several records of which this is a part; absent where it is done alone. */
  readonly together?: Together
  /** The id of the person of a number: an act names who does it by that. */
  readonly idOf: (personalNumber: string) => string
}

/** An act may be decided at most this far ahead: a longer promise is a new decision. */
const AHEAD_MAX_DAYS = 366

const refused = (error: string, rest: Omit<Refused, 'ok' | 'error'> = {}): Refused => ({ ok: false, error, ...rest })

function applied<T extends { [field: string]: Value }>(values: T, set: Changes): T {
  const next: { [field: string]: Value } = { ...values }
  for (const [field, value] of Object.entries(set))
    if (value === null) delete next[field]
    else next[field] = value
  return next as T
}

/** One more entry on a head: an entry that takes effect before a later one changes only what the later left alone. */
export function advance(
  head: Head | null,
  { entry, leafHash }: { readonly entry: Entry; readonly leafHash: string },
): Head {
  const gone = new Set(entry.erases)
  const without = <T>(of: { readonly [field: string]: T }): { [field: string]: T } =>
    Object.fromEntries(Object.entries(of).filter(([field]) => !gone.has(field)))
  const since = without(head?.since ?? {})
  const effective = Object.entries(entry.set).filter(([field]) => (since[field] ?? '') <= entry.effectiveFrom)
  for (const [field] of effective) since[field] = entry.effectiveFrom
  const latest = head === null || entry.effectiveFrom > head.effectiveFrom ? entry.effectiveFrom : head.effectiveFrom
  return {
    key: entry.key,
    seq: entry.seq,
    definition: head === null || entry.act === MIGRATE ? entry.definition : head.definition,
    leafHash,
    recordedAt: entry.recordedAt,
    createdFrom: head?.createdFrom ?? entry.effectiveFrom,
    effectiveFrom: latest,
    values: applied(without<Value>(head?.values ?? {}), Object.fromEntries(effective)),
    since,
    over: isOver(entry),
  }
}

export interface Moment {
  /** What the state knew then: entries recorded at or before, in milliseconds. */
  readonly recorded?: number
  /** What was so on that day: entries with effect from then or before. */
  readonly effective?: string
}

/** The values at a moment in both times and since when they are so, or null where the record did not exist then. */
export function valuesAt(
  entries: readonly Entry[],
  key: { field: string },
  moment: Moment,
): { values: Values; last: Entry; effectiveFrom: string } | null {
  const known = entries.filter(
    (entry) =>
      entry.recordedAt <= (moment.recorded ?? Number.POSITIVE_INFINITY) &&
      entry.effectiveFrom <= (moment.effective ?? '9999-12-31'),
  )
  const last = known.at(-1)
  const first = entries[0]
  // A correction can be dated before the record began to have effect only if the first entry is known too.
  if (last === undefined || first === undefined || !known.includes(first)) return null
  const ordered = known.toSorted((a, b) =>
    a.effectiveFrom === b.effectiveFrom ? a.seq - b.seq : a.effectiveFrom < b.effectiveFrom ? -1 : 1,
  )
  let values: Values = first.key === '' ? {} : { [key.field]: first.key }
  for (const entry of ordered) values = applied(values, entry.set)
  return { values, last, effectiveFrom: ordered.at(-1)?.effectiveFrom ?? last.effectiveFrom }
}

function effectiveDate(command: ActCommand, act: LoadedAct, head: Head | null, today: string): Ok<string> | Refused {
  const { corrects, erases } = act.definition
  const reaches = corrects === true || erases !== undefined
  // A correction of a record that begins later is right from its beginning.
  const begun = reaches && head !== null && head.createdFrom > today ? head.createdFrom : today
  const day = command.effectiveFrom ?? begun
  if (!isDate(day)) return refused('effective-date-invalid')
  // What is erased is gone at once: nobody promises it.
  if (day > (erases === undefined ? addDays(today, AHEAD_MAX_DAYS) : begun))
    return refused('effective-date-too-far-ahead')
  if (head === null) return ok(day)
  if (day < head.createdFrom) return refused('effective-date-before-the-record')
  if (!reaches && day < head.effectiveFrom) return refused('effective-date-before-a-later-act')
  return ok(day)
}

/** What the law's expressions make of the input: the first refusal that is true, else the fields that are set. */
function judge(
  register: LoadedRegister,
  act: LoadedAct,
  record: Values,
  input: Values,
  { today, effective }: { readonly today: string; readonly effective: string },
): Ok<Changes> | Refused {
  const computed = computedOf(register, record, today)
  const sight = { record, input, today, effective, ...(computed === null ? {} : { computed }) }
  const set: { [field: string]: Value | null } = {}
  try {
    for (const [code, condition] of act.refuse) if (condition.evaluate(sight) === true) return refused(code)
    for (const field of act.definition.takes ?? []) {
      const value = input[field]
      if (value !== undefined) set[field] = value
      // Left out: an act that takes all of its fields clears an optional one, a partial one leaves it as it was.
      else if (!act.definition.partial && record[field] !== undefined) set[field] = null
    }
    for (const [field, value] of act.set) set[field] = value.evaluate(sight)
  } catch {
    // CEL throws where an absent field is read: nothing is decided by a rule that cannot be applied.
    return refused('rule-not-applicable')
  }
  return ok(set)
}

/** What an act sets, as its fields store it. */
export function checked(fields: Fields, set: Changes, today: string): Ok<Changes> | Refused {
  const changes: { [field: string]: Value | null } = {}
  const issues: FieldIssue[] = []
  for (const [name, value] of Object.entries(set)) {
    const field = fields[name]
    if (field === undefined) throw new Error(`${name} is no field`)
    const parsed = value === null ? ok(null) : parseValue(field, value, today)
    if (parsed.ok) changes[name] = parsed.value
    else issues.push({ field: name, code: parsed.error })
  }
  return issues.length > 0 ? refused('invalid-input', { issues }) : ok(changes)
}

/** Whether the role may do the act, and where two are asked for, whether the second is another and may as well. */
function admitted({ definition }: LoadedAct, { actor, second }: ActCommand): Refused | null {
  if (!mayDo(definition, actor.role)) return refused('not-allowed')
  if (!needsSecond(definition, actor.role)) return null
  if (second === undefined) return refused('second-official-needed')
  if (!mayBeSecond(definition, actor.role, second.role)) return refused('not-allowed')
  return actor.person === undefined || second.person === undefined || actor.person === second.person
    ? refused('same-official')
    : null
}

/**
 * Decides an act. Refusals: `unknown-act`, `not-allowed`, `second-official-needed`, `same-official`, `record-exists`,
 * `record-missing`, `stale-version` (with the version that stands), `key-invalid`, `invalid-input` (with an issue a
 * field), `effective-date-…`, `nothing-changes`, `record-erased`, `record-held` where a record that it names is in the midst
 * of another act, `together-only` where further records change with it and it would be done alone, `not-by-itself` where
 * another act causes it, and the codes of the register's own rules.
 */
export function decide(
  register: LoadedRegister,
  head: Head | null,
  command: ActCommand,
  at: Circumstances,
): Ok<Decision> | Refused {
  const weighed = foresee(register, head, command, at)
  if (!weighed.ok) return weighed
  const { entry } = weighed.value
  return ok({ ...weighed.value, ...sealLeaf(register.definition.id, entry, at.random) })
}

/** What an act would enter, without the leaf, and the further records that it would change. Refusals as above. */
export function foresee(
  register: LoadedRegister,
  head: Head | null,
  command: ActCommand,
  at: Circumstances,
): Ok<Pick<Decision, 'entry' | 'companions'>> | Refused {
  const act = register.acts.get(command.act)
  if (act === undefined) return refused('unknown-act')
  return admitted(act, command) ?? weigh(register, act, head, command, at)
}

/** Whether an act that waits for a second official would be done now. Refusals as above. */
export function tryOut(
  register: LoadedRegister,
  head: Head | null,
  command: ActCommand,
  at: Circumstances,
): Ok<null> | Refused {
  const act = register.acts.get(command.act)
  if (act === undefined) return refused('unknown-act')
  if (!mayDo(act.definition, command.actor.role)) return refused('not-allowed')
  if (!needsSecond(act.definition, command.actor.role)) return refused('one-official-suffices')
  const weighed = weigh(register, act, head, command, at)
  return weighed.ok || weighed.error === 'together-only' ? ok(null) : weighed
}

function weigh(
  register: LoadedRegister,
  act: LoadedAct,
  head: Head | null,
  command: ActCommand,
  at: Circumstances,
): Ok<Pick<Decision, 'entry' | 'companions'>> | Refused {
  const { definition } = register
  const keyField = definition.fields[definition.key]
  if (keyField === undefined) throw new Error(`register ${definition.id} has no key field`)
  const key = parseValue(keyField, command.key, at.today)
  if (!key.ok || typeof key.value !== 'string')
    return refused('key-invalid', { issues: [{ field: definition.key, code: key.ok ? 'not-text' : key.error }] })
  if (head?.over) return refused('record-erased')
  if (head !== null && head.key !== key.value) throw new Error('an act for the record of another key')
  if (act.definition.alongside && at.together === undefined) return refused('not-by-itself')
  if (act.definition.creates && head !== null) return refused('record-exists', { seq: head.seq })
  if (!act.definition.creates && head === null) return refused('record-missing')
  if (command.expectedSeq !== undefined && command.expectedSeq !== (head?.seq ?? 0))
    return refused('stale-version', { seq: head?.seq ?? 0 })

  const { only } = act.definition
  const named = only === undefined ? undefined : head?.values[only]
  if (only !== undefined && (typeof named !== 'string' || at.idOf(named) !== command.actor.person))
    return refused('not-allowed')

  const input = parseInput(act.input, command.input, act.required, at.today)
  const issues = [...input.issues, ...(at.faults ?? [])]
  if (issues.some(({ code }) => code === 'record-held')) return refused('record-held')
  if (issues.length > 0) return refused('invalid-input', { issues })
  const effective = effectiveDate(command, act, head, at.today)
  if (!effective.ok) return effective

  const record = { [definition.key]: key.value, ...head?.values }
  const set = judge(register, act, record, input.values, { today: at.today, effective: effective.value })
  if (!set.ok) return set
  const changed = checked(definition.fields, set.value, at.today)
  if (!changed.ok) return changed
  const { within } = act.definition
  const authority = within === undefined ? undefined : (changed.value[within] ?? record[within])
  if (within !== undefined && authority !== authorityOf(command.actor.role)) return refused('not-your-authority')
  // What has been so only since a later day may have been otherwise before: a correction that reaches back changes that.
  const stands = ([field, value]: [string, Value | null]) =>
    sameValue(record[field] ?? null, value) && (head?.since[field] ?? '') <= effective.value
  const erases = erasedNames(definition, act.definition)
  if (head !== null && erases.length === 0 && Object.entries(changed.value).every(stands))
    return refused('nothing-changes')

  const seen = { record, input: input.values, today: at.today, effective: effective.value }
  const companions = companionsOf(act, seen)
  if (!companions.ok) return companions
  if (companions.value.length > 0 && at.together === undefined) return refused('together-only')

  const entry: Entry = {
    seq: (head?.seq ?? 0) + 1,
    act: act.name,
    definition: definition.version,
    key: erases.includes(definition.key) ? '' : key.value,
    record: at.record,
    input: Object.fromEntries(
      Object.entries(input.values).filter(([name, value]) => !sameValue(changed.value[name] ?? null, value)),
    ),
    set: changed.value,
    // Clocks of two machines may differ; the order of a record's entries may not.
    recordedAt: Math.max(at.now, (head?.recordedAt ?? 0) + 1),
    effectiveFrom: effective.value,
    actor: command.actor,
    ...(command.second === undefined ? {} : { second: command.second }),
    ...(command.signatures === undefined ? {} : { signatures: command.signatures }),
    basis: command.basis,
    ...(at.together === undefined ? {} : { together: at.together }),
    ...(head === null ? {} : { previous: head.leafHash }),
    ...(erases.length === 0 ? {} : { erases }),
  }
  return ok({ entry, companions: companions.value })
}
