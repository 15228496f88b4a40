// How the secrets of a login look, and who presents one: a public half that finds the object, a secret half that it knows
// the hash of.
import type { Context } from 'hono'
import { sha256 } from '@noble/hashes/sha2.js'
import { verifyProof } from '../../engines/oidc/dpop.ts'
import { toBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { grantByName } from '../../store/objects.ts'
import type { AppEnv } from '../types.ts'
import { isFirst } from './clients.ts'

type Ctx = Context<AppEnv>

export const secret = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
export const hashOf = (text: string): string => toHex(sha256(utf8(text)))

const ID = /^[A-Za-z0-9_-]{43}$/u
const TOKEN = /^([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/u
const REQUEST_URI = 'urn:ietf:params:oauth:request_uri:'

export const requestUri = (id: string): string => REQUEST_URI + id

/** The id of a pushed request, or null for what never was one. */
export function requestId(uri: string | undefined): string | null {
  const id = uri?.startsWith(REQUEST_URI) === true ? uri.slice(REQUEST_URI.length) : ''
  return ID.test(id) ? id : null
}

/** Named by a hash: who reads the names of objects holds no half of a token. */
export const grantName = (id: string): string => hashOf(id)

/** A code or a token, taken apart: the grant that it is of, and what its object knows it by. */
export function partsOf(token: string): { readonly id: string; readonly hash: string } | null {
  const [, id, rest] = TOKEN.exec(token) ?? []
  return id === undefined || rest === undefined ? null : { id, hash: hashOf(rest) }
}

/** The thumbprint of the key that proves to be at hand; undefined where no proof was sent. */
export async function provenKey(c: Ctx, token?: string): Promise<Result<string | undefined, string>> {
  const proof = c.req.header('DPoP')
  if (proof === undefined) return ok(undefined)
  const { pathname } = new URL(c.req.url)
  const answer = await verifyProof(proof, {
    method: c.req.method,
    url: c.env.ORIGIN + pathname,
    now: Date.now(),
    ...(token === undefined ? {} : { token }),
  })
  if (!answer.ok) return answer
  return (await isFirst(c.env, `key:${answer.value.jkt}`, answer.value)) ? ok(answer.value.jkt) : err('dpop-used')
}

const AUTHORIZATION = /^(Bearer|DPoP) ([A-Za-z0-9_.-]{1,200})$/u

/** What the token of a request opens (RFC 6750; RFC 9449, 7.1). */
export async function presented(c: Ctx) {
  const [, scheme, token = ''] = AUTHORIZATION.exec(c.req.header('Authorization') ?? '') ?? []
  const parts = partsOf(token)
  if (parts === null) return err('token-unknown')
  const key = scheme === 'DPoP' ? await provenKey(c, token) : ok(undefined)
  if (!key.ok) return key
  // The scheme says that there is a key; without a proof there is none.
  if (scheme === 'DPoP' && key.value === undefined) return err('dpop-missing')
  return grantByName(c.env, grantName(parts.id)).access(parts.hash, key.value)
}
