// What becomes of one login at a relying party: pushed, opened in one browser, answered, redeemed once, refreshed, ended.
// A secret that comes a second time ends the whole family (RFC 6749, 10.5; RFC 9700, 4.14.2).
import type { Level } from '../../kernel/service.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { AuthRequest } from './request.ts'

/** A pushed request is presented within a minute (RFC 9126, 2.2), and answered within ten. */
export const PUSHED_MS = 60_000
const ANSWERED_MS = 10 * 60_000
const CODE_MS = 60_000
export const ACCESS_MS = 5 * 60_000
const REFRESH_MS = 30 * 24 * 60 * 60_000
/** Refresh tokens that are remembered after they were exchanged: any of them, seen again, was stolen. */
const SPENT_MAX = 500
/** Access tokens of a family at once: a client refreshes when one is over. */
const ACCESS_MAX = 20

/** Who logged in, as the relying party is to know it. */
export interface Answer {
  readonly sub: string
  /** Of the person's object; empty for an invented person. */
  readonly person: string
  readonly sid: string
  readonly level: Level
  readonly amr: readonly string[]
  /** Milliseconds since 1970. */
  readonly authAt: number
  readonly claims: { readonly [claim: string]: string | boolean }
}

/** Secrets are known by the hex SHA-256 of them. */
interface Access {
  readonly hash: string
  readonly until: number
  readonly jkt?: string
}

export interface Grant {
  readonly client: string
  /** Null for a machine that acts for itself. */
  readonly request: AuthRequest | null
  readonly role?: string
  readonly stage: 'pushed' | 'opened' | 'answered' | 'redeemed' | 'ended'
  readonly at: number
  readonly browser?: string
  readonly answer?: Answer
  readonly code?: { readonly hash: string; readonly at: number }
  readonly access: readonly Access[]
  readonly refresh?: { readonly hash: string; readonly since: number; readonly jkt?: string }
  readonly spent: readonly string[]
}

/** The grant as it is afterwards, whatever was answered. */
export interface Step<T, E extends string> {
  readonly grant: Grant
  readonly result: Result<T, E>
}

export const pushed = (client: string, request: AuthRequest, now: number): Grant => ({
  client,
  request,
  stage: 'pushed',
  at: now,
  access: [],
  spent: [],
})

/** A machine's own token: bound to its key, always. */
export const ofMachine = (client: string, role: string, key: Omit<Access, 'until'>, now: number): Grant => ({
  client,
  role,
  request: null,
  stage: 'redeemed',
  at: now,
  access: [{ ...key, until: now + ACCESS_MS }],
  spent: [],
})

const ended = (grant: Grant): Grant => {
  const { answer: _, code: __, refresh: ___, ...rest } = grant
  return { ...rest, stage: 'ended', access: [] }
}

/** Shows it to a person, in one browser: what another opens is no request any more. */
export function open(
  grant: Grant | null,
  { client, browser }: { readonly client: string; readonly browser: string },
  now: number,
): Result<Grant, 'request-unknown' | 'request-expired' | 'request-used'> {
  // A request of another client is none: who learns an address learns nothing by it.
  if (grant === null || grant.request === null || grant.client !== client) return err('request-unknown')
  if (grant.stage === 'pushed')
    return now > grant.at + PUSHED_MS ? err('request-expired') : ok({ ...grant, stage: 'opened', browser, at: now })
  if (grant.browser !== browser || grant.stage === 'redeemed' || grant.stage === 'ended') return err('request-used')
  return now > grant.at + ANSWERED_MS ? err('request-expired') : ok(grant)
}

/** The person agreed. Pressed twice before the code was used, the last code counts. */
export const answered = (grant: Grant, answer: Answer, code: string, now: number): Grant => ({
  ...grant,
  stage: 'answered',
  answer,
  code: { hash: code, at: now },
})

export interface Redeeming {
  readonly client: string
  readonly code: string
  readonly redirectUri: string
  /** SHA-256 of the verifier, base64url. */
  readonly challenge: string
  readonly jkt?: string | undefined
  /** Hashes of the tokens to be given out. */
  readonly access: string
  readonly refresh: string
}

type RedeemRefusal =
  | 'code-unknown'
  | 'code-foreign'
  | 'code-used'
  | 'code-expired'
  | 'redirect-uri-mismatch'
  | 'pkce-mismatch'
  | 'dpop-key-mismatch'

/** Exchanges the code, once. Of many at the same moment one gets tokens, and the others end what that one got. */
export function redeem(grant: Grant | null, asked: Redeeming, now: number): Step<Answer, RedeemRefusal> | null {
  if (grant === null) return null
  const refused = (code: RedeemRefusal, after = grant): Step<Answer, RedeemRefusal> => ({
    grant: after,
    result: err(code),
  })
  const { request, answer, code } = grant
  if (code === undefined || request === null || code.hash !== asked.code) return refused('code-unknown')
  if (grant.client !== asked.client) return refused('code-foreign')
  if (grant.stage !== 'answered' || answer === undefined) return refused('code-used', { ...ended(grant), code })
  if (now > code.at + CODE_MS) return refused('code-expired', ended(grant))
  if (request.redirectUri !== asked.redirectUri) return refused('redirect-uri-mismatch', ended(grant))
  if (request.challenge !== asked.challenge) return refused('pkce-mismatch', ended(grant))
  if (request.jkt !== undefined && request.jkt !== asked.jkt) return refused('dpop-key-mismatch', ended(grant))
  const bound = asked.jkt === undefined ? {} : { jkt: asked.jkt }
  return {
    grant: {
      ...grant,
      stage: 'redeemed',
      access: [{ hash: asked.access, until: now + ACCESS_MS, ...bound }],
      ...(request.offline ? { refresh: { hash: asked.refresh, since: now, ...bound } } : {}),
    },
    result: ok(answer),
  }
}

export interface Refreshing {
  readonly client: string
  readonly token: string
  readonly jkt?: string | undefined
  readonly access: string
  readonly refresh: string
}

type RefreshRefusal = 'refresh-unknown' | 'refresh-used' | 'refresh-expired' | 'dpop-key-mismatch' | 'code-foreign'

/** Exchanges a refresh token for new tokens; one that was exchanged before ends the family. */
export function refreshed(grant: Grant | null, asked: Refreshing, now: number): Step<Answer, RefreshRefusal> | null {
  if (grant === null) return null
  const refused = (code: RefreshRefusal, after = grant): Step<Answer, RefreshRefusal> => ({
    grant: after,
    result: err(code),
  })
  if (grant.client !== asked.client) return refused('code-foreign')
  if (grant.spent.includes(asked.token)) return refused('refresh-used', ended(grant))
  const { refresh, answer } = grant
  if (refresh === undefined || answer === undefined || refresh.hash !== asked.token) return refused('refresh-unknown')
  if (now > refresh.since + REFRESH_MS) return refused('refresh-expired', ended(grant))
  if (refresh.jkt !== asked.jkt) return refused('dpop-key-mismatch')
  const bound = asked.jkt === undefined ? {} : { jkt: asked.jkt }
  return {
    grant: {
      ...grant,
      access: [
        ...grant.access.filter(({ until }) => until > now).slice(1 - ACCESS_MAX),
        { hash: asked.access, until: now + ACCESS_MS, ...bound },
      ],
      refresh: { ...refresh, hash: asked.refresh },
      spent: [...grant.spent, asked.token].slice(-SPENT_MAX),
    },
    result: ok(answer),
  }
}

/** What an access token opens, where it is presented with the key that it is bound to. */
export function opens(
  grant: Grant | null,
  { hash, jkt }: { readonly hash: string; readonly jkt?: string | undefined },
  now: number,
): Result<Grant, 'token-unknown' | 'token-expired' | 'dpop-key-mismatch'> {
  const token = grant?.access.find((one) => one.hash === hash)
  if (grant === null || token === undefined) return err('token-unknown')
  if (now > token.until) return err('token-expired')
  return token.jkt === jkt ? ok(grant) : err('dpop-key-mismatch')
}

/** When nothing of it counts any more, and its object forgets it. */
export function overAt(grant: Grant): number {
  const tokens = Math.max(0, ...grant.access.map(({ until }) => until))
  const refresh = grant.refresh === undefined ? 0 : grant.refresh.since + REFRESH_MS
  return Math.max(grant.at + ANSWERED_MS, (grant.code?.at ?? 0) + ANSWERED_MS, tokens, refresh) + ACCESS_MS
}

export { ended as end }
