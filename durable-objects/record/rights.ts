// What a record is to whom: what they may see of it, whom it lets do what, and what whom it is about may do for themself.
import { namesOf, type Names } from '../../workers/engines/alike.ts'
import { capacityOf, type Capacity } from '../../workers/engines/capacity.ts'
import type { RecordView } from '../../workers/engines/command.ts'
import { isAbout, isNamed, valuesOf } from '../../workers/engines/disclosure.ts'
import { mandateOf, type Mandate } from '../../workers/engines/mandate.ts'
import { personId } from '../../workers/engines/names.ts'
import type { Head } from '../../workers/engines/record.ts'
import { standingOf, type Standing } from '../../workers/engines/references.ts'
import { snapshotOf, type Snapshot } from '../../workers/engines/snapshot.ts'
import type { Close } from '../../workers/engines/watch.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import type { Once } from './once.ts'
import type { OwnRecord, RecordRows } from './rows.ts'

/** Its key, and what it is compared by. */
export interface Compared {
  readonly key: string
  readonly names: Names
}

/** The record as it stands today; null where there is none. */
export interface Known {
  readonly register: LoadedRegister
  readonly view: RecordView
  readonly indexKey: string
}

export const knownOf = (
  register: LoadedRegister | undefined,
  view: RecordView | null,
  indexKey: string,
): Known | null => (register === undefined || view === null ? null : { register, view, indexKey })

/** What whom it is about may see of it; null for anybody else. */
export function aboutIn(
  register: LoadedRegister | undefined,
  view: RecordView | null,
  rows: RecordRows,
  key: string,
  of: string | undefined,
): OwnRecord | null {
  if (register === undefined || view === null) return null
  const { definition } = register
  const about = of === undefined ? isAbout(definition, view.values, key) : isNamed(definition, view.values, of, key)
  return about ? { register: definition.id, view, accesses: rows.accesses() } : null
}

/** `once` says what the record was found by, now and before. */
/** How it stands today for whoever would name it in another record. */
export const standingIn = (register: LoadedRegister | undefined, head: Head | null): Standing =>
  standingOf(register, head === null || head.over ? null : { ...head.values }, sofiaDate(Date.now()))

export const snapshotIn = (known: Known | null, once: Once): Snapshot | null =>
  known && snapshotOf(known.register, known.view, known.indexKey, once.of(known.register.definition))

/** How close somebody's own record says that they are to others. */
export function closenessIn(known: Known | null): Omit<Close, 'streets'> | null {
  const { closeness, key } = known?.register.definition ?? {}
  const number = known?.view.values[key ?? '']
  if (known === null || closeness === undefined || typeof number !== 'string') return null
  const all = (names: readonly string[]) => [
    ...new Set(names.flatMap((name) => valuesOf(known.view.values, name)).map(String)),
  ]
  return { number, kin: all(closeness.kin), buildings: all(closeness.near) }
}

/** What it is compared by with those that may be of the same thing; null where it is not, or gave way to another. */
export function comparedIn(known: Known | null): Compared | null {
  const alike = known?.register.definition.alike
  if (known === null || alike === undefined || known.view.values[alike.replacedBy] !== undefined) return null
  const { definition } = known.register
  return { key: String(known.view.values[definition.key]), names: namesOf(definition, known.view.values) }
}

/** The key of the record that stands in its place; null where it stands itself. */
export function replacedIn(known: Known | null): string | null {
  const field = known?.register.definition.alike?.replacedBy
  const key = field === undefined ? undefined : known?.view.values[field]
  return typeof key === 'string' ? key : null
}

export const capacityIn = (known: Known | null): Capacity | null =>
  known && capacityOf(known.register.capacity, known.view.values, sofiaDate(Date.now()))

export function mandateIn(known: Known | null, rule: string): Mandate | null {
  const loaded = known?.register.mandates.get(rule)
  if (known === null || loaded === undefined) return null
  const { register, view, indexKey } = known
  const idOf = (personalNumber: string) => personId(indexKey, personalNumber)
  return mandateOf(register.definition, loaded, view, sofiaDate(Date.now()), idOf)
}

export const mandatesIn = (known: Known | null, person?: string): readonly Mandate[] =>
  [...(known?.register.mandates.keys() ?? [])]
    .map((rule) => mandateIn(known, rule))
    .filter((mandate) => mandate !== null)
    .filter(({ representative }) => person === undefined || representative === person)
