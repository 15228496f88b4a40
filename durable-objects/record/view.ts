// What an audience sees of a record: its values as of a moment, as far as each field is disclosed.
import type { RecordView } from '../../workers/engines/command.ts'
import { disclose, type Audience } from '../../workers/engines/disclosure.ts'
import { publicHistory, type RecordPage } from '../../workers/engines/history.ts'
import { valuesAt, type Head, type Moment } from '../../workers/engines/record.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import type { RecordRows } from './rows.ts'

/** A page of history is read by a person. */
const HISTORY_MAX = 50

export interface Seen {
  readonly head: Head
  readonly register: LoadedRegister
  readonly id: string
  readonly rows: RecordRows
}

function pastOf(rows: RecordRows, key: string, moment: Moment & { readonly effective: string }) {
  const entries = rows.entries().map(({ entry }) => entry)
  const found = valuesAt(entries, { field: key }, moment)
  if (found === null) return null
  const { seq, recordedAt } = found.last
  return { values: found.values, seq, recordedAt, effectiveFrom: found.effectiveFrom }
}

/** Null where there was no such record at that moment. */
export function viewOf({ head, register, id, rows }: Seen, audience: Audience, moment: Moment): RecordView | null {
  const { definition } = register
  const effective = moment.effective ?? sofiaDate(Date.now())
  const current = moment.recorded === undefined && effective >= head.effectiveFrom
  const known = current
    ? {
        values: { ...(head.over ? {} : { [definition.key]: head.key }), ...head.values },
        seq: head.seq,
        recordedAt: head.recordedAt,
        effectiveFrom: head.effectiveFrom,
      }
    : pastOf(rows, definition.key, { ...moment, effective })
  if (known === null) return null
  const { values, seq, recordedAt, effectiveFrom } = known
  return { id, seq, recordedAt, effectiveFrom, values: disclose(definition, values, audience) }
}

/** The open fields at a moment, and the entries below `before`. */
export const pageOf = (seen: Seen, moment: Moment, before?: number): RecordPage => ({
  record: viewOf(seen, { kind: 'public' }, moment),
  entries: publicHistory(seen.register.definition, seen.rows.entries(before), HISTORY_MAX),
})
