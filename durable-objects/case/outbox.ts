// What a case still has to bring about elsewhere: kept with the event that asked for it, gone once it was done.
import type { Effect } from '../../workers/engines/case/effects.ts'

export class Outbox {
  readonly #sql: SqlStorage
  #draining: Promise<void> | null = null

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** To be called in the transaction that keeps the event. */
  add(effects: readonly Effect[]): void {
    for (const effect of effects) this.#sql.exec('INSERT INTO outbox (effect) VALUES (?)', JSON.stringify(effect))
  }

  isEmpty(): boolean {
    return this.#first() === undefined
  }

  /**
   * Carries out what waits, in order, until one fails; one draining at a time. `strike` gets
   * what came of each, and removes it in the transaction that keeps that.
   */
  drain<T>(carryOut: (effect: Effect) => Promise<T>, strike: (remove: () => void, outcome: T) => void): Promise<void> {
    this.#draining ??= this.#drainAll(carryOut, strike).finally(() => {
      this.#draining = null
    })
    return this.#draining
  }

  async #drainAll<T>(
    carryOut: (effect: Effect) => Promise<T>,
    strike: (remove: () => void, outcome: T) => void,
  ): Promise<void> {
    for (let next = this.#first(); next !== undefined; next = this.#first()) {
      const { n, effect } = next
      try {
        const outcome = await carryOut(JSON.parse(effect) as Effect)
        strike(() => void this.#sql.exec('DELETE FROM outbox WHERE n = ?', n), outcome)
      } catch (error) {
        // The alarm comes back to it: an outbox is never given up.
        console.error(JSON.stringify({ effect: 'failed', error: error instanceof Error ? error.message : 'unknown' }))
        return
      }
    }
  }

  #first() {
    return this.#sql.exec<{ n: number; effect: string }>('SELECT n, effect FROM outbox ORDER BY n LIMIT 1').toArray()[0]
  }
}
