// Signing with the card itself: whose certificate it is, what the card is asked, and that its answer holds before it counts.
import type { Context } from 'hono'
import * as v from 'valibot'
import { readAssertion } from '../engines/identity/answer.ts'
import { holderOf, personalNumberOf } from '../engines/identity/card.ts'
import {
  cardMessage,
  cardSignatureFormat,
  type CardSignature,
  type Intent,
  type SignRequest,
} from '../engines/identity/intent.ts'
import { readIssuers } from '../engines/identity/issuers.ts'
import { byResponder } from '../engines/identity/revocation.ts'
import type { DemoCard } from '../engines/identity/software-card.ts'
import { digest, signingHash } from '../engines/identity/web-eid.ts'
import { readCertificate } from '../engines/identity/x509.ts'
import { personId } from '../engines/names.ts'
import { kindOf, signerOf, verifyCard, witnessOf } from '../engines/signature/card.ts'
import type { SignatureDemand } from '../kernel/demand.ts'
import { readBase64, toBase64 } from '../kernel/bytes.ts'
import { err, ok } from '../kernel/result.ts'
import { askResponder } from './card-status.ts'
import { throttledCard } from './ceremony.ts'
import { ownOf } from './own.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** A certificate takes some 1 kB; what an intent names is a hundred hashes at most. */
const textOf = (max: number) => v.pipe(v.string(), v.nonEmpty(), v.maxLength(max))
const answerShape = v.pipe(
  v.string(),
  v.maxLength(32_768),
  v.parseJson(),
  v.strictObject({
    certificate: textOf(10_000),
    algorithm: textOf(10),
    signature: textOf(2000),
    intent: v.record(v.string(), v.unknown()),
  }),
)

export function issuersOf(c: Ctx) {
  const issuers = readIssuers(c.env.CARD_ISSUERS)
  if (!issuers.ok) throw new Error('CARD_ISSUERS is no list of issuers')
  return issuers.value
}

/** Whose certificate it is: one for signing, of an authority that is believed, and this person's own. */
async function ownSigner(c: Ctx, certificate: string, demand: SignatureDemand | undefined) {
  const signer = await signerOf(certificate, issuersOf(c), Date.now())
  if (!signer.ok) return signer
  const personalNumber = personalNumberOf(signer.value.holder)
  if (!personalNumber.ok) return personalNumber
  if (personId(c.env.INDEX_KEY, personalNumber.value) !== ownOf(c).id) return err('signing-certificate-of-another')
  // The demo's cards stand in for qualified ones where the operator believes the demo at all; every page says so.
  if (demand === 'qualified' && kindOf(signer.value.certificate) === 'other') return err('certificate-not-qualified')
  return signer
}

/** What the card is to sign: the intent, and the hash of what the certificate and it are together. */
export async function cardSignOptions(c: Ctx, certificate: string, request: SignRequest, demand?: SignatureDemand) {
  const signer = await ownSigner(c, certificate, demand)
  if (!signer.ok) return signer
  const { fingerprint, key } = signer.value.certificate
  const { person, hash } = ownOf(c)
  const begun = await person.beginCardSign(hash, request, fingerprint)
  if (!begun.ok) return begun
  const { intent } = begun.value
  const hashFunction = signingHash(key)
  return ok({
    intent,
    hashFunction,
    hash: toBase64(digest(hashFunction, cardMessage({ certificate: fingerprint, origin: c.env.ORIGIN }, intent))),
  })
}

/** The signature of a card, where it holds as it will for whoever checks it later. */
export async function cardSigned(c: Ctx, given: string, request: SignRequest, demand?: SignatureDemand) {
  const answer = v.safeParse(answerShape, given)
  const signature = answer.success ? readBase64(answer.output.signature) : null
  if (!answer.success || signature === null) return err('card-signature-malformed')
  const { certificate, algorithm } = answer.output
  const signer = await ownSigner(c, certificate, demand)
  if (!signer.ok) return signer
  const seconds = await throttledCard(c, certificate)
  if (seconds > 0) {
    c.header('Retry-After', String(seconds))
    return err('too-many-requests')
  }
  const { certificate: own, issuer } = signer.value
  const standing = await byResponder(askResponder(c.env), () => witnessOf(signature))(own, issuer, Date.now())
  if (!standing.ok) return standing
  if (standing.value.status !== 'good') return err('revocation-unchecked')
  const bundle: CardSignature = {
    format: cardSignatureFormat,
    origin: c.env.ORIGIN,
    // Only the one that was handed out is taken in; what else it might hold changes what was signed.
    intent: answer.output.intent as unknown as Intent,
    certificate,
    authority: toBase64(new Uint8Array(issuer.certificate.parsed.rawData)),
    algorithm,
    signature: answer.output.signature,
    status: standing.value.ocsp.response,
  }
  const verified = await verifyCard(bundle, issuersOf(c))
  if (!verified.ok) return verified
  const { person, hash } = ownOf(c)
  return person.finishCardSign(hash, bundle, own.fingerprint, request)
}

/** What a form brings that was signed: the field `assertion` of a passkey, or `card`. */
export async function signedForm(
  c: Ctx,
  { card = '', assertion: text = '' }: { readonly [control: string]: string },
  request: SignRequest,
  demand: SignatureDemand | undefined,
) {
  if (card !== '') return cardSigned(c, card, request, demand)
  if (demand === 'qualified') return err('signature-by-card')
  const assertion = readAssertion(text)
  if (!assertion.ok) return assertion
  const { person, hash } = ownOf(c)
  return person.finishSign(hash, assertion.value, request)
}

/** The demo's cards of this very person, for pages that sign with one. */
export function ownDemoCards(c: Ctx): readonly DemoCard[] {
  const { id } = ownOf(c)
  return (JSON.parse(c.env.DEMO_CARDS) as readonly DemoCard[]).filter(({ certificate }) => {
    const read = readCertificate(certificate)
    const holder = read.ok ? holderOf(read.value) : read
    return holder.ok && personId(c.env.INDEX_KEY, holder.value.number) === id
  })
}
