// Signed JSON in its compact form (RFC 7515), for the one algorithm of wallets here: ECDSA over P-256 (HAIP 1.0, 7).
import { sha256 } from '@noble/hashes/sha2.js'
import { CompactSign, compactVerify, importJWK } from 'jose'
import { fromBase64Url, toBase64Url, utf8 } from '../../kernel/bytes.ts'

export const ALGORITHM = 'ES256'

export type Json = { readonly [name: string]: unknown }

/** A public key on P-256 and nothing else of it (RFC 7518, 6.2.1). */
export interface PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

export interface PrivateJwk extends PublicJwk {
  readonly d: string
}

export interface Jws {
  readonly text: string
  readonly header: Json
  readonly payload: Json
}

const COMPACT = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+$/u
/** 32 bytes. */
const COORDINATE = /^[A-Za-z0-9_-]{43}$/u

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON of an object, or null. */
export function parseJson(text: string): Json | null {
  try {
    const value: unknown = JSON.parse(text)
    return isJson(value) ? value : null
  } catch {
    return null
  }
}

/** The JSON in base64url, or null. */
export function decodeJson(text: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(fromBase64Url(text)))
  } catch {
    return null
  }
}

/** Reads without verifying; null for anything that is not one, or is longer than `max`. */
export function readJws(text: unknown, max: number): Jws | null {
  if (typeof text !== 'string' || text.length > max) return null
  const [, head = '', body = ''] = COMPACT.exec(text) ?? []
  const [header, payload] = [decodeJson(head), decodeJson(body)]
  return isJson(header) && isJson(payload) ? { text, header, payload } : null
}

/** A public key that a stranger names; null where it is none, or is more than public. */
export function readPublicKey(value: unknown): PublicJwk | null {
  if (!isJson(value) || 'd' in value) return null
  const { kty, crv, x, y } = value
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return null
  return COORDINATE.test(x) && COORDINATE.test(y) ? { kty, crv, x, y } : null
}

/** RFC 7638. */
export const thumbprintOf = ({ crv, kty, x, y }: PublicJwk): string =>
  toBase64Url(sha256(utf8(JSON.stringify({ crv, kty, x, y }))))

/** Whether the key signed it, with the algorithm that is ours whatever the header says. */
export async function isSignedBy({ text }: Jws, key: PublicJwk): Promise<boolean> {
  try {
    await compactVerify(text, await importJWK({ ...key }, ALGORITHM), { algorithms: [ALGORITHM] })
    return true
  } catch {
    // A point off the curve, a wrong signature, an extension that must be understood and is not.
    return false
  }
}

export async function signJws(key: PrivateJwk, header: Json, payload: Json): Promise<string> {
  return new CompactSign(utf8(JSON.stringify(payload)))
    .setProtectedHeader({ ...header, alg: ALGORITHM })
    .sign(await importJWK({ ...key }, ALGORITHM))
}
