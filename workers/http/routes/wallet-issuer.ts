// The issuer of identity cards to wallets, for machines: OpenID4VCI 1.0 with a pre-authorised code, and the status lists.
import { Hono, type Context } from 'hono'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { checkKeyAttestation, readWalletAttestation } from '../../engines/wallet/attestation.ts'
import { isJson, parseJson, signJws, thumbprintOf, type Json, type PublicJwk } from '../../engines/wallet/jws.ts'
import {
  authorizationMetadata,
  BATCH_MAX,
  CONFIGURATION,
  credentialOffer,
  GRANT,
  issuerMetadata,
  issuerOf,
} from '../../engines/wallet/metadata.ts'
import { ACCESS_MS } from '../../engines/wallet/issuance.ts'
import { WALLET_EVENTS } from '../../engines/wallet/grant.ts'
import { readProof } from '../../engines/wallet/proof.ts'
import {
  accessTokenOf,
  codeOf,
  isReference,
  isTxCode,
  NONCE_BYTES,
  NONCE_MS,
  nonceOf,
  objectName,
  readAccessToken,
  readCode,
  readNonce,
} from '../../engines/wallet/secrets.ts'
import { isList, listToken, STATUS_TYPE, TTL_S } from '../../engines/wallet/status-list.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { issuanceByName, personById, statusListByName, walletNonceByName } from '../../store/objects.ts'
import { issueToWallet } from '../issue-wallet.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'
import { formIn, listsOf, random, refuse, slowed, walletOf } from '../wallet.ts'

type Ctx = Context<AppEnv>

const METADATA_FOR = 'public, max-age=300'

/** What names the wallet of an offer to its person, and to the wallet the notification. */
const walletId = (reference: string): string => objectName(reference).slice(0, 32)

const whereIssued = createMiddleware<AppEnv>(async (c, next) =>
  walletOf(c.env) === null ? problem(c, { error: 'not-found' }) : next(),
)

/** Wallets may be pages of their own; none of this reads a cookie. */
const anyWallet = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST'],
  allowHeaders: ['Authorization', 'Content-Type', 'OAuth-Client-Attestation', 'OAuth-Client-Attestation-PoP'],
  exposeHeaders: ['Retry-After', 'WWW-Authenticate', 'X-Request-Id'],
  maxAge: 86_400,
})

/** Whether the wallet is one that is vouched for, where that is asked or said; each proof of it counts once. */
async function walletAttested(c: Ctx): Promise<Result<null, string>> {
  const providers = walletOf(c.env)?.providers ?? null
  if (providers === null) return ok(null)
  const given = {
    attestation: c.req.header('OAuth-Client-Attestation'),
    pop: c.req.header('OAuth-Client-Attestation-PoP'),
  }
  const attested = await readWalletAttestation(given, providers, issuerOf(c.env.ORIGIN), Date.now())
  if (!attested.ok || attested.value === null) return attested.ok ? ok(null) : attested
  const { jti } = attested.value
  return (await walletNonceByName(c.env, objectName(jti)).use(jti)) ? ok(null) : err('wallet-attestation-used')
}

async function token(c: Ctx): Promise<Response> {
  const slow = await slowed(c, 'wallet-token')
  if (slow !== null) return slow
  const form = await formIn(c)
  if (form === null) return refuse(c, 'wallet-token', 400, 'invalid_request', 'unsupported-media-type')
  if (form.get('grant_type') !== GRANT) return refuse(c, 'wallet-token', 400, 'unsupported_grant_type', 'grant-unknown')
  const attested = await walletAttested(c)
  if (!attested.ok) return refuse(c, 'wallet-token', 401, 'invalid_client', attested.error)
  const reference = readCode(c.env.SESSION_KEY, form.get('pre-authorized_code'))
  if (reference === null) return refuse(c, 'wallet-token', 400, 'invalid_grant', 'offer-unknown')
  if (form.getAll('tx_code').length !== 1) return refuse(c, 'wallet-token', 400, 'invalid_request', 'tx-code-missing')
  const right = isTxCode(c.env.SESSION_KEY, reference, form.get('tx_code'))
  const answer = await issuanceByName(c.env, objectName(reference)).collect(right)
  if (!answer.ok) return refuse(c, 'wallet-token', 400, 'invalid_grant', answer.error)
  c.header('Cache-Control', 'no-store')
  return c.json({
    access_token: accessTokenOf(c.env.SESSION_KEY, reference),
    token_type: 'Bearer',
    expires_in: ACCESS_MS / 1000,
  })
}

const bearerOf = (c: Ctx): string | null =>
  readAccessToken(c.env.SESSION_KEY, /^Bearer ([\w.-]+)$/u.exec(c.req.header('Authorization') ?? '')?.[1])

/** Uses a nonce up, wherever it comes from: an object for each span of time. */
async function useNonce(c: Ctx, nonce: string) {
  const issuedAt = readNonce(c.env.SESSION_KEY, nonce, Date.now())
  if (!issuedAt.ok) return issuedAt
  const span = `${Math.floor(issuedAt.value / NONCE_MS)}:${nonce.slice(-1)}`
  return (await walletNonceByName(c.env, span).use(nonce)) ? ok(null) : err('nonce-used')
}

/** What a wallet is told beside our code (8.3.1.2); of a proof or a nonce by its name. */
const ERRORS: { readonly [code: string]: string } = {
  'identifier-unknown': 'unknown_credential_identifier',
  'configuration-unknown': 'unknown_credential_configuration',
  'encryption-unsupported': 'invalid_encryption_parameters',
}

function errorOf(code: string): string {
  if (code.startsWith('proof-')) return 'invalid_proof'
  return code.startsWith('nonce-') ? 'invalid_nonce' : (ERRORS[code] ?? 'invalid_credential_request')
}

/** The proofs of a request, in their one form (8.2). */
function proofsIn(body: Json | null): Result<readonly unknown[], string> {
  if (body === null) return err('body-invalid')
  const { credential_configuration_id: id, credential_identifier: identifier, proofs } = body
  if (identifier !== undefined) return err('identifier-unknown')
  if (id !== CONFIGURATION) return err('configuration-unknown')
  if (body['credential_response_encryption'] !== undefined) return err('encryption-unsupported')
  const jwt = isJson(proofs) && Object.keys(proofs).length === 1 ? proofs['jwt'] : undefined
  if (!Array.isArray(jwt) || jwt.length === 0) return err('proof-missing')
  return jwt.length > BATCH_MAX ? err('batch-too-large') : ok(jwt as unknown[])
}

/** The keys that the wallet proved to hold, all for one nonce, each once. */
async function keysOf(c: Ctx, proofs: readonly unknown[]): Promise<Result<readonly PublicJwk[], string>> {
  const keys = new Map<string, PublicJwk>()
  const nonces = new Set<string>()
  for (const one of proofs) {
    const proof = await readProof(one, issuerOf(c.env.ORIGIN), Date.now())
    if (!proof.ok) return proof
    const providers = walletOf(c.env)?.providers ?? null
    const attested =
      providers === null
        ? ok(null)
        : await checkKeyAttestation(proof.value.attestation, proof.value, providers, Date.now())
    if (!attested.ok) return attested
    keys.set(thumbprintOf(proof.value.key), proof.value.key)
    nonces.add(proof.value.nonce)
  }
  if (keys.size !== proofs.length) return err('proof-key-repeated')
  const [nonce = ''] = nonces
  if (nonces.size !== 1) return err('proof-nonces-differ')
  const used = await useNonce(c, nonce)
  return used.ok ? ok([...keys.values()]) : used
}

async function credential(c: Ctx): Promise<Response> {
  const step = 'wallet-credential'
  const slow = await slowed(c, step)
  if (slow !== null) return slow
  const wallet = walletOf(c.env)
  const reference = bearerOf(c)
  if (wallet === null || reference === null) return refuse(c, step, 401, 'invalid_token', 'token-unknown')
  const issuance = issuanceByName(c.env, objectName(reference))
  const allowed = await issuance.mayIssue()
  if (!allowed.ok) return refuse(c, step, 401, 'invalid_token', allowed.error)
  const proofs = proofsIn(parseJson(await c.req.text()))
  const keys = proofs.ok ? await keysOf(c, proofs.value) : proofs
  if (!keys.ok) return refuse(c, step, 400, errorOf(keys.error), keys.error)
  const taken = await issuance.take()
  if (!taken.ok) return refuse(c, step, 401, 'invalid_token', taken.error)
  const id = walletId(reference)
  const issued = await issueToWallet(c.env, wallet, { id, ...taken.value, keys: keys.value })
  if (!issued.ok) return refuse(c, step, 400, 'credential_request_denied', issued.error)
  c.header('Cache-Control', 'no-store')
  return c.json({ credentials: issued.value.map((one) => ({ credential: one })), notification_id: id })
}

async function notification(c: Ctx): Promise<Response> {
  const step = 'wallet-notification'
  const slow = await slowed(c, step)
  if (slow !== null) return slow
  const reference = bearerOf(c)
  const person = reference === null ? null : await issuanceByName(c.env, objectName(reference)).issuedTo()
  if (reference === null || person === null) return refuse(c, step, 401, 'invalid_token', 'token-unknown')
  const body = parseJson(await c.req.text())
  if (body?.['notification_id'] !== walletId(reference))
    return refuse(c, step, 400, 'invalid_notification_id', 'notification-unknown')
  const event = WALLET_EVENTS.find((one) => one === body['event'])
  if (event === undefined) return refuse(c, step, 400, 'invalid_notification_request', 'event-unknown')
  await personById(c.env, person).walletTold(walletId(reference), event)
  return c.body(null, 204)
}

async function statusList(c: Ctx): Promise<Response> {
  const list = c.req.param('list') ?? ''
  const wallet = walletOf(c.env)
  const lst = wallet !== null && isList(list) ? await statusListByName(c.env, list).list() : null
  if (wallet === null || lst === null) return problem(c, { error: 'not-found' })
  const { header, payload } = listToken(listsOf(c.env.ORIGIN) + list, lst, Date.now())
  const signed = await signJws(wallet.issuer.key, { ...header, x5c: wallet.issuer.chain }, payload)
  return c.body(signed, 200, {
    'Content-Type': `application/${STATUS_TYPE}`,
    'Cache-Control': `public, max-age=${TTL_S}`,
  })
}

const metadata = (make: typeof issuerMetadata) => (c: Ctx) =>
  c.json(make(c.env.ORIGIN, walletOf(c.env)?.providers ?? null), 200, { 'Cache-Control': METADATA_FOR })

/** Both places that a path in the identifier may lead to: 12.2.2 puts the well-known part first, drafts put it last. */
export const walletIssuer = new Hono<AppEnv>()
  .use('/wallet/*', anyWallet, whereIssued)
  .get('/.well-known/openid-credential-issuer/wallet', anyWallet, whereIssued, metadata(issuerMetadata))
  .get('/wallet/.well-known/openid-credential-issuer', metadata(issuerMetadata))
  .get('/.well-known/oauth-authorization-server/wallet', anyWallet, whereIssued, metadata(authorizationMetadata))
  .get('/wallet/.well-known/oauth-authorization-server', metadata(authorizationMetadata))
  .get('/wallet/offers/:reference', async (c) => {
    const reference = c.req.param('reference')
    const offered = isReference(reference) && (await issuanceByName(c.env, objectName(reference)).isOffered())
    if (!offered) return refuse(c, 'wallet-offer', 404, 'invalid_request', 'offer-unknown')
    c.header('Cache-Control', 'no-store')
    return c.json(credentialOffer(c.env.ORIGIN, codeOf(c.env.SESSION_KEY, reference)))
  })
  .post('/wallet/token', token)
  .post('/wallet/nonce', async (c) => {
    c.header('Cache-Control', 'no-store')
    return c.json({ c_nonce: nonceOf(c.env.SESSION_KEY, random(NONCE_BYTES), Date.now()) })
  })
  .post('/wallet/credential', credential)
  .post('/wallet/notification', notification)
  .get('/wallet/status/:list', statusList)
