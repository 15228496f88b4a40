// How surely we know who acts (eIDAS, Art. 8), and whether that is enough and recent enough for what is asked.
import { levels, type Level } from '../../kernel/service.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

/** How a session began. */
export type Method = 'card' | 'passkey'

/** What a session knows of its beginning; `authAt` in milliseconds since 1970. */
export interface Authentication {
  readonly method: Method
  readonly level: Level
  readonly authAt: number
}

/** A passkey is made, a device removed and a signature asked only so soon after its owner showed up. */
export const FRESH_MS = 5 * 60_000

export const atLeast = (level: Level, asked: Level): boolean => levels.indexOf(level) >= levels.indexOf(asked)

/** The card itself is `high`. */
export const CARD_LEVEL: Level = 'high'

/** What a passkey's level follows from. */
export interface Worth {
  /** What vouched for it, and whether that counts no longer. */
  readonly by: 'card' | 'counter'
  readonly revoked: boolean
  /** It can leave its device. */
  readonly backupEligible: boolean
  /** A model that is trusted to keep keys has attested it. */
  readonly attested: boolean
}

/** A passkey that proves nothing more than a card's could: see `passkeyLevel`. */
export type Shortfall = 'revoked' | 'counter' | 'synced' | 'unattested'

/** Why a passkey is not `high`; null where it is. */
export function shortfallOf({ by, revoked, backupEligible, attested }: Worth): Shortfall | null {
  if (revoked) return 'revoked'
  if (by !== 'card') return 'counter'
  if (backupEligible) return 'synced'
  return attested ? null : 'unattested'
}

/**
 * A passkey is worth what vouched for it: `low` once its card is revoked; `high` where a card vouched for a key that
 * cannot leave a device, and the device's maker vouches for that; else `substantial`.
 */
export function passkeyLevel(worth: Worth): Level {
  const shortfall = shortfallOf(worth)
  return shortfall === null ? 'high' : shortfall === 'revoked' ? 'low' : 'substantial'
}

export const isFresh = ({ authAt }: Pick<Authentication, 'authAt'>, now: number): boolean => now - authAt <= FRESH_MS

/** What binds a person asks for a level and for a recent login. */
export function admits(
  authentication: Authentication,
  asked: { readonly level: Level; readonly fresh?: boolean },
  now: number,
): Result<null, 'level-too-low' | 'login-too-old'> {
  if (!atLeast(authentication.level, asked.level)) return err('level-too-low')
  return asked.fresh === true && !isFresh(authentication, now) ? err('login-too-old') : ok(null)
}
