// Whether a wallet holds the key that a credential is to be bound to: its proof (OpenID4VCI 1.0, appendix F.1).
import { err, ok, type Result } from '../../kernel/result.ts'
import { ALGORITHM, isSignedBy, readJws, readPublicKey, type PublicJwk } from './jws.ts'

const TYPE = 'openid4vci-proof+jwt'
/** With the statement of a provider of wallets in its header, which brings certificates. */
const LENGTH_MAX = 24_000
/** As long as the nonce lives, and a clock that goes a minute fast. */
const AGE_MAX_S = 5 * 60
const AHEAD_MAX_S = 60

export type ProofRefusal =
  | 'proof-malformed'
  | 'proof-type-wrong'
  | 'proof-algorithm-refused'
  | 'proof-key-invalid'
  | 'proof-audience-wrong'
  | 'proof-out-of-time'
  | 'proof-nonce-missing'
  | 'proof-signature-wrong'

export interface Proof {
  readonly key: PublicJwk
  readonly nonce: string
  /** The statement of who made the wallet about the key, as it came; undefined where there is none. */
  readonly attestation: unknown
}

/** `audience` is the issuer's identifier; `now` in milliseconds. The nonce is told, and whether it is fresh is another's to say. */
export async function readProof(text: unknown, audience: string, now: number): Promise<Result<Proof, ProofRefusal>> {
  const jws = readJws(text, LENGTH_MAX)
  if (jws === null) return err('proof-malformed')
  const { typ, alg, jwk, kid, x5c, crit, key_attestation: attestation } = jws.header
  if (typ !== TYPE) return err('proof-type-wrong')
  if (alg !== ALGORITHM) return err('proof-algorithm-refused')
  // A key named in two ways may be two keys.
  const key = kid === undefined && x5c === undefined && crit === undefined ? readPublicKey(jwk) : null
  if (key === null) return err('proof-key-invalid')
  const { aud, iat, nonce } = jws.payload
  if (aud !== audience) return err('proof-audience-wrong')
  const age = typeof iat === 'number' ? now / 1000 - iat : Number.NaN
  if (!(age <= AGE_MAX_S && age >= -AHEAD_MAX_S)) return err('proof-out-of-time')
  if (typeof nonce !== 'string') return err('proof-nonce-missing')
  return (await isSignedBy(jws, key)) ? ok({ key, nonce, attestation }) : err('proof-signature-wrong')
}
