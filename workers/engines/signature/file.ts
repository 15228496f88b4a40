// A file of signatures, read before anything of it is believed: one signature, or a document with those that belong to it.
// In English, the forms that the portal hands out:
//  - a signature alone
//  - { document, signature } or { document, signatures }: the document is a text, which the case and the order hold
//  - { format: 'izvor-signed-v1', document: { name, sha256 }, signatures }: the document is a file of its own
import { sha256 } from '@noble/hashes/sha2.js'
import { readBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { cardSignatureFormat, signatureFormat, type SignatureBundle } from '../identity/intent.ts'
import { parseExtract } from '../log/extract.ts'

export const signedFormat = 'izvor-signed-v1'

/** A signature has some 6 kB; the document of a case some 10 kB. */
const FILE_MAX = 2_000_000
/** Whoever signs one document together fits around a table. */
const SIGNATURES_MAX = 100
/** What one intent may be about. */
const DOCUMENTS_MAX = 100
export const NAME_MAX = 255

/** A document that is a file of its own, with those who signed it. */
export interface SignedFile {
  readonly format: typeof signedFormat
  readonly document: { readonly name: string; readonly sha256: string }
  readonly signatures: readonly SignatureBundle[]
}

export interface SignatureFile {
  /** What the signatures must be of, where the file says it. `name` is a label that nobody signed. */
  readonly document?: { readonly sha256: string; readonly name?: string; readonly text?: string }
  readonly signatures: readonly SignatureBundle[]
}

export type FileRefusal =
  | 'signature-file-invalid'
  | 'signature-file-too-large'
  | 'signature-file-empty'
  | 'signature-outdated'

type Fields = { readonly [name: string]: unknown }

const HASH = /^[0-9a-f]{64}$/u
const PERSON = /^[a-z2-7]{26}$/u
const ORIGIN = /^https?:\/\/[a-z0-9.:[\]-]{1,260}$/u

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, max = 200): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max && value.isWellFormed()
/** Nothing that the check would pass over: whoever adds a field to a signature, adds it to be read by somebody. */
const hasOnly = (value: Fields, names: readonly string[]): boolean =>
  Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name))

function isIntent(value: unknown): boolean {
  if (!isFields(value)) return false
  const { documents, act, authority, person, nonce, time, mandate } = value
  return (
    Array.isArray(documents) &&
    documents.length > 0 &&
    documents.length <= DOCUMENTS_MAX &&
    documents.every((one) => typeof one === 'string' && HASH.test(one)) &&
    isText(act) &&
    isText(authority) &&
    isText(nonce) &&
    typeof person === 'string' &&
    PERSON.test(person) &&
    typeof time === 'number' &&
    Number.isSafeInteger(time) &&
    // The last instant that has a date (ECMA-262, 21.4.1.1).
    Math.abs(time) <= 8.64e15 &&
    (mandate === undefined || isFields(mandate))
  )
}

function isAssertion(value: unknown): boolean {
  if (!isFields(value) || !hasOnly(value, ['id', 'response'])) return false
  const { id, response } = value
  return (
    isText(id, 1364) &&
    readBase64Url(id) !== null &&
    isFields(response) &&
    hasOnly(response, ['clientDataJSON', 'authenticatorData', 'signature']) &&
    Object.values(response).every((one) => isText(one, 8192))
  )
}

function readOrigin(value: unknown): boolean {
  if (typeof value !== 'string' || !ORIGIN.test(value)) return false
  return URL.canParse(value) && new URL(value).origin === value
}

/** A certificate takes some 1 kB, an answer of a responder up to 10 kB, both a third more in base64. */
const CARD_PARTS_MAX = 16_384
const CARD_PARTS = ['certificate', 'authority', 'algorithm', 'signature', 'status'] as const

function readCardSignature(value: Fields): Result<SignatureBundle, FileRefusal> {
  const whole =
    hasOnly(value, ['format', 'origin', 'intent', ...CARD_PARTS]) &&
    readOrigin(value['origin']) &&
    isIntent(value['intent']) &&
    CARD_PARTS.every((part) => isText(value[part], CARD_PARTS_MAX))
  return whole ? ok(value as unknown as SignatureBundle) : err('signature-file-invalid')
}

function readSignature(value: unknown): Result<SignatureBundle, FileRefusal> {
  if (!isFields(value)) return err('signature-file-invalid')
  if (value['format'] === cardSignatureFormat) return readCardSignature(value)
  const { format, origin, intent, assertion, binding } = value
  if (format !== signatureFormat)
    return typeof format === 'string' && format.startsWith('izvor-signature-')
      ? err('signature-outdated')
      : err('signature-file-invalid')
  const whole =
    hasOnly(value, ['format', 'origin', 'intent', 'assertion', 'binding']) &&
    readOrigin(origin) &&
    isIntent(intent) &&
    isAssertion(assertion) &&
    parseExtract(JSON.stringify(binding)).ok
  return whole ? ok(value as unknown as SignatureBundle) : err('signature-file-invalid')
}

function readDocument(value: unknown): SignatureFile['document'] | null {
  if (typeof value === 'string')
    return value.isWellFormed() ? { sha256: toHex(sha256(utf8(value))), text: value } : null
  if (!isFields(value)) return null
  const { name, sha256: hash } = value
  return isText(name, NAME_MAX) && typeof hash === 'string' && HASH.test(hash) ? { name, sha256: hash } : null
}

export function readSignatureFile(text: string): Result<SignatureFile, FileRefusal> {
  if (text.length > FILE_MAX) return err('signature-file-too-large')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return err('signature-file-invalid')
  }
  if (!isFields(value)) return err('signature-file-invalid')
  const alone = value['document'] === undefined
  const document = alone ? undefined : readDocument(value['document'])
  const listed = value['signatures'] ?? (alone ? [value] : [value['signature']])
  if (document === null || !Array.isArray(listed)) return err('signature-file-invalid')
  if (listed.length === 0) return err('signature-file-empty')
  if (listed.length > SIGNATURES_MAX) return err('signature-file-too-large')
  const signatures: SignatureBundle[] = []
  for (const one of listed) {
    const signature = readSignature(one)
    if (!signature.ok) return signature
    signatures.push(signature.value)
  }
  return ok({ signatures, ...(document === undefined ? {} : { document }) })
}
