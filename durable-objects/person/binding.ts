// How a session makes a further passkey: what its device is asked, and what is kept, bound to what stands behind the session.
import { admits } from '../../workers/engines/identity/assurance.ts'
import { deviceName, PASSKEYS_MAX } from '../../workers/engines/identity/device.ts'
import { registrationOptions } from '../../workers/engines/identity/options.ts'
import { rpIdOf, type Passkey } from '../../workers/engines/identity/passkey.ts'
import { mayBind } from '../../workers/engines/identity/safety.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Alerts } from './alerts.ts'
import { Challenges, randomText } from './challenges.ts'
import { insertPasskey, readPasskeys, readSigning, type KnownSession, type Person } from './rows.ts'
import type { Safety } from './safety.ts'

export class Binding {
  readonly #sql: SqlStorage
  readonly #safety: Safety
  readonly #alerts: Alerts
  readonly #origin: string

  constructor(sql: SqlStorage, safety: Safety, alerts: Alerts, origin: string) {
    this.#sql = sql
    this.#safety = safety
    this.#alerts = alerts
    this.#origin = origin
  }

  /** Asks for a login of the last five minutes behind which a card stands, or officials at a counter. */
  begin(session: KnownSession, { name, handle }: Person, now: number) {
    const admitted = admits(session, { level: 'substantial', fresh: true }, now)
    if (!admitted.ok) return admitted
    const allowed = mayBind(this.#safety.frozen(), session, now)
    if (!allowed.ok) return allowed
    if (readPasskeys(this.#sql).length >= PASSKEYS_MAX) return err('too-many-passkeys')
    const challenge = randomText()
    new Challenges(this.#sql).issue('registration', session.hash, challenge, null, now)
    // A passkey whose card counts no longer may be made anew on its device; one that signs may not.
    const known = readSigning(this.#sql)
    return ok(registrationOptions(rpIdOf(this.#origin), { challenge, handle, name, known }))
  }

  /** `name` as typed; empty takes the device's family. */
  keep(session: KnownSession, passkey: Passkey, name: string, now: number) {
    const called = deviceName(name, session.agent)
    if (!called.ok) return called
    const allowed = mayBind(this.#safety.frozen(), session, now)
    if (!allowed.ok) return allowed
    if (!insertPasskey(this.#sql, passkey, called.value, session.cardFingerprint, now)) return err('passkey-exists')
    this.#alerts.raise('passkey-added', session, { name: called.value, passkey: passkey.id }, now)
    return ok({ id: passkey.id, name: called.value })
  }
}
