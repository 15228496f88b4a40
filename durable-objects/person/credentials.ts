// What the register of keys is told of a person's passkeys, and what it answered: each binding and each revocation once.
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
import type { Level } from '../../workers/kernel/service.ts'
import type { Outbox } from '../outbox.ts'
import type { Outcome } from './elsewhere.ts'
import type { Person } from './rows.ts'

type Missing = {
  readonly id: string
  readonly publicKey: string
  readonly backupEligible: number
  readonly aaguid: string
  readonly card: string
  readonly createdAt: number
  readonly removedAt: number | null
}

const boundBy = (fingerprint: string) =>
  isOfCounter(fingerprint) ? ({ boundBy: 'counter' } as const) : ({ boundBy: 'card', card: fingerprint } as const)

/** Passkeys are made after a login with a card, or with a passkey that a card vouched for. */
const LEVEL_OF_CARD: Level = 'substantial'

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
    .exec<{ id: string; name: string; boundAt: number; removedAt: number | null; serial: string; fingerprint: string }>(
      `SELECT id, name, created_at AS boundAt, removed_at AS removedAt, evidence->>'serial' AS serial, fingerprint
       FROM passkeys JOIN cards ON fingerprint = card ORDER BY created_at`,
    )
    .toArray()
    .map(({ id, serial, fingerprint, ...rest }) => ({
      number: credentialNumber(id),
      ...rest,
      card: { serial, fingerprint },
    }))

export class Credentials {
  readonly #sql: SqlStorage
  readonly #outbox: Outbox<PersonEffect>

  constructor(sql: SqlStorage, outbox: Outbox<PersonEffect>) {
    this.#sql = sql
    this.#outbox = outbox
  }

  /**
   * Has entered what is not entered yet: a new passkey, one from before there was a register, and one that was taken
   * back since. To be called in the transaction that changes them.
   */
  enter({ personalNumber, id: person }: Person, now: number): void {
    for (const one of this.#without('bind')) {
      const { id, publicKey, aaguid, card, createdAt } = one
      const backupEligible = one.backupEligible === 1
      const bound = { id, publicKey, aaguid, backupEligible, level: LEVEL_OF_CARD, ...boundBy(card) } as const
      const command = bindCommand({ personalNumber, id: person }, { ...bound, boundAt: createdAt })
      this.#ask({ to: 'credentials', passkey: id, act: 'bind', command }, now)
    }
    for (const { id, removedAt } of this.#without('revoke'))
      if (removedAt !== null) this.#revoke(id, 'holder', removedAt, now)
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

  #without(act: CredentialAct): readonly Missing[] {
    return this.#sql
      .exec<Missing>(
        `SELECT id, public_key AS publicKey, backup_eligible AS backupEligible, aaguid, card, created_at AS createdAt,
           removed_at AS removedAt FROM passkeys
         WHERE id NOT IN (SELECT passkey FROM credential_acts WHERE act = ?) AND (? = 'bind' OR removed_at IS NOT NULL)
         ORDER BY created_at`,
        act,
        act,
      )
      .toArray()
  }
}
