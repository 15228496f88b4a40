// Who is signed in: the token in the cookie is believed for five minutes, then renewed by the person's object; a change
// is never made on a token alone. A renewal that races a logout may leave a token that reads, five minutes at most.
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { createMiddleware } from 'hono/factory'
import type { Context } from 'hono'
import { toBase64Url } from '../../kernel/bytes.ts'
import type { Level } from '../../kernel/service.ts'
import { admits } from '../../engines/identity/assurance.ts'
import type { SignedIn } from '../../engines/identity/person.ts'
import {
  IV_BYTES,
  openSession,
  sealSession,
  SECRET_BYTES,
  sessionHash,
  sessionKey,
  standing,
  type KeyOfDay,
  type Session,
} from '../../engines/identity/session.ts'
import { personById } from '../../store/objects.ts'
import { refusedPage } from '../page.tsx'
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

/** Hands the browser the session that the person's object has begun or renewed. */
export async function keepSession(c: Ctx, signedIn: SignedIn, secret: string): Promise<void> {
  const { person, personalNumber, name, level, method, authAt } = signedIn
  const now = Date.now()
  const roles = await rolesOf(c.env, personalNumber, now)
  await keep(c, { person, name, roles, level, method, authAt, issuedAt: now, secret })
}

async function renew(c: Ctx, session: Session): Promise<void> {
  const hash = sessionHash(session)
  const answer = await personById(c.env, session.person).renew(hash)
  if (!answer.ok) return forgetSession(c)
  await keepSession(c, answer.value, session.secret)
  if (renewed.size >= RENEWED_MAX) renewed.clear()
  renewed.set(hash, c.get('session') ?? session)
}

/** Asks the person's object each time, and for the roles once in a while. */
async function confirm(c: Ctx, session: Session, now: number): Promise<void> {
  const hash = sessionHash(session)
  const known = renewed.get(hash)
  if (known === undefined || now - known.issuedAt > ROLES_MS) return renew(c, session)
  const answer = await personById(c.env, session.person).confirm(hash)
  if (answer.ok) c.set('session', { ...known, level: answer.value.level })
  else forgetSession(c)
}

/** Sets `session` where someone is signed in. */
export const session = createMiddleware<AppEnv>(async (c, next) => {
  const token = getCookie(c, COOKIE, 'host')
  if (token === undefined) return next()
  const now = Date.now()
  const opened = await openSession(token, keyOf(c.env.SESSION_KEY), now)
  const age = opened.ok ? standing(opened.value, now) : 'over'
  if (!opened.ok || age === 'over') forgetSession(c)
  else if (age === 'stale') await renew(c, opened.value)
  else if (SAFE.has(c.req.method)) c.set('session', opened.value)
  else await confirm(c, opened.value, now)
  return next()
})

/** Asks the person's object at once: for pages on which five minutes are too long. */
export const live = createMiddleware<AppEnv>(async (c, next) => {
  const known = c.get('session')
  if (known !== undefined && SAFE.has(c.req.method)) await renew(c, known)
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
  if (SAFE.has(c.req.method)) {
    const { pathname, search } = new URL(c.req.url)
    return localPath(c.env.ORIGIN, pathname + search)
  }
  const referrer = c.req.header('Referer')
  if (referrer === undefined || !URL.canParse(referrer)) return '/me'
  const { origin, pathname, search } = new URL(referrer)
  return origin === c.env.ORIGIN ? localPath(c.env.ORIGIN, pathname + search) : '/me'
}

/** Sends to the login, which says why, and leads back here. An island that asks for JSON gets a problem document. */
export function toLogin(
  c: Ctx,
  error: 'not-signed-in' | 'level-too-low' | 'login-too-old',
  level: Level = 'low',
): Response {
  if (c.req.header('Accept') === 'application/json') return problem(c, { error })
  const why = error === 'login-too-old' ? '&why=fresh' : error === 'level-too-low' ? `&why=${level}` : ''
  const login = c.get('lang') === 'en' ? '/en/login' : '/login'
  return c.redirect(`${login}?next=${encodeURIComponent(returnPath(c))}${why}`, 303)
}

/** Lets through who is signed in at a level; with `fresh`, within the last five minutes. */
export const requireSession = (level: Level = 'low', fresh = false) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const known = c.get('session')
    if (known === undefined) return toLogin(c, 'not-signed-in')
    const admitted = admits(known, { level, fresh }, Date.now())
    return admitted.ok ? next() : toLogin(c, admitted.error, level)
  })

/** Lets officials through: with a role named, who holds it (`authority.role`); without, who holds any. */
export const requireRole = (role?: string) =>
  createMiddleware<AppEnv>(async (c, next) => {
    const known = c.get('session')
    if (known === undefined) return toLogin(c, 'not-signed-in')
    const admitted = admits(known, { level: 'substantial' }, Date.now())
    if (!admitted.ok) return toLogin(c, admitted.error, 'substantial')
    const holds = role === undefined ? known.roles.length > 0 : known.roles.includes(role)
    return holds ? next() : refusedPage(c, { error: 'not-allowed' })
  })
