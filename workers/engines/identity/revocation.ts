// Whether a card was revoked: how the answer is asked for, and the one answer that needs no network.
import { err, ok, type Result } from '../../kernel/result.ts'
import type { CardEvidence } from './card.ts'
import type { Certificate } from './x509.ts'

export type RevocationCheck = (
  certificate: Certificate,
  issuer: Certificate,
  now: number,
) => Promise<Result<CardEvidence['status'], 'certificate-revoked' | 'revocation-unknown' | 'revocation-unchecked'>>

/**
 * For authorities that run no responder, as the demo one. A certificate that names a responder is refused: an answer
 * that was not asked for is not good.
 */
export const withoutResponder: RevocationCheck = async (certificate) =>
  certificate.responders.length === 0 ? ok('no-responder') : err('revocation-unchecked')
