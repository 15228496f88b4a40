// How a card stands, as the authority of the demo knows it from its register; and how this portal asks, whoever is to answer.
import { catalogue } from '../catalogue.ts'
import { cardSerial, type CardAuthority } from '../engines/identity/card-authority.ts'
import { certificateName } from '../engines/identity/ocsp-names.ts'
import { failure, readQuestion, signAnswers, type CardStatus } from '../engines/identity/ocsp-responder.ts'
import type { AskResponder } from '../engines/identity/revocation.ts'
import { readCertificate } from '../engines/identity/x509.ts'
import type { RecordView } from '../engines/command.ts'
import type { Env } from '../env.ts'
import { ok } from '../kernel/result.ts'
import { recordByKey } from '../store/objects.ts'
import { askWithin } from './ocsp.ts'

/** A person waits for the responder. */
const TIMEOUT_MS = 5000

/** The authority whose cards this portal issues; null where there is none. */
export const cardAuthority = ({ DEMO_AUTHORITY }: Pick<Env, 'DEMO_AUTHORITY'>): CardAuthority | null =>
  DEMO_AUTHORITY === '' ? null : (JSON.parse(DEMO_AUTHORITY) as CardAuthority)

/** The record of a card, by the number of its certificate. */
export function cardRecord(env: Env, serial: string) {
  const register = catalogue.registers.get('id-cards')
  if (register === undefined) throw new Error('no register of identity cards')
  return recordByKey(env, register, serial)
}

function statusOf(card: RecordView | null): CardStatus {
  const status = card?.values['status']
  if (card !== null && (status === 'suspended' || status === 'revoked'))
    return { status: 'revoked', at: card.recordedAt, onHold: status === 'suspended' }
  return { status: status === 'active' ? 'good' : 'unknown' }
}

/** The signed answer to a question; from the record itself, so that it is true from the moment of an act. */
export async function answerQuestion(env: Env, { issuing, responder }: CardAuthority, der: Uint8Array) {
  const question = readQuestion(der)
  if (!question.ok) return failure('malformed-request')
  const { name, nonce } = question.value
  const issuer = readCertificate(issuing.certificate)
  if (!issuer.ok) throw new Error('DEMO_AUTHORITY has no certificate')
  const own = certificateName(name.serial, issuer.value)
  if (own.issuerName !== name.issuerName || own.issuerKey !== name.issuerKey) return failure('unauthorized')
  const known = statusOf(await cardRecord(env, cardSerial(name.serial)).open())
  const now = Date.now()
  return signAnswers([{ name, known, thisUpdate: now }], nonce, responder, now)
}

/** What this portal answers for itself it does not ask over the network: a Worker may not reach its own address. */
export const askResponder =
  (env: Env): AskResponder =>
  async (address, der) => {
    const authority = cardAuthority(env)
    return authority?.address === address
      ? ok(await answerQuestion(env, authority, der))
      : askWithin(TIMEOUT_MS)(address, der)
  }
