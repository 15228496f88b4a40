// Whether bytes are one SEQUENCE of DER and nothing behind it: parsers of BER would overlook what follows.

/** X.690, 8.1.3 and 10.1: the length in its one shortest form. Nothing that identity reads is longer than 64 KiB. */
export function isOneSequence(bytes: Uint8Array): boolean {
  const [tag, first = 0, second = 0, third = 0] = bytes
  if (tag !== 0x30) return false
  if (first < 0x80) return bytes.length === 2 + first
  if (first === 0x81) return second >= 0x80 && bytes.length === 3 + second
  const length = (second << 8) + third
  return first === 0x82 && length >= 0x100 && bytes.length === 4 + length
}
