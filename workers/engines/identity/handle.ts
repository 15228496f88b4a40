// How a passkey finds its person: its user handle is 16 random bytes, the person's id, which is itself an HMAC, and a
// seal over both. It names no one (WebAuthn Level 3, 14.6.1), leads to the person's object without a table of passkeys,
// and one that was made up leads nowhere: whether anybody is known is not asked of an object.
import { concatBytes } from '@noble/hashes/utils.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { readBase64Url, sameBytes, toBase64Url, utf8 } from '../../kernel/bytes.ts'

const RANDOM_BYTES = 16
const SEAL_BYTES = 16
const PERSON_ID = /^[a-z2-7]{26}$/u
/** 58, of at most 64. */
const HANDLE_BYTES = RANDOM_BYTES + 26 + SEAL_BYTES

const sealOf = (key: Uint8Array, bytes: Uint8Array): Uint8Array => hmac(sha256, key, bytes).subarray(0, SEAL_BYTES)

/** Base64url. One a person: an authenticator keeps one passkey for each handle. `key` is `handleKey` of the names. */
export function makeHandle(key: Uint8Array, person: string, random: (bytes: number) => Uint8Array): string {
  const bytes = concatBytes(random(RANDOM_BYTES), utf8(person))
  return toBase64Url(concatBytes(bytes, sealOf(key, bytes)))
}

/** The person that a handle was made for, or null: whether it is still theirs, the person's object says. */
export function personOfHandle(key: Uint8Array, handle: string): string | null {
  const bytes = readBase64Url(handle)
  if (bytes?.length !== HANDLE_BYTES) return null
  const sealed = bytes.subarray(0, -SEAL_BYTES)
  // Every byte is compared: how many were guessed does not show in the time.
  const same = sameBytes(bytes.subarray(-SEAL_BYTES), sealOf(key, sealed))
  const person = new TextDecoder().decode(sealed.subarray(RANDOM_BYTES))
  return same && PERSON_ID.test(person) ? person : null
}
