// A visitor before the login: the pre-session that challenges are bound to, and how often one address may try.
// A card's nonce is kept, and is gone with the first answer, before anybody is asked for the card's status; a passkey's
// challenge is kept by nobody until it has begun a session.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { sha256 } from '@noble/hashes/sha2.js'
import { CHALLENGE_MS, type ChallengeRefusal } from '../engines/identity/challenge.ts'
import { loginChallenge, openLoginChallenge } from '../engines/identity/login-challenge.ts'
import { ACCOUNT, type Allowance } from '../engines/identity/throttle.ts'
import { toBase64Url, toHex, utf8 } from '../kernel/bytes.ts'
import { err, type Result } from '../kernel/result.ts'
import { ceremonyByName } from '../store/objects.ts'
import { waitOf } from './throttle.ts'
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

/** Each reads up to a hundred thousand rows of one database that all share. */
const EXPORTS: Allowance = { burst: 10, perMinute: 10 }

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

export const issueNonce = (c: Ctx): Promise<string> => objectOf(c, knowVisitor(c)).issue()

/** Takes a card's nonce out, right or wrong as the answer may be. */
export async function takeNonce(c: Ctx, nonce: string): Promise<Result<null, ChallengeRefusal>> {
  const secret = known(c)
  return secret === undefined ? err('challenge-unknown') : objectOf(c, secret).take(nonce)
}

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

export const passkeyChallenge = (c: Ctx): string =>
  loginChallenge(c.env.SESSION_KEY, knowVisitor(c), random, Date.now())

/** Whether it is a challenge to this visitor; whether it was answered before, the person's object says. */
export function openChallenge(c: Ctx, challenge: string) {
  const secret = known(c)
  return secret === undefined
    ? err('challenge-unknown')
    : openLoginChallenge(c.env.SESSION_KEY, secret, challenge, Date.now())
}

/** What this visitor is known by where more than a challenge is bound to them; undefined before a page began it. */
export function visitorHash(c: Ctx): string | undefined {
  const secret = known(c)
  return secret === undefined ? undefined : toHex(sha256(utf8(secret)))
}

/** After a login nothing of the visitor lives on. */
export const forgetVisitor = (c: Ctx): void => void deleteCookie(c, COOKIE, OPTIONS)

/** An IPv6 customer has a whole /64. */
const networkOf = (address: string): string =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':') : address

const allowanceOf = (step: string): Allowance =>
  step === 'relying-party' ? SERVERS : step === 'ticket' ? TICKETS : step === 'export' ? EXPORTS : ALLOWANCE

const seconds = (waitMs: number): number => Math.ceil(waitMs / 1000)

/** Seconds until this address may try a step again; 0 lets it through. */
export async function throttled(
  c: Ctx,
  step: 'challenge' | 'login' | 'status' | 'wallet' | 'ticket' | 'relying-party' | 'form' | 'export',
): Promise<number> {
  const address = networkOf(c.req.header('CF-Connecting-IP') ?? 'local')
  return seconds(await waitOf(c.env, 'address', address, step, allowanceOf(step)))
}

/** Seconds until this card may be tried again, from wherever; 0 lets it through. Passkeys wait at their person's object. */
export const throttledCard = async (c: Ctx, certificate: string): Promise<number> =>
  seconds(await waitOf(c.env, 'card', certificate, 'card', ACCOUNT))

/** From wherever, of whoever has proven who it is: a program that runs wild holds up no other. */
const CALLERS = {
  // A site: the logins of a city in the morning.
  client: { burst: 3000, perMinute: 3000 },
  // A system of an authority: an office's work, and no copy of a register.
  system: { burst: 600, perMinute: 600 },
} as const satisfies { readonly [caller: string]: Allowance }

export const throttledCaller = async (c: Ctx, kind: keyof typeof CALLERS, id: string): Promise<number> =>
  seconds(await waitOf(c.env, kind, id, kind, CALLERS[kind]))
