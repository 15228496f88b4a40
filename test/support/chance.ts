// Time and chance for tests: both are chosen, so that every run sees the same.
import type { Circumstances } from '../../workers/engines/record.ts'

/** Bytes that differ from call to call and are the same in every run. */
export function countingRandom(): (bytes: number) => Uint8Array {
  let next = 0
  return (bytes) => Uint8Array.from({ length: bytes }, () => (next = (next * 31 + 17) % 251))
}

export const at = (today: string, now = Date.parse(`${today}T09:00:00Z`)): Circumstances => ({
  record: 'r1',
  now,
  today,
  random: countingRandom(),
  idOf: (personalNumber) => `person-${personalNumber}`,
})
