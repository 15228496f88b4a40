// A key that two officials at a counter vouch for: the ticket that is handed out, and what is bound with it.
import { challengeOf, type Registration } from '../../workers/engines/identity/answer.ts'
import { deviceName, PASSKEYS_MAX } from '../../workers/engines/identity/device.ts'
import type { PersonEffect } from '../../workers/engines/identity/effects.ts'
import { makeHandle } from '../../workers/engines/identity/handle.ts'
import { registrationOptions } from '../../workers/engines/identity/options.ts'
import { rpIdOf, verifyRegistration, type Passkey } from '../../workers/engines/identity/passkey.ts'
import {
  counterEvidence,
  mayIssue,
  mayUse,
  TICKET_MS,
  useCommand,
  type Ticket,
  type Voucher,
} from '../../workers/engines/identity/voucher.ts'
import type { Whereabouts } from '../../workers/engines/identity/whereabouts.ts'
import { handleKey } from '../../workers/engines/names.ts'
import type { Env } from '../../workers/env.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Outbox } from '../outbox.ts'
import type { Alerts } from './alerts.ts'
import { Challenges, randomText } from './challenges.ts'
import { unfreeze } from './freeze.ts'
import { hasHeard, insertEvidence, insertPasskey, insertPerson, readPasskeys, readPerson, readSigning } from './rows.ts'
import type { Sessions } from './sessions.ts'

/** What comes back from the person's device; `ticket` and `visitor` are hashes. */
export interface Vouched extends Whereabouts {
  readonly ticket: string
  readonly visitor: string
  readonly registration: Registration
  /** As typed. */
  readonly name: string
}

type Row = {
  readonly voucher: string
  readonly issuedAt: number
  readonly visitor: string | null
  readonly usedAt: number | null
}

const SELECT = 'SELECT voucher, issued_at AS issuedAt, visitor, used_at AS usedAt FROM vouchers'

export class Counter {
  readonly #sql: SqlStorage
  readonly #alerts: Alerts
  readonly #sessions: Sessions
  readonly #outbox: Outbox<PersonEffect>
  readonly #origin: string
  readonly #handleKey: Uint8Array
  readonly #challenges: Challenges

  constructor(sql: SqlStorage, alerts: Alerts, sessions: Sessions, outbox: Outbox<PersonEffect>, env: Env) {
    this.#sql = sql
    this.#alerts = alerts
    this.#sessions = sessions
    this.#outbox = outbox
    this.#origin = env.ORIGIN
    this.#handleKey = handleKey(env.INDEX_KEY)
    this.#challenges = new Challenges(sql)
  }

  /** Hands a ticket out, by its hash: one before it, of the same identification, counts no longer. */
  issue(person: string, voucher: Voucher, ticket: string, now: number) {
    const before = this.#sql.exec<Row>(`${SELECT} WHERE record = ?`, voucher.record).toArray()[0] ?? null
    const annulled = hasHeard(this.#sql, 'unidentified', voucher.record)
    const allowed = mayIssue(voucher, person, { ticket: before satisfies Ticket | null, annulled }, now)
    if (!allowed.ok) return allowed
    this.#sql.exec(
      `INSERT INTO vouchers VALUES (?, ?, ?, ?, NULL, NULL)
       ON CONFLICT DO UPDATE SET ticket = excluded.ticket, issued_at = excluded.issued_at, visitor = NULL`,
      voucher.record,
      JSON.stringify(voucher),
      ticket,
      now,
    )
    const until = now + TICKET_MS
    this.#outbox.add([{ to: 'ticket', ticket, person, until }], now)
    return ok({ until })
  }

  /** The first browser that brings a ticket keeps it: what it is to make a passkey of. */
  claim(person: string, ticket: string, visitor: string, now: number) {
    const found = this.#find(ticket, visitor, now)
    if (!found.ok) return found
    const { personalNumber, name, replaces } = found.value
    if (!replaces && readPasskeys(this.#sql).length >= PASSKEYS_MAX) return err('too-many-passkeys')
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
    const handle = readPerson(this.#sql)?.handle ?? makeHandle(this.#handleKey, person, random)
    insertPerson(this.#sql, { id: person, personalNumber, name, handle }, now)
    this.#sql.exec('UPDATE vouchers SET visitor = ? WHERE ticket = ?', visitor, ticket)
    const challenge = randomText()
    this.#challenges.issue('registration', ticket, challenge, null, now)
    const known = replaces ? [] : readSigning(this.#sql)
    return ok(registrationOptions(rpIdOf(this.#origin), { challenge, handle, name, known }))
  }

  /** The passkey, where its answer to this ticket's challenge holds. The challenge is gone either way. */
  async verify({ ticket, visitor, registration }: Vouched, now: number) {
    const found = this.#find(ticket, visitor, now)
    if (!found.ok) return found
    const challenge = challengeOf(registration)
    const taken = this.#challenges.take('registration', ticket, challenge, now)
    return taken.ok ? verifyRegistration(registration, { challenge, origin: this.#origin }) : taken
  }

  /** Binds it, once: what was lost signs in no more, every other device is told, and the register hears of the key. */
  bind({ ticket, visitor, name, agent, place }: Vouched, passkey: Passkey, now: number) {
    const found = this.#find(ticket, visitor, now)
    if (!found.ok) return found
    const called = deviceName(name, agent)
    if (!called.ok) return called
    const voucher = found.value
    const evidence = counterEvidence(voucher)
    insertEvidence(this.#sql, evidence, now)
    if (!insertPasskey(this.#sql, passkey, called.value, evidence.fingerprint, now)) return err('passkey-exists')
    if (voucher.replaces) {
      this.#sql.exec('UPDATE passkeys SET removed_at = ? WHERE removed_at IS NULL AND id <> ?', now, passkey.id)
      this.#sessions.endOthers('', now)
    }
    if (voucher.unfreezes) unfreeze(this.#sql)
    this.#sql.exec('UPDATE vouchers SET used_at = ? WHERE ticket = ?', now, ticket)
    const session = { hash: ticket, agent, place }
    this.#alerts.raise('passkey-at-counter', session, { name: called.value, passkey: passkey.id }, now)
    this.#outbox.add([{ to: 'identifications', command: useCommand(voucher.record, passkey.id) }], now)
    return ok({ name: called.value })
  }

  #find(ticket: string, visitor: string, now: number) {
    const row = this.#sql.exec<Row>(`${SELECT} WHERE ticket = ?`, ticket).toArray()[0] ?? null
    const voucher = row && (JSON.parse(row.voucher) as Voucher)
    const annulled = voucher !== null && hasHeard(this.#sql, 'unidentified', voucher.record)
    const allowed = mayUse(row satisfies Ticket | null, annulled, visitor, now)
    return !allowed.ok || voucher === null ? err('ticket-unknown') : ok(voucher)
  }
}
