// What protects a person whose device or card is in other hands: what each session is told, the freeze switch, and what
// a session may do while it is thrown.
import type { Demand } from '../../workers/kernel/demand.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Footing } from '../../workers/engines/identity/person.ts'
import { coolingUntil, mayAct, withCard } from '../../workers/engines/identity/safety.ts'
import type { Alerts } from './alerts.ts'
import { freeze, readFreeze, unfreeze } from './freeze.ts'
import { readPasskey, readSigning, type KnownSession } from './rows.ts'

export class Safety {
  readonly #sql: SqlStorage
  readonly #alerts: Alerts

  constructor(sql: SqlStorage, alerts: Alerts) {
    this.#sql = sql
    this.#alerts = alerts
  }

  frozen = (): boolean => readFreeze(this.#sql) !== null

  footing(session: KnownSession, now: number): Footing {
    return {
      level: session.level,
      alerts: this.#alerts.unseen(session, now),
      frozen: this.frozen(),
      coolingUntil: coolingUntil(session, readSigning(this.#sql), now),
    }
  }

  /** From any session, however long ago it began; again changes nothing. */
  freeze(session: KnownSession, now: number) {
    if (freeze(this.#sql, session, now)) this.#alerts.raise('frozen', session, {}, now)
    return ok(null)
  }

  unfreeze(session: KnownSession, now: number) {
    const answer = withCard(session, now)
    if (answer.ok && unfreeze(this.#sql)) this.#alerts.raise('unfrozen', session, {}, now)
    return answer
  }

  /** Whether this session may do what is demanded, without a signature. */
  admits(session: KnownSession, demand: Demand, now: number) {
    const key = session.passkey === null ? null : readPasskey(this.#sql, session.passkey)
    if (key === undefined) return err('session-revoked')
    return mayAct(this.frozen(), session, key, demand, now)
  }
}
