// Whether a relying party is who it says: a JWT that it signed a moment ago, for us alone, to be used once (RFC 7523).
import { createLocalJWKSet, jwtVerify, errors, type JSONWebKeySet } from 'jose'
import { err, ok, type Result } from '../../kernel/result.ts'

/** No `none`, no HMAC, no RSA 1.5 of short hashes: what a public key of today signs with. */
export const clientAlgorithms = ['ES256', 'ES384', 'PS256', 'RS256', 'EdDSA'] as const
export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const LIFE_MAX_S = 300
const SKEW_S = 10
const assertionMax = 4000

type Refusal =
  | 'assertion-malformed'
  | 'assertion-algorithm'
  | 'assertion-signature'
  | 'assertion-audience'
  | 'assertion-issuer'
  | 'assertion-expired'
  | 'assertion-lifetime'
  | 'assertion-jti-missing'

/** The client that an assertion claims to be of; believed only after `verifyAssertion`. */
export function claimedClient(assertion: string): string | null {
  if (assertion.length > assertionMax) return null
  try {
    const part = assertion.split('.')[1] ?? ''
    const { sub } = JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/'))) as { sub?: unknown }
    return typeof sub === 'string' ? sub : null
  } catch {
    return null
  }
}

export interface Single {
  readonly jti: string
  /** Until when it could come again, in milliseconds. */
  readonly until: number
}

const algorithmOf = (token: string): string => {
  try {
    const text = atob((token.split('.')[0] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    return String((JSON.parse(text) as { alg?: unknown }).alg)
  } catch {
    return ''
  }
}

/** `now` in milliseconds. What is answered is to be taken once, by its `jti`. */
export async function verifyClientAssertion(
  assertion: string,
  client: string,
  keys: JSONWebKeySet,
  { issuer, now }: { readonly issuer: string; readonly now: number },
): Promise<Result<Single, Refusal>> {
  if (assertion.length > assertionMax) return err('assertion-malformed')
  const algorithm = algorithmOf(assertion)
  if (algorithm === '') return err('assertion-malformed')
  if (!(clientAlgorithms as readonly string[]).includes(algorithm)) return err('assertion-algorithm')
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(keys), {
      algorithms: [...clientAlgorithms],
      clockTolerance: SKEW_S,
      currentDate: new Date(now),
      requiredClaims: ['exp'],
    })
    const { iss, sub, aud, exp = 0, jti } = payload
    if (iss !== client || sub !== client) return err('assertion-issuer')
    // One audience, and that one us: what was signed for another server, or for us too, is not for us.
    if (aud !== issuer) return err('assertion-audience')
    if (exp > now / 1000 + LIFE_MAX_S) return err('assertion-lifetime')
    if (typeof jti !== 'string' || jti.length < 8 || jti.length > 200) return err('assertion-jti-missing')
    return ok({ jti, until: (exp + SKEW_S) * 1000 })
  } catch (error) {
    if (error instanceof errors.JWTExpired) return err('assertion-expired')
    if (error instanceof errors.JWTClaimValidationFailed) return err('assertion-expired')
    return error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid
      ? err('assertion-malformed')
      : err('assertion-signature')
  }
}
