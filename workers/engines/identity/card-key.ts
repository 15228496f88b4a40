// Whether a certificate counts at a moment, who issued it, and whether its key made a signature.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Issuer } from './issuers.ts'
import { signatureParameters, type CardAlgorithm, cardAlgorithm } from './web-eid.ts'
import type { Certificate, PublicKeyKind } from './x509.ts'

/** Shorter RSA keys are no longer believed (ETSI TS 119 312). */
const RSA_BITS_MIN = 2048

/** `at` in milliseconds. */
export function validAt(
  { notBefore, notAfter }: Pick<Certificate, 'notBefore' | 'notAfter'>,
  at: number,
): Result<null, 'certificate-not-yet-valid' | 'certificate-expired'> {
  if (at < notBefore) return err('certificate-not-yet-valid')
  return at > notAfter ? err('certificate-expired') : ok(null)
}

/** The one of these issuers whose key signed the certificate. */
export async function issuerOf(
  certificate: Certificate,
  issuers: readonly Issuer[],
  at: number,
): Promise<Result<Issuer, 'issuer-expired' | 'issuer-untrusted'>> {
  for (const issuer of issuers) {
    if (!(await certificate.issuedBy(issuer.certificate))) continue
    return validAt(issuer.certificate, at).ok ? ok(issuer) : err('issuer-expired')
  }
  return err('issuer-untrusted')
}

const suits = (key: PublicKeyKind | null, { name, curve }: CardAlgorithm): boolean =>
  key?.type === 'EC'
    ? name === 'ECDSA' && key.curve === curve
    : key?.type === 'RSA' && name !== 'ECDSA' && key.bits >= RSA_BITS_MIN

export type KeyRefusal = 'algorithm-unsupported' | 'algorithm-key-mismatch' | 'signature-invalid'

/** `name` of the algorithm as in RFC 7518, 3.1; of the signature of ECDSA, R ‖ S; `bytes` are what is signed, for a hash. */
export async function keySigned(
  { key, spki }: Pick<Certificate, 'key' | 'spki'>,
  name: string,
  signature: Uint8Array<ArrayBuffer>,
  bytes: (algorithm: CardAlgorithm) => Uint8Array<ArrayBuffer>,
): Promise<Result<null, KeyRefusal>> {
  const algorithm = cardAlgorithm(name)
  if (algorithm === undefined) return err('algorithm-unsupported')
  if (!suits(key, algorithm)) return err('algorithm-key-mismatch')
  const { hash, name: kind, curve } = algorithm
  const imported = { name: kind, hash, ...(curve === undefined ? {} : { namedCurve: curve }) }
  const verifier = await crypto.subtle.importKey('spki', spki, imported, false, ['verify'])
  const valid = await crypto.subtle.verify(signatureParameters(algorithm), verifier, signature, bytes(algorithm))
  return valid ? ok(null) : err('signature-invalid')
}
