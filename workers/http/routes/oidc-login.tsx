// "Log in with eID" for people: the request of a site, the login that it needs, the consent, the way back, the way out.
import { Hono, type Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose'
import { ConsentPage, LogoutPage, ReturnPage, TestPersonsPage } from '../../../web/views/oidc/consent.tsx'
import { sessionHash } from '../../engines/identity/session.ts'
import { returnTo } from '../../engines/oidc/answers.ts'
import { atLeast } from '../../engines/identity/assurance.ts'
import type { Client } from '../../engines/oidc/client.ts'
import type { Answer } from '../../engines/oidc/grant.ts'
import { askedClaims, localeOf, readParameters, type AuthRequest } from '../../engines/oidc/request.ts'
import { enough } from '../../engines/oidc/step-up.ts'
import { testPersons } from '../../engines/oidc/test-persons.ts'
import { err, ok } from '../../kernel/result.ts'
import { grantByName, issuerObject, personById } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { throttled } from '../ceremony.ts'
import { forgetSession, live, toLogin } from '../middleware/session.ts'
import { agreed, answerOf, testAnswer } from '../oidc/answer.ts'
import { findClient } from '../oidc/clients.ts'
import { grantName, hashOf, requestId, requestUri, secret } from '../oidc/tokens.ts'
import { typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const COOKIE = 'grant'
const OPTIONS = { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const
const SECRET = /^[A-Za-z0-9_-]{43}$/u

/** The browser in which a request was opened: an address that is passed on opens nothing in another. */
function browserOf(c: Ctx): string {
  const known = getCookie(c, COOKIE, 'host')
  const own = known !== undefined && SECRET.test(known) ? known : secret()
  if (own !== known) setCookie(c, COOKIE, own, { ...OPTIONS, maxAge: 3600 })
  return hashOf(own)
}

/** The same page in the language that the site asks for, until the person chooses another. */
function inLanguage(c: Ctx, asked: 'bg' | 'en' | undefined): Response | null {
  if (asked === undefined || asked === c.get('lang') || c.req.query('ui') !== undefined) return null
  const query = new URLSearchParams({ ...c.req.query(), ui: '1' })
  return c.redirect(`${asked === 'en' ? '/en' : ''}${c.req.path}?${query.toString()}`, 303)
}

interface Opened {
  readonly client: Client
  readonly request: AuthRequest
  readonly id: string
  readonly browser: string
  readonly openedAt: number
}

async function opened(c: Ctx, clientId = '', uri?: string) {
  if (uri === undefined) return err('request-not-pushed')
  const id = requestId(uri)
  if (id === null) return err('request-unknown')
  const client = await findClient(c.env, clientId)
  if (client === null) return err('client-unknown')
  const browser = browserOf(c)
  const grant = await grantByName(c.env, grantName(id)).open(client.id, browser)
  if (!grant.ok) return grant
  const { request, at } = grant.value
  return request === null ? err('request-unknown') : ok<Opened>({ client, request, id, browser, openedAt: at })
}

function refuse(c: Ctx, code: string) {
  auditRefusal(c, 'authorize', code)
  return refusedPage(c, { error: code })
}

/** OpenID Connect Core, 3.1.2.6. Nobody is there to read a page where there was to be no prompt. */
async function refuseBack(c: Ctx, { client, request, id }: Opened, error: string) {
  await grantByName(c.env, grantName(id)).end()
  const url = returnTo(request.redirectUri, c.env.ORIGIN, { error, state: request.state })
  return request.prompt.includes('none')
    ? c.redirect(url, 302)
    : c.html(<ReturnPage page={c.get('page')} site={client.name} url={url} />)
}

async function finish(c: Ctx, { client, request, id, browser }: Opened, answer: Answer) {
  const code = secret()
  const kept = await grantByName(c.env, grantName(id)).answer(client.id, browser, answer, hashOf(code))
  if (!kept.ok) return refuse(c, kept.error)
  const url = returnTo(request.redirectUri, c.env.ORIGIN, { code: `${id}.${code}`, state: request.state })
  return request.prompt.includes('none')
    ? c.redirect(url, 302)
    : c.html(<ReturnPage page={c.get('page')} site={client.name} url={url} />)
}

/** Somebody who is signed in, surely and lately enough, and agrees. */
async function enter(c: Ctx, known: Opened) {
  const session = c.get('session')
  if (session === undefined) return toLogin(c, 'not-signed-in', { level: known.request.level })
  const claims = askedClaims(known.request)
  const answer = await answerOf(c.env, known.client, session, claims)
  const visit = { client: known.client.id, claims, grant: grantName(known.id), sid: answer.sid, sub: answer.sub }
  const kept = await personById(c.env, session.person).agree(sessionHash(session), visit)
  return kept.ok ? finish(c, known, answer) : refuse(c, kept.error)
}

const asking = (c: Ctx, { client, request, id }: Opened) => ({
  page: c.get('page'),
  client,
  request,
  uri: requestUri(id),
  claims: askedClaims(request),
})

/** The login that the request needs, or the consent; both lead back here. */
async function ask(c: Ctx, known: Opened) {
  const { request, client, openedAt } = known
  const session = c.get('session')
  const silent = request.prompt.includes('none')
  const login = enough(request, session, openedAt, Date.now())
  if (!login.ok) {
    if (silent) return refuseBack(c, known, 'login_required')
    const fresh = login.error === 'login-too-old' ? { fresh: true as const } : {}
    return toLogin(c, login.error, { level: request.level, ...fresh })
  }
  const before = session !== undefined && (await agreed(c.env, session, client, askedClaims(request)))
  if (before && !request.prompt.includes('consent')) return enter(c, known)
  return silent ? refuseBack(c, known, 'consent_required') : c.html(<ConsentPage {...asking(c, known)} />)
}

const testPage = (c: Ctx, known: Opened, tooLow?: string) =>
  c.html(
    <TestPersonsPage {...asking(c, known)} persons={testPersons} tooLow={tooLow} />,
    tooLow === undefined ? 200 : 422,
  )

async function inTest(c: Ctx, known: Opened, chosen: string | undefined) {
  const { request, client } = known
  const person = testPersons.find(({ id }) => id === chosen)
  if (person === undefined || !atLeast(person.level, request.level)) return testPage(c, known, request.level)
  return finish(c, known, testAnswer(c.env, client, person, askedClaims(request), Date.now()))
}

function withState(uri: string, state: string | undefined): string {
  const url = new URL(uri)
  if (state !== undefined) url.searchParams.set('state', state)
  return url.href
}

/** Whose logout is asked for, and where it leads: a registered address of a client, and else nowhere. */
async function leaving(c: Ctx, asked: { readonly [name: string]: string | undefined }) {
  const hinted = asked['id_token_hint'] === undefined ? undefined : await audienceOf(c, asked['id_token_hint'])
  const id = asked['client_id'] ?? hinted
  const client = id === undefined || (hinted !== undefined && hinted !== id) ? null : await findClient(c.env, id)
  const uri = asked['post_logout_redirect_uri']
  const back = client !== null && uri !== undefined && client.postLogoutUris.includes(uri) ? uri : undefined
  const { state } = asked
  const url = back === undefined ? undefined : withState(back, state)
  return { client, url, back, state }
}

/** The client of an ID token of ours, however old it is. */
async function audienceOf(c: Ctx, token: string): Promise<string | undefined> {
  try {
    const { iat = 0 } = decodeJwt(token)
    const keys = { keys: (await issuerObject(c.env).published()).map((key) => ({ ...key })) }
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      issuer: c.env.ORIGIN,
      currentDate: new Date(iat * 1000),
    })
    return typeof payload.aud === 'string' ? payload.aud : undefined
  } catch {
    return undefined
  }
}

export const oidcLogin = new Hono<AppEnv>()
  .use('/oidc/*', async (c, next) => {
    const seconds = await throttled(c, 'login')
    if (seconds === 0) return next()
    c.header('Retry-After', String(seconds))
    return refuse(c, 'too-many-requests')
  })
  .use('/oidc/authorize', live)
  .get('/oidc/authorize', async (c) => {
    const known = await opened(c, c.req.query('client_id'), c.req.query('request_uri'))
    if (!known.ok) return refuse(c, known.error)
    const { client, request } = known.value
    const elsewhere = inLanguage(c, request.lang)
    if (elsewhere !== null) return elsewhere
    if (client.mode === 'production') return ask(c, known.value)
    return request.prompt.includes('none') ? refuseBack(c, known.value, 'login_required') : testPage(c, known.value)
  })
  .post('/oidc/consent', async (c) => {
    const form = await typedForm(c)
    const known = await opened(c, form['client_id'], form['request_uri'])
    if (!known.ok) return refuse(c, known.error)
    if (form['choice'] !== 'agree') return refuseBack(c, known.value, 'access_denied')
    if (known.value.client.mode === 'test') return inTest(c, known.value, form['person'])
    const login = enough(known.value.request, c.get('session'), known.value.openedAt, Date.now())
    return login.ok ? enter(c, known.value) : toLogin(c, login.error, { level: known.value.request.level })
  })
  /** RP-Initiated Logout, 2. Nobody is signed out by a link alone. */
  .get('/oidc/logout', async (c) => {
    const elsewhere = inLanguage(c, localeOf(c.req.query('ui_locales')))
    if (elsewhere !== null) return elsewhere
    const { client, url, back, state } = await leaving(c, c.req.query())
    const site = client?.name ?? ''
    if (c.get('session') === undefined && url !== undefined)
      return c.html(<ReturnPage page={c.get('page')} site={site} url={url} />)
    const fields = {
      ...(client === null ? {} : { client_id: client.id }),
      ...(back === undefined ? {} : { post_logout_redirect_uri: back }),
      ...(state === undefined ? {} : { state }),
    }
    const stay = url ?? c.get('page').href('/me')
    return c.html(<LogoutPage page={c.get('page')} site={site} fields={fields} stay={stay} />)
  })
  .post('/oidc/leave', async (c) => {
    const { client, url } = await leaving(c, await typedForm(c))
    const session = c.get('session')
    if (session !== undefined) await personById(c.env, session.person).logout(sessionHash(session))
    forgetSession(c)
    if (url === undefined || client === null) return c.redirect(c.get('page').href('/'), 303)
    const { person: _, ...page } = c.get('page')
    return c.html(<ReturnPage page={page} site={client.name} url={url} />)
  })

/** The same from a form of the site itself, which comes from another origin (RP-Initiated Logout, 2): shown as a page. */
export const oidcLogout = new Hono<AppEnv>().post('/oidc/logout', async (c) => {
  const parameters = readParameters(await c.req.text())
  const { client, back, state } = await leaving(c, parameters.ok ? parameters.value : {})
  const query = new URLSearchParams({
    ...(client === null ? {} : { client_id: client.id }),
    ...(back === undefined ? {} : { post_logout_redirect_uri: back }),
    ...(state === undefined ? {} : { state }),
  })
  return c.redirect(`/oidc/logout?${query.toString()}`, 303)
})
