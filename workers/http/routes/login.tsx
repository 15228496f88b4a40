// Logging in and out: a challenge for the visitor, the answer of a passkey or a card, and the offer of a passkey.
import { Hono, type Context } from 'hono'
import { BindPage, type BindProps } from '../../../web/views/identity/bind.tsx'
import { LoginPage, type LoginProps, type Why } from '../../../web/views/identity/login.tsx'
import { agentFamily } from '../../engines/identity/agent.ts'
import { challengeOf, readAssertion, readRegistration, type Assertion } from '../../engines/identity/answer.ts'
import { personalNumberOf } from '../../engines/identity/card.ts'
import { personOfHandle } from '../../engines/identity/handle.ts'
import { readIssuers } from '../../engines/identity/issuers.ts'
import { assertionOptions } from '../../engines/identity/options.ts'
import { decoyOf, rpIdOf, verifyAssertion } from '../../engines/identity/passkey.ts'
import type { NewSession, SignedIn } from '../../engines/identity/person.ts'
import { byResponder } from '../../engines/identity/revocation.ts'
import { sessionHash } from '../../engines/identity/session.ts'
import type { DemoCard } from '../../engines/identity/software-card.ts'
import { readToken, validateToken } from '../../engines/identity/token.ts'
import { handleKey, personId } from '../../engines/names.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { personById } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { forgetForms } from '../kept.ts'
import { askResponder } from '../card-status.ts'
import {
  forgetVisitor,
  issueNonce,
  knowVisitor,
  openChallenge,
  passkeyChallenge,
  takeNonce,
  throttled,
  throttledCard,
} from '../ceremony.ts'
import { forgetSession, keepNewSession, localPath, newSecret, placeOf, requireCard } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const REASONS: ReadonlySet<string> = new Set<Why>(['high', 'card', 'bind', 'substantial', 'fresh', 'idle'])
const whyOf = (text: string | undefined): Why | undefined =>
  text !== undefined && REASONS.has(text) ? (text as Why) : undefined

const demoCards = (c: Ctx): readonly DemoCard[] => JSON.parse(c.env.DEMO_CARDS) as DemoCard[]

/** Whether a device's model can be known here at all, and with that a passkey that is worth a card. */
const knowsModels = (c: Ctx): boolean => c.env.AUTHENTICATORS !== '[]'

/** Whether the device is asked for its model: it always is of officials, and offered to others. */
const attestOf = (c: Ctx, asked: string | undefined): BindProps['attest'] =>
  !knowsModels(c) ? 'never' : asked === 'yes' || (c.get('session')?.roles.length ?? 0) > 0 ? 'asked' : 'offered'

/** One field of a form, as text; absent and a file are empty. */
async function formOf(c: Ctx): Promise<(name: string) => string> {
  const form = await c.req.parseBody()
  return (name) => {
    const value = form[name]
    return typeof value === 'string' ? value : ''
  }
}

const nextOf = (c: Ctx, text: string | undefined): string =>
  text ? localPath(c.env.ORIGIN, text) : c.get('page').href('/me')

function loginPage(
  c: Ctx,
  next: string,
  { why, refused, unknown }: Partial<Pick<LoginProps, 'why' | 'refused' | 'unknown'>> = {},
) {
  knowVisitor(c)
  const cards = demoCards(c).map(({ id, name, about }) => ({ id, name, about }))
  return c.html(
    <LoginPage
      page={c.get('page')}
      next={next}
      why={why}
      cards={cards}
      highKeys={knowsModels(c)}
      refused={refused}
      unknown={unknown}
    />,
    refused ? 422 : 200,
  )
}

function refuse(c: Ctx, step: string, code: string, next: string, unknown?: string) {
  auditRefusal(c, step, code)
  return loginPage(c, next, { refused: code, unknown })
}

/** 429 with `Retry-After`, as a page or a problem document, where somebody asks too often. */
function wait(c: Ctx, step: string, seconds: number) {
  auditRefusal(c, step, 'too-many-requests')
  return refusedPage(c, { error: 'too-many-requests', retryAfter: seconds })
}

/** Where this address asks too often. */
async function tooOften(c: Ctx, step: 'challenge' | 'login'): Promise<Response | null> {
  const seconds = await throttled(c, step)
  return seconds === 0 ? null : wait(c, step, seconds)
}

/** The session to begin, in the place of the one that this browser has, if it is the same person's. */
function newSession(c: Ctx, person: string, secret: string): NewSession {
  const before = c.get('session')
  return {
    hash: sessionHash({ secret }),
    agent: agentFamily(c.req.header('User-Agent') ?? ''),
    place: placeOf(c),
    ...(before?.person === person ? { replaces: sessionHash(before) } : {}),
  }
}

/** Ends what another person left open in this browser, and begins anew: cookies from before a login never live on. */
async function enter(c: Ctx, signedIn: SignedIn, secret: string): Promise<void> {
  const before = c.get('session')
  if (before !== undefined && before.person !== signedIn.person)
    await personById(c.env, before.person).logout(sessionHash(before))
  forgetVisitor(c)
  await keepNewSession(c, signedIn, secret)
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

const tooMany = (seconds: number) => ({ ok: false as const, error: 'too-many-requests', seconds })

/** The card's holder, where everything about the token holds. The nonce is gone either way. */
async function identify(c: Ctx, text: string, nonce: string) {
  const taken = await takeNonce(c, nonce)
  if (!taken.ok) return taken
  const token = readToken(text)
  if (!token.ok) return token
  const seconds = await throttledCard(c, token.value.unverifiedCertificate)
  if (seconds > 0) return tooMany(seconds)
  const issuers = readIssuers(c.env.CARD_ISSUERS)
  if (!issuers.ok) throw new Error('CARD_ISSUERS is no list of issuers')
  const revocation = byResponder(askResponder(c.env), random)
  const context = { origin: c.env.ORIGIN, nonce, issuers: issuers.value, revocation, now: Date.now() }
  const identified = await validateToken(token.value, context)
  if (!identified.ok) return identified
  const { holder, evidence } = identified.value
  const personalNumber = personalNumberOf(holder)
  if (!personalNumber.ok) return personalNumber
  return ok({ personalNumber: personalNumber.value, name: `${holder.givenName} ${holder.familyName}`, evidence })
}

/** The person whose passkey answered this visitor's challenge. */
async function recognise(c: Ctx, assertion: Result<Assertion, string>, secret: string) {
  if (!assertion.ok) return assertion
  const challenge = challengeOf(assertion.value)
  const opened = openChallenge(c, challenge)
  if (!opened.ok) return opened
  const { userHandle } = assertion.value.response
  if (userHandle === undefined) return err('user-handle-missing')
  const person = personOfHandle(handleKey(c.env.INDEX_KEY), userHandle)
  if (person === null) {
    // One that we never made reaches no object, and costs the same work: what is refused says nothing of who is here.
    const { ORIGIN: origin } = c.env
    const expected = { challenge, origin, handle: userHandle, handleRequired: true }
    await verifyAssertion(assertion.value, decoyOf(assertion.value.id), expected)
    return err('passkey-unknown')
  }
  return personById(c.env, person).loginWithPasskey(assertion.value, challenge, newSession(c, person, secret))
}

export const login = new Hono<AppEnv>()
  .get('/login', (c) => {
    const why = whyOf(c.req.query('why'))
    const next = nextOf(c, c.req.query('next'))
    return c.get('session') !== undefined && why === undefined ? c.redirect(next, 303) : loginPage(c, next, { why })
  })
  .get('/login/demo-cards/:name{[a-z0-9-]+\\.json}', (c) => {
    const card = demoCards(c).find(({ id }) => `${id}.json` === c.req.param('name'))
    return card === undefined ? problem(c, { error: 'not-found' }) : c.json(card, 200, { 'Cache-Control': 'no-store' })
  })
  .post('/login/card/challenge', async (c) => {
    const refused = await tooOften(c, 'challenge')
    return refused ?? c.json({ nonce: await issueNonce(c) })
  })
  .post('/login/passkey/options', async (c) => {
    const refused = await tooOften(c, 'challenge')
    return refused ?? c.json(assertionOptions(rpIdOf(c.env.ORIGIN), passkeyChallenge(c)))
  })
  .post('/login/card', async (c) => {
    const refused = await tooOften(c, 'login')
    if (refused !== null) return refused
    const field = await formOf(c)
    const next = nextOf(c, field('next'))
    const card = await identify(c, field('token'), field('nonce'))
    if (!card.ok && 'seconds' in card) return wait(c, 'card', card.seconds)
    if (!card.ok) return refuse(c, 'card', card.error, next)
    const secret = newSecret()
    const person = personId(c.env.INDEX_KEY, card.value.personalNumber)
    const signedIn = await personById(c.env, person).loginWithCard(card.value, newSession(c, person, secret))
    if (!signedIn.ok) return refuse(c, 'card', signedIn.error, next)
    await enter(c, signedIn.value, secret)
    const offer = c.get('page').href('/login/bind')
    const offered = signedIn.value.passkeys > 0 || next.startsWith(`${offer}?`)
    return c.redirect(offered ? next : `${offer}?next=${encodeURIComponent(next)}`, 303)
  })
  .post('/login/passkey', async (c) => {
    const refused = await tooOften(c, 'login')
    if (refused !== null) return refused
    const field = await formOf(c)
    const next = nextOf(c, field('next'))
    const secret = newSecret()
    const assertion = readAssertion(field('assertion'))
    const signedIn = await recognise(c, assertion, secret)
    if (!signedIn.ok && 'seconds' in signedIn) return wait(c, 'passkey', signedIn.seconds)
    const id = assertion.ok ? assertion.value.id : undefined
    if (!signedIn.ok)
      return refuse(c, 'passkey', signedIn.error, next, signedIn.error === 'passkey-unknown' ? id : undefined)
    await enter(c, signedIn.value, secret)
    return c.redirect(next, 303)
  })
  .use('/login/bind', requireCard)
  .use('/login/bind/*', requireCard)
  .get('/login/bind', (c) =>
    c.html(
      <BindPage
        page={c.get('page')}
        next={nextOf(c, c.req.query('next'))}
        name=""
        attest={attestOf(c, c.req.query('attest'))}
      />,
    ),
  )
  .post('/login/bind/options', async (c) => {
    const { person, hash, roles } = ownOf(c)
    const { attest } = await typedForm(c)
    // Officials are asked: what they do may want a key that is worth a card. A citizen's device is their own business.
    const asked = knowsModels(c) && (attest === 'yes' || roles.length > 0)
    const options = await person.beginPasskey(hash, asked ? 'direct' : 'none')
    return options.ok ? c.json(options.value) : problem(c, options)
  })
  .post('/login/bind', async (c) => {
    const { person, hash } = ownOf(c)
    const field = await formOf(c)
    const next = nextOf(c, field('next'))
    // Nothing was made yet: somebody comes back from a login, with the name that they typed.
    const attest = attestOf(c, field('attest'))
    if (field('registration') === '')
      return c.html(<BindPage page={c.get('page')} next={next} name={field('name')} attest={attest} />)
    const registration = readRegistration(field('registration'))
    const answer = registration.ok ? await person.finishPasskey(hash, registration.value, field('name')) : registration
    if (answer.ok) return c.redirect(next, 303)
    auditRefusal(c, 'bind', answer.error)
    return c.html(
      <BindPage page={c.get('page')} next={next} name={field('name')} attest={attest} refused={answer.error} />,
      422,
    )
  })
  .post('/logout', async (c) => {
    const session = c.get('session')
    if (session !== undefined) await personById(c.env, session.person).logout(sessionHash(session))
    forgetSession(c)
    forgetForms(c)
    return c.redirect(c.get('page').href('/'), 303)
  })
