// Whether a Web eID authentication token proves that its holder's card answered this nonce on this origin.
// Web eID token format 1: https://github.com/web-eid/web-eid-system-architecture-doc; in English:
//  - the card signs H(origin) ‖ H(nonce), the nonce as the base64 text that it is, H by the algorithm
//  - everything about the certificate is checked before the signature, revocation last of that
//  - 1.1 adds signing certificates outside the signature: each is checked apart, and belongs to the same person
// Verification goes through WebCrypto, which answers the same for the same bytes: the engine stays pure.
import * as v from 'valibot'
import { fromBase64 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { holderOf, type CardEvidence, type CardHolder, type SigningEvidence } from './card.ts'
import { issuerOf, keySigned, validAt } from './card-key.ts'
import { policyAllowed, type Issuer } from './issuers.ts'
import { plainSerial } from './ocsp-names.ts'
import type { RevocationCheck } from './revocation.ts'
import { signedBytes, signingCertificates, type CardToken } from './web-eid.ts'
import { readCertificate, type Certificate } from './x509.ts'

/** A token of 1.0 is about 2 kB; the limits are those of the Web eID libraries. */
const LENGTH_MIN = 100
const LENGTH_MAX = 10_000
/** 1.anything, and no 10.0, 1.00 or 1.01. */
const FORMAT = /^web-eid:1\.(?:0|[1-9]\d*)$/u
/** The one format without signing certificates. */
const PLAIN = 'web-eid:1.0'
/** Each is one more question to a responder. */
const SIGNING_MAX = 2
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'

const tokenShape = v.object({
  unverifiedCertificate: v.string(),
  algorithm: v.string(),
  signature: v.pipe(v.string(), v.regex(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u)),
  format: v.string(),
  unverifiedSigningCertificate: v.optional(v.string()),
  unverifiedSigningCertificates: v.optional(v.array(v.object({ certificate: v.string() }))),
})

export interface TokenContext {
  /** Without a trailing slash. */
  readonly origin: string
  /** Base64, as it was handed out. */
  readonly nonce: string
  readonly issuers: readonly Issuer[]
  readonly revocation: RevocationCheck
  /** Milliseconds since 1970. */
  readonly now: number
}

interface Identified {
  readonly holder: CardHolder
  readonly evidence: CardEvidence
}

type ShapeRefusal =
  | 'token-too-short'
  | 'token-too-long'
  | 'token-malformed'
  | 'token-format-unsupported'
  | 'signing-certificate-missing'

/** Reads what a browser sent, before anything of it is believed. */
export function readToken(json: string): Result<CardToken, ShapeRefusal> {
  if (json.length < LENGTH_MIN) return err('token-too-short')
  if (json.length > LENGTH_MAX) return err('token-too-long')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), tokenShape), json)
  if (!parsed.success) return err('token-malformed')
  const { output: token } = parsed
  if (!FORMAT.test(token.format)) return err('token-format-unsupported')
  const { length } = signingCertificates(token)
  if (token.format === PLAIN) return length === 0 ? ok(token) : err('token-malformed')
  if (length === 0) return err('signing-certificate-missing')
  return length > SIGNING_MAX ? err('token-malformed') : ok(token)
}

type UseRefusal = 'certificate-not-yet-valid' | 'certificate-expired' | 'key-usage-wrong' | 'extended-key-usage-wrong'

function usableNow(certificate: Certificate, now: number): Result<null, UseRefusal> {
  const valid = validAt(certificate, now)
  if (!valid.ok) return valid
  if (!certificate.digitalSignature || certificate.ca) return err('key-usage-wrong')
  if (certificate.extendedUses !== null && !certificate.extendedUses.includes(CLIENT_AUTH))
    return err('extended-key-usage-wrong')
  return ok(null)
}

/** Checks what the card signs documents with: issued beside the card's certificate, to the same person, to sign with. */
async function validateSigning(
  base64: string,
  holder: CardHolder,
  issuer: Issuer,
  { now, revocation }: Pick<TokenContext, 'now' | 'revocation'>,
) {
  const read = readCertificate(base64)
  if (!read.ok) return read
  const certificate = read.value
  const valid = validAt(certificate, now)
  if (!valid.ok) return valid
  if (!certificate.nonRepudiation || certificate.ca) return err('signing-key-usage-wrong')
  const other = holderOf(certificate)
  if (!other.ok) return other
  if (other.value.country !== holder.country || other.value.number !== holder.number)
    return err('signing-certificate-of-another')
  if (!(await certificate.issuedBy(issuer.certificate))) return err('issuer-untrusted')
  if (!policyAllowed(certificate.policies, issuer)) return err('policy-forbidden')
  const standing = await revocation(certificate, issuer, now)
  if (!standing.ok) return standing
  const { fingerprint, serial, notAfter } = certificate
  return ok({ fingerprint, serial: plainSerial(serial), notAfter, ...standing.value } satisfies SigningEvidence)
}

/**
 * Validates a token. The nonce has been taken out of its ceremony before, so that a refused token cannot try again
 * with it. Answers with the holder and with the evidence to keep.
 */
export async function validateToken(token: CardToken, context: TokenContext) {
  const read = readCertificate(token.unverifiedCertificate)
  if (!read.ok) return read
  const certificate = read.value
  const usable = usableNow(certificate, context.now)
  if (!usable.ok) return usable
  const issuer = await issuerOf(certificate, context.issuers, context.now)
  if (!issuer.ok) return issuer
  if (!policyAllowed(certificate.policies, issuer.value)) return err('policy-forbidden')
  const standing = await context.revocation(certificate, issuer.value, context.now)
  if (!standing.ok) return standing
  const { origin, nonce } = context
  const signature = await keySigned(certificate, token.algorithm, fromBase64(token.signature), ({ hash }) =>
    signedBytes(hash, origin, nonce),
  )
  if (!signature.ok) return signature
  const holder = holderOf(certificate)
  if (!holder.ok) return holder
  const signing: SigningEvidence[] = []
  for (const base64 of signingCertificates(token)) {
    const checked = await validateSigning(base64, holder.value, issuer.value, context)
    if (!checked.ok) return checked
    signing.push(checked.value)
  }
  const evidence: CardEvidence = {
    fingerprint: certificate.fingerprint,
    serial: plainSerial(certificate.serial),
    issuer: issuer.value.certificate.fingerprint,
    policies: certificate.policies,
    notAfter: certificate.notAfter,
    validatedAt: context.now,
    ...standing.value,
    ...(signing.length === 0 ? {} : { signing }),
  }
  return ok({ holder: holder.value, evidence } satisfies Identified)
}
