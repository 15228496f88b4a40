// Bytes as text: hexadecimal, base64 (RFC 4648 section 4) and base64url without padding (section 5).
export { bytesToHex as toHex, hexToBytes as fromHex } from '@noble/hashes/utils.js'

export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** Throws on anything that is not base64: for texts from a stranger, test the form first. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(Array.from(atob(text), (char) => char.charCodeAt(0)))

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u

/** The bytes of base64 in its one canonical form (RFC 4648, section 3.5), or null: no two texts mean the same. */
export function readBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes = BASE64.test(text) ? fromBase64(text) : null
  return bytes !== null && toBase64(bytes) === text ? bytes : null
}

export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

export const fromBase64Url = (text: string): Uint8Array<ArrayBuffer> =>
  fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'))

/** The bytes of base64url in its one canonical form, or null. */
export function readBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/u.test(text) || text.length % 4 === 1) return null
  const bytes = fromBase64Url(text)
  return toBase64Url(bytes) === text ? bytes : null
}

/** Whether both are the same, in a time that tells nothing of where they differ. */
export const sameBytes = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.reduce((sum, byte, n) => sum | (byte ^ (other[n] ?? 0)), 0) === 0

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text))
