// Signatures by cards for tests without a portal: a card, its authority with a responder, and what it signs.
import { issueCard, type CardOptions } from '../../cli/demo/authority.ts'
import {
  cardMessage,
  cardSignatureFormat,
  type CardSignature,
  type Intent,
} from '../../workers/engines/identity/intent.ts'
import { signAnswers, readQuestion, type CardStatus } from '../../workers/engines/identity/ocsp-responder.ts'
import { ocspRequest } from '../../workers/engines/identity/ocsp.ts'
import type { DemoCard } from '../../workers/engines/identity/software-card.ts'
import { signHash } from '../../workers/engines/identity/software-signer.ts'
import { algorithmName, digest, signingHash } from '../../workers/engines/identity/web-eid.ts'
import { readCertificate } from '../../workers/engines/identity/x509.ts'
import { witnessOf } from '../../workers/engines/signature/card.ts'
import { fromBase64, toBase64 } from '../../workers/kernel/bytes.ts'
import { MARIA, type testAuthority } from './cards.ts'
import { there, unwrap } from './result.ts'
import { intentOf, ORIGIN, SIGNED_AT } from './signatures.ts'

type TestAuthority = Awaited<ReturnType<typeof testAuthority>>

export const testCard = ({ authority }: TestAuthority, options: CardOptions = {}) =>
  issueCard(authority, MARIA, SIGNED_AT, { responder: authority.address, ...options })

/** What the card's own program does with an intent: the hash goes in, the signature comes out. */
export function cardSigns(signing: NonNullable<DemoCard['signing']>, intent: Intent, origin = ORIGIN) {
  const { fingerprint, key } = unwrap(readCertificate(signing.certificate))
  const hash = signingHash(key)
  const message = digest(hash, cardMessage({ certificate: fingerprint, origin }, intent))
  const { signature, signatureAlgorithm } = signHash(signing.privateKey, toBase64(message), hash)
  return { signature, algorithm: algorithmName(signatureAlgorithm) }
}

interface CardSigning {
  readonly intent?: Intent
  readonly known?: CardStatus
  /** When the responder answers. */
  readonly askedAt?: number
  /** The nonce that it is asked with, where that is not the hash of the signature. */
  readonly nonce?: Uint8Array
}

/** A whole signature, as the portal keeps it. */
export async function signedByCard(
  { authority }: TestAuthority,
  card: DemoCard,
  { intent = intentOf(), known = { status: 'good' }, askedAt = intent.time + 1000, nonce }: CardSigning = {},
): Promise<CardSignature> {
  const signing = there(card.signing)
  const { signature, algorithm } = cardSigns(signing, intent)
  const [certificate, issuer] = [signing.certificate, authority.issuing.certificate].map((one) =>
    unwrap(readCertificate(one)),
  )
  const { der } = ocspRequest(there(certificate), there(issuer), nonce ?? witnessOf(fromBase64(signature)))
  const question = unwrap(readQuestion(der))
  const status = await signAnswers(
    [{ name: question.name, known, thisUpdate: askedAt }],
    question.nonce,
    authority.responder,
    askedAt,
  )
  return {
    format: cardSignatureFormat,
    origin: ORIGIN,
    intent,
    certificate: signing.certificate,
    authority: authority.issuing.certificate,
    algorithm,
    signature,
    status: toBase64(status),
  }
}
