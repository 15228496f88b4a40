// The challenge of a login with a passkey, which nobody keeps: it says itself when it was handed out, and a seal says by
// whom and to which browser. That it is answered once is for the person whom the answer names to know.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { fromBase64, readBase64Url, sameBytes, toBase64Url, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { CHALLENGE_BYTES, CHALLENGE_MS, type ChallengeRefusal } from './challenge.ts'

/** Milliseconds since 1970: enough for ten thousand years. */
const TIME_BYTES = 6
const SEAL_BYTES = 32
/** So many of chance as in a challenge that is kept (WebAuthn Level 3, 13.4.3, asks for sixteen). */
const RANDOM_BYTES = CHALLENGE_BYTES
const CONTEXT = 'izvor-login-challenge-v1'

/** `secret` is base64 of 32 bytes, and seals other things under other keys. */
const keyOf = (secret: string): Uint8Array => hmac(sha256, fromBase64(secret), utf8(CONTEXT))

function timeOf(now: number): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(now))
  return bytes.subarray(8 - TIME_BYTES)
}

const instantOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)

const sealOf = (secret: string, visitor: string, said: Uint8Array): Uint8Array =>
  hmac(sha256, keyOf(secret), concatBytes(said, utf8(visitor)))

/** Base64url. `visitor` is what the browser is known by before the login. */
export function loginChallenge(
  secret: string,
  visitor: string,
  random: (bytes: number) => Uint8Array,
  now: number,
): string {
  const said = concatBytes(timeOf(now), random(RANDOM_BYTES))
  return toBase64Url(concatBytes(said, sealOf(secret, visitor, said)))
}

/** Whether we handed it out, to this browser, within five minutes. */
export function openLoginChallenge(
  secret: string,
  visitor: string,
  challenge: string,
  now: number,
): Result<null, Exclude<ChallengeRefusal, 'challenge-used'>> {
  const bytes = readBase64Url(challenge)
  if (bytes?.length !== TIME_BYTES + RANDOM_BYTES + SEAL_BYTES) return err('challenge-unknown')
  const said = bytes.subarray(0, -SEAL_BYTES)
  if (!sameBytes(bytes.subarray(-SEAL_BYTES), sealOf(secret, visitor, said))) return err('challenge-unknown')
  return now > instantOf(said.subarray(0, TIME_BYTES)) + CHALLENGE_MS ? err('challenge-expired') : ok(null)
}
