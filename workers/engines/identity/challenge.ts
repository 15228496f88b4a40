// Whether a challenge may still be answered: each is for one ceremony, for five minutes, and for one answer.
import { err, ok, type Result } from '../../kernel/result.ts'

/** What a challenge was handed out for; an answer to one is none to another. */
export type Ceremony = 'card' | 'registration' | 'signature' | 'card-signature'

export const CHALLENGE_MS = 5 * 60_000
/** 256 bits. */
export const CHALLENGE_BYTES = 32

export interface Challenge {
  readonly ceremony: Ceremony
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  readonly usedAt: number | null
}

export type ChallengeRefusal = 'challenge-unknown' | 'challenge-used' | 'challenge-expired'

export function mayAnswer(
  challenge: Challenge | undefined,
  ceremony: Ceremony,
  now: number,
): Result<null, ChallengeRefusal> {
  if (challenge === undefined || challenge.ceremony !== ceremony) return err('challenge-unknown')
  if (challenge.usedAt !== null) return err('challenge-used')
  return now > challenge.issuedAt + CHALLENGE_MS ? err('challenge-expired') : ok(null)
}
