// Whether whoever presents a token holds the key that it is bound to: a proof for this very request (RFC 9449, 4.3).
import { calculateJwkThumbprint, EmbeddedJWK, errors, jwtVerify } from 'jose'
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64Url, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Single } from './assertion.ts'

export const proofAlgorithms = ['ES256', 'ES384', 'PS256', 'EdDSA'] as const

const AGE_MAX_MS = 60_000
const AHEAD_MAX_MS = 10_000
const PROOF_MAX = 3000

type Refusal =
  | 'dpop-malformed'
  | 'dpop-signature'
  | 'dpop-method'
  | 'dpop-address'
  | 'dpop-age'
  | 'dpop-token'
  | 'dpop-jti-missing'

export interface Presented {
  readonly method: string
  /** Without query and fragment. */
  readonly url: string
  /** The access token that comes with it; absent at the token endpoint. */
  readonly token?: string
  readonly now: number
}

export interface Proof extends Single {
  /** The key's thumbprint (RFC 7638), base64url. */
  readonly jkt: string
}

/** The form that two spellings of one address share (RFC 9449, 4.3, note). */
const plain = (text: unknown): string | null => {
  if (typeof text !== 'string' || !URL.canParse(text)) return null
  const { origin, pathname } = new URL(text)
  return origin + pathname
}

export async function verifyProof(proof: string, at: Presented): Promise<Result<Proof, Refusal>> {
  if (proof.length > PROOF_MAX || proof.split('.').length !== 3) return err('dpop-malformed')
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: [...proofAlgorithms],
      currentDate: new Date(at.now),
      clockTolerance: AHEAD_MAX_MS / 1000,
    })
    const { jwk } = protectedHeader
    if (jwk === undefined || 'd' in jwk) return err('dpop-malformed')
    if (payload['htm'] !== at.method) return err('dpop-method')
    if (plain(payload['htu']) !== plain(at.url)) return err('dpop-address')
    const issuedAt = (payload.iat ?? 0) * 1000
    if (at.now - issuedAt > AGE_MAX_MS || issuedAt - at.now > AHEAD_MAX_MS) return err('dpop-age')
    const ath = at.token === undefined ? undefined : toBase64Url(sha256(utf8(at.token)))
    if (ath !== undefined && payload['ath'] !== ath) return err('dpop-token')
    if (typeof payload.jti !== 'string' || payload.jti.length < 8 || payload.jti.length > 200)
      return err('dpop-jti-missing')
    const jkt = await calculateJwkThumbprint(jwk)
    return ok({ jkt, jti: payload.jti, until: issuedAt + AGE_MAX_MS + AHEAD_MAX_MS })
  } catch (error) {
    return error instanceof errors.JWSSignatureVerificationFailed ? err('dpop-signature') : err('dpop-malformed')
  }
}
