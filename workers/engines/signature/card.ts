// Whether a signature by a card holds, for somebody who has nothing but the file and the authorities whom they believe.
// In English (ETSI EN 319 102-1, 5.2, as far as one card, one moment and one responder ask for it):
//  - the certificate is for signing documents, issued by the authority that comes along, which is one that is believed
//  - it and the authority counted when the signature was made, and the responder said so within minutes, to a nonce that
//    is the hash of this very signature
//  - the card's key signed exactly this intent for this site, and named this certificate
// What a file cannot show: that the id of the person in the portal belongs to the holder. The certificate names the signer.
import { sha256 } from '@noble/hashes/sha2.js'
import { readBase64 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { holderOf, type CardHolder } from '../identity/card.ts'
import { issuerOf, keySigned, validAt, type KeyRefusal } from '../identity/card-key.ts'
import { cardMessage, type CardSignature, type Intent } from '../identity/intent.ts'
import { DEMO_POLICY, policyAllowed, type Issuer } from '../identity/issuers.ts'
import { judgeAnswer, ocspRequest, type AnswerRefusal as StatusRefusal } from '../identity/ocsp.ts'
import { readCertificate, type Certificate } from '../identity/x509.ts'

/** What the certificate says of itself; whether its authority is on the state's list, its trust list says. */
export type CertificateKind = 'qualified' | 'demo' | 'other'

export interface VerifiedCard {
  readonly kind: 'card'
  readonly intent: Intent
  readonly origin: string
  readonly holder: CardHolder
  readonly certificate: {
    /** Hex SHA-256. */
    readonly fingerprint: string
    readonly kind: CertificateKind
    /** As the certificate writes it (RFC 4514). */
    readonly issuer: string
    /** Hex SHA-256 of the authority's certificate. */
    readonly authority: string
  }
  /** When the authority's responder saw the signature, in milliseconds. */
  readonly witnessedAt: number
}

export type SignerRefusal =
  | 'certificate-malformed'
  | 'certificate-not-yet-valid'
  | 'certificate-expired'
  | 'signing-key-usage-wrong'
  | 'issuer-expired'
  | 'issuer-untrusted'
  | 'policy-forbidden'
  | 'subject-unsupported'

export type CardSignatureRefusal = SignerRefusal | KeyRefusal | StatusRefusal | 'card-signature-malformed'

export interface Signer {
  readonly certificate: Certificate
  readonly issuer: Issuer
  readonly holder: CardHolder
}

/** 'qualified' says a certificate that is one, on a device that is one (Regulation 910/2014, Art. 3(12); EN 319 412-5). */
export const kindOf = ({ policies, qualified }: Certificate): CertificateKind => {
  if (policies.includes(DEMO_POLICY)) return 'demo'
  return qualified ? 'qualified' : 'other'
}

/** Whoever signs with this certificate, where it is for signing and one of these authorities issued it. */
export async function signerOf(
  base64: string,
  issuers: readonly Issuer[],
  at: number,
): Promise<Result<Signer, SignerRefusal>> {
  const read = readCertificate(base64)
  if (!read.ok) return read
  const certificate = read.value
  const valid = validAt(certificate, at)
  if (!valid.ok) return valid
  if (!certificate.nonRepudiation || certificate.ca) return err('signing-key-usage-wrong')
  const issuer = await issuerOf(certificate, issuers, at)
  if (!issuer.ok) return issuer
  if (!policyAllowed(certificate.policies, issuer.value)) return err('policy-forbidden')
  const holder = holderOf(certificate)
  return holder.ok ? ok({ certificate, issuer: issuer.value, holder: holder.value }) : holder
}

/** What the responder is to echo: so its answer is about this signature, and none from before it. */
export const witnessOf = (signature: Uint8Array): Uint8Array => sha256(signature)

/**
 * The authority that comes along, where the checker believes it. Whoever knows none from elsewhere is shown that all
 * chains to one, and that it may be the demo's.
 */
function authorityIn(base64: string, trusted: readonly Issuer[] | undefined): Result<Issuer, SignerRefusal> {
  const read = readCertificate(base64)
  if (!read.ok) return read
  const { fingerprint, ca, certSign } = read.value
  if (!ca || !certSign) return err('issuer-untrusted')
  if (trusted === undefined) return ok({ certificate: read.value, anyPolicy: true })
  const known = trusted.find(({ certificate }) => certificate.fingerprint === fingerprint)
  return known === undefined ? err('issuer-untrusted') : ok(known)
}

/** `trusted`: the authorities that the checker knows from elsewhere. */
export async function verifyCard(
  { origin, intent, certificate: base64, authority, algorithm, signature: text, status }: CardSignature,
  trusted?: readonly Issuer[],
): Promise<Result<VerifiedCard, CardSignatureRefusal>> {
  const [signature, answer] = [readBase64(text), readBase64(status)]
  if (signature === null || answer === null) return err('card-signature-malformed')
  const issuer = authorityIn(authority, trusted)
  if (!issuer.ok) return issuer
  const signer = await signerOf(base64, [issuer.value], intent.time)
  if (!signer.ok) return signer
  const { certificate, holder } = signer.value
  const context = { certificate: certificate.fingerprint, origin }
  const signed = await keySigned(certificate, algorithm, signature, () => cardMessage(context, intent))
  if (!signed.ok) return signed
  const { asked } = ocspRequest(certificate, issuer.value.certificate, witnessOf(signature))
  const standing = await judgeAnswer(answer, asked, issuer.value.certificate, intent.time)
  if (!standing.ok) return standing
  return ok({
    kind: 'card',
    intent,
    origin,
    holder,
    certificate: {
      fingerprint: certificate.fingerprint,
      kind: kindOf(certificate),
      issuer: certificate.parsed.issuer,
      authority: issuer.value.certificate.fingerprint,
    },
    witnessedAt: standing.value.at,
  })
}
