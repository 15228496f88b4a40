// A wallet that others' libraries make up: it takes cards by OpenID4VCI, and shows of them what is asked by OpenID4VP.
// For trying the portal with invented data: its keys lie in a file, where a wallet on a phone has secure hardware.
import { createHash, randomBytes, webcrypto, X509Certificate } from 'node:crypto'
import { clientAuthenticationAnonymous, setGlobalConfig, type CallbackContext, type Jwk } from '@openid4vc/oauth2'
import { Openid4vciClient } from '@openid4vc/openid4vci'
import { Openid4vpClient } from '@openid4vc/openid4vp'
import { SDJwtVcInstance } from '@sd-jwt/sd-jwt-vc'
import {
  CompactEncrypt,
  CompactSign,
  compactVerify,
  exportJWK,
  generateKeyPair,
  importJWK,
  importX509,
  type JWK,
} from 'jose'

export interface HeldCard {
  readonly credential: string
  /** Private, on P-256. */
  readonly key: JWK
}

type Fetch = typeof fetch

/** The demo is served from this machine without TLS. */
setGlobalConfig({ allowInsecureUrls: true })

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

const bytes = (text: string) => new TextEncoder().encode(text)

const sha256 = (data: Uint8Array | string) => new Uint8Array(createHash('sha256').update(data).digest())

async function sign(key: JWK, header: object, payload: object): Promise<string> {
  return new CompactSign(bytes(JSON.stringify(payload)))
    .setProtectedHeader({ ...header, alg: 'ES256' })
    .sign(await importJWK(key, 'ES256'))
}

const publicOf = ({ kty, crv, x, y }: JWK) => ({ kty, crv, x, y }) as Jwk

const pem = (der: string) => `-----BEGIN CERTIFICATE-----\n${der}\n-----END CERTIFICATE-----`

/** What the libraries leave to whoever uses them: the cryptography. */
const callbacksOf = (fetcher: Fetch, keys: readonly JWK[]): CallbackContext => ({
  fetch: fetcher,
  hash: (data) => sha256(data),
  generateRandom: (length) => new Uint8Array(randomBytes(length)),
  clientAuthentication: clientAuthenticationAnonymous(),
  signJwt: async (signer, { header, payload }) => {
    const key = keys.find((one) => signer.method === 'jwk' && one.x === signer.publicJwk.x)
    if (key === undefined) throw new Error('no key of this wallet')
    return { jwt: await sign(key, header, payload), signerJwk: publicOf(key) }
  },
  verifyJwt: async (signer, { compact }) => {
    if (signer.method !== 'x5c') return { verified: false }
    const key = await importX509(pem(signer.x5c[0] ?? ''), signer.alg, { extractable: true })
    await compactVerify(compact, key)
    return { verified: true, signerJwk: (await exportJWK(key)) as Jwk }
  },
  encryptJwe: async (encryptor, data) => {
    const jwe = await new CompactEncrypt(bytes(data))
      .setProtectedHeader({ alg: encryptor.alg, enc: encryptor.enc, kid: encryptor.publicJwk.kid ?? '' })
      .encrypt(await importJWK(encryptor.publicJwk as JWK, encryptor.alg))
    return { jwe, encryptionJwk: encryptor.publicJwk }
  },
  decryptJwe: () => ({ decrypted: false }),
  getX509CertificateMetadata: (certificate) => {
    const names = new X509Certificate(pem(certificate)).subjectAltName?.split(', ') ?? []
    const of = (kind: string) => names.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length))
    return { sanDnsNames: of('DNS:'), sanUriNames: of('URI:') }
  },
})

/** Takes what an offer offers, in so many copies that cannot be linked. `pin` is what the page shows beside the code. */
export async function receive(fetcher: Fetch, offer: string, pin: string, copies = 1): Promise<readonly HeldCard[]> {
  const keys = await Promise.all(
    Array.from({ length: copies }, async () =>
      exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey),
    ),
  )
  const client = new Openid4vciClient({ callbacks: callbacksOf(fetcher, keys) })
  const credentialOffer = await client.resolveCredentialOffer(offer)
  const issuerMetadata = await client.resolveIssuerMetadata(credentialOffer.credential_issuer)
  const { accessTokenResponse } = await client.retrievePreAuthorizedCodeAccessTokenFromOffer({
    credentialOffer,
    issuerMetadata,
    txCode: pin,
  })
  const accessToken = accessTokenResponse.access_token
  const { c_nonce: nonce } = await client.requestNonce({ issuerMetadata })
  const credentialConfigurationId = credentialOffer.credential_configuration_ids[0] ?? ''
  const proofs = await Promise.all(
    keys.map(async (key) => {
      const signer = { method: 'jwk', alg: 'ES256', publicJwk: publicOf(key) } as const
      const asked = { issuerMetadata, credentialConfigurationId, nonce, signer }
      return (await client.createCredentialRequestJwtProof(asked)).jwt
    }),
  )
  const [first = '', ...others] = proofs
  const { credentialResponse } = await client.retrieveCredentials({
    issuerMetadata,
    accessToken,
    credentialConfigurationId,
    proofs: { jwt: [first, ...others] },
  })
  const { credentials = [], notification_id: notificationId } = credentialResponse
  const held = credentials.flatMap((one, at) => {
    const credential: unknown = typeof one === 'object' && one !== null && 'credential' in one ? one.credential : one
    const key = keys[at]
    return typeof credential === 'string' && key !== undefined ? [{ credential, key }] : []
  })
  if (notificationId !== undefined)
    await client.sendNotification({
      issuerMetadata,
      accessToken,
      notification: { notificationId, event: 'credential_accepted' },
    })
  return held
}

/** What the card says, all of it: its holder may read it. */
export const claimsOf = async ({ credential }: Pick<HeldCard, 'credential'>): Promise<Record<string, unknown>> =>
  (await new SDJwtVcInstance({ hasher: (data) => sha256(new Uint8Array(bytesOf(data))), hashAlg: 'sha-256' }).getClaims(
    credential,
  )) as Record<string, unknown>

const bytesOf = (data: string | ArrayBuffer): Uint8Array =>
  typeof data === 'string' ? bytes(data) : new Uint8Array(data)

type Path = readonly string[]

/** `age_equal_or_over` and `18` as the frame in which the library takes what is to be shown. */
const frameOf = (paths: readonly Path[]) => {
  const frame: Record<string, unknown> = {}
  for (const path of paths) {
    let at = frame
    for (const part of path.slice(0, -1)) {
      at[part] ??= {}
      at = at[part] as Record<string, unknown>
    }
    at[path.at(-1) ?? ''] = true
  }
  return frame
}

/** The card with these claims alone, and the proof of its holder for whoever asked. */
export async function show(
  { credential, key }: HeldCard,
  paths: readonly Path[],
  asked: { readonly nonce: string; readonly audience: string; readonly now: number },
): Promise<string> {
  const signer = await webcrypto.subtle.importKey('jwk', key, KEY, false, ['sign'])
  const holder = new SDJwtVcInstance({
    hasher: (data) => sha256(bytesOf(data)),
    hashAlg: 'sha-256',
    kbSignAlg: 'ES256',
    kbSigner: async (data) => {
      const signature = await webcrypto.subtle.sign(KEY, signer, bytes(data))
      return Buffer.from(signature).toString('base64url')
    },
  })
  const { nonce, audience: aud, now } = asked
  const payload = { iat: Math.floor(now / 1000), aud, nonce }
  return holder.present(credential, frameOf(paths) as never, { kb: { payload } })
}

export interface Question {
  readonly clientId: string
  readonly nonce: string
  readonly paths: readonly Path[]
  readonly payload: Awaited<
    ReturnType<Openid4vpClient['resolveOpenId4vpAuthorizationRequest']>
  >['authorizationRequestPayload']
}

interface Dcql {
  readonly credentials: readonly { readonly claims?: readonly { readonly path: Path }[] }[]
}

/** Reads what a verifier asks, and checks who signed it. */
export async function ask(fetcher: Fetch, link: string): Promise<Question> {
  const client = new Openid4vpClient({ callbacks: callbacksOf(fetcher, []) })
  const parsed = client.parseOpenid4vpAuthorizationRequest({ authorizationRequest: link })
  const { authorizationRequestPayload, dcql } = await client.resolveOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: parsed.params,
  })
  const query = dcql?.query as Dcql | undefined
  return {
    clientId: String(authorizationRequestPayload.client_id),
    nonce: authorizationRequestPayload.nonce,
    paths: query?.credentials.flatMap(({ claims = [] }) => claims.map(({ path }) => path)) ?? [],
    payload: authorizationRequestPayload,
  }
}

/** What this wallet can encrypt an answer with. */
const SERVER = {
  authorization_signing_alg_values_supported: [],
  authorization_encryption_alg_values_supported: ['ECDH-ES'],
  authorization_encryption_enc_values_supported: ['A256GCM'],
}

/** Sends the presentation, encrypted to whoever asked; with what they answered. */
export async function answer(fetcher: Fetch, { payload, nonce }: Question, presentation: string) {
  const client = new Openid4vpClient({ callbacks: callbacksOf(fetcher, []) })
  const made = await client.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: payload,
    authorizationResponsePayload: { vp_token: { pid: [presentation] } },
    jarm: { encryption: { nonce }, serverMetadata: SERVER },
  })
  const { response_uri: to } = payload as { readonly response_uri?: string }
  if (to === undefined) throw new Error('the question does not say where the answer goes')
  const { response } = await client.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: { response_uri: to },
    ...made,
  })
  return response
}
