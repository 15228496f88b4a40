// The asking side, for wallets: the signed request, and the answer that they post (OpenID4VP 1.0, direct_post.jwt).
import { Hono, type Context } from 'hono'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { compactDecrypt, importJWK } from 'jose'
import { layout } from '../../../web/messages/layout.ts'
import type { PrivateJwk } from '../../engines/wallet/jws.ts'
import { parseJson, signJws, type Json } from '../../engines/wallet/jws.ts'
import { verifyPresentation } from '../../engines/wallet/presentation.ts'
import { ENCRYPTIONS, isOfAge, presentationIn, requestClaims, REQUEST_TYPE } from '../../engines/wallet/request.ts'
import { isReference, objectName } from '../../engines/wallet/secrets.ts'
import { STATUS } from '../../engines/wallet/status-list.ts'
import type { Wallet } from '../../engines/wallet/keys.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { presentationByName, statusListByName } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'
import { formIn, listsOf, refuse, slowed, verifierOf, walletOf } from '../wallet.ts'

type Ctx = Context<AppEnv>

export const requestUri = (origin: string, reference: string): string => `${origin}/verify/requests/${reference}`
const responseUri = (origin: string, reference: string): string => `${origin}/verify/responses/${reference}`

const objectOf = (c: Ctx, reference: string) => presentationByName(c.env, objectName(reference))

async function request(c: Ctx): Promise<Response> {
  const slow = await slowed(c, 'wallet-request')
  if (slow !== null) return slow
  const wallet = walletOf(c.env)
  const reference = c.req.param('reference') ?? ''
  const asked = wallet !== null && isReference(reference) ? await objectOf(c, reference).open(true) : null
  if (wallet === null || asked === null) return problem(c, { error: 'not-found' })
  if (!asked.ok) return refuse(c, 'wallet-request', 404, 'invalid_request', asked.error)
  const { key, nonce, state } = asked.value
  const { kty, crv, x, y } = key
  const claims = requestClaims({
    clientId: verifierOf(wallet),
    nonce,
    state,
    responseUri: responseUri(c.env.ORIGIN, reference),
    encryptTo: { kty, crv, x, y },
    name: layout.bg.product,
    now: Date.now(),
  })
  const signed = await signJws(wallet.verifier.key, { typ: REQUEST_TYPE, x5c: wallet.verifier.chain }, claims)
  return c.body(signed, 200, { 'Content-Type': `application/${REQUEST_TYPE}`, 'Cache-Control': 'no-store' })
}

/** What was encrypted to us, or null (OpenID4VP 1.0, 8.3). */
async function decrypt(text: string | null, key: PrivateJwk): Promise<Json | null> {
  if (text === null) return null
  try {
    const { plaintext } = await compactDecrypt(text, await importJWK({ ...key }, 'ECDH-ES'), {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: [...ENCRYPTIONS],
    })
    return parseJson(new TextDecoder().decode(plaintext))
  } catch {
    return null
  }
}

interface Question {
  readonly nonce: string
  readonly state: string
  readonly key: PrivateJwk
}

/** Whether the holder is of age; or why nothing is proven. */
async function answerOf(
  c: Ctx,
  wallet: Wallet,
  { nonce, state }: Question,
  said: Json,
): Promise<Result<boolean, string>> {
  if (said['state'] !== state) return err('state-wrong')
  if (said['error'] !== undefined) return err('wallet-declined')
  const presentation = presentationIn(said['vp_token'])
  if (presentation === null) return err('presentation-malformed')
  const verified = await verifyPresentation(presentation, {
    nonce,
    audience: verifierOf(wallet),
    trusted: wallet.trusted,
    lists: listsOf(c.env.ORIGIN),
    now: Date.now(),
  })
  if (!verified.ok) return verified
  const { claims, status } = verified.value
  // Asked where it is written, not read from a copy: a card that was revoked a moment ago is refused.
  const stands = await statusListByName(c.env, status.list).status(status.index)
  if (stands !== STATUS.valid) return err(stands === STATUS.suspended ? 'credential-suspended' : 'credential-revoked')
  const ofAge = isOfAge(claims)
  return ofAge === null ? err('claim-missing') : ok(ofAge)
}

async function response(c: Ctx): Promise<Response> {
  const step = 'wallet-response'
  const slow = await slowed(c, step)
  if (slow !== null) return slow
  const wallet = walletOf(c.env)
  const reference = c.req.param('reference') ?? ''
  const asked = wallet !== null && isReference(reference) ? await objectOf(c, reference).open(false) : null
  if (wallet === null || asked === null) return problem(c, { error: 'not-found' })
  if (!asked.ok) return refuse(c, step, 400, 'invalid_request', asked.error)
  const form = await formIn(c)
  const said = await decrypt(form?.get('response') ?? null, asked.value.key)
  // Whoever knows the address could send rubbish: that is no answer, and the question stays open.
  if (said === null) return refuse(c, step, 400, 'invalid_request', 'response-malformed')
  const answer = await answerOf(c, wallet, asked.value, said)
  if (
    !answer.ok &&
    answer.error !== 'wallet-declined' &&
    !/^credential-(?:revoked|suspended|over)$/u.test(answer.error)
  )
    return refuse(c, step, 400, 'invalid_request', answer.error)
  const outcome = answer.ok ? { ofAge: answer.value, refused: null } : { ofAge: null, refused: answer.error }
  const kept = await objectOf(c, reference).answer(outcome)
  if (!kept.ok) return refuse(c, step, 400, 'invalid_request', kept.error)
  if (!answer.ok) auditRefusal(c, step, answer.error)
  c.header('Cache-Control', 'no-store')
  return c.json({ redirect_uri: `${c.env.ORIGIN}/verify/age/${reference}` })
}

const whereAsked = createMiddleware<AppEnv>(async (c, next) =>
  walletOf(c.env) === null ? problem(c, { error: 'not-found' }) : next(),
)

const anyWallet = cors({ origin: '*', allowMethods: ['GET', 'HEAD', 'POST'], maxAge: 86_400 })

export const walletVerifier = new Hono<AppEnv>()
  .use('/verify/requests/*', anyWallet, whereAsked)
  .use('/verify/responses/*', anyWallet, whereAsked)
  .get('/verify/requests/:reference', request)
  .post('/verify/responses/:reference', response)
