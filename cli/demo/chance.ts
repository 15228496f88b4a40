// Chance that is the same at every start: what the demo invents must be found again under the same keys.

export interface Chance {
  /** From 0 up to, not including, `end`. */
  readonly below: (end: number) => number
  readonly one: <T>(of: readonly T[]) => T
  /** True in so many of a hundred. */
  readonly percent: (share: number) => boolean
}

/** Mulberry32: 32 bits of state are plenty for some hundred vehicles. */
export function chanceFrom(seed: number): Chance {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (end: number) => Math.floor(next() * end)
  return { below, one: (of) => of[below(of.length)]!, percent: (share) => next() * 100 < share }
}
