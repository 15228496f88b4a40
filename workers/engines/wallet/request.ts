// What a verifier asks a wallet (OpenID4VP 1.0): whether its holder is of an age, and nothing else of them.
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64Url } from '../../kernel/bytes.ts'
import { ALGORITHM, isJson, type Json, type PublicJwk } from './jws.ts'
import { FORMAT, VCT } from './pid.ts'
import { leafOf, type WalletKeyholder } from './keys.ts'

/** The person takes out the phone, and chooses. */
export const REQUEST_MS = 10 * 60_000
export const REQUEST_TYPE = 'oauth-authz-req+jwt'
export const ENCRYPTIONS = ['A128GCM', 'A256GCM'] as const

/** The question's name in the answer. */
const QUERY = 'pid'
const AGE = '18'
const PATH = ['age_equal_or_over', AGE]

/** Who asks, by the hash of the certificate that signs the request (OpenID4VP 1.0, 5.9.3). */
export const clientIdOf = (verifier: WalletKeyholder): string => `x509_hash:${toBase64Url(sha256(leafOf(verifier)))}`

export interface Asked {
  readonly clientId: string
  readonly nonce: string
  readonly state: string
  readonly responseUri: string
  /** Whom the answer is encrypted to. */
  readonly encryptTo: PublicJwk
  readonly name: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The claims of the request object. */
export const requestClaims = ({ clientId, nonce, state, responseUri, encryptTo, name, now }: Asked): Json => ({
  iss: clientId,
  // OpenID4VP 1.0, 5.8: whichever wallet it is.
  aud: 'https://self-issued.me/v2',
  iat: Math.floor(now / 1000),
  exp: Math.floor((now + REQUEST_MS) / 1000),
  client_id: clientId,
  response_type: 'vp_token',
  response_mode: 'direct_post.jwt',
  response_uri: responseUri,
  nonce,
  state,
  dcql_query: {
    credentials: [{ id: QUERY, format: FORMAT, meta: { vct_values: [VCT] }, claims: [{ path: PATH }] }],
  },
  client_metadata: {
    client_name: name,
    jwks: { keys: [{ ...encryptTo, use: 'enc', alg: 'ECDH-ES', kid: 'response' }] },
    encrypted_response_enc_values_supported: ENCRYPTIONS,
    vp_formats_supported: {
      [FORMAT]: { 'sd-jwt_alg_values': [ALGORITHM], 'kb-jwt_alg_values': [ALGORITHM] },
    },
  },
})

/** The one presentation that was asked for, out of `vp_token` (8.1); null where there is none, or more than it. */
export function presentationIn(vpToken: unknown): string | null {
  if (!isJson(vpToken) || Object.keys(vpToken).length !== 1) return null
  const presentations = vpToken[QUERY]
  if (!Array.isArray(presentations) || presentations.length !== 1) return null
  const [one] = presentations as unknown[]
  return typeof one === 'string' ? one : null
}

/** Whether the holder is of the age; null where they did not say. */
export function isOfAge(claims: Json): boolean | null {
  const ages = claims['age_equal_or_over']
  const answer = isJson(ages) ? ages[AGE] : undefined
  return typeof answer === 'boolean' ? answer : null
}
