// A visitor before the login: the pre-session that challenges are bound to, and how often one address may try.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { sha256 } from '@noble/hashes/sha2.js'
import { CHALLENGE_MS, type Ceremony, type ChallengeRefusal } from '../engines/identity/challenge.ts'
import type { Allowance } from '../engines/identity/throttle.ts'
import { blindIndex } from '../engines/names.ts'
import { toBase64Url, toHex, utf8 } from '../kernel/bytes.ts'
import { err, type Result } from '../kernel/result.ts'
import { ceremonyByName, throttleByName } from '../store/objects.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

const COOKIE = 'ceremony'
const OPTIONS = { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const
const SECRET = /^[A-Za-z0-9_-]{43}$/u

/** Of one address, which may be that of a whole office: enough for its people, too few for a flood. */
const ALLOWANCE: Allowance = { burst: 120, perMinute: 120 }
/** A relying party's server asks for all of its people, three times a login. */
const SERVERS: Allowance = { burst: 600, perMinute: 600 }

/** Codes of tickets are short: a counter's own tablet makes a key with three of these. */
const TICKETS: Allowance = { burst: 30, perMinute: 10 }

function known(c: Ctx): string | undefined {
  const secret = getCookie(c, COOKIE, 'host')
  return secret !== undefined && SECRET.test(secret) ? secret : undefined
}

/** Named by a hash: who reads the names of objects cannot take a visitor's place. */
const objectOf = (c: Ctx, secret: string) => ceremonyByName(c.env, toHex(sha256(utf8(secret))))

/** The visitor's pre-session of 256 bits. A page begins it: of two that its scripts began at once, one would be lost. */
export function knowVisitor(c: Ctx): string {
  const secret = known(c) ?? toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  setCookie(c, COOKIE, secret, { ...OPTIONS, maxAge: (2 * CHALLENGE_MS) / 1000 })
  return secret
}

export const issueChallenge = (c: Ctx, ceremony: Ceremony): Promise<string> =>
  objectOf(c, knowVisitor(c)).issue(ceremony)

export async function takeChallenge(
  c: Ctx,
  ceremony: Ceremony,
  value: string,
): Promise<Result<null, ChallengeRefusal>> {
  const secret = known(c)
  return secret === undefined ? err('challenge-unknown') : objectOf(c, secret).take(ceremony, value)
}

/** What this visitor is known by where more than a challenge is bound to them; undefined before a page began it. */
export function visitorHash(c: Ctx): string | undefined {
  const secret = known(c)
  return secret === undefined ? undefined : toHex(sha256(utf8(secret)))
}

/** After a login nothing of the visitor lives on. */
export const forgetVisitor = (c: Ctx): void => void deleteCookie(c, COOKIE, OPTIONS)

/** Of one card or one user handle, from wherever: a hand tries less often, and whoever floods one holds up no other. */
const ACCOUNT: Allowance = { burst: 20, perMinute: 20 }

/** An IPv6 customer has a whole /64. */
const networkOf = (address: string): string =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':') : address

const allowanceOf = (step: string): Allowance =>
  step === 'relying-party' ? SERVERS : step === 'ticket' ? TICKETS : ALLOWANCE

/** Seconds until this address may try a step again; 0 lets it through. */
export async function throttled(
  c: Ctx,
  step: 'challenge' | 'login' | 'status' | 'wallet' | 'ticket' | 'relying-party' | 'form',
): Promise<number> {
  const address = networkOf(c.req.header('CF-Connecting-IP') ?? 'local')
  const name = blindIndex(c.env.INDEX_KEY, 'throttle', 'address', address)
  return Math.ceil((await throttleByName(c.env, name).attempt(step, allowanceOf(step))) / 1000)
}

/**
 * Seconds until this card or this user handle may be tried again, from wherever; 0 lets it through. A handle is known to
 * its devices alone, so that no stranger can make its owner wait.
 */
export async function throttledAccount(c: Ctx, step: 'card' | 'passkey', account: string | undefined): Promise<number> {
  if (account === undefined) return 0
  const name = blindIndex(c.env.INDEX_KEY, 'throttle', step, account)
  return Math.ceil((await throttleByName(c.env, name).attempt(step, ACCOUNT)) / 1000)
}
