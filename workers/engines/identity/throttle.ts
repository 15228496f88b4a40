// Whether one more attempt is let through, or how long it waits: a bucket of attempts that fills again with time.

export interface Allowance {
  /** Attempts at once. */
  readonly burst: number
  /** Attempts that come back, per minute. */
  readonly perMinute: number
}

export interface Bucket {
  readonly left: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** One attempt: the bucket after it, and 0 or the milliseconds until it would be let through. A refused one costs nothing. */
export function attempt(bucket: Bucket | undefined, { burst, perMinute }: Allowance, now: number) {
  const perMs = perMinute / 60_000
  const elapsed = bucket === undefined ? 0 : Math.max(0, now - bucket.at)
  const left = bucket === undefined ? burst : Math.min(burst, bucket.left + elapsed * perMs)
  return left >= 1
    ? { bucket: { left: left - 1, at: now }, waitMs: 0 }
    : { bucket: { left, at: now }, waitMs: Math.ceil((1 - left) / perMs) }
}
