// Whether a card was revoked: who is asked, and that every doubt is a refusal.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Issuer } from './issuers.ts'
import { judgeAnswer, NONCE_BYTES, ocspRequest, type AnswerRefusal, type StatusEvidence } from './ocsp.ts'
import type { Certificate } from './x509.ts'

/** `no-responder`: the issuer runs none and is trusted without, so that only the validity of the certificate was checked. */
export type Standing = { readonly status: 'good'; readonly ocsp: StatusEvidence } | { readonly status: 'no-responder' }

type AskRefusal = 'ocsp-unreachable' | 'ocsp-timeout' | 'ocsp-http-error' | 'ocsp-too-large'

/** Carries a question to a responder and brings its answer, as it came. */
export type AskResponder = (
  address: string,
  request: Uint8Array<ArrayBuffer>,
) => Promise<Result<Uint8Array, AskRefusal>>

export type RevocationCheck = (
  certificate: Certificate,
  issuer: Issuer,
  now: number,
) => Promise<Result<Standing, AnswerRefusal | AskRefusal | 'revocation-unchecked'>>

/** Asks the responder that the certificate names; a certificate that names none passes where its issuer is trusted without. */
export const byResponder =
  (ask: AskResponder, random: (bytes: number) => Uint8Array): RevocationCheck =>
  async (certificate, issuer, now) => {
    const [address] = certificate.responders
    if (address === undefined)
      return issuer.withoutResponder === true ? ok({ status: 'no-responder' }) : err('revocation-unchecked')
    const { der, asked } = ocspRequest(certificate, issuer.certificate, random(NONCE_BYTES))
    const answer = await ask(address, der)
    if (!answer.ok) return answer
    const judged = await judgeAnswer(answer.value, asked, issuer.certificate, now)
    return judged.ok ? ok({ status: 'good', ocsp: judged.value }) : judged
  }
