// What the portal promises of backups: how much may be lost, how long a restore may take, how often that is tested.

/** RPO: what is entered is in a backup within it. */
export const lossMaxMs = 15 * 60_000
/** RTO: everything is back within it. */
export const restoreMaxMs = 8 * 60 * 60_000
/** A restore is tested at least so often. */
export const testEveryMs = 7 * 24 * 60 * 60_000

export interface Backup {
  /** Public id of its record. */
  readonly id: string
  readonly takenAt: number
  readonly whole: boolean
  readonly objects: number
  readonly entries: number
  readonly seconds: number
  readonly test: { readonly at: number; readonly seconds: number; readonly equal: boolean } | null
}

/** `kept`: the promise is; `late`: it is not; `never`: there was nothing yet. */
export type Standing = 'kept' | 'late' | 'never'

export interface Standings {
  readonly loss: Standing
  readonly test: Standing
  /** Of the last restore test. */
  readonly time: Standing
}

/** How the promises stand. A backup under way covers what is entered meanwhile with the next one. */
export function standingsOf(last: Backup | null, tested: Backup | null, now: number): Standings {
  const test = tested?.test ?? null
  const within = (at: number, ms: number): Standing => (now - at <= ms ? 'kept' : 'late')
  return {
    loss: last === null ? 'never' : within(last.takenAt + 1000 * last.seconds, lossMaxMs),
    test: test === null ? 'never' : test.equal ? within(test.at, testEveryMs) : 'late',
    time: test === null ? 'never' : 1000 * test.seconds <= restoreMaxMs ? 'kept' : 'late',
  }
}
