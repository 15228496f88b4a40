// What a browser answers for a passkey, read before anything of it is believed (WebAuthn Level 3, 5.1).
import * as v from 'valibot'
import { fromBase64Url } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

const BASE64URL = /^[A-Za-z0-9_-]+$/u
const base64url = (max: number) =>
  v.pipe(
    v.string(),
    v.maxLength(max),
    v.regex(BASE64URL),
    v.check((text) => text.length % 4 !== 1),
  )
const json = v.pipe(v.string(), v.maxLength(32_768), v.parseJson())
/** A credential id has at most 1,023 bytes (WebAuthn, 4). */
const id = base64url(1364)

const registrationShape = v.object({
  id,
  rawId: id,
  type: v.literal('public-key'),
  response: v.object({
    clientDataJSON: base64url(4096),
    attestationObject: base64url(16_384),
    transports: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(10)), []),
  }),
  clientExtensionResults: v.optional(
    v.object({ credProps: v.optional(v.object({ rk: v.optional(v.boolean()) })) }),
    {},
  ),
})
const assertionShape = v.object({
  id,
  rawId: id,
  type: v.literal('public-key'),
  response: v.object({
    clientDataJSON: base64url(4096),
    authenticatorData: base64url(4096),
    signature: base64url(2048),
    userHandle: v.optional(v.nullable(base64url(128))),
  }),
})
const clientShape = v.object({
  type: v.string(),
  challenge: v.string(),
  origin: v.string(),
  crossOrigin: v.optional(v.boolean()),
  topOrigin: v.optional(v.string()),
})

export interface Registration {
  readonly id: string
  readonly response: {
    readonly clientDataJSON: string
    readonly attestationObject: string
    readonly transports: readonly string[]
  }
  /** False where the authenticator says that it could not make it discoverable. */
  readonly discoverable: boolean
}

/** The same bytes that a bundle of evidence keeps: all base64url. */
export interface Assertion {
  readonly id: string
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
    readonly userHandle?: string
  }
}

/** Reads the JSON of a `PublicKeyCredential` that was made. */
export function readRegistration(text: string): Result<Registration, 'registration-malformed'> {
  const parsed = v.safeParse(v.pipe(json, registrationShape), text)
  if (!parsed.success || parsed.output.id !== parsed.output.rawId) return err('registration-malformed')
  const { id: own, response, clientExtensionResults } = parsed.output
  return ok({ id: own, response, discoverable: clientExtensionResults.credProps?.rk !== false })
}

/** Reads the JSON of a `PublicKeyCredential` that answered. */
export function readAssertion(text: string): Result<Assertion, 'assertion-malformed'> {
  const parsed = v.safeParse(v.pipe(json, assertionShape), text)
  if (!parsed.success || parsed.output.id !== parsed.output.rawId) return err('assertion-malformed')
  const { userHandle, ...response } = parsed.output.response
  return ok({ id: parsed.output.id, response: { ...response, ...(userHandle ? { userHandle } : {}) } })
}

export type ClientData = v.InferOutput<typeof clientShape>

/** What the browser says of the page that asked; null where it is unreadable. */
export function readClient(clientDataJSON: string): ClientData | null {
  const text = new TextDecoder().decode(fromBase64Url(clientDataJSON))
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), clientShape), text)
  return parsed.success ? parsed.output : null
}

/** The challenge that an answer is to, for finding its ceremony; empty where the answer is unreadable. */
export const challengeOf = (answer: Assertion | Registration): string =>
  readClient(answer.response.clientDataJSON)?.challenge ?? ''
