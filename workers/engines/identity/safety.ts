// What a person's own safety leaves to a session and its keys: signing that somebody froze, and keys that are too young.
import type { Demand, Stake } from '../../kernel/demand.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { admits, isFresh, type Authentication, type Method } from './assurance.ts'

/** Whoever steals a device or a card has a day, in which its owner is told on every other device, to use a new key. */
export const COOLING_MS = 24 * 60 * 60_000

/** The card itself was shown a moment ago: it signs in place of no key, but vouches for the one that does. */
export const cardPresent = ({ method, authAt }: { method: Method; authAt: number }, now: number): boolean =>
  method === 'card' && isFresh({ authAt }, now)

/** Whether a key is old enough for what is at stake. `createdAt` in milliseconds since 1970. */
export const isMature = ({ createdAt }: { readonly createdAt: number }, now: number): boolean =>
  now - createdAt >= COOLING_MS

/** Whether this key may sign it in this session. Frozen means that none does, whatever else is there. */
export function maySign(
  frozen: boolean,
  session: Authentication,
  key: { readonly createdAt: number },
  moves: Stake | undefined,
  now: number,
): Result<null, 'signing-frozen' | 'key-too-young'> {
  if (frozen) return err('signing-frozen')
  return moves === undefined || isMature(key, now) || cardPresent(session, now) ? ok(null) : err('key-too-young')
}

/** The card itself is there: no key is too young beside it. Who wants to sign with it opens signing with it first. */
export const maySignWithCard = (frozen: boolean): Result<null, 'signing-frozen'> =>
  frozen ? err('signing-frozen') : ok(null)

/**
 * What no passkey stands in for, whatever it is worth: making a further passkey, for whoever gets hold of one device is
 * not to add a second; unfreezing what any device froze; and a card for a wallet.
 */
export const withCard = (session: Authentication, now: number): Result<null, 'card-needed'> =>
  cardPresent(session, now) ? ok(null) : err('card-needed')

/**
 * Whether a session may do what is demanded without a signature: `key` is the passkey that it began with, null for a
 * card. What is at stake is as safe as with a signature.
 */
export function mayAct(
  frozen: boolean,
  session: Authentication,
  key: { readonly createdAt: number } | null,
  { level = 'substantial', fresh, moves }: Demand,
  now: number,
): Result<null, 'level-too-low' | 'login-too-old' | 'signing-frozen' | 'key-too-young'> {
  const admitted = admits(session, { level, fresh: fresh === true }, now)
  if (!admitted.ok) return admitted
  if (moves === undefined) return ok(null)
  return maySign(frozen, session, key ?? { createdAt: now }, moves, now)
}

/** When the first of these keys may sign what is at stake; null where one may already, or the card is present. */
export function coolingUntil(
  session: Authentication,
  keys: readonly { readonly createdAt: number }[],
  now: number,
): number | null {
  if (keys.length === 0 || cardPresent(session, now)) return null
  const first = Math.min(...keys.map(({ createdAt }) => createdAt)) + COOLING_MS
  return first > now ? first : null
}
