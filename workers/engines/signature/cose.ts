// A passkey's public key, as its device wrote it (COSE, RFC 9052 and 9053), and whether it signed some bytes. By WebCrypto
// alone, so that the same few lines run in the portal, in Node and in a browser.
import { toBase64Url } from '../../kernel/bytes.ts'

type Entry = number | Uint8Array<ArrayBuffer>

/** A reader of the little CBOR (RFC 8949) that a key is written in: one map of whole numbers to numbers or bytes. */
class Reader {
  readonly #bytes: Uint8Array<ArrayBuffer>
  #at = 0

  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.#at === this.#bytes.length
  }

  take(count: number): Uint8Array<ArrayBuffer> {
    if (this.#at + count > this.#bytes.length) throw new RangeError('a key that is cut off')
    this.#at += count
    return this.#bytes.slice(this.#at - count, this.#at)
  }

  /** Major type and argument (RFC 8949, 3): up to four bytes long. */
  head(): readonly [type: number, argument: number] {
    const [first = 0] = this.take(1)
    const short = first & 31
    if (short < 24) return [first >> 5, short]
    if (short > 26) throw new RangeError('a key of a form that no device writes')
    return [first >> 5, this.take(2 ** (short - 24)).reduce((sum, byte) => sum * 256 + byte, 0)]
  }

  entry(): Entry {
    const [type, argument] = this.head()
    if (type === 0) return argument
    if (type === 1) return -1 - argument
    if (type === 2) return this.take(argument)
    throw new RangeError('a key of a form that no device writes')
  }
}

function readMap(bytes: Uint8Array<ArrayBuffer>): ReadonlyMap<number, Entry> | null {
  const reader = new Reader(bytes)
  const map = new Map<number, Entry>()
  try {
    const [type, count] = reader.head()
    if (type !== 5 || count > 16) return null
    for (let n = 0; n < count; n += 1) {
      const name = reader.entry()
      if (typeof name !== 'number' || map.has(name)) return null
      map.set(name, reader.entry())
    }
    return reader.done ? map : null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

interface Known {
  readonly jwk: { readonly kty: string; readonly [part: string]: string }
  readonly algorithm: { readonly name: string; readonly namedCurve?: string; readonly hash?: string }
  readonly verify: { readonly name: string; readonly hash?: string }
  /** WebAuthn, 6.5.5: ECDSA signatures come in DER, WebCrypto wants R ‖ S. */
  readonly der: boolean
}

/** ES256, EdDSA with Ed25519, RS256: what the portal asks for (RFC 9053, 2; RFC 8812, 2). */
function knownKey(map: ReadonlyMap<number, Entry>): Known | null {
  const part = (name: number): string => {
    const value = map.get(name)
    return value instanceof Uint8Array ? toBase64Url(value) : ''
  }
  const is = (type: number, algorithm: number, curve?: number): boolean =>
    map.get(1) === type && map.get(3) === algorithm && (curve === undefined || map.get(-1) === curve)
  if (is(2, -7, 1)) {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const jwk = { kty: 'EC', crv: 'P-256', x: part(-2), y: part(-3) }
    return { jwk, algorithm, verify: { name: 'ECDSA', hash: 'SHA-256' }, der: true }
  }
  if (is(1, -8, 6)) {
    const algorithm = { name: 'Ed25519' }
    return { jwk: { kty: 'OKP', crv: 'Ed25519', x: part(-2) }, algorithm, verify: algorithm, der: false }
  }
  if (is(3, -257)) {
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    return { jwk: { kty: 'RSA', n: part(-1), e: part(-2) }, algorithm, verify: algorithm, der: false }
  }
  return null
}

const HALF = 32

/** R ‖ S of a signature in DER (RFC 3279, 2.2.3), in its one shortest form; null for anything else. */
function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const raw = new Uint8Array(2 * HALF)
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return null
  let at = 2
  for (const end of [HALF, 2 * HALF]) {
    const length = der[at + 1] ?? 0
    const bytes = der.subarray(at + 2, at + 2 + length)
    const [first = 0x80, second = 0x80] = bytes
    const padded = first === 0 && length > 1
    if (der[at] !== 0x02 || length === 0 || bytes.length !== length || first > 127 || (padded && second < 128))
      return null
    const value = padded ? bytes.subarray(1) : bytes
    if (value.length > HALF) return null
    raw.set(value, end - value.length)
    at += 2 + length
  }
  return at === der.length ? raw : null
}

/** Whether the key signed the bytes; null where it is no key that we know. */
export async function coseVerifies(
  key: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
): Promise<boolean | null> {
  const map = readMap(key)
  const known = map && knownKey(map)
  if (known === null) return null
  const imported = await crypto.subtle.importKey('jwk', known.jwk, known.algorithm, false, ['verify']).catch(() => null)
  if (imported === null) return null
  const raw = known.der ? rawSignature(signature) : signature
  return raw !== null && crypto.subtle.verify(known.verify, imported, raw, signed)
}
