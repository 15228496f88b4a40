// "Log in with eID" for the servers of relying parties: what we are, our keys, pushed requests, tokens, who it is.
import { Hono, type Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { sha256 } from '@noble/hashes/sha2.js'
import { clientAlgorithms } from '../../engines/oidc/assertion.ts'
import { errorOf } from '../../engines/oidc/answers.ts'
import { claimNames, type Client } from '../../engines/oidc/client.ts'
import { proofAlgorithms } from '../../engines/oidc/dpop.ts'
import { ACCESS_MS, PUSHED_MS, type Grant } from '../../engines/oidc/grant.ts'
import { readParameters, readRequest, type Parameters } from '../../engines/oidc/request.ts'
import { idTokenOf, userinfoOf } from '../../engines/oidc/tokens.ts'
import { toBase64Url, utf8 } from '../../kernel/bytes.ts'
import { err, type Result } from '../../kernel/result.ts'
import { levels } from '../../kernel/service.ts'
import { grantByName, issuerObject } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { throttled, throttledCaller } from '../ceremony.ts'
import { authenticate } from '../oidc/clients.ts'
import { grantName, partsOf, presented, provenKey, requestUri, secret } from '../oidc/tokens.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

/** Who caches our keys so long knows the next one days before it signs. */
const KEYS_CACHE = 'public, max-age=3600'

/** OpenID Connect Discovery 1.0, 3; RFC 8414; RFC 9126, 5; RFC 9207, 3; RFC 9449, 5.1. */
const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/oidc/authorize`,
  pushed_authorization_request_endpoint: `${issuer}/oidc/par`,
  require_pushed_authorization_requests: true,
  token_endpoint: `${issuer}/oidc/token`,
  userinfo_endpoint: `${issuer}/oidc/userinfo`,
  revocation_endpoint: `${issuer}/oidc/revoke`,
  jwks_uri: `${issuer}/oidc/jwks`,
  end_session_endpoint: `${issuer}/oidc/logout`,
  service_documentation: `${issuer}/en/developers`,
  scopes_supported: ['openid', 'profile', 'offline_access'],
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['ES256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: clientAlgorithms,
  revocation_endpoint_auth_methods_supported: ['private_key_jwt'],
  revocation_endpoint_auth_signing_alg_values_supported: clientAlgorithms,
  dpop_signing_alg_values_supported: proofAlgorithms,
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
  acr_values_supported: levels,
  prompt_values_supported: ['none', 'login', 'consent'],
  claims_parameter_supported: true,
  request_parameter_supported: false,
  request_uri_parameter_supported: false,
  claims_supported: ['sub', 'acr', 'amr', 'auth_time', 'sid', ...claimNames],
  ui_locales_supported: ['bg', 'en'],
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
})

/** RFC 6749, 5.2: the code of the standard, and ours for whoever looks for the cause. */
function refuse(c: Ctx, step: string, code: string): Response {
  auditRefusal(c, step, code)
  const error = errorOf(code)
  const status =
    code === 'too-many-requests' ? 429 : error === 'invalid_client' || error === 'invalid_token' ? 401 : 400
  if (error === 'invalid_token' || (step === 'userinfo' && error === 'invalid_dpop_proof'))
    c.header('WWW-Authenticate', `DPoP error="${error}", error_description="${code}"`)
  return c.json({ error, error_description: code }, status as ContentfulStatusCode)
}

/** What a client sends, once it is known to be the client. */
async function asked(c: Ctx): Promise<Result<{ readonly client: Client; readonly parameters: Parameters }, string>> {
  if (!c.req.header('Content-Type')?.startsWith('application/x-www-form-urlencoded')) return err('request-malformed')
  const parameters = readParameters(await c.req.text())
  if (!parameters.ok) return parameters
  const client = await authenticate(c.env, parameters.value)
  if (!client.ok) return client
  // Once it is known to be itself: else anybody could make another wait.
  const seconds = await throttledCaller(c, 'client', client.value.id)
  if (seconds === 0) return { ok: true, value: { client: client.value, parameters: parameters.value } }
  c.header('Retry-After', String(seconds))
  return err('too-many-requests')
}

interface Given {
  readonly client: Client
  readonly grant: Pick<Grant, 'request' | 'answer'>
  readonly access: string
  readonly refresh: string
  readonly jkt: string | undefined
}

async function tokens(c: Ctx, { client, grant: { request, answer }, access, refresh, jkt }: Given) {
  if (request === null || answer === undefined) throw new Error('tokens of nobody')
  const idToken = await issuerObject(c.env).sign(
    idTokenOf(c.env.ORIGIN, client.id, request, answer, access, Date.now()),
    'JWT',
  )
  return c.json({
    access_token: access,
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: ACCESS_MS / 1000,
    id_token: idToken,
    scope: ['openid', ...(request.offline ? ['offline_access'] : [])].join(' '),
    ...(request.offline ? { refresh_token: refresh } : {}),
  })
}

async function byCode(c: Ctx, client: Client, parameters: Parameters, jkt: string | undefined) {
  const { code = '', redirect_uri: redirectUri = '', code_verifier: verifier = '' } = parameters
  const parts = partsOf(code)
  if (parts === null) return refuse(c, 'token', 'code-unknown')
  // RFC 7636, 4.1.
  if (!/^[A-Za-z0-9._~-]{43,128}$/u.test(verifier)) return refuse(c, 'token', 'pkce-mismatch')
  const [access, refresh] = [`${parts.id}.${secret()}`, `${parts.id}.${secret()}`]
  const redeemed = await grantByName(c.env, grantName(parts.id)).redeem({
    client: client.id,
    code: parts.hash,
    redirectUri,
    challenge: toBase64Url(sha256(utf8(verifier))),
    jkt,
    access: partsOf(access)?.hash ?? '',
    refresh: partsOf(refresh)?.hash ?? '',
  })
  return redeemed.ok
    ? tokens(c, { client, grant: redeemed.value, access, refresh, jkt })
    : refuse(c, 'token', redeemed.error)
}

async function byRefresh(c: Ctx, client: Client, parameters: Parameters, jkt: string | undefined) {
  const parts = partsOf(parameters['refresh_token'] ?? '')
  if (parts === null) return refuse(c, 'token', 'refresh-unknown')
  const [access, refresh] = [`${parts.id}.${secret()}`, `${parts.id}.${secret()}`]
  const answer = await grantByName(c.env, grantName(parts.id)).refresh({
    client: client.id,
    token: parts.hash,
    jkt,
    access: partsOf(access)?.hash ?? '',
    refresh: partsOf(refresh)?.hash ?? '',
  })
  return answer.ok ? tokens(c, { client, grant: answer.value, access, refresh, jkt }) : refuse(c, 'token', answer.error)
}

/** A system of an authority, by the role that its approval gave it; never without a key of its own. */
async function byItself(c: Ctx, client: Client, jkt: string | undefined) {
  if (client.role === undefined || client.mode !== 'production') return refuse(c, 'token', 'machine-not-allowed')
  if (jkt === undefined) return refuse(c, 'token', 'dpop-missing')
  const id = secret()
  const access = `${id}.${secret()}`
  await grantByName(c.env, grantName(id)).machine(client.id, client.role, partsOf(access)?.hash ?? '', jkt)
  return c.json({ access_token: access, token_type: 'DPoP', expires_in: ACCESS_MS / 1000 })
}

const userinfo = async (c: Ctx) => {
  const grant = await presented(c)
  if (!grant.ok) return refuse(c, 'userinfo', grant.error)
  const { request, answer } = grant.value
  if (request === null || answer === undefined) return refuse(c, 'userinfo', 'token-unknown')
  return c.json(userinfoOf(request, answer))
}

export const oidc = new Hono<AppEnv>()
  .get('/.well-known/openid-configuration', (c) =>
    c.json(metadata(c.env.ORIGIN), 200, { 'Access-Control-Allow-Origin': '*', 'Cache-Control': KEYS_CACHE }),
  )
  .get('/.well-known/oauth-authorization-server', (c) =>
    c.json(metadata(c.env.ORIGIN), 200, { 'Access-Control-Allow-Origin': '*', 'Cache-Control': KEYS_CACHE }),
  )
  .get('/oidc/jwks', async (c) =>
    c.json({ keys: await issuerObject(c.env).published() }, 200, {
      'Access-Control-Allow-Origin': '*',
      'Cache-Control': KEYS_CACHE,
    }),
  )
  .on(['GET', 'POST'], ['/oidc/par', '/oidc/token', '/oidc/userinfo', '/oidc/revoke'], async (c, next) => {
    // RFC 6749, 5.1: nothing of it is kept on the way.
    c.header('Cache-Control', 'no-store')
    const seconds = await throttled(c, 'relying-party')
    if (seconds === 0) return next()
    c.header('Retry-After', String(seconds))
    return refuse(c, 'relying-party', 'too-many-requests')
  })
  .post('/oidc/par', async (c) => {
    const from = await asked(c)
    if (!from.ok) return refuse(c, 'par', from.error)
    const { client, parameters } = from.value
    const request = readRequest(parameters, client)
    if (!request.ok) return refuse(c, 'par', request.error)
    const id = secret()
    await grantByName(c.env, grantName(id)).push(client.id, request.value)
    return c.json({ request_uri: requestUri(id), expires_in: PUSHED_MS / 1000 }, 201)
  })
  .post('/oidc/token', async (c) => {
    const from = await asked(c)
    if (!from.ok) return refuse(c, 'token', from.error)
    const { client, parameters } = from.value
    const key = await provenKey(c)
    if (!key.ok) return refuse(c, 'token', key.error)
    const { grant_type: type } = parameters
    if (type === 'authorization_code') return byCode(c, client, parameters, key.value)
    if (type === 'refresh_token') return byRefresh(c, client, parameters, key.value)
    if (type === 'client_credentials') return byItself(c, client, key.value)
    return refuse(c, 'token', 'grant-type-unsupported')
  })
  /** RFC 7009: all that came of the login ends; whose it is not learns nothing. */
  .post('/oidc/revoke', async (c) => {
    const from = await asked(c)
    if (!from.ok) return refuse(c, 'revoke', from.error)
    const parts = partsOf(from.value.parameters['token'] ?? '')
    if (parts !== null) await grantByName(c.env, grantName(parts.id)).revoke(from.value.client.id, parts.hash)
    return c.body(null, 200)
  })
  .get('/oidc/userinfo', userinfo)
  .post('/oidc/userinfo', userinfo)
