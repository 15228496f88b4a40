// When, by what chance, and with what knowledge of other registers an act is decided.
import type { Circumstances } from '../../workers/engines/record.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { FieldIssue } from '../../workers/kernel/parse.ts'

export function circumstancesOf(
  record: string,
  faults: readonly FieldIssue[],
  idOf: (personalNumber: string) => string,
): Circumstances {
  const now = Date.now()
  const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
  return { record, now, today: sofiaDate(now), random, faults, idOf }
}
