// Showing others an extract of one's own record: for how long, and by which address, which names nobody.
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64, readBase64Url, toBase64Url, utf8 } from '../kernel/bytes.ts'

const HOUR_MS = 60 * 60_000
/** For whoever stands before one; for an answer by tomorrow; for a procedure. */
export const shareTerms = { hour: HOUR_MS, day: 24 * HOUR_MS, month: 30 * 24 * HOUR_MS } as const
export type ShareTerm = keyof typeof shareTerms

export const isShareTerm = (text: string | undefined): text is ShareTerm =>
  text !== undefined && Object.hasOwn(shareTerms, text)

/** More than these at once nobody keeps in view. */
export const sharesMax = 50

/** What is shown: an extract, and what is told of it to its owner. */
export interface Shown {
  readonly register: string
  readonly record: string
  readonly caption: string
  /** A tlog-proof. */
  readonly sheet: string
  /** The last entry of the record when it was made. */
  readonly seq: number
}

export interface Share extends Shown {
  readonly id: string
  readonly madeAt: number
  readonly until: number
  readonly opened: number
  readonly lastAt: number | null
}

const CONTEXT = 'izvor share v1'
const IV_BYTES = 12
/** 128 bits of a person's id, and a share's own. */
const PERSON = /^[a-z2-7]{26}$/u
const SHARE = /^[a-z2-7]{16}$/u

const keyOf = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'raw',
    new Uint8Array(hkdf(sha256, fromBase64(secret), undefined, utf8(CONTEXT), 32)),
    'AES-GCM',
    false,
    ['encrypt', 'decrypt'],
  )

/** Whose share an address is of: sealed, so that no two addresses show that they are of one person. */
export async function sealShare(
  person: string,
  share: string,
  secret: string,
  iv: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const parameters = { name: 'AES-GCM', iv, additionalData: utf8(CONTEXT) }
  const sealed = await crypto.subtle.encrypt(parameters, await keyOf(secret), utf8(person + share))
  return toBase64Url(Uint8Array.of(...iv, ...new Uint8Array(sealed)))
}

/** Null for whatever is no address of ours. */
export async function openShare(
  token: string,
  secret: string,
): Promise<{ readonly person: string; readonly share: string } | null> {
  const bytes = token.length > 200 ? null : readBase64Url(token)
  if (bytes === null || bytes.length <= IV_BYTES) return null
  const parameters = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData: utf8(CONTEXT) }
  const opened = await crypto.subtle.decrypt(parameters, await keyOf(secret), bytes.slice(IV_BYTES)).catch(() => null)
  const text = opened === null ? '' : new TextDecoder().decode(opened)
  const [person, share] = [text.slice(0, 26), text.slice(26)]
  return PERSON.test(person) && SHARE.test(share) ? { person, share } : null
}
