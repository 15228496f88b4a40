// Which key signs for relying parties, and which are published: the next one ahead, an old one until its tokens are over.

export interface KeyState {
  readonly kid: string
  /** Milliseconds since 1970; from when it signs. */
  readonly from: number
  /** From when it signs no more; absent in the one that signs and in the next. */
  readonly until?: number
}

const DAY_MS = 24 * 60 * 60_000
const LIFE_MS = 90 * DAY_MS
/** Who caches our keys for a day has the next one long before it signs. */
const AHEAD_MS = 7 * DAY_MS
/** No token of ours is believed for longer; an id_token_hint may be older, and is checked by its session. */
const PUBLISHED_AFTER_MS = 2 * DAY_MS

/** What is to be done so that a key signs now and the next is known: ids of the new keys come from the caller. */
export function scheduled(keys: readonly KeyState[], newKid: () => string, now: number): readonly KeyState[] {
  const kept = keys.filter(({ until }) => until === undefined || now < until + PUBLISHED_AFTER_MS)
  const standing = kept.filter(({ until }) => until === undefined).toSorted((a, b) => a.from - b.from)
  const due = standing.filter(({ from }) => from <= now)
  const current = due.at(-1) ?? { kid: newKid(), from: now }
  const retired = [
    ...kept.filter(({ until }) => until !== undefined),
    ...due.slice(0, -1).map((key) => ({ ...key, until: now })),
  ]
  const next = standing.find(({ from }) => from > now) ?? {
    kid: newKid(),
    from: Math.max(current.from + LIFE_MS, now + AHEAD_MS),
  }
  return [...retired, current, next]
}

/** An operator has the next key sign from now on, and another one wait. */
export function rotated(keys: readonly KeyState[], newKid: () => string, now: number): readonly KeyState[] {
  const forward = keys.map((key) => (key.until === undefined && key.from > now ? { ...key, from: now } : key))
  return scheduled(forward, newKid, now)
}

export function signing(keys: readonly KeyState[], now: number): string | undefined {
  return keys.filter(({ from, until }) => from <= now && until === undefined).toSorted((a, b) => b.from - a.from)[0]
    ?.kid
}
