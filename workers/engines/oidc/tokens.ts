// What our tokens say: who logged in, when and how surely; and that somebody logged out.
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64Url, utf8 } from '../../kernel/bytes.ts'
import { ACCESS_MS, type Answer } from './grant.ts'
import type { AuthRequest } from './request.ts'

export interface Claims {
  readonly [claim: string]: string | number | boolean | readonly string[] | object
}

const seconds = (ms: number): number => Math.floor(ms / 1000)

/** OpenID Connect Core, 2. */
export function idTokenOf(
  issuer: string,
  client: string,
  request: AuthRequest,
  answer: Answer,
  accessToken: string,
  now: number,
): Claims {
  const told = Object.fromEntries(
    Object.entries(answer.claims).filter(([name]) => request.idToken.some((one) => one === name)),
  )
  return {
    ...told,
    iss: issuer,
    sub: answer.sub,
    aud: client,
    iat: seconds(now),
    exp: seconds(now + ACCESS_MS),
    auth_time: seconds(answer.authAt),
    acr: answer.level,
    amr: answer.amr,
    sid: answer.sid,
    // 3.1.3.6: the left half of the token's hash.
    at_hash: toBase64Url(sha256(utf8(accessToken)).subarray(0, 16)),
    ...(request.nonce === undefined ? {} : { nonce: request.nonce }),
  }
}

export const userinfoOf = (request: AuthRequest, { sub, claims }: Answer): Claims => ({
  ...Object.fromEntries(Object.entries(claims).filter(([name]) => request.userinfo.some((one) => one === name))),
  sub,
})

const LOGOUT_S = 120

export interface Departure {
  readonly client: string
  readonly sub: string
  readonly sid: string
  readonly jti: string
}

/** OpenID Connect Back-Channel Logout, 2.4. */
export const logoutTokenOf = (issuer: string, { client, sub, sid, jti }: Departure, now: number): Claims => ({
  iss: issuer,
  sub,
  aud: client,
  iat: seconds(now),
  exp: seconds(now) + LOGOUT_S,
  jti,
  sid,
  events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
})

/** RFC 8176; a passkey is a key in hardware or software with the person's own gesture. */
export const amrOf = (method: 'card' | 'passkey'): readonly string[] =>
  method === 'card' ? ['sc', 'pin', 'mfa'] : ['pop', 'user', 'mfa']
