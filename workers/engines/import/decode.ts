// In which letters an old register's file is written: said by its first bytes, or by what is no UTF-8, or by an official.

/** What can be chosen; the first four are recognised. */
export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1251',
  'mik',
  'ibm866',
  'iso-8859-5',
  'koi8-r',
  'x-mac-cyrillic',
] as const

export type Encoding = (typeof encodings)[number]

export const isEncoding = (text: string): text is Encoding => encodings.some((one) => one === text)

/** A text in UTF-16 has a zero in most letters of its Latin part: separators, digits, new lines. */
const ZEROS_LEAST = 0.1

function zerosAt(bytes: Uint8Array, odd: 0 | 1): number {
  let zeros = 0
  for (let at = odd; at < bytes.length; at += 2) if (bytes[at] === 0) zeros += 1
  return zeros / Math.max(1, bytes.length / 2)
}

function marked(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (zerosAt(head, 1) >= ZEROS_LEAST) return 'utf-16le'
  return zerosAt(head, 0) >= ZEROS_LEAST ? 'utf-16be' : null
}

/** MIK has its 64 Cyrillic letters from 0x80 on; of Windows-1251 they stand from 0xC0 on, and no text has many of both. */
const isMik = (low: number, high: number): boolean => low > 4 * high

/**
 * Sees a file part by part. What is UTF-8 throughout is UTF-8, for hardly a text in another encoding is that by chance;
 * what is not is Windows-1251, in which most old registers were kept, or MIK, as DOS had it in Bulgaria.
 */
export function encodingSeen() {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let found: Encoding | null | undefined
  let isUtf8 = true
  let low = 0
  let high = 0
  return {
    see(part: Uint8Array): void {
      found ??= marked(part)
      if (found !== null) return
      for (const byte of part) {
        if (byte >= 0xc0) high += 1
        else if (byte >= 0x80) low += 1
      }
      if (!isUtf8) return
      try {
        decoder.decode(part, { stream: true })
      } catch {
        isUtf8 = false
      }
    },
    end(): Encoding {
      if (found !== null && found !== undefined) return found
      try {
        if (isUtf8) decoder.decode()
      } catch {
        isUtf8 = false
      }
      if (isUtf8) return 'utf-8'
      return isMik(low, high) ? 'mik' : 'windows-1251'
    },
  }
}

/** How many bytes at the end of a part begin a letter that the next part ends. */
function unfinished(encoding: Encoding, bytes: Uint8Array): number {
  if (encoding === 'utf-8') {
    for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
      const byte = bytes[bytes.length - back] ?? 0
      if (byte < 0x80) return 0
      // RFC 3629, 3: the first byte of a letter says how many it has.
      if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
    }
    return 0
  }
  if (!encoding.startsWith('utf-16')) return 0
  const odd = bytes.length % 2
  const top = bytes[bytes.length - odd - (encoding === 'utf-16le' ? 1 : 2)] ?? 0
  // RFC 2781, 2.1: the first half of a pair.
  return odd + (top >= 0xd8 && top <= 0xdb ? 2 : 0)
}

/** The Cyrillic part of MIK; the rest of it draws boxes, which is nothing that a register keeps. */
const mik = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) =>
    byte < 0x80 ? String.fromCharCode(byte) : byte < 0xc0 ? String.fromCharCode(0x0410 + byte - 0x80) : '\ufffd',
  ).join('')

function textIn(encoding: Encoding, bytes: Uint8Array): string {
  if (encoding === 'mik') return mik(bytes)
  return new TextDecoder(encoding, { fatal: false, ignoreBOM: true }).decode(bytes)
}

/** The text of a part, and the bytes that belong to the next one. `rest` are those of the part before; null at first. */
export function decodePart(
  encoding: Encoding,
  rest: Uint8Array | null,
  part: Uint8Array,
): { readonly text: string; readonly rest: Uint8Array } {
  const bytes = new Uint8Array((rest?.length ?? 0) + part.length)
  bytes.set(rest ?? [])
  bytes.set(part, rest?.length ?? 0)
  const end = bytes.length - unfinished(encoding, bytes)
  const text = textIn(encoding, bytes.subarray(0, end))
  return { text: rest === null ? text.replace(/^\ufeff/u, '') : text, rest: bytes.slice(end) }
}
