// What anyone may see of a record's past: what each entry changed, from what to what, and which closed fields it touched.
import { isOpen } from '../kernel/field.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { sameValue, type Value } from '../kernel/value.ts'
import { seenOf } from './disclosure.ts'
import type { RecordView } from './command.ts'
import type { Entry } from './record.ts'
import type { Other } from './together.ts'

/** An open field before and after; absent where the record was, or is, without it. */
export interface Change {
  readonly field: string
  readonly from?: Value
  readonly to?: Value
}

/** An entry as anyone may see it: what it changed in open fields, and the leaf that proves it. */
export interface PublicEntry {
  readonly seq: number
  readonly act: string
  readonly role: string
  /** The role of the official who confirmed it, where the act asked for two. */
  readonly second?: string
  /** The law on which it rests; and whether a case caused it, of which nobody learns the number here. */
  readonly law?: string
  readonly ofCase?: true
  /** The row of an old register's file from which the record came. */
  readonly import?: { readonly id: string; readonly row: number }
  readonly recordedAt: number
  readonly effectiveFrom: string
  readonly changes: readonly Change[]
  /** Names of the fields that changed and are not open. */
  readonly closed: readonly string[]
  /** Names of the fields that it erased from the entries before it. */
  readonly erases: readonly string[]
  /** Names of the fields of which it held a value that was erased since. */
  readonly erased: readonly string[]
  readonly leafHash: string
  /** The further records that changed with it; the id of one only where anyone may know it. */
  readonly together?: readonly { readonly register: string; readonly act: string; readonly id?: string }[]
}

/** What the public page of a record shows. */
export interface RecordPage {
  /** The open fields at the moment asked for; null where the record was not in effect then, or not known. */
  readonly record: RecordView | null
  /** The latest first. */
  readonly entries: readonly PublicEntry[]
}

const PUBLIC = { kind: 'public' } as const

interface Step {
  readonly effectiveFrom: string
  readonly value: Value | null
}

const present = (name: 'from' | 'to', value: Value | undefined) => (value === undefined ? {} : { [name]: value })

const publicly = ({ register, act, record, open }: Other) => ({ register, act, ...(open ? { id: record } : {}) })

/**
 * The last `max` of a record's first entries (all from seq 1 up to where the page ends, in order), the latest first.
 * “From” is what was known before the entry to stand on the day from which the entry has effect: a correction that
 * reaches back changes what was so then, whatever has changed since.
 */
export function publicHistory(
  definition: RegisterDefinition,
  entries: readonly { readonly entry: Entry; readonly leafHash: string }[],
  max: number,
): readonly PublicEntry[] {
  /** A field's values so far, in the order of their effect. */
  const steps = new Map<string, Step[]>()
  const page: PublicEntry[] = []
  for (const [index, { entry, leafHash }] of entries.entries()) {
    const { act, actor, basis, second, effectiveFrom, recordedAt, seq, erases = [], erased = [], together } = entry
    const changes: Change[] = []
    const closed: string[] = []
    for (const [field, value] of Object.entries(entry.set)) {
      const before = steps.get(field) ?? []
      const at = before.findLastIndex((step) => step.effectiveFrom <= effectiveFrom)
      const from = before[at]?.value ?? null
      before.splice(at + 1, 0, { effectiveFrom, value })
      steps.set(field, before)
      if (sameValue(from, value)) continue
      const known = definition.fields[field]
      const [seenBefore, seenAfter] = [from, value].map((one) =>
        known === undefined ? undefined : seenOf(known, one, PUBLIC),
      )
      if (!sameValue(seenBefore ?? null, seenAfter ?? null))
        changes.push({ field, ...present('from', seenBefore), ...present('to', seenAfter) })
      if (!isOpen(known)) closed.push(field)
    }
    if (index >= entries.length - max)
      page.unshift({
        seq,
        act,
        role: actor.role,
        ...(second === undefined ? {} : { second: second.role }),
        ...(basis.law === undefined ? {} : { law: basis.law }),
        ...(basis.case === undefined ? {} : { ofCase: true as const }),
        ...(basis.source === undefined ? {} : { import: { id: basis.source.import, row: basis.source.row } }),
        recordedAt,
        effectiveFrom,
        changes,
        closed,
        erases,
        erased,
        leafHash,
        ...(together === undefined || together.with.length === 0 ? {} : { together: together.with.map(publicly) }),
      })
  }
  return page
}
