// How often one address may try: a bucket in memory, for what an attacker gains when it is forgotten is one burst.
import { DurableObject } from 'cloudflare:workers'
import { attempt, type Allowance, type Bucket } from '../workers/engines/identity/throttle.ts'
import type { Env } from '../workers/env.ts'

export class ThrottleObject extends DurableObject<Env> {
  readonly #buckets = new Map<string, Bucket>()

  /** One attempt at a step: 0, or the milliseconds after which it would be let through. */
  attempt(step: string, allowance: Allowance): number {
    const { bucket, waitMs } = attempt(this.#buckets.get(step), allowance, Date.now())
    this.#buckets.set(step, bucket)
    return waitMs
  }
}
