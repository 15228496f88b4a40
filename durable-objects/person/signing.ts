// What a person signs: what their passkeys or their card are asked, and whether the answer is the signature.
import { challengeOf, type Assertion } from '../../workers/engines/identity/answer.ts'
import { atLeast, passkeyLevel } from '../../workers/engines/identity/assurance.ts'
import {
  cardChallenge,
  intentChallenge,
  isOf,
  signatureFormat,
  type CardSignature,
  type Intent,
  type PasskeySignature,
  type SignRequest,
} from '../../workers/engines/identity/intent.ts'
import { assertionOptions } from '../../workers/engines/identity/options.ts'
import { rpIdOf, verifyAssertion } from '../../workers/engines/identity/passkey.ts'
import { maySign, maySignWithCard } from '../../workers/engines/identity/safety.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import { Challenges, randomText } from './challenges.ts'
import { readBinding } from './credentials.ts'
import { usePasskey } from './devices.ts'
import { readPasskey, readPasskeys, readPerson, readSigning, type KeptPasskey, type KnownSession } from './rows.ts'
import type { Safety } from './safety.ts'

export class Signing {
  readonly #sql: SqlStorage
  readonly #safety: Safety
  readonly #origin: string
  readonly #challenges: Challenges

  constructor(sql: SqlStorage, safety: Safety, origin: string) {
    this.#sql = sql
    this.#safety = safety
    this.#origin = origin
    this.#challenges = new Challenges(sql)
  }

  begin(session: KnownSession, request: SignRequest, now: number) {
    const signing = readSigning(this.#sql)
    if (signing.length === 0) return err(readPasskeys(this.#sql).length === 0 ? 'no-passkey' : 'passkeys-unconfirmed')
    const refusals = signing.map((one) => this.#may(session, one, request, now))
    const passkeys = signing.filter((_, at) => refusals[at]?.ok)
    const [refused] = refusals
    if (passkeys.length === 0 && refused?.ok === false) return refused
    // A signature counts only if its key stood in the register of keys before it.
    const bound = passkeys.flatMap((passkey) => {
      const binding = readBinding(this.#sql, passkey.id)
      return binding === null ? [] : [{ passkey, at: binding.at }]
    })
    if (bound.length === 0) return err('key-not-entered')
    // Clocks of two machines may differ; the order of a binding and its signature may not.
    const time = Math.max(now, ...bound.map(({ at }) => at))
    const intent: Intent = { ...request, person: this.#signer().id, nonce: randomText(), time }
    const challenge = intentChallenge(intent)
    this.#challenges.issue('signature', session.hash, challenge, intent, now)
    return ok({
      intent,
      options: assertionOptions(
        rpIdOf(this.#origin),
        challenge,
        bound.map(({ passkey }) => passkey),
      ),
    })
  }

  async finish(session: KnownSession, assertion: Assertion, request: SignRequest) {
    const now = Date.now()
    const taken = this.#challenges.take('signature', session.hash, challengeOf(assertion), now)
    if (!taken.ok) return taken
    const { value: intent } = taken
    if (intent === null || !isOf(intent, request)) return err('intent-changed')
    const passkey = readPasskey(this.#sql, assertion.id)
    if (passkey === undefined) return err('passkey-unknown')
    const level = passkeyLevel(passkey.worth)
    if (!atLeast(level, 'substantial')) return err('level-too-low')
    const { id } = passkey
    const binding = readBinding(this.#sql, id)
    if (binding === null) return err('key-not-entered')
    const { handle } = this.#signer()
    const answer = await verifyAssertion(assertion, passkey, {
      challenge: intentChallenge(intent),
      origin: this.#origin,
      handle,
      handleRequired: false,
    })
    if (!answer.ok) return answer
    // Verifying took a moment, in which signing may have been frozen, or the passkey taken away.
    const allowed = this.#may(session, passkey, request, now)
    if (!allowed.ok) return allowed
    const used = usePasskey(this.#sql, id, answer.value, session, now)
    if (!used.ok) return used
    const { clientDataJSON, authenticatorData, signature } = assertion.response
    const bundle: PasskeySignature = {
      format: signatureFormat,
      origin: this.#origin,
      intent,
      assertion: { id, response: { clientDataJSON, authenticatorData, signature } },
      binding: binding.extract,
    }
    return ok(bundle)
  }

  /** What a card is to sign; `certificate` is the hash of the one that it signs with. */
  beginCard(session: KnownSession, request: SignRequest, certificate: string, now: number) {
    const allowed = maySignWithCard(this.#safety.frozen())
    if (!allowed.ok) return allowed
    const intent: Intent = { ...request, person: this.#signer().id, nonce: randomText(), time: now }
    this.#challenges.issue(
      'card-signature',
      session.hash,
      cardChallenge({ certificate, origin: this.#origin }, intent),
      intent,
      now,
    )
    return ok({ intent })
  }

  /** Takes in a card's signature, once; that it holds, and that the card is this person's, was seen before. */
  finishCard(session: KnownSession, signature: CardSignature, certificate: string, request: SignRequest, now: number) {
    const allowed = maySignWithCard(this.#safety.frozen())
    if (!allowed.ok) return allowed
    const challenge = cardChallenge({ certificate, origin: this.#origin }, signature.intent)
    const taken = this.#challenges.take('card-signature', session.hash, challenge, now)
    if (!taken.ok) return taken
    return taken.value === null || !isOf(taken.value, request) ? err('intent-changed') : ok(signature)
  }

  #may(session: KnownSession, key: KeptPasskey, { moves }: SignRequest, now: number) {
    return maySign(this.#safety.frozen(), session, key, moves, now)
  }

  #signer() {
    const person = readPerson(this.#sql)
    if (person === null) throw new Error('a signature of nobody')
    return person
  }
}
