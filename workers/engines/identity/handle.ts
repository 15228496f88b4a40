// How a passkey finds its person: its user handle is 16 random bytes and the person's id, which is itself an HMAC.
// The handle names no one (WebAuthn Level 3, 14.6.1), yet leads to the person's object without a table of passkeys.
import { concatBytes } from '@noble/hashes/utils.js'
import { fromBase64Url, toBase64Url, utf8 } from '../../kernel/bytes.ts'

const RANDOM_BYTES = 16
const PERSON_ID = /^[a-z2-7]{26}$/u
/** 16 bytes and 26 characters: 42 bytes of at most 64. */
const HANDLE = /^[A-Za-z0-9_-]{56}$/u

/** Base64url. One a person: an authenticator keeps one passkey for each handle. */
export const makeHandle = (person: string, random: (bytes: number) => Uint8Array): string =>
  toBase64Url(concatBytes(random(RANDOM_BYTES), utf8(person)))

/** The person that a handle leads to, or null: whether the handle is theirs, the person's object says. */
export function personOfHandle(handle: string): string | null {
  if (!HANDLE.test(handle)) return null
  const person = new TextDecoder().decode(fromBase64Url(handle).subarray(RANDOM_BYTES))
  return PERSON_ID.test(person) ? person : null
}
