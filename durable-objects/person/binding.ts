// How a session that a card began makes a passkey: what its device is asked, and what is kept, bound to that card.
import type { Registration } from '../../workers/engines/identity/answer.ts'
import { deviceName, PASSKEYS_MAX } from '../../workers/engines/identity/device.ts'
import { registrationOptions, type RegistrationOptions } from '../../workers/engines/identity/options.ts'
import { rpIdOf, verifyRegistration, type Passkey } from '../../workers/engines/identity/passkey.ts'
import { withCard } from '../../workers/engines/identity/safety.ts'
import type { Env } from '../../workers/env.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Alerts } from './alerts.ts'
import { Challenges, randomText } from './challenges.ts'
import { modelsOf } from './models.ts'
import { insertPasskey, readPasskeys, readSigning, type KnownSession, type Person } from './rows.ts'

export class Binding {
  readonly #sql: SqlStorage
  readonly #alerts: Alerts
  readonly #origin: string
  readonly #env: Pick<Env, 'AUTHENTICATORS'>

  constructor(sql: SqlStorage, alerts: Alerts, env: Pick<Env, 'ORIGIN' | 'AUTHENTICATORS'>) {
    this.#sql = sql
    this.#alerts = alerts
    this.#origin = env.ORIGIN
    this.#env = env
  }

  /** Asks for the card, shown in the last five minutes. */
  begin(session: KnownSession, { name, handle }: Person, attestation: RegistrationOptions['attestation'], now: number) {
    const allowed = withCard(session, now)
    if (!allowed.ok) return allowed
    if (readPasskeys(this.#sql).length >= PASSKEYS_MAX) return err('too-many-passkeys')
    const challenge = randomText()
    new Challenges(this.#sql).issue('registration', session.hash, challenge, null, now)
    // A passkey whose card counts no longer may be made anew on its device; one that signs may not.
    const known = readSigning(this.#sql)
    return ok(registrationOptions(rpIdOf(this.#origin), { challenge, handle, name, known, attestation }))
  }

  /** The passkey, where its answer holds; its challenge was taken out before. */
  verify(registration: Registration, challenge: string, now: number) {
    return verifyRegistration(registration, { challenge, origin: this.#origin }, { models: modelsOf(this.#env), now })
  }

  /** `name` as typed; empty takes the device's family. */
  keep(session: KnownSession, passkey: Passkey, name: string, now: number) {
    const called = deviceName(name, session.agent)
    if (!called.ok) return called
    const allowed = withCard(session, now)
    if (!allowed.ok) return allowed
    if (!insertPasskey(this.#sql, passkey, called.value, session.cardFingerprint, now)) return err('passkey-exists')
    this.#alerts.raise('passkey-added', session, { name: called.value, passkey: passkey.id }, now)
    return ok({ id: passkey.id, name: called.value })
  }
}
