// What the register of keys is told of a person's passkeys, and what it answered: each binding and each revocation once.
import { passkeyLevel } from '../../workers/engines/identity/assurance.ts'
import type { Extract } from '../../workers/engines/log/extract.ts'
import {
  bindCommand,
  credentialNumber,
  revokeCommand,
  type CredentialAct,
  type RevocationReason,
} from '../../workers/engines/identity/credential.ts'
import { isOfCounter } from '../../workers/engines/identity/voucher.ts'
import type { CredentialEffect, PersonEffect } from '../../workers/engines/identity/effects.ts'
import type { OwnKey } from '../../workers/engines/identity/own-keys.ts'
import type { Outbox } from '../outbox.ts'
import type { Outcome } from './elsewhere.ts'
import { CARDS, readPasskey, worthOf, type Person } from './rows.ts'
import { bound, changes, standingNow } from './standings.ts'

type Missing = {
  readonly id: string
  readonly publicKey: string
  readonly backupEligible: number
  readonly aaguid: string
  readonly card: string
  readonly createdAt: number
  readonly removedAt: number | null
  /** What vouched for it was taken back. */
  readonly annulled: number
}

const boundBy = (fingerprint: string) =>
  isOfCounter(fingerprint) ? ({ boundBy: 'counter' } as const) : ({ boundBy: 'card', card: fingerprint } as const)

/** The entry that bound a passkey, and when it was recorded; null where it does not stand in the published log yet. */
export function readBinding(
  sql: SqlStorage,
  passkey: string,
): { readonly extract: Extract; readonly at: number } | null {
  const row = sql
    .exec<{ extract: string | null; at: number }>(
      `SELECT extract, answer->>'$.value.recordedAt' AS at FROM credential_acts WHERE passkey = ? AND act = 'bind'`,
      passkey,
    )
    .toArray()[0]
  return row === undefined || row.extract === null ? null : { extract: JSON.parse(row.extract) as Extract, at: row.at }
}

/** Every key that was ever bound, also those that were taken back. */
export const readOwnKeys = (sql: SqlStorage): readonly OwnKey[] =>
  sql
    .exec<Own>(
      `SELECT passkeys.*, evidence->>'serial' AS serial, card_status FROM passkeys JOIN (${CARDS}) ON fingerprint = card
       ORDER BY created_at`,
    )
    .toArray()
    .map((row) => ({
      number: credentialNumber(row.id),
      name: row.name,
      boundAt: row.created_at,
      removedAt: row.removed_at,
      card: { serial: row.serial, fingerprint: row.card },
      ...standingNow(sql, { worth: worthOf(row) }),
    }))

type Own = {
  readonly id: string
  readonly name: string
  readonly created_at: number
  readonly removed_at: number | null
  readonly serial: string
  readonly card: string
}

export class Credentials {
  readonly #sql: SqlStorage
  readonly #outbox: Outbox<PersonEffect>

  constructor(sql: SqlStorage, outbox: Outbox<PersonEffect>) {
    this.#sql = sql
    this.#outbox = outbox
  }

  /**
   * Has entered what is not entered yet: a new passkey, one from before there was a register, what one can do since
   * another moment, and one that was taken back. To be called in the transaction that changes them.
   */
  enter({ personalNumber, id: person }: Person, now: number): void {
    for (const one of this.#without('bind')) {
      const { id, publicKey, aaguid, card, createdAt } = one
      const backupEligible = one.backupEligible === 1
      // One that was taken away before it was entered was worth at least this.
      const known = readPasskey(this.#sql, id)
      const level = known === undefined ? 'substantial' : passkeyLevel({ ...known.worth, revoked: false })
      const key = { id, publicKey, aaguid, backupEligible, level, ...boundBy(card) } as const
      const command = bindCommand({ personalNumber, id: person }, { ...key, boundAt: createdAt })
      bound(this.#sql, id, level, now)
      this.#ask({ to: 'credentials', passkey: id, act: 'bind', command }, now)
    }
    this.#outbox.add(changes(this.#sql, now), now)
    for (const { id, removedAt, annulled } of this.#without('revoke'))
      if (removedAt !== null) this.#revoke(id, annulled === 1 ? 'authority' : 'holder', removedAt, now)
  }

  /** Keeps what the register said. */
  answered({ passkey, act }: CredentialEffect, { answer, extract }: Outcome): void {
    this.#sql.exec(
      'UPDATE credential_acts SET answer = ?, extract = ? WHERE passkey = ? AND act = ?',
      JSON.stringify(answer),
      extract === undefined ? null : JSON.stringify(extract),
      passkey,
      act,
    )
  }

  /** Whether a binding is still without an answer. */
  waits(): boolean {
    return (
      this.#sql.exec(`SELECT 1 FROM credential_acts WHERE act = 'bind' AND answer IS NULL LIMIT 1`).toArray().length > 0
    )
  }

  #revoke(id: string, reason: RevocationReason, at: number, now: number): void {
    this.#ask({ to: 'credentials', passkey: id, act: 'revoke', command: revokeCommand(id, reason, at) }, now)
  }

  #ask(effect: CredentialEffect, now: number): void {
    this.#sql.exec('INSERT INTO credential_acts VALUES (?, ?, ?, NULL, NULL)', effect.passkey, effect.act, now)
    this.#outbox.add([effect], now)
  }

  #without(act: Exclude<CredentialAct, 'change'>): readonly Missing[] {
    return this.#sql
      .exec<Missing>(
        `SELECT id, public_key AS publicKey, backup_eligible AS backupEligible, aaguid, card, created_at AS createdAt,
           removed_at AS removedAt, EXISTS (SELECT 1 FROM news WHERE means = 'unidentified'
             AND 'counter:' || record = card) AS annulled FROM passkeys
         WHERE id NOT IN (SELECT passkey FROM credential_acts WHERE act = ?) AND (? = 'bind' OR removed_at IS NOT NULL)
         ORDER BY created_at`,
        act,
        act,
      )
      .toArray()
  }
}
