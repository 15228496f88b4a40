// What an object still has to bring about elsewhere: kept with the change that asked for it, gone once it was done.
// In lanes: within one, effects happen in their order and a failure holds up what is behind it; lanes wait for no other.
import { dueAt } from '../workers/engines/outbox.ts'

/** Lanes at once: a Worker's call opens six connections at most. */
const LANES_MAX = 6

type Waiting = { readonly n: number; readonly lane: string; readonly effect: string }

export class Outbox<E> {
  readonly #sql: SqlStorage
  readonly #laneOf: (effect: E) => string
  #draining: Promise<void> | null = null

  constructor(sql: SqlStorage, laneOf: (effect: E) => string) {
    this.#sql = sql
    this.#laneOf = laneOf
  }

  /** To be called in the transaction that keeps the change. */
  add(effects: readonly E[], now: number): void {
    for (const effect of effects)
      this.#sql.exec(
        'INSERT INTO outbox (lane, effect, failures, due_at) VALUES (?, ?, 0, ?)',
        this.#laneOf(effect),
        JSON.stringify(effect),
        dueAt(0, now),
      )
  }

  /** When the alarm is to look after what waits; null where nothing does. */
  due(): number | null {
    return this.#sql.exec<{ due: number | null }>('SELECT min(due_at) AS due FROM outbox').one().due
  }

  /**
   * Carries out what is new or due; one draining at a time, and what is added meanwhile goes with it. `strike` gets what
   * came of each effect, and removes it in the transaction that keeps that.
   */
  async drain<T>(
    carryOut: (effect: E) => Promise<T>,
    strike: (remove: () => void, outcome: T, effect: E) => void,
  ): Promise<void> {
    if (this.#draining === null && this.#ready().length > 0) this.#draining = this.#drainAll(carryOut, strike)
    await this.#draining
  }

  async #drainAll<T>(
    carryOut: (effect: E) => Promise<T>,
    strike: (remove: () => void, outcome: T, effect: E) => void,
  ): Promise<void> {
    try {
      for (let ready = this.#ready(); ready.length > 0; ready = this.#ready())
        await Promise.all(ready.map((lane) => this.#drainLane(lane, carryOut, strike)))
    } finally {
      // In the turn that found nothing more: what is added from now on begins another draining.
      this.#draining = null
    }
  }

  async #drainLane<T>(
    lane: string,
    carryOut: (effect: E) => Promise<T>,
    strike: (remove: () => void, outcome: T, effect: E) => void,
  ): Promise<void> {
    for (let next = this.#first(lane); next !== undefined; next = this.#first(lane)) {
      const { n } = next
      const effect = JSON.parse(next.effect) as E
      try {
        const outcome = await carryOut(effect)
        strike(() => void this.#sql.exec('DELETE FROM outbox WHERE n = ?', n), outcome, effect)
      } catch (error) {
        // The alarm comes back to it: an outbox is never given up.
        console.error(JSON.stringify({ effect: 'failed', error: error instanceof Error ? error.message : 'unknown' }))
        this.#postpone(lane)
        return
      }
    }
  }

  #ready(): readonly string[] {
    return this.#sql
      .exec<{ lane: string }>(
        'SELECT lane FROM outbox GROUP BY lane HAVING min(failures) = 0 OR min(due_at) <= ? ORDER BY min(n) LIMIT ?',
        Date.now(),
        LANES_MAX,
      )
      .toArray()
      .map(({ lane }) => lane)
  }

  #first(lane: string) {
    return this.#sql
      .exec<Waiting>('SELECT n, lane, effect FROM outbox WHERE lane = ? ORDER BY n LIMIT 1', lane)
      .toArray()[0]
  }

  /** The first of a lane has failed: all of it waits. */
  #postpone(lane: string): void {
    const { failures } = this.#sql
      .exec<{ failures: number }>('SELECT max(failures) + 1 AS failures FROM outbox WHERE lane = ?', lane)
      .one()
    this.#sql.exec(
      'UPDATE outbox SET failures = ?, due_at = ? WHERE lane = ?',
      failures,
      dueAt(failures, Date.now()),
      lane,
    )
  }
}
