// A form that was sent when its sender had to log in first: how it is kept, and who may carry on with it.
// It is sealed with a key that the browser alone holds, in a cookie: who reads the storage reads nothing, and another
// browser cannot open it. It is bound to its address and, where one was known, to its person.
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import * as v from 'valibot'
import { fromBase64Url, toBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { IV_BYTES } from './session.ts'

/** Time to find the card, its reader and its code. */
export const KEPT_MS = 30 * 60_000
/** Characters: the longest form of ours is a decision with its reasons, a few thousand. */
const SIZE_MAX = 32 * 1024
const FIELDS_MAX = 200
const CONTEXT = 'izvor-kept-form-v1'

/** Answers to a challenge of the session that is over: nobody can use them, so nobody keeps them. */
const ONCE: ReadonlySet<string> = new Set(['assertion', 'registration'])

const shape = v.strictObject({
  /** The person who was signed in; null where nobody was. */
  person: v.nullable(v.string()),
  /** Where it is sent, language and query and all. */
  action: v.string(),
  /** The page that it stood on. */
  page: v.string(),
  fields: v.array(v.tuple([v.string(), v.string()])),
  /** Whether a file was left out, which has to be chosen again. */
  files: v.boolean(),
  /** Milliseconds since 1970. */
  at: v.number(),
})
export type KeptForm = v.InferOutput<typeof shape>

/** What is kept of a form; null where it is longer than any of ours. */
export function keepable(form: KeptForm): KeptForm | null {
  const fields = form.fields.filter(([name]) => !ONCE.has(name))
  const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  return fields.length > FIELDS_MAX || size > SIZE_MAX ? null : { ...form, fields }
}

/** What the browser's secret is known by where the form is kept. */
export const keptName = (secret: string): string => toHex(sha256(utf8(`${CONTEXT}\n${secret}`)))

const keyOf = (secret: string): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'raw',
    new Uint8Array(hkdf(sha256, fromBase64Url(secret), undefined, utf8(CONTEXT), 32)),
    'AES-GCM',
    false,
    ['encrypt', 'decrypt'],
  )

/** AES-GCM; `secret` is base64url of 256 bits, `iv` 96 random bits. Base64url. */
export async function sealForm(form: KeptForm, secret: string, iv: Uint8Array<ArrayBuffer>): Promise<string> {
  const parameters = { name: 'AES-GCM', iv, additionalData: utf8(CONTEXT) }
  const sealed = await crypto.subtle.encrypt(parameters, await keyOf(secret), utf8(JSON.stringify(form)))
  return toBase64Url(concatBytes(iv, new Uint8Array(sealed)))
}

export async function openForm(sealed: string, secret: string): Promise<KeptForm | null> {
  const bytes = fromBase64Url(sealed)
  const parameters = { name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES), additionalData: utf8(CONTEXT) }
  const opened = await crypto.subtle.decrypt(parameters, await keyOf(secret), bytes.slice(IV_BYTES)).catch(() => null)
  if (opened === null) return null
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), new TextDecoder().decode(opened))
  return parsed.success ? parsed.output : null
}

/** Whether this person may carry on with a form. */
export function mayCarryOn(
  form: KeptForm | null,
  person: string,
  now: number,
): Result<KeptForm, 'form-gone' | 'form-of-another'> {
  if (form === null || now - form.at > KEPT_MS) return err('form-gone')
  return form.person === null || form.person === person ? ok(form) : err('form-of-another')
}
