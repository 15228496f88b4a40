// Whether what a relying party pushed is a request that may be put to a person (RFC 9126; OpenID Connect Core, 3.1.2).
import * as v from 'valibot'
import { levels, type Level } from '../../kernel/service.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isClaim, type ClaimName, type Client } from './client.ts'

export interface AuthRequest {
  readonly redirectUri: string
  readonly state?: string
  readonly nonce?: string
  /** S256, base64url. */
  readonly challenge: string
  readonly offline: boolean
  /** What is asked for at /userinfo, and in the ID token. */
  readonly userinfo: readonly ClaimName[]
  readonly idToken: readonly ClaimName[]
  /** The least level that will do. */
  readonly level: Level
  readonly maxAge?: number
  readonly prompt: readonly string[]
  readonly lang?: 'bg' | 'en'
  /** The key that the code is bound to (RFC 9449, 10). */
  readonly jkt?: string
}

type Refusal =
  | 'request-malformed'
  | 'request-object-refused'
  | 'response-type-unsupported'
  | 'redirect-uri-unregistered'
  | 'scope-invalid'
  | 'pkce-missing'
  | 'pkce-plain'
  | 'claim-not-allowed'
  | 'prompt-invalid'
  | 'level-unknown'

export type Parameters = { readonly [name: string]: string }

const VALUE_MAX = 2000
/** RFC 7636, 4.2: SHA-256 in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/u
const PROMPTS = new Set(['none', 'login', 'consent', 'select_account'])

/** The parameters of a form, each at most once (RFC 6749, 3.1). */
export function readParameters(body: string): Result<Parameters, 'request-malformed'> {
  const found = [...new URLSearchParams(body)]
  if (new Set(found.map(([name]) => name)).size !== found.length) return err('request-malformed')
  return found.some(([, value]) => value.length > 2 * VALUE_MAX)
    ? err('request-malformed')
    : ok(Object.fromEntries(found))
}

const member = v.nullable(
  v.looseObject({
    essential: v.optional(v.boolean()),
    value: v.optional(v.unknown()),
    values: v.optional(v.array(v.unknown())),
  }),
)
const claimsShape = v.looseObject({
  userinfo: v.optional(v.nullable(v.record(v.string(), member))),
  id_token: v.optional(v.nullable(v.record(v.string(), member))),
})

const isLevel = (text: unknown): text is Level => (levels as readonly unknown[]).includes(text)
const least = (asked: readonly Level[]): Level => levels.find((level) => asked.includes(level)) ?? 'low'
const words = (text: string | undefined): readonly string[] => (text ?? '').split(' ').filter(Boolean)

/** The least of the levels that will do; an essential one that we do not know is refused, never lowered (5.5.1.1). */
function levelOf(
  parameters: Parameters,
  acr: v.InferOutput<typeof member> | undefined,
): Result<Level, 'level-unknown'> {
  const asked = [...(acr?.values ?? []), ...(acr?.value === undefined ? [] : [acr.value])]
  const known = asked.filter(isLevel)
  if (acr?.essential === true && asked.length > 0 && known.length === 0) return err('level-unknown')
  return ok(least(known.length > 0 ? known : words(parameters['acr_values']).filter(isLevel)))
}

/** The first of the asked languages that we speak (OpenID Connect Core, 3.1.2.1). */
export const localeOf = (asked: string | undefined): 'bg' | 'en' | undefined =>
  words(asked)
    .map((one) => one.slice(0, 2).toLowerCase())
    .find((one) => one === 'bg' || one === 'en')

/** Reads a pushed request of this client. */
export function readRequest(parameters: Parameters, client: Client): Result<AuthRequest, Refusal> {
  const { state, nonce, redirect_uri: redirectUri = '', code_challenge: challenge = '', max_age: age } = parameters
  if ('request' in parameters || 'request_uri' in parameters) return err('request-object-refused')
  if ((parameters['client_id'] ?? client.id) !== client.id) return err('request-malformed')
  if (parameters['response_type'] !== 'code') return err('response-type-unsupported')
  if (!['query', undefined].includes(parameters['response_mode'])) return err('request-malformed')
  // RFC 9700, 4.1.3: the very string, or nothing.
  if (!client.redirectUris.includes(redirectUri)) return err('redirect-uri-unregistered')
  const scopes = words(parameters['scope'])
  if (!scopes.includes('openid')) return err('scope-invalid')
  if (challenge === '') return err('pkce-missing')
  if (parameters['code_challenge_method'] !== 'S256') return err('pkce-plain')
  if (!CHALLENGE.test(challenge)) return err('pkce-missing')
  if ([state, nonce].some((text) => text !== undefined && text.length > VALUE_MAX)) return err('request-malformed')
  if (age !== undefined && !/^\d{1,8}$/u.test(age)) return err('request-malformed')
  const prompt = words(parameters['prompt'])
  if (prompt.some((one) => !PROMPTS.has(one)) || (prompt.includes('none') && prompt.length > 1))
    return err('prompt-invalid')
  const claims = v.safeParse(v.pipe(v.string(), v.parseJson(), claimsShape), parameters['claims'] ?? '{}')
  if (!claims.success) return err('request-malformed')
  const { userinfo, id_token: idToken } = claims.output
  const level = levelOf(parameters, idToken?.['acr'])
  if (!level.ok) return level
  const named = (asked: object | null | undefined) => Object.keys(asked ?? {}).filter(isClaim)
  const atUserinfo = [...new Set([...(scopes.includes('profile') ? (['name'] as const) : []), ...named(userinfo)])]
  const inToken = named(idToken)
  if ([...atUserinfo, ...inToken].some((one) => !client.claims.includes(one))) return err('claim-not-allowed')
  const lang = localeOf(parameters['ui_locales'])
  const jkt = parameters['dpop_jkt']
  return ok({
    redirectUri,
    challenge,
    offline: scopes.includes('offline_access'),
    userinfo: atUserinfo,
    idToken: inToken,
    level: level.value,
    prompt,
    ...(state === undefined ? {} : { state }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(age === undefined ? {} : { maxAge: Number(age) }),
    ...(lang === undefined ? {} : { lang }),
    ...(jkt === undefined ? {} : { jkt }),
  })
}

/** All that a request asks to be told, each once. */
export const askedClaims = ({ userinfo, idToken }: Pick<AuthRequest, 'userinfo' | 'idToken'>): readonly ClaimName[] => [
  ...new Set([...userinfo, ...idToken]),
]
