// Showing that one is of age, from a wallet: the page that asks, and the one that says the answer and nothing else.
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { AgePage, AskedPage } from '../../../web/views/wallet/age.tsx'
import { REQUEST_SCHEME } from '../../engines/wallet/metadata.ts'
import type { PrivateJwk } from '../../engines/wallet/jws.ts'
import { digestOf } from '../../engines/wallet/sd-jwt.ts'
import { isReference, objectName, REFERENCE_BYTES } from '../../engines/wallet/secrets.ts'
import { toBase64Url } from '../../kernel/bytes.ts'
import { presentationByName } from '../../store/objects.ts'
import { knowVisitor, throttled } from '../ceremony.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'
import { random, verifierOf, walletOf } from '../wallet.ts'
import { requestUri } from './wallet-verifier.ts'

type Ctx = Context<AppEnv>

const SECRET_BYTES = 32
const KEY = { name: 'ECDH', namedCurve: 'P-256' } as const

const whereAsked = createMiddleware<AppEnv>(async (c, next) =>
  walletOf(c.env) === null ? refusedPage(c, { error: 'not-found' }) : next(),
)

/** Of one question; no answer to another can be read with it. */
async function newKey(): Promise<PrivateJwk> {
  const { privateKey } = (await crypto.subtle.generateKey(KEY, true, ['deriveBits'])) as CryptoKeyPair
  const { kty, crv, x, y, d } = (await crypto.subtle.exportKey('jwk', privateKey)) as unknown as PrivateJwk
  return { kty, crv, x, y, d }
}

/** The question of this address, if this browser asked it: nobody else learns its answer. */
async function askedOf(c: Ctx) {
  const reference = c.req.param('reference') ?? ''
  if (!isReference(reference)) return null
  const view = await presentationByName(c.env, objectName(reference)).view(digestOf(knowVisitor(c)))
  return view === null ? null : { reference, ...view }
}

export const verifyAge = new Hono<AppEnv>()
  .use('/verify/age', whereAsked)
  .use('/verify/age/*', whereAsked)
  .get('/verify/age', (c) => {
    knowVisitor(c)
    return c.html(<AgePage page={c.get('page')} />)
  })
  .post('/verify/age', async (c) => {
    const seconds = await throttled(c, 'wallet')
    if (seconds > 0) {
      c.header('Retry-After', String(seconds))
      return refusedPage(c, { error: 'too-many-requests' })
    }
    const reference = toBase64Url(random(REFERENCE_BYTES))
    const secret = () => toBase64Url(random(SECRET_BYTES))
    await presentationByName(c.env, objectName(reference)).ask(
      digestOf(knowVisitor(c)),
      secret(),
      secret(),
      await newKey(),
    )
    return c.redirect(c.get('page').href(`/verify/age/${reference}`), 303)
  })
  .get('/verify/age/:reference', async (c) => {
    const wallet = walletOf(c.env)
    const asked = await askedOf(c)
    // A wallet on the phone comes here too, after it answered what another screen asked.
    if (wallet === null || asked === null) return c.html(<AskedPage page={c.get('page')} asked={null} />)
    const parameters = new URLSearchParams({
      client_id: verifierOf(wallet),
      request_uri: requestUri(c.env.ORIGIN, asked.reference),
    })
    return c.html(<AskedPage page={c.get('page')} asked={asked} link={`${REQUEST_SCHEME}?${parameters.toString()}`} />)
  })
  .get('/verify/age/:reference/standing', async (c) => {
    const asked = await askedOf(c)
    return c.json({
      standing: asked === null ? 'over' : asked.outcome === null ? 'open' : 'answered',
      fetched: asked?.fetched ?? false,
    })
  })
