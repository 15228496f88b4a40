// The little of DER (X.690) that is read by hand: whether bytes are one SEQUENCE and nothing behind it, which parsers of BER
// would overlook, and what a list of statements is about.
import { toHex } from '../../kernel/bytes.ts'

/** X.690, 8.1.3 and 10.1: the length in its one shortest form. Nothing that identity reads is longer than 64 KiB. */
export function isOneSequence(bytes: Uint8Array): boolean {
  const [tag, first = 0, second = 0, third = 0] = bytes
  if (tag !== 0x30) return false
  if (first < 0x80) return bytes.length === 2 + first
  if (first === 0x81) return second >= 0x80 && bytes.length === 3 + second
  const length = (second << 8) + third
  return first === 0x82 && length >= 0x100 && bytes.length === 4 + length
}

const SEQUENCE = 0x30
const IDENTIFIER = 0x06

/** Where the content of what begins here lies, up to 64 KiB long; null where it does not fit. */
function contentAt(bytes: Uint8Array, at: number): { readonly tag: number; from: number; to: number } | null {
  const [tag = 0, first = 0, second = 0, third = 0] = bytes.subarray(at, at + 4)
  const extra = first < 0x80 ? 0 : first - 0x80
  if (extra > 2) return null
  const long = extra === 1 ? second : (second << 8) + third
  const from = at + 2 + extra
  const to = from + (extra === 0 ? first : long)
  return to <= bytes.length ? { tag, from, to } : null
}

/** Of a SEQUENCE OF SEQUENCE { OBJECT IDENTIFIER, … }: the identifiers, as hex; none of anything else. */
export function firstIdentifiers(bytes: Uint8Array): readonly string[] {
  const whole = contentAt(bytes, 0)
  if (whole?.tag !== SEQUENCE || whole.to !== bytes.length) return []
  const found: string[] = []
  for (let at = whole.from; at < whole.to;) {
    const statement = contentAt(bytes, at)
    const identifier = statement && contentAt(bytes, statement.from)
    if (statement?.tag !== SEQUENCE || identifier?.tag !== IDENTIFIER || identifier.to > statement.to) return []
    found.push(toHex(bytes.subarray(identifier.from, identifier.to)))
    at = statement.to
  }
  return found
}
