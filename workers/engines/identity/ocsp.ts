// What is asked of a certificate's status, and whether the answer is one to believe (RFC 6960 and 8954); in English:
//  - the answer is small, well-formed DER, a success, and about exactly the one certificate that was asked about
//  - it echoes our nonce: an old answer is none
//  - it is signed by the issuer itself, or by whoever the issuer gave the right to sign answers, and who is valid now
//  - it was made within the last two minutes, by a clock that may run fifteen minutes ahead of ours
//  - good is good; revoked, on hold and unknown are refused, and so is everything that is none of these
import {
  BasicOCSPResponse,
  CertID,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  Request,
  TBSRequest,
  type SingleResponse,
} from '@peculiar/asn1-ocsp'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, CRLReasons, Extension, type Certificate as AsnCertificate } from '@peculiar/asn1-x509'
import { fromHex, toBase64, toHex } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isOneSequence } from './der.ts'
import { certificateName, keyHash, plainSerial, SHA1, toWebSignature, verification } from './ocsp-names.ts'
import type { CertificateName } from './ocsp-names.ts'
import { readCertificate, type Certificate } from './x509.ts'

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
/** RFC 8954, 2.1: at most 32, and no fewer where one may choose. */
export const NONCE_BYTES = 32
/** An answer with its certificate is 1 to 2 kB; some responders send a chain. */
export const RESPONSE_MAX = 10_000
/** Certificates in an answer: the responder's, and a chain that nobody needs. */
const CERTIFICATES_MAX = 5

export interface Limits {
  /** How far the responder's clock may be ahead, and its answers over. */
  readonly skewMs: number
  /** How old an answer may be. */
  readonly ageMs: number
}

const LIMITS: Limits = { skewMs: 15 * 60_000, ageMs: 2 * 60_000 }

export interface Asked {
  readonly name: CertificateName
  /** The whole value of the extension, hex: a responder sends it back as it came. */
  readonly nonce: string
}

/** What is kept of a good answer: who gave it, for when, and itself, so that another may check it again. */
export interface StatusEvidence {
  /** Fingerprint of the responder's certificate. */
  readonly responder: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Base64 DER. */
  readonly response: string
}

export type AnswerRefusal =
  | 'ocsp-too-large'
  | 'ocsp-malformed'
  | 'ocsp-request-malformed'
  | 'ocsp-internal-error'
  | 'ocsp-try-later'
  | 'ocsp-signature-required'
  | 'ocsp-unauthorized'
  | 'ocsp-not-one-answer'
  | 'ocsp-other-certificate'
  | 'ocsp-nonce-missing'
  | 'ocsp-nonce-mismatch'
  | 'ocsp-responder-untrusted'
  | 'ocsp-responder-expired'
  | 'ocsp-algorithm-unsupported'
  | 'ocsp-signature-invalid'
  | 'ocsp-from-the-future'
  | 'ocsp-stale'
  | 'ocsp-over'
  | 'certificate-revoked'
  | 'certificate-suspended'
  | 'certificate-unknown'

const hexOf = (bytes: ArrayBuffer): string => toHex(new Uint8Array(bytes))
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

export const nonceExtension = (value: string): Extension =>
  new Extension({ extnID: id_pkix_ocsp_nonce, extnValue: new OctetString(fromHex(value)) })

/** A positive INTEGER, as DER holds it. */
const integer = (serial: string): ArrayBuffer => {
  const even = serial.length % 2 === 0 ? serial : `0${serial}`
  return bufferOf(fromHex(/^[89a-f]/u.test(even) ? `00${even}` : even))
}

export const certId = ({ issuerName, issuerKey, serial }: CertificateName): CertID =>
  new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA1, parameters: null }),
    issuerNameHash: new OctetString(fromHex(issuerName)),
    issuerKeyHash: new OctetString(fromHex(issuerKey)),
    serialNumber: integer(serial),
  })

/** What to send to the responder, and what to hold its answer against. `nonce`: 32 bytes of chance. */
export function ocspRequest(
  certificate: Pick<Certificate, 'serial'>,
  issuer: Certificate,
  nonce: Uint8Array,
): { readonly der: Uint8Array<ArrayBuffer>; readonly asked: Asked } {
  // An OCTET STRING in the OCTET STRING of every extension (RFC 8954, 2.1).
  const value = hexOf(AsnConvert.serialize(new OctetString(nonce)))
  const asked = { name: certificateName(certificate.serial, issuer), nonce: value }
  const tbsRequest = new TBSRequest({
    requestList: [new Request({ reqCert: certId(asked.name) })],
    requestExtensions: [nonceExtension(asked.nonce)],
  })
  return { der: new Uint8Array(AsnConvert.serialize(new OCSPRequest({ tbsRequest }))), asked }
}

/** RFC 6960, 4.2.1. */
const FAILURES: { readonly [status: number]: AnswerRefusal } = {
  [OCSPResponseStatus.malformedRequest]: 'ocsp-request-malformed',
  [OCSPResponseStatus.internalError]: 'ocsp-internal-error',
  [OCSPResponseStatus.tryLater]: 'ocsp-try-later',
  [OCSPResponseStatus.sigRequired]: 'ocsp-signature-required',
  [OCSPResponseStatus.unauthorized]: 'ocsp-unauthorized',
}

function read(der: Uint8Array): Result<BasicOCSPResponse, AnswerRefusal> {
  if (der.length > RESPONSE_MAX) return err('ocsp-too-large')
  if (!isOneSequence(der)) return err('ocsp-malformed')
  try {
    const { responseStatus, responseBytes } = AsnConvert.parse(der, OCSPResponse)
    if (responseStatus !== OCSPResponseStatus.successful) return err(FAILURES[responseStatus] ?? 'ocsp-malformed')
    if (responseBytes?.responseType !== id_pkix_ocsp_basic) return err('ocsp-malformed')
    const basic = new Uint8Array(responseBytes.response.buffer)
    return isOneSequence(basic) ? ok(AsnConvert.parse(basic, BasicOCSPResponse)) : err('ocsp-malformed')
  } catch (error) {
    return err('ocsp-malformed', error instanceof Error ? error.name : 'unreadable')
  }
}

const isAbout = ({ certID }: SingleResponse, { issuerName, issuerKey, serial }: CertificateName): boolean =>
  certID.hashAlgorithm.algorithm === SHA1 &&
  hexOf(certID.issuerNameHash.buffer) === issuerName &&
  hexOf(certID.issuerKeyHash.buffer) === issuerKey &&
  plainSerial(hexOf(certID.serialNumber)) === serial

function echoed(extensions: readonly Extension[], nonce: string): Result<null, AnswerRefusal> {
  const given = extensions.filter(({ extnID }) => extnID === id_pkix_ocsp_nonce)
  if (given.length === 0) return err('ocsp-nonce-missing')
  return given.every(({ extnValue }) => hexOf(extnValue.buffer) === nonce) ? ok(null) : err('ocsp-nonce-mismatch')
}

/** The certificate that the answer says it is signed with: one that came along, or the issuer's. */
function signerOf({ tbsResponseData, certs = [] }: BasicOCSPResponse, issuer: Certificate): Certificate | undefined {
  const came = certs.slice(0, CERTIFICATES_MAX).flatMap((certificate: AsnCertificate) => {
    const answer = readCertificate(toBase64(new Uint8Array(AsnConvert.serialize(certificate))))
    return answer.ok ? [answer.value] : []
  })
  const { byName, byKey } = tbsResponseData.responderID
  const name = byName === undefined ? undefined : hexOf(AsnConvert.serialize(byName))
  const key = byKey === undefined ? undefined : hexOf(byKey.buffer)
  return [...came, issuer].find(
    (one) =>
      (name !== undefined && hexOf(one.parsed.subjectName.toArrayBuffer()) === name) || toHex(keyHash(one)) === key,
  )
}

/** RFC 6960, 4.2.2.2: the issuer, or whoever holds a certificate of the issuer that says so. */
async function responderOf(
  response: BasicOCSPResponse,
  issuer: Certificate,
  now: number,
): Promise<Result<Certificate, AnswerRefusal>> {
  const signer = signerOf(response, issuer)
  if (signer === undefined) return err('ocsp-responder-untrusted')
  const delegated = signer.extendedUses?.includes(OCSP_SIGNING) === true && (await signer.issuedBy(issuer))
  if (signer.fingerprint !== issuer.fingerprint && !delegated) return err('ocsp-responder-untrusted')
  return now < signer.notBefore || now > signer.notAfter ? err('ocsp-responder-expired') : ok(signer)
}

async function signedBy(
  { tbsResponseDataRaw, signatureAlgorithm, signature }: BasicOCSPResponse,
  { key, spki }: Certificate,
): Promise<Result<null, AnswerRefusal>> {
  const algorithm = verification(signatureAlgorithm.algorithm, key)
  if (algorithm === null || tbsResponseDataRaw === undefined) return err('ocsp-algorithm-unsupported')
  try {
    const imported = await crypto.subtle.importKey('spki', spki, algorithm, false, ['verify'])
    const valid = await crypto.subtle.verify(
      algorithm,
      imported,
      toWebSignature(algorithm, signature),
      tbsResponseDataRaw,
    )
    return valid ? ok(null) : err('ocsp-signature-invalid')
  } catch (error) {
    return err('ocsp-signature-invalid', error instanceof Error ? error.name : 'unreadable')
  }
}

function timely({ thisUpdate, nextUpdate }: SingleResponse, now: number, limits: Limits): Result<null, AnswerRefusal> {
  if (thisUpdate.getTime() > now + limits.skewMs) return err('ocsp-from-the-future')
  if (thisUpdate.getTime() < now - limits.ageMs) return err('ocsp-stale')
  if (nextUpdate === undefined) return ok(null)
  return nextUpdate.getTime() < now - limits.skewMs || nextUpdate < thisUpdate ? err('ocsp-over') : ok(null)
}

function standing({ certStatus }: SingleResponse): Result<null, AnswerRefusal> {
  const { revoked, good } = certStatus
  if (revoked !== undefined)
    return err(
      revoked.revocationReason?.reason === CRLReasons.certificateHold ? 'certificate-suspended' : 'certificate-revoked',
    )
  return good === null ? ok(null) : err('certificate-unknown')
}

/** Judges an answer. Every doubt is a refusal. `now` in milliseconds. */
export async function judgeAnswer(
  der: Uint8Array,
  asked: Asked,
  issuer: Certificate,
  now: number,
  limits: Limits = LIMITS,
): Promise<Result<StatusEvidence, AnswerRefusal>> {
  const answer = read(der)
  if (!answer.ok) return answer
  const { responses, responseExtensions = [] } = answer.value.tbsResponseData
  const [single] = responses
  if (single === undefined || responses.length !== 1) return err('ocsp-not-one-answer')
  if (!isAbout(single, asked.name)) return err('ocsp-other-certificate')
  const nonce = echoed(responseExtensions, asked.nonce)
  if (!nonce.ok) return nonce
  const responder = await responderOf(answer.value, issuer, now)
  if (!responder.ok) return responder
  const signature = await signedBy(answer.value, responder.value)
  if (!signature.ok) return signature
  const times = timely(single, now, limits)
  if (!times.ok) return times
  const status = standing(single)
  if (!status.ok) return status
  return ok({ responder: responder.value.fingerprint, at: single.thisUpdate.getTime(), response: toBase64(der) })
}
