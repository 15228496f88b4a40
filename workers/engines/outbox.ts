// When an effect that waits in an outbox is tried again: soon at first, ever more seldom, and never given up.

/** What follows an act at once has as long before the alarm looks after it. */
const FIRST_MS = 5000
/** A person waits no longer than that after what had failed came back. */
const LONGEST_MS = 10 * 60_000

/** When it is due, in milliseconds; `failures` so far. */
export const dueAt = (failures: number, now: number): number =>
  now + Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 20))

/** The only scheduling rule of an object that has an outbox: the earliest of all that is due, or null. */
export function alarmFor(...dues: readonly (number | null)[]): number | null {
  const known = dues.filter((due) => due !== null)
  return known.length === 0 ? null : Math.min(...known)
}
