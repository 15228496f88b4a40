// How often each of some addresses and accounts may try: buckets in memory, for what an attacker gains when they are
// forgotten is one burst. Of many objects each has its share, so that a newcomer does not wait for one to be made.
import { DurableObject } from 'cloudflare:workers'
import { attempt, fullAt, type Allowance, type Bucket } from '../workers/engines/identity/throttle.ts'
import type { Env } from '../workers/env.ts'

/** A thousandth of all who try within some minutes: a million addresses. */
const BUCKETS_MAX = 10_000

export class ThrottleObject extends DurableObject<Env> {
  readonly #buckets = new Map<string, { readonly bucket: Bucket; readonly full: number }>()

  /** One attempt at a step, of whoever this is: 0, or the milliseconds after which it would be let through. */
  attempt(whose: string, step: string, allowance: Allowance): number {
    const now = Date.now()
    const name = `${step} ${whose}`
    const { bucket, waitMs } = attempt(this.#buckets.get(name)?.bucket, allowance, now)
    if (this.#buckets.size >= BUCKETS_MAX) this.#forget(now)
    this.#buckets.set(name, { bucket, full: fullAt(bucket, allowance) })
    return waitMs
  }

  /** Buckets that are full again are as good as none; where a flood leaves none such, all of it begins anew. */
  #forget(now: number): void {
    for (const [name, { full }] of this.#buckets) if (full <= now) this.#buckets.delete(name)
    if (this.#buckets.size >= BUCKETS_MAX) this.#buckets.clear()
  }
}
