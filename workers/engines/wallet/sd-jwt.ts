// Credentials of which their holder shows what they choose: selective disclosure for JWTs (RFC 9901).
// A claim that may be kept back stands in the signed part as a salted hash; who shows it hands over salt and value.
import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64Url, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { decodeJson, isJson, readJws, type Json, type Jws } from './jws.ts'

/** 128 bits (RFC 9901, 4.2.1). */
const SALT_BYTES = 16
/** A credential of all claims, its chain of certificates and a proof of its holder have about 6,000. */
const LENGTH_MAX = 32_000
const DISCLOSURES_MAX = 100
const DEPTH_MAX = 8

export type Random = (bytes: number) => Uint8Array

/** A claim that its holder may keep back. */
export class Concealed {
  readonly value: unknown

  constructor(value: unknown) {
    this.value = value
  }
}

export const digestOf = (text: string): string => toBase64Url(sha256(utf8(text)))

/** The claims with each concealed one as a digest, and what discloses them. `random` makes the salts. */
export function conceal(
  claims: Json,
  random: Random,
): { readonly payload: Json; readonly disclosures: readonly string[] } {
  const disclosures: string[] = []
  const pack = (object: Json): Json => {
    const open: { [name: string]: unknown } = {}
    const digests: string[] = []
    for (const [name, value] of Object.entries(object)) {
      const inner = value instanceof Concealed ? value.value : value
      const packed = isJson(inner) && !(inner instanceof Concealed) ? pack(inner) : inner
      if (!(value instanceof Concealed)) {
        open[name] = packed
        continue
      }
      const disclosure = toBase64Url(utf8(JSON.stringify([toBase64Url(random(SALT_BYTES)), name, packed])))
      disclosures.push(disclosure)
      digests.push(digestOf(disclosure))
    }
    // In an order that tells nothing of the claims' (RFC 9901, 4.2.4.1).
    return digests.length === 0 ? open : { ...open, _sd: digests.toSorted() }
  }
  return { payload: { ...pack(claims), _sd_alg: 'sha-256' }, disclosures }
}

export interface SdJwt {
  readonly issued: Jws
  /** The claims as far as they are disclosed. */
  readonly claims: Json
  /** What the holder's proof has to hash: all before it (RFC 9901, 4.3.1). */
  readonly presented: string
  /** The holder's proof; null where there is none. */
  readonly keyBinding: string | null
}

export type SdJwtRefusal = 'credential-malformed' | 'disclosure-malformed' | 'disclosure-foreign'

const RESERVED = new Set(['_sd', '...', '_sd_alg'])

interface Disclosure {
  readonly name: string | null
  readonly value: unknown
}

function readDisclosure(text: string): Disclosure | null {
  const parts = decodeJson(text)
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return null
  if (parts.length === 2) return { name: null, value: parts[1] as unknown }
  const name: unknown = parts[1]
  return parts.length === 3 && typeof name === 'string' && !RESERVED.has(name)
    ? { name, value: parts[2] as unknown }
    : null
}

/** Puts what is disclosed in the place of its digest; throws on what RFC 9901, 7.1 has refused. */
class Disclosing {
  readonly #left: Map<string, Disclosure>
  readonly #met = new Set<string>()

  constructor(disclosures: Map<string, Disclosure>) {
    this.#left = disclosures
  }

  get left(): number {
    return this.#left.size
  }

  value(value: unknown, depth: number): unknown {
    if (depth > DEPTH_MAX) throw new TypeError('too deep')
    if (Array.isArray(value)) return value.flatMap((one: unknown) => this.#element(one, depth))
    return isJson(value) ? this.object(value, depth) : value
  }

  object(object: Json, depth: number): Json {
    const claims: [string, unknown][] = []
    for (const [name, value] of Object.entries(object)) {
      if (name === '...') throw new TypeError('a digest of no element')
      if (name !== '_sd' && !(depth === 0 && name === '_sd_alg')) claims.push([name, this.value(value, depth + 1)])
    }
    const digests: unknown = object['_sd'] ?? []
    if (!Array.isArray(digests)) throw new TypeError('no digests')
    for (const digest of digests as unknown[]) {
      const disclosed = this.#take(digest)
      if (disclosed === undefined) continue
      const { name, value } = disclosed
      if (name === null || name in object || claims.some(([known]) => known === name)) throw new TypeError('twice')
      claims.push([name, this.value(value, depth + 1)])
    }
    return Object.fromEntries(claims)
  }

  #element(one: unknown, depth: number): unknown[] {
    if (!isJson(one) || !('...' in one)) return [this.value(one, depth + 1)]
    const disclosed = this.#take(one['...'])
    if (disclosed === undefined) return []
    if (disclosed.name !== null) throw new TypeError('a claim in a list')
    return [this.value(disclosed.value, depth + 1)]
  }

  #take(digest: unknown): Disclosure | undefined {
    if (typeof digest !== 'string' || this.#met.has(digest)) throw new TypeError('a digest twice')
    this.#met.add(digest)
    const disclosed = this.#left.get(digest)
    this.#left.delete(digest)
    return disclosed
  }
}

/** Reads a credential as its holder shows it; who signed what is not looked at. */
export function readSdJwt(text: unknown): Result<SdJwt, SdJwtRefusal> {
  if (typeof text !== 'string' || text.length > LENGTH_MAX) return err('credential-malformed')
  const parts = text.split('~')
  const [head, last] = [parts[0], parts.at(-1)]
  const issued = readJws(head, LENGTH_MAX)
  if (parts.length < 2 || parts.length > DISCLOSURES_MAX || issued === null || last === undefined)
    return err('credential-malformed')
  if ((issued.payload['_sd_alg'] ?? 'sha-256') !== 'sha-256') return err('credential-malformed')
  const disclosures = new Map<string, Disclosure>()
  for (const part of parts.slice(1, -1)) {
    const disclosure = readDisclosure(part)
    if (disclosure === null || disclosures.has(digestOf(part))) return err('disclosure-malformed')
    disclosures.set(digestOf(part), disclosure)
  }
  try {
    const disclosing = new Disclosing(disclosures)
    const claims = disclosing.object(issued.payload, 0)
    // One that the issuer never hashed was made up, or is another credential's.
    if (disclosing.left > 0) return err('disclosure-foreign')
    const presented = text.slice(0, text.length - last.length)
    return ok({ issued, claims, presented, keyBinding: last === '' ? null : last })
  } catch {
    return err('disclosure-malformed')
  }
}
