// Who is signed in: the token in the cookie is believed for five minutes, then renewed by the person's object; a change
// is never made on a token alone. A renewal that races a logout may leave a token that reads, five minutes at most.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Context } from 'hono'
import { toBase64Url } from '../../kernel/bytes.ts'
import type { Demand } from '../../kernel/demand.ts'
import type { Level } from '../../kernel/service.ts'
import { admits } from '../../engines/identity/assurance.ts'
import type { Footing, SignedIn } from '../../engines/identity/person.ts'
import {
  IV_BYTES,
  openSession,
  sealSession,
  SECRET_BYTES,
  sessionHash,
  sessionKey,
  standing,
  TOKEN_MS,
  type KeyOfDay,
  type Represents,
  type Session,
} from '../../engines/identity/session.ts'
import { personById } from '../../store/objects.ts'
import { cardPresent, withCard } from '../../engines/identity/safety.ts'
import { countryOf } from '../../engines/identity/whereabouts.ts'
import { auditRefusal } from '../audit.ts'
import { keepForm } from '../kept.ts'
import { pageOf, refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { rolesOf } from '../roles.ts'
import type { AppEnv } from '../types.ts'

export type { Session } from '../../engines/identity/session.ts'

type Ctx = Context<AppEnv>

const COOKIE = 'session'
const OPTIONS = { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const
const SAFE = new Set(['GET', 'HEAD'])

/** Roles come from the read model, which may be so far behind: until then those that were read are as good as new ones. */
const ROLES_MS = 2000
/** Sessions as they were renewed last, by hash: one hand may make a hundred changes in a moment. */
const renewed = new Map<string, Session>()
const RENEWED_MAX = 1000

/** Keys of the last days, by secret and day: deriving one for each request would cost more than opening the token. */
const keys = new Map<string, Promise<CryptoKey>>()
const KEYS_MAX = 4

const keyOf =
  (secret: string): KeyOfDay =>
  (day) => {
    const name = `${secret} ${day}`
    const known = keys.get(name) ?? sessionKey(secret, day)
    if (keys.size >= KEYS_MAX && !keys.has(name)) keys.clear()
    keys.set(name, known)
    return known
  }

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

async function keep(c: Ctx, session: Session): Promise<void> {
  setCookie(c, COOKIE, await sealSession(session, keyOf(c.env.SESSION_KEY), random(IV_BYTES)), OPTIONS)
  c.set('session', session)
}

export function forgetSession(c: Ctx): void {
  deleteCookie(c, COOKIE, OPTIONS)
  c.set('session', undefined)
}

/** A new secret, never one that the browser brought along; its hash goes to the person's object at login. */
export const newSecret = (): string => toBase64Url(random(SECRET_BYTES))

/** Hands the browser the session that the person's object has renewed. */
async function keepSession(
  c: Ctx,
  signedIn: SignedIn,
  secret: string,
  represents?: Represents,
  footing?: Footing,
): Promise<void> {
  const { person, personalNumber, name, level, method, authAt } = signedIn
  const now = Date.now()
  const roles = await rolesOf(c.env, personalNumber, now)
  const acting = represents === undefined ? {} : { represents }
  const alerted = footing !== undefined && footing.alerts.length > 0 ? { alerted: true } : {}
  await keep(c, { person, name, roles, level, method, authAt, issuedAt: now, secret, ...alerted, ...acting })
}

/**
 * Hands the browser the session of a login. Its token is one that has to be renewed: the person's first page asks for
 * their roles, as it would anyway, and the login asks nothing but the person's object.
 */
export async function keepNewSession(
  c: Ctx,
  { person, name, level, method, authAt }: SignedIn,
  secret: string,
): Promise<void> {
  const issuedAt = Date.now() - TOKEN_MS - 1
  await keep(c, { person, name, roles: [], level, method, authAt, issuedAt, secret })
}

/** Acts for another from now on, or for oneself: the browser gets a new secret with that, and the old one is void. */
export async function actFor(c: Ctx, represents: Represents | undefined): Promise<boolean> {
  const known = c.get('session')
  if (known === undefined) return false
  const secret = newSecret()
  const answer = await personById(c.env, known.person).rotate(sessionHash(known), sessionHash({ secret }))
  if (!answer.ok) return false
  await keepSession(c, answer.value, secret, represents)
  return true
}

/** The country that the edge sees a request come from; empty where it does not say, and where there is no edge. */
export const placeOf = (c: Ctx): string =>
  c.req.header('CF-Connecting-IP') === undefined ? '' : countryOf(c.req.raw.cf?.country)

/** The session is over: whose it was is kept for what they have just typed, and why is told and logged. */
function end(c: Ctx, person: string | undefined, code: string): void {
  auditRefusal(c, 'session', code)
  forgetSession(c)
  c.set('ended', code)
  if (person !== undefined) c.set('past', person)
}

/**
 * What the object says of a session goes over what its token says. The token only learns whether there is something to
 * tell: while there is, every page asks what, and where there is not, no page that is anybody's asks anything.
 */
async function stand(c: Ctx, { alerted = false, ...session }: Session, footing: Footing): Promise<void> {
  const now = footing.alerts.length > 0
  if (now !== alerted) await keep(c, { ...session, ...(now ? { alerted: true } : {}) })
  c.set('footing', footing)
  c.set('session', { ...session, level: footing.level, ...(now ? { alerted: true } : {}) })
}

async function renew(c: Ctx, session: Session): Promise<void> {
  const hash = sessionHash(session)
  const place = placeOf(c)
  const answer = await personById(c.env, session.person).renew(hash, place === '' ? undefined : place)
  if (!answer.ok) return end(c, session.person, answer.error)
  await keepSession(c, answer.value, session.secret, session.represents, answer.value.footing)
  c.set('footing', answer.value.footing)
  if (renewed.size >= RENEWED_MAX) renewed.clear()
  renewed.set(hash, c.get('session') ?? session)
}

/** Asks the person's object each time, and for the roles once in a while. */
async function confirm(c: Ctx, session: Session, now: number): Promise<void> {
  const hash = sessionHash(session)
  const known = renewed.get(hash)
  if (known === undefined || now - known.issuedAt > ROLES_MS) return renew(c, session)
  return ask(c, known)
}

/** Asks the person's object alone. */
async function ask(c: Ctx, session: Session): Promise<void> {
  const answer = await personById(c.env, session.person).confirm(sessionHash(session))
  if (answer.ok) await stand(c, session, answer.value)
  else end(c, session.person, answer.error)
}

/** For a page of a person's own: its object says what five minutes are too long for, and the page says it on. */
async function askForPage(c: Ctx): Promise<void> {
  const known = c.get('session')
  if (known !== undefined && c.get('footing') === undefined) await ask(c, known)
  if (c.get('page') !== undefined) c.set('page', pageOf(c))
}

/** Sets `session` where someone is signed in. */
export const session = createMiddleware<AppEnv>(async (c, next) => {
  const token = getCookie(c, COOKIE, 'host')
  if (token === undefined) return next()
  const now = Date.now()
  const opened = await openSession(token, keyOf(c.env.SESSION_KEY), now)
  const age = opened.ok ? standing(opened.value, now) : 'over'
  if (!opened.ok) end(c, undefined, opened.error)
  else if (age === 'over') end(c, opened.value.person, 'session-idle')
  else if (age === 'stale') await renew(c, opened.value)
  else if (SAFE.has(c.req.method)) await (opened.value.alerted ? ask(c, opened.value) : c.set('session', opened.value))
  else await confirm(c, opened.value, now)
  return next()
})

/** Asks the person's object at once: for pages on which five minutes are too long. */
export const live = createMiddleware<AppEnv>(async (c, next) => {
  const known = c.get('session')
  if (known !== undefined && SAFE.has(c.req.method) && c.get('footing') === undefined) await renew(c, known)
  return next()
})

const LOCAL_MAX = 500

/** A path of our own to come back to, language and query and all; `/me` for anything else. */
export function localPath(origin: string, text: string | undefined): string {
  if (text === undefined || text.length > LOCAL_MAX || !/^\/(?![/\\])[\x21-\x7e]*$/u.test(text)) return '/me'
  if (!URL.canParse(text, origin)) return '/me'
  const { origin: own, pathname, search } = new URL(text, origin)
  return own === origin && !pathname.startsWith('//') ? pathname + search : '/me'
}

/** Where a request comes back to after the login: the page itself, or the page whose form it sends. */
function returnPath(c: Ctx): string {
  if (!SAFE.has(c.req.method)) return referringPath(c)
  const { pathname, search } = new URL(c.req.url)
  return localPath(c.env.ORIGIN, pathname + search)
}

/** The page of ours from which a form was sent. */
export function referringPath(c: Ctx): string {
  const referrer = c.req.header('Referer')
  if (referrer === undefined || !URL.canParse(referrer)) return '/me'
  const { origin, pathname, search } = new URL(referrer)
  return origin === c.env.ORIGIN ? localPath(c.env.ORIGIN, pathname + search) : '/me'
}

/** Where a further passkey is made: the login says why a passkey is not enough for that. */
const BINDING = '/login/bind'

/** What a machine is told of the card, which is `high` (RFC 9470). */
const CARD: Demand = { level: 'high', fresh: true }

const TOO_LONG: ReadonlySet<string> = new Set(['session-idle', 'session-over'])

type Needed = 'not-signed-in' | 'level-too-low' | 'login-too-old' | 'card-needed'

/** Why the login is asked: only the card is `high`, so where that is too old another passkey would not do. */
function whyOf(c: Ctx, error: Needed, level: Level): string {
  if (error === 'not-signed-in') return TOO_LONG.has(c.get('ended') ?? '') ? '&why=idle' : ''
  if (error === 'card-needed') return c.req.path === BINDING ? '&why=bind' : '&why=card'
  return error === 'login-too-old' && level !== 'high' ? '&why=fresh' : `&why=${level}`
}

/**
 * Sends to the login, which says why, and leads back here: to the page, or to what was typed on it. An island that asks
 * for JSON gets a problem document, and sends its form itself.
 */
export async function toLogin(c: Ctx, error: Needed, { level = 'low', fresh }: Demand = {}): Promise<Response> {
  if (c.req.header('Accept') === 'application/json')
    return problem(c, {
      error: c.get('session') === undefined ? 'not-signed-in' : error,
      needs: { level, ...(fresh === true ? { fresh } : {}) },
    })
  const back = returnPath(c)
  const kept = SAFE.has(c.req.method) ? null : await keepForm(c, back)
  const href = (path: string) => (c.get('lang') === 'en' ? `/en${path}` : path)
  const next = kept === null ? back : href(`/carry-on/${kept}`)
  return c.redirect(`${href('/login')}?next=${encodeURIComponent(next)}${whyOf(c, error, level)}`, 303)
}

/** Whether the form asks for the card before it goes on, and the card was not shown just now. */
async function cardAsked(c: Ctx, known: Session): Promise<boolean> {
  if (SAFE.has(c.req.method) || cardPresent(known, Date.now())) return false
  const form = await c.req.parseBody()
  return form['with-card'] === 'yes'
}

/** Lets through who is signed in at a level; with `fresh`, within the last five minutes. */
export const requireSession = (level: Level = 'low', fresh = false) =>
  createMiddleware<AppEnv>(async (c, next) => {
    await askForPage(c)
    const known = c.get('session')
    if (known === undefined) return toLogin(c, 'not-signed-in', { level })
    if (await cardAsked(c, known)) return toLogin(c, 'card-needed', CARD)
    const admitted = admits(known, { level, fresh }, Date.now())
    return admitted.ok ? next() : toLogin(c, admitted.error, { level, ...(fresh ? { fresh } : {}) })
  })

/** Lets through whose card itself was shown in the last five minutes: no passkey stands in for it. */
export const requireCard = createMiddleware<AppEnv>(async (c, next) => {
  await askForPage(c)
  const known = c.get('session')
  return known !== undefined && withCard(known, Date.now()).ok ? next() : toLogin(c, 'card-needed', CARD)
})

/** Lets officials through: with a role named, who holds it (`authority.role`); without, who holds any. */
export const requireRole = (role?: string) =>
  createMiddleware<AppEnv>(async (c, next) => {
    await askForPage(c)
    const known = c.get('session')
    if (known === undefined) return toLogin(c, 'not-signed-in', { level: 'substantial' })
    if (await cardAsked(c, known)) return toLogin(c, 'card-needed', CARD)
    const admitted = admits(known, { level: 'substantial' }, Date.now())
    if (!admitted.ok) return toLogin(c, admitted.error, { level: 'substantial' })
    const holds = role === undefined ? known.roles.length > 0 : known.roles.includes(role)
    return holds ? next() : refusedPage(c, { error: 'not-allowed' })
  })
