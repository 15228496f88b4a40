// Whether one more attempt is let through, or how long it waits: a bucket of attempts that fills again with time.

export interface Allowance {
  /** Attempts at once. */
  readonly burst: number
  /** Attempts that come back, per minute. */
  readonly perMinute: number
}

/** Of one card or one user handle, from wherever: a hand tries less often, and whoever floods one holds up no other. */
export const ACCOUNT: Allowance = { burst: 20, perMinute: 20 }

export interface Bucket {
  readonly left: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** When a bucket is as good as none, in milliseconds since 1970. */
export const fullAt = ({ left, at }: Bucket, { burst, perMinute }: Allowance): number =>
  at + ((burst - left) * 60_000) / perMinute

/** One attempt: the bucket after it, and 0 or the milliseconds until it would be let through. A refused one costs nothing. */
export function attempt(bucket: Bucket | undefined, { burst, perMinute }: Allowance, now: number) {
  const perMs = perMinute / 60_000
  const elapsed = bucket === undefined ? 0 : Math.max(0, now - bucket.at)
  const left = bucket === undefined ? burst : Math.min(burst, bucket.left + elapsed * perMs)
  return left >= 1
    ? { bucket: { left: left - 1, at: now }, waitMs: 0 }
    : { bucket: { left, at: now }, waitMs: Math.ceil((1 - left) / perMs) }
}
