// How an offer of a credential goes: offered, collected with its code and PIN, issued once; each step once, in time.
import { err, ok, type Result } from '../../kernel/result.ts'

/** The person stands before the page with the phone in hand. */
export const OFFER_MS = 10 * 60_000
/** From the token to the credential a wallet takes seconds. */
export const ACCESS_MS = 5 * 60_000
/** One PIN in a million, tried three times. */
export const TX_ATTEMPTS_MAX = 3

/** The card that a person proved to be themselves with. */
export interface BackingCard {
  /** Fingerprint of the issuing authority's certificate. */
  readonly issuer: string
  /** Hex, without zeros in front. */
  readonly serial: string
  /** Milliseconds since 1970. */
  readonly notAfter: number
}

export interface Issuance {
  readonly person: string
  /** What the person calls the wallet. */
  readonly name: string
  readonly card: BackingCard
  readonly offeredAt: number
  readonly attempts: number
  readonly collectedAt: number | null
  readonly issuedAt: number | null
}

export type Standing = 'offered' | 'locked' | 'over' | 'collected' | 'issued'

export function standingOf(state: Issuance, now: number): Standing {
  if (state.issuedAt !== null) return 'issued'
  if (state.attempts >= TX_ATTEMPTS_MAX) return 'locked'
  if (state.collectedAt !== null) return now - state.collectedAt > ACCESS_MS ? 'over' : 'collected'
  return now - state.offeredAt > OFFER_MS ? 'over' : 'offered'
}

export type CollectRefusal = 'offer-unknown' | 'offer-over' | 'offer-used' | 'offer-locked' | 'tx-code-wrong'

/** The code comes with a PIN, right or wrong. The next state, and what is answered. */
export function collect(
  state: Issuance,
  right: boolean,
  now: number,
): { readonly state: Issuance; readonly answer: Result<null, CollectRefusal> } {
  const standing = standingOf(state, now)
  if (standing === 'locked') return { state, answer: err('offer-locked') }
  if (standing === 'over') return { state, answer: err('offer-over') }
  if (standing !== 'offered') return { state, answer: err('offer-used') }
  if (!right) return { state: { ...state, attempts: state.attempts + 1 }, answer: err('tx-code-wrong') }
  return { state: { ...state, collectedAt: now }, answer: ok(null) }
}

export type TokenRefusal = 'token-unknown' | 'token-over' | 'token-used'

/** Whether a credential may be issued on the token of this offer. */
export function mayIssue(state: Issuance, now: number): Result<null, TokenRefusal> {
  const standing = standingOf(state, now)
  if (standing === 'collected') return ok(null)
  if (standing === 'issued') return err('token-used')
  return err(state.collectedAt === null ? 'token-unknown' : 'token-over')
}
