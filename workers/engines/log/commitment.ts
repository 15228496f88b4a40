// A commitment to one value: it tells nothing without its salt, and can be opened to nothing else.
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toHex, utf8 } from '../../kernel/bytes.ts'
import type { Scalar } from '../../kernel/value.ts'

/** Hex SHA-256(salt ‖ canonical JSON of the value, RFC 8785). The salt has 16 unpredictable bytes. */
export function commit(salt: Uint8Array, value: Scalar | null): string {
  const canonical = canonicalize(value)
  if (canonical === undefined) throw new Error('a value that is no JSON')
  return toHex(sha256.create().update(salt).update(utf8(canonical)).digest())
}
