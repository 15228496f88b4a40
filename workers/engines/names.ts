// Names that tell nothing: how records and persons are called in addresses and objects, and how they are looked up.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64, utf8 } from '../kernel/bytes.ts'
import { normalised } from '../kernel/parse.ts'
import type { RegisterDefinition } from '../kernel/register.ts'

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

/** RFC 4648 base32, lower case, without padding: 26 characters for 128 bits. */
function base32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET[(held >> bits) & 31]
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text
}

const named = (secret: string, ...parts: readonly string[]): string =>
  base32(hmac(sha256, fromBase64(secret), utf8(parts.join('\0'))).subarray(0, 16))

/**
 * The public id of a record: its key where the key is open, else 26 characters that only the holder of the index
 * key can compute. `secret` is base64 of 32 bytes. However a key is typed, its record is the same.
 */
export function recordId(secret: string, register: RegisterDefinition, key: string): string {
  const field = register.fields[register.key]
  const own = normalised(key, field !== undefined && 'format' in field ? field.format : undefined)
  return field?.disclose === 'open' ? own : named(secret, 'record', register.id, own)
}

/** The name of a human's object. */
export const personId = (secret: string, personalNumber: string): string => named(secret, 'person', personalNumber)

/** What the user handles of passkeys are sealed with, so that nobody else makes one. */
export const handleKey = (secret: string): Uint8Array => hmac(sha256, fromBase64(secret), utf8('handle'))

/** A keyed blind index: equal values of one field meet, and nobody without the key can guess one. */
export const blindIndex = (secret: string, register: string, field: string, value: string): string =>
  named(secret, 'index', register, field, value)

/** What stands in place of an idempotency key that may have said what was erased: the same key leads to it still. */
export const requestAlias = (secret: string, idempotencyKey: string): string => named(secret, 'request', idempotencyKey)

/** The number of a mandate that somebody gives: one for each form that they send, however often. */
export const mandateNumber = (secret: string, person: string, nonce: string): string =>
  named(secret, 'mandate', person, nonce).slice(0, 16)

/** The number of a case: one for each form that its person sends, however often; 80 bits in 16 characters. */
export const caseId = (secret: string, person: string, service: string, nonce: string): string =>
  named(secret, 'case', person, service, nonce).slice(0, 16)

/** A short name of open words, as one word of letters and digits: 80 bits, which nobody need guess. */
export const tokenOf = (...parts: readonly string[]): string => base32(sha256(utf8(parts.join('\0')))).slice(0, 16)
/** The object that sees to an act on several records: one for each time that it is asked of its first record. */
export const transactionName = (secret: string, register: string, record: string, idempotencyKey: string): string =>
  named(secret, 'transaction', register, record, idempotencyKey)

/** The id of an import: one for each file, however often it is sent; 80 bits in 16 characters. */
export const importId = (secret: string, register: string, file: string): string =>
  named(secret, 'import', register, file).slice(0, 16)
/** The number of what somebody shows: one for each form that they send, however often; 80 bits in 16 characters. */
export const shareId = (secret: string, person: string, nonce: string): string =>
  named(secret, 'share', person, nonce).slice(0, 16)

/** What a relying party knows a person by: of two sectors nobody without the key can tell that it is the same one. */
export const pairwiseSubject = (secret: string, sector: string, person: string): string =>
  named(secret, 'subject', sector, person)

/** What a relying party knows a session by. `session` is its hash. */
export const visitId = (secret: string, client: string, session: string): string =>
  named(secret, 'visit', client, session)

/** Tells whether two deployments have the same key, and nothing of the key. */
export const keyFingerprint = (secret: string): string => named(secret, 'fingerprint')
