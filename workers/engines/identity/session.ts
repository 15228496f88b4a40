// How a signed-in person is known between requests: a sealed token that lives five minutes, and when it may be renewed.
// The token rides in a cookie. It is encrypted, so that a name and roles may ride in it; it never holds a personal number.
import { hkdf } from '@noble/hashes/hkdf.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import * as v from 'valibot'
import { fromBase64, fromBase64Url, toBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { levels } from '../../kernel/service.ts'

/** Believed without asking the person's object; revocation reaches a reader after so long, a writer at once. */
export const TOKEN_MS = 5 * 60_000
/** Counted between renewals, so up to five minutes earlier than a person would count. */
export const IDLE_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 60 * 60_000
/** 256 bits. */
export const SECRET_BYTES = 32
/** AES-GCM, NIST SP 800-38D: 96 bits, random; a key seals for one day, far fewer than 2³² tokens. */
export const IV_BYTES = 12

const DAY_MS = 24 * 60 * 60_000
const CONTEXT = 'izvor-session-v1'

const shape = v.strictObject({
  /** The person's id. */
  person: v.string(),
  /** As on the card. */
  name: v.string(),
  /** `authority.role` */
  roles: v.array(v.string()),
  level: v.picklist(levels),
  method: v.picklist(['card', 'passkey']),
  /** When the person last showed up with card or passkey; all times in milliseconds since 1970. */
  authAt: v.number(),
  issuedAt: v.number(),
  /** Base64url of 256 bits: the person's object knows its hash alone. */
  secret: v.string(),
  /** Whether this device was not told everything yet: then each page asks the person's object what. */
  alerted: v.optional(v.boolean()),
  /** For whom the person acts, where not for themself: each act asks anew whether they may. */
  represents: v.optional(v.strictObject({ mandate: v.string(), called: v.string() })),
})
type Claims = v.InferOutput<typeof shape>
export interface Represents {
  /** `register:record:rule` */
  readonly mandate: string
  readonly called: string
}
export type Session = Readonly<Omit<Claims, 'roles' | 'represents' | 'alerted'>> & {
  readonly roles: readonly string[]
  readonly alerted?: boolean
  readonly represents?: Represents
}

/** What the person's object knows a session by. Hex. */
export const sessionHash = ({ secret }: Pick<Session, 'secret'>): string => toHex(sha256(utf8(secret)))

export const dayOf = (now: number): number => Math.floor(now / DAY_MS)

/** The key of a day. `secret` is base64 of 32 bytes. */
export const sessionKey = (secret: string, day: number): Promise<CryptoKey> =>
  crypto.subtle.importKey(
    'raw',
    new Uint8Array(hkdf(sha256, fromBase64(secret), undefined, utf8(`${CONTEXT}\n${day}`), 32)),
    'AES-GCM',
    false,
    ['encrypt', 'decrypt'],
  )

const parameters = (iv: Uint8Array<ArrayBuffer>) => ({ name: 'AES-GCM', iv, additionalData: utf8(CONTEXT) })

export type KeyOfDay = (day: number) => Promise<CryptoKey>

/** `<day>.<base64url of iv and ciphertext>` */
export async function sealSession(session: Session, keyOf: KeyOfDay, iv: Uint8Array<ArrayBuffer>): Promise<string> {
  const day = dayOf(session.issuedAt)
  const sealed = await crypto.subtle.encrypt(parameters(iv), await keyOf(day), utf8(JSON.stringify(session)))
  return `${day.toString(36)}.${toBase64Url(concatBytes(iv, new Uint8Array(sealed)))}`
}

const TOKEN = /^([0-9a-z]{1,6})\.([A-Za-z0-9_-]{40,4000})$/u

/** The session of a token that we sealed today or yesterday; whether it still stands is `standing` and the object's word. */
export async function openSession(
  token: string,
  keyOf: KeyOfDay,
  now: number,
): Promise<Result<Session, 'session-malformed'>> {
  const [, sealedOn = '', text = ''] = TOKEN.exec(token) ?? []
  const day = parseInt(sealedOn, 36)
  if (text.length % 4 === 1 || !(day === dayOf(now) || day === dayOf(now) - 1)) return err('session-malformed')
  const bytes = fromBase64Url(text)
  const key = await keyOf(day)
  const opened = await crypto.subtle
    .decrypt(parameters(bytes.slice(0, IV_BYTES)), key, bytes.slice(IV_BYTES))
    .catch(() => null)
  if (opened === null) return err('session-malformed')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), new TextDecoder().decode(opened))
  if (!parsed.success) return err('session-malformed')
  const { represents, alerted, ...claims } = parsed.output
  return ok({ ...claims, ...(alerted ? { alerted } : {}), ...(represents === undefined ? {} : { represents }) })
}

/** Whether a token is believed as it is, has to be renewed first, or is no longer worth asking about. */
export function standing({ issuedAt }: Pick<Session, 'issuedAt'>, now: number): 'fresh' | 'stale' | 'over' {
  const age = now - issuedAt
  return age <= TOKEN_MS ? 'fresh' : age <= IDLE_MS ? 'stale' : 'over'
}

export interface KeptSession {
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly revokedAt: number | null
}

/** The word of the person's object on a session. */
export function mayContinue(
  session: KeptSession | undefined,
  now: number,
): Result<null, 'session-unknown' | 'session-revoked' | 'session-idle' | 'session-over'> {
  if (session === undefined) return err('session-unknown')
  if (session.revokedAt !== null) return err('session-revoked')
  if (now - session.lastSeenAt > IDLE_MS) return err('session-idle')
  return now - session.createdAt > ABSOLUTE_MS ? err('session-over') : ok(null)
}
