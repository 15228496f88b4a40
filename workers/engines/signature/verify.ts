// Whether a signature holds, for somebody who has nothing but the file: who signed, what, when, and how surely that is known.
// In English:
//  - the register of keys of the same portal says, in its signed log, that this key was bound to this person
//  - it was bound before the signature was made, at a level that signs
//  - the key answered exactly this intent; the document, where there is one, is among those of the intent
// What a file cannot show: that the key was not taken back between its binding and the signature (the portal then refuses
// to sign; the register says it), and what the signer saw.
import { levels, type Level } from '../../kernel/service.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { atLeast } from '../identity/assurance.ts'
import { credentialNumber } from '../identity/credential.ts'
import {
  cardSignatureFormat,
  intentChallenge,
  type Intent,
  type PasskeySignature,
  type SignatureBundle,
} from '../identity/intent.ts'
import type { Issuer } from '../identity/issuers.ts'
import { originOf } from '../log/checkpoint.ts'
import { verifyExtract, type ExtractRefusal, type VerifiedEntry } from '../log/extract.ts'
import { verifyAnswer, type AnswerRefusal } from './assertion.ts'
import { verifyCard, type CardSignatureRefusal, type VerifiedCard } from './card.ts'

const REGISTER = 'credentials'

export interface VerifiedPasskey {
  readonly kind: 'passkey'
  readonly intent: Intent
  readonly origin: string
  /** Number of the key in the register of keys. */
  readonly key: string
  readonly level: Level
  readonly deviceBound: boolean
  readonly boundBy: string
  /** When the binding was recorded, in milliseconds since 1970. */
  readonly boundAt: number
  readonly log: { readonly name: string; readonly verifierKey: string; readonly size: number }
}

export type VerifiedSignature = VerifiedPasskey | VerifiedCard

export type SignatureRefusal =
  | AnswerRefusal
  | CardSignatureRefusal
  | ExtractRefusal
  | 'log-foreign'
  | 'binding-foreign'
  | 'binding-undisclosed'
  | 'binding-of-another'
  | 'binding-later'
  | 'binding-too-weak'
  | 'document-differs'

interface Binding {
  readonly person: string
  readonly publicKey: string
  readonly level: Level
  readonly deviceBound: boolean
  readonly boundBy: string
}

/** What the entry of a binding says; null where a part of it is not disclosed. */
function bindingOf({ values }: VerifiedEntry): Binding | null {
  const [person, publicKey, level, deviceBound, boundBy] = [
    values['set.person'],
    values['set.publicKey'],
    values['set.level'],
    values['set.deviceBound'],
    values['set.boundBy'],
  ]
  const known = levels.find((one) => one === level)
  if (typeof person !== 'string' || typeof publicKey !== 'string' || typeof boundBy !== 'string') return null
  return known === undefined || typeof deviceBound !== 'boolean'
    ? null
    : { person, publicKey, level: known, deviceBound, boundBy }
}

export interface Trusted {
  /** The key of the log of the register of keys, which the checker has from elsewhere. */
  readonly pinned?: string | undefined
  /** Hex SHA-256 of the document that the signature is to be of. */
  readonly document?: string | undefined
  /** The authorities of cards that the checker knows from elsewhere. */
  readonly authorities?: readonly Issuer[] | undefined
}

export async function verifySignature(
  signature: SignatureBundle,
  { pinned, document, authorities }: Trusted = {},
): Promise<Result<VerifiedSignature, SignatureRefusal>> {
  if (document !== undefined && !signature.intent.documents.includes(document)) return err('document-differs')
  return signature.format === cardSignatureFormat
    ? verifyCard(signature, authorities)
    : verifyPasskey(signature, pinned)
}

async function verifyPasskey(
  { origin, intent, assertion, binding }: PasskeySignature,
  pinned: string | undefined,
): Promise<Result<VerifiedPasskey, SignatureRefusal>> {
  const extract = await verifyExtract(binding, pinned)
  if (!extract.ok) return extract
  const [entry, more] = extract.value
  if (binding.register !== REGISTER || entry === undefined || more !== undefined || entry.act !== 'bind')
    return err('binding-foreign')
  const [name = ''] = binding.verifierKey.split('+')
  if (name !== originOf(origin, REGISTER)) return err('log-foreign')
  const bound = bindingOf(entry)
  if (bound === null) return err('binding-undisclosed')
  const key = credentialNumber(assertion.id)
  if (binding.record !== key || bound.person !== intent.person) return err('binding-of-another')
  if (entry.recordedAt > intent.time) return err('binding-later')
  const { level, deviceBound, boundBy, publicKey } = bound
  if (!atLeast(level, 'substantial')) return err('binding-too-weak')
  const challenge = intentChallenge(intent)
  const answer = await verifyAnswer(assertion.response, { challenge, origin, publicKey, deviceBound })
  if (!answer.ok) return answer
  const log = { name, verifierKey: binding.verifierKey, size: entry.size }
  return ok({ kind: 'passkey', intent, origin, key, level, deviceBound, boundBy, boundAt: entry.recordedAt, log })
}
