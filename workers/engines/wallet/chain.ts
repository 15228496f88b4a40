// Whether a chain of certificates leads to somebody we believe, now (RFC 5280, 6): who issued a credential, or a list.
import { toBase64Url } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readCertificate, type Certificate } from '../identity/x509.ts'
import { readPublicKey, type PublicJwk } from './jws.ts'

const CHAIN_MAX = 4
/** SubjectPublicKeyInfo of a point on P-256: 26 bytes of algorithm, then 04, X and Y (RFC 5480). */
const SPKI_LENGTH = 91
const POINT_AT = 27

export type ChainRefusal = 'issuer-chain-malformed' | 'issuer-certificate-over' | 'issuer-not-trusted'

const validAt = (now: number) => (certificate: Certificate) =>
  certificate.notBefore <= now && now <= certificate.notAfter

function keyOf({ spki, key }: Certificate): PublicJwk | null {
  if (key?.type !== 'EC' || key.curve !== 'P-256' || spki.length !== SPKI_LENGTH) return null
  const coordinate = (from: number) => toBase64Url(spki.subarray(from, from + 32))
  return readPublicKey({ kty: 'EC', crv: 'P-256', x: coordinate(POINT_AT), y: coordinate(POINT_AT + 32) })
}

/** The key of the leaf; `x5c` as in a header (RFC 7515, 4.1.6), `now` in milliseconds. */
export async function trustedKey(
  x5c: unknown,
  trusted: readonly Certificate[],
  now: number,
): Promise<Result<PublicJwk, ChainRefusal>> {
  if (!Array.isArray(x5c) || x5c.length === 0 || x5c.length > CHAIN_MAX) return err('issuer-chain-malformed')
  const chain: Certificate[] = []
  for (const text of x5c as unknown[]) {
    const read = typeof text === 'string' ? readCertificate(text) : null
    if (!read?.ok) return err('issuer-chain-malformed')
    chain.push(read.value)
  }
  const [leaf, ...authorities] = chain
  const key = leaf === undefined ? null : keyOf(leaf)
  if (leaf === undefined || key === null || leaf.ca || !leaf.digitalSignature) return err('issuer-chain-malformed')
  if (!chain.every(validAt(now))) return err('issuer-certificate-over')
  for (const [index, authority] of authorities.entries()) {
    const below = chain[index]
    if (below === undefined || !authority.ca || !authority.certSign || !(await below.issuedBy(authority)))
      return err('issuer-not-trusted')
  }
  const last = chain.at(-1)
  for (const root of trusted.filter(validAt(now))) if (last !== undefined && (await last.issuedBy(root))) return ok(key)
  return err('issuer-not-trusted')
}
