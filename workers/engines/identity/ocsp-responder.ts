// What a responder of ours answers: it reads what is asked, and signs what is known (RFC 6960, 4).
import {
  BasicOCSPResponse,
  CertStatus,
  id_pkix_ocsp_basic,
  id_pkix_ocsp_nonce,
  KeyHash,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
} from '@peculiar/asn1-ocsp'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { Certificate as AsnCertificate, CRLReason, CRLReasons } from '@peculiar/asn1-x509'
import { fromBase64, toHex } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { isOneSequence } from './der.ts'
import { certId, nonceExtension } from './ocsp.ts'
import {
  fromWebSignature,
  keyHash,
  plainSerial,
  RESPONDER_HASH,
  responderAlgorithm,
  type CertificateName,
} from './ocsp-names.ts'
import type { Keyholder } from './card-authority.ts'
import { readCertificate } from './x509.ts'

/** A question about one certificate, with its nonce, takes some 120 bytes. */
const REQUEST_MAX = 1000

export type CardStatus =
  | { readonly status: 'good' | 'unknown' }
  /** `at` in milliseconds since 1970; on hold is a suspension, which may end. */
  | { readonly status: 'revoked'; readonly at: number; readonly onHold: boolean }

interface Question {
  readonly name: CertificateName
  /** The whole value of the extension, hex. */
  readonly nonce?: string
}

const hexOf = (bytes: ArrayBuffer): string => toHex(new Uint8Array(bytes))

/** Reads a question about one certificate; about several at once nobody of ours asks. */
export function readQuestion(der: Uint8Array): Result<Question, 'ocsp-request-malformed'> {
  if (der.length > REQUEST_MAX || !isOneSequence(der)) return err('ocsp-request-malformed')
  try {
    const { requestList, requestExtensions = [] } = AsnConvert.parse(der, OCSPRequest).tbsRequest
    const [request] = requestList
    if (request === undefined || requestList.length !== 1) return err('ocsp-request-malformed')
    const { issuerNameHash, issuerKeyHash, serialNumber } = request.reqCert
    const nonce = requestExtensions.find(({ extnID }) => extnID === id_pkix_ocsp_nonce)
    return ok({
      name: {
        issuerName: hexOf(issuerNameHash.buffer),
        issuerKey: hexOf(issuerKeyHash.buffer),
        serial: plainSerial(hexOf(serialNumber)),
      },
      ...(nonce === undefined ? {} : { nonce: hexOf(nonce.extnValue.buffer) }),
    })
  } catch (error) {
    return err('ocsp-request-malformed', error instanceof Error ? error.name : 'unreadable')
  }
}

const FAILURES = {
  'malformed-request': OCSPResponseStatus.malformedRequest,
  'internal-error': OCSPResponseStatus.internalError,
  'try-later': OCSPResponseStatus.tryLater,
  'signature-required': OCSPResponseStatus.sigRequired,
  unauthorized: OCSPResponseStatus.unauthorized,
} as const

/** An answer that says why there is none; it is not signed. */
export const failure = (why: keyof typeof FAILURES): Uint8Array<ArrayBuffer> =>
  new Uint8Array(AsnConvert.serialize(new OCSPResponse({ responseStatus: FAILURES[why] })))

function certStatus(known: CardStatus): CertStatus {
  if (known.status !== 'revoked') return new CertStatus({ [known.status]: null })
  const reason = known.onHold ? CRLReasons.certificateHold : CRLReasons.unspecified
  return new CertStatus({
    revoked: new RevokedInfo({ revocationTime: new Date(known.at), revocationReason: new CRLReason(reason) }),
  })
}

export interface StatusAnswer {
  readonly name: CertificateName
  readonly known: CardStatus
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  readonly nextUpdate?: number
}

/** GeneralizedTime has no fractions of a second (RFC 5280, 4.1.2.5.2). */
const second = (milliseconds: number): Date => new Date(Math.floor(milliseconds / 1000) * 1000)

/** Signs answers. `nonce`: the value of the extension as it was asked, hex. */
export async function signAnswers(
  answers: readonly StatusAnswer[],
  nonce: string | undefined,
  responder: Keyholder,
  now: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const certificate = readCertificate(responder.certificate)
  if (!certificate.ok) throw new Error('a responder without a certificate')
  const tbsResponseData = new ResponseData({
    responderID: new ResponderID({ byKey: new KeyHash(keyHash(certificate.value)) }),
    producedAt: second(now),
    responses: answers.map(
      ({ name, known, thisUpdate, nextUpdate }) =>
        new SingleResponse({
          certID: certId(name),
          certStatus: certStatus(known),
          thisUpdate: second(thisUpdate),
          ...(nextUpdate === undefined ? {} : { nextUpdate: second(nextUpdate) }),
        }),
    ),
    ...(nonce === undefined ? {} : { responseExtensions: [nonceExtension(nonce)] }),
  })
  const { privateKey } = responder
  const algorithm = { name: 'ECDSA', namedCurve: privateKey.crv, hash: RESPONDER_HASH }
  const key = await crypto.subtle.importKey('jwk', privateKey, algorithm, false, ['sign'])
  const signature = await crypto.subtle.sign(algorithm, key, AsnConvert.serialize(tbsResponseData))
  const basic = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: responderAlgorithm(),
    signature: fromWebSignature(signature, privateKey.crv),
    certs: [AsnConvert.parse(fromBase64(responder.certificate), AsnCertificate)],
  })
  return new Uint8Array(
    AsnConvert.serialize(
      new OCSPResponse({
        responseStatus: OCSPResponseStatus.successful,
        responseBytes: new ResponseBytes({
          responseType: id_pkix_ocsp_basic,
          response: new OctetString(AsnConvert.serialize(basic)),
        }),
      }),
    ),
  )
}
