// Which credentials still count, told of all at once so that nobody learns who asks for whom (Token Status List, draft 12).
import { toBase64Url } from '../../kernel/bytes.ts'
import { ALGORITHM, type Json } from './jws.ts'

/** Two bits: valid, invalid, suspended (7.1). */
export const STATUS = { valid: 0, invalid: 1, suspended: 2 } as const
export type Status = keyof typeof STATUS

const BITS = 2
const PER_BYTE = 8 / BITS
/** A crowd to hide in, in 16 kB before compression. */
export const LIST_SIZE = 65_536
/** Random places are found at once as long as half of them are free. */
export const LIST_FULL = LIST_SIZE / 2

export const STATUS_TYPE = 'statuslist+jwt'
/** A verifier believes a list for a minute: that is how long a revoked card may still be taken for one. */
export const TTL_S = 60
const LIFE_S = 60 * 60

/** An entry, as a credential refers to it. */
export interface StatusEntry {
  readonly list: string
  readonly index: number
}

export const isList = (text: string): boolean => /^\d{6}-\d{1,4}$/u.test(text)

/** A list's name: of the month of issuing, which the credential tells anyhow, and counted within it. */
export const listName = (date: string, n: number): string => `${date.slice(0, 4)}${date.slice(5, 7)}-${n}`

/** The list's bytes; the entries not named are valid, whether anybody has them or not (4.1). */
export function packList(
  changed: readonly { readonly index: number; readonly status: number }[],
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(LIST_SIZE / PER_BYTE)
  for (const { index, status } of changed) {
    const at = Math.floor(index / PER_BYTE)
    bytes[at] = (bytes[at] ?? 0) | (status << (BITS * (index % PER_BYTE)))
  }
  return bytes
}

export async function compressList(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const compressed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return toBase64Url(new Uint8Array(await new Response(compressed).arrayBuffer()))
}

/** What is signed of a list (5.1); `uri` is where it is served, `now` in milliseconds. */
export function listToken(uri: string, lst: string, now: number): { readonly header: Json; readonly payload: Json } {
  const iat = Math.floor(now / 1000)
  return {
    header: { typ: STATUS_TYPE, alg: ALGORITHM },
    payload: { sub: uri, iat, exp: iat + LIFE_S, ttl: TTL_S, status_list: { bits: BITS, lst } },
  }
}
