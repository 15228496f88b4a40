// What a wallet is handed to come back with: the code of an offer, its PIN, the token and the nonce. Each is computed
// under the portal's key from a random reference, so that nothing of it lies anywhere, and made-up ones wake no object.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { fromBase64, fromBase64Url, toBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

export const REFERENCE_BYTES = 16
export const NONCE_BYTES = 16
/** Asked for a moment before it is used. */
export const NONCE_MS = 5 * 60_000

const MAC_BYTES = 32
const TIME_BYTES = 6
const REFERENCE = /^[A-Za-z0-9_-]{22}$/u
const KEYED = /^([A-Za-z0-9_-]{22})\.([A-Za-z0-9_-]{43})$/u
const NONCE = /^[A-Za-z0-9_-]{72}$/u

type Kind = 'code' | 'tx-code' | 'access' | 'nonce'

const mac = (secret: string, kind: Kind, bytes: Uint8Array): Uint8Array =>
  hmac(sha256, fromBase64(secret), concatBytes(utf8(`izvor-wallet-v1\n${kind}\n`), bytes))

/** In a time that tells nothing of where they differ. */
function equal(a: Uint8Array, b: Uint8Array): boolean {
  let different = a.length ^ b.length
  for (const [index, byte] of a.entries()) different |= byte ^ (b[index] ?? 0)
  return different === 0
}

export const isReference = (text: string): boolean => REFERENCE.test(text)

/** The object of a reference is named by a hash: who reads the names of objects can fetch no offer. */
export const objectName = (reference: string): string => toHex(sha256(utf8(`izvor-wallet\n${reference}`)))

const keyed = (secret: string, kind: Kind, reference: string): string =>
  `${reference}.${toBase64Url(mac(secret, kind, utf8(reference)))}`

function readKeyed(secret: string, kind: Kind, text: unknown): string | null {
  const [, reference, tag] = KEYED.exec(typeof text === 'string' ? text : '') ?? []
  if (reference === undefined || tag === undefined) return null
  return equal(fromBase64Url(`${tag}=`), mac(secret, kind, utf8(reference))) ? reference : null
}

/** `secret` is base64 of 32 bytes; so in all that follows. */
export const codeOf = (secret: string, reference: string): string => keyed(secret, 'code', reference)
export const readCode = (secret: string, text: unknown): string | null => readKeyed(secret, 'code', text)
export const accessTokenOf = (secret: string, reference: string): string => keyed(secret, 'access', reference)
export const readAccessToken = (secret: string, text: unknown): string | null => readKeyed(secret, 'access', text)

/** Six digits (OpenID4VCI 1.0, 4.1.1), for the person's eyes alone. */
export function txCodeOf(secret: string, reference: string): string {
  const bytes = mac(secret, 'tx-code', utf8(reference))
  const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  return String(number % 1_000_000).padStart(6, '0')
}

/** Compares as slowly for a near miss as for a far one. */
export const isTxCode = (secret: string, reference: string, text: unknown): boolean =>
  equal(utf8(txCodeOf(secret, reference)), utf8(typeof text === 'string' ? text : ''))

/** `random` has NONCE_BYTES; `now` in milliseconds. */
export function nonceOf(secret: string, random: Uint8Array, now: number): string {
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, BigInt(now))
  const body = concatBytes(time.subarray(8 - TIME_BYTES), random)
  return toBase64Url(concatBytes(body, mac(secret, 'nonce', body)))
}

/** When a nonce was issued, where it was issued here and is not over; whether it was used is its object's to say. */
export function readNonce(secret: string, text: unknown, now: number): Result<number, 'nonce-unknown' | 'nonce-over'> {
  if (typeof text !== 'string' || !NONCE.test(text)) return err('nonce-unknown')
  const bytes = fromBase64Url(text)
  const body = bytes.subarray(0, TIME_BYTES + NONCE_BYTES)
  if (bytes.length !== body.length + MAC_BYTES || !equal(bytes.subarray(body.length), mac(secret, 'nonce', body)))
    return err('nonce-unknown')
  const issuedAt = body.subarray(0, TIME_BYTES).reduce((number, byte) => number * 256 + byte, 0)
  return now - issuedAt > NONCE_MS ? err('nonce-over') : ok(issuedAt)
}
