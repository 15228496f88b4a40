// What the issuer tells wallets of itself (OpenID4VCI 1.0, 12.2; RFC 8414), and what it offers them.
import type { Providers } from './attestation.ts'
import { ALGORITHM, type Json } from './jws.ts'
import { FORMAT, VCT } from './pid.ts'

export const CONFIGURATION = 'pid-bg'
export const GRANT = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
/** Copies that cannot be linked to each other, for as many verifiers. */
export const BATCH_MAX = 10

/** Beside the portal's own provider of logins, which has an identifier of its own. */
export const issuerOf = (origin: string): string => `${origin}/wallet`

const CLAIMS: readonly { readonly path: readonly string[]; readonly bg: string; readonly en: string }[] = [
  { path: ['family_name'], bg: 'Фамилно име', en: 'Family name' },
  { path: ['given_name'], bg: 'Собствено и бащино име', en: 'Given names' },
  { path: ['birthdate'], bg: 'Дата на раждане', en: 'Date of birth' },
  { path: ['place_of_birth'], bg: 'Място на раждане', en: 'Place of birth' },
  { path: ['nationalities'], bg: 'Гражданство', en: 'Nationality' },
  { path: ['age_equal_or_over', '18'], bg: 'Навършени 18 години', en: 'Aged 18 or over' },
  { path: ['date_of_expiry'], bg: 'Валидна до', en: 'Date of expiry' },
  { path: ['issuing_authority'], bg: 'Издадена от', en: 'Issued by' },
  { path: ['issuing_country'], bg: 'Държава', en: 'Country' },
]

const display = (bg: string, en: string): readonly Json[] => [
  { name: bg, locale: 'bg' },
  { name: en, locale: 'en' },
]

export function issuerMetadata(origin: string, providers: Providers | null): Json {
  const issuer = issuerOf(origin)
  return {
    credential_issuer: issuer,
    credential_endpoint: `${issuer}/credential`,
    nonce_endpoint: `${issuer}/nonce`,
    notification_endpoint: `${issuer}/notification`,
    batch_credential_issuance: { batch_size: BATCH_MAX },
    display: display('Министерство на вътрешните работи', 'Ministry of the Interior'),
    credential_configurations_supported: {
      [CONFIGURATION]: {
        format: FORMAT,
        vct: VCT,
        cryptographic_binding_methods_supported: ['jwk'],
        credential_signing_alg_values_supported: [ALGORITHM],
        proof_types_supported: {
          jwt: {
            proof_signing_alg_values_supported: [ALGORITHM],
            // Of whatever strength: the provider answers for it.
            ...(providers?.keys ? { key_attestations_required: {} } : {}),
          },
        },
        credential_metadata: {
          display: display('Лична карта', 'Identity card'),
          claims: CLAIMS.map(({ path, bg, en }) => ({ path, display: display(bg, en) })),
        },
      },
    },
  }
}

const ATTESTED = 'attest_jwt_client_auth'

export function authorizationMetadata(origin: string, providers: Providers | null): Json {
  const issuer = issuerOf(origin)
  return {
    issuer,
    token_endpoint: `${issuer}/token`,
    grant_types_supported: [GRANT],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: [
      ...(providers?.wallet ? [] : ['none']),
      ...(providers === null ? [] : [ATTESTED]),
    ],
    ...(providers === null
      ? {}
      : {
          client_attestation_signing_alg_values_supported: [ALGORITHM],
          client_attestation_pop_signing_alg_values_supported: [ALGORITHM],
        }),
    'pre-authorized_grant_anonymous_access_supported': providers?.wallet !== true,
  }
}

/** 4.1.1: the wallet asks for the PIN before it comes for the card. */
export const credentialOffer = (origin: string, code: string): Json => ({
  credential_issuer: issuerOf(origin),
  credential_configuration_ids: [CONFIGURATION],
  grants: { [GRANT]: { 'pre-authorized_code': code, tx_code: { input_mode: 'numeric', length: 6 } } },
})

export const OFFER_SCHEME = 'openid-credential-offer://'
export const REQUEST_SCHEME = 'openid4vp://'
