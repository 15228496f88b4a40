// The identity cards that a person has in wallets: which there are, and that each ends with the card it rests on.
import type { PersonEffect } from '../../workers/engines/identity/effects.ts'
import type { CardChange } from '../../workers/engines/identity/person.ts'
import { withCard } from '../../workers/engines/identity/safety.ts'
import {
  issuedNotice,
  removedNotice,
  WALLETS_MAX,
  type WalletEvent,
  type WalletGrant,
  type WalletReason,
  type WalletRow,
} from '../../workers/engines/wallet/grant.ts'
import type { Status, StatusEntry } from '../../workers/engines/wallet/status-list.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Outbox } from '../outbox.ts'
import type { Inbox } from '../inbox.ts'
import { hasHeard, readCards, readStanding, type KnownSession } from './rows.ts'

type Row = {
  readonly id: string
  readonly name: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly entries: string
  readonly received: number
  readonly status: Status
  readonly reason: WalletReason
}

const SELECT = `SELECT id, name, issued_at AS issuedAt, expires_at AS expiresAt, entries,
  received_at IS NOT NULL AS received, status, reason FROM wallets`

const CARD_STATUS: { readonly [status in CardChange['status']]: Status } = {
  active: 'valid',
  suspended: 'suspended',
  revoked: 'invalid',
}

export class Wallets {
  readonly #sql: SqlStorage
  readonly #outbox: Outbox<PersonEffect>
  readonly #inbox: Inbox

  constructor(sql: SqlStorage, outbox: Outbox<PersonEffect>, inbox: Inbox) {
    this.#sql = sql
    this.#outbox = outbox
    this.#inbox = inbox
  }

  /**
   * The card that one in a wallet will rest on. With the card itself, a moment ago: what is issued proves who somebody
   * is at the level `high` (Regulation (EU) 910/2014, Art. 5a(11)), which no passkey is taken for here.
   */
  begin(session: KnownSession, now: number) {
    const admitted = withCard(session, now)
    if (!admitted.ok) return admitted
    if (this.#live(now) >= WALLETS_MAX) return err('too-many-wallets')
    const card = readCards(this.#sql).find(({ evidence }) => evidence.fingerprint === session.cardFingerprint)
    if (card === undefined || card.revoked) return err('card-not-active')
    const { issuer, serial, notAfter } = card.evidence
    return ok({ issuer, serial, notAfter })
  }

  /** Keeps what is about to be issued; whoever revoked the card in the meantime was first. Again, it changes nothing. */
  keep({ id, name, card, expiresAt, entries }: WalletGrant, now: number) {
    if (readStanding(this.#sql, card) !== 'active') return err('card-not-active')
    if (hasHeard(this.#sql, 'died')) return err('person-not-registered')
    if (this.#live(now) >= WALLETS_MAX) return err('too-many-wallets')
    this.#sql.exec(
      `INSERT OR IGNORE INTO wallets VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 'valid', ?, 'none')`,
      id,
      name,
      card.issuer,
      card.serial,
      now,
      expiresAt,
      JSON.stringify(entries),
      now,
    )
    this.#inbox.deliver(`wallet:${id}`, { ...issuedNotice(name), path: '/me/wallet' }, now)
    return ok(null)
  }

  /** The latest first. */
  list(now: number): readonly WalletRow[] {
    return this.#sql
      .exec<Row>(`${SELECT} ORDER BY issued_at DESC LIMIT ?`, 2 * WALLETS_MAX)
      .toArray()
      .map(({ entries, received, expiresAt, status, ...row }) => ({
        ...row,
        expiresAt,
        copies: (JSON.parse(entries) as StatusEntry[]).length,
        received: received === 1,
        status: status !== 'invalid' && expiresAt <= now ? 'over' : status,
      }))
  }

  /** By the person, from any session: to be less trusted needs no proof. */
  remove(id: string, now: number) {
    const row = this.#row(id)
    if (row === undefined) return err('not-found')
    if (this.#change(row, 'invalid', 'holder', now))
      this.#inbox.deliver(`wallet-removed:${id}`, { ...removedNotice(row.name), path: '/me/wallet' }, now)
    return ok(null)
  }

  /** What the wallet says of it. One that was thrown away there counts no longer anywhere. */
  told(id: string, event: WalletEvent, now: number): void {
    const row = this.#row(id)
    if (row === undefined) return
    if (event === 'credential_accepted')
      this.#sql.exec('UPDATE wallets SET received_at = coalesce(received_at, ?) WHERE id = ?', now, id)
    else this.#change(row, 'invalid', 'wallet', now)
  }

  /** What rests on a card stands as it stands. */
  cardChanged({ issuer, serial, status }: CardChange, now: number): void {
    const rows = this.#sql
      .exec<Row>(`${SELECT} WHERE card_issuer = ? AND card_serial = ? AND expires_at > ?`, issuer, serial, now)
      .toArray()
    for (const row of rows) this.#change(row, CARD_STATUS[status], status === 'active' ? 'none' : 'card', now)
  }

  /** None of them counts any more. */
  endAll(reason: WalletReason, now: number): void {
    const rows = this.#sql.exec<Row>(`${SELECT} WHERE expires_at > ?`, now).toArray()
    for (const row of rows) this.#change(row, 'invalid', reason, now)
  }

  /** What was invalid once stays so. */
  #change({ id, entries, status: before }: Row, status: Status, reason: WalletReason, now: number): boolean {
    if (before === 'invalid' || before === status) return false
    this.#sql.exec('UPDATE wallets SET status = ?, status_at = ?, reason = ? WHERE id = ?', status, now, reason, id)
    const byList = Map.groupBy(JSON.parse(entries) as StatusEntry[], ({ list }) => list)
    const effects = [...byList].map(([list, those]): PersonEffect => ({
      to: 'status-list',
      list,
      places: those.map(({ index }) => index),
      status,
    }))
    this.#outbox.add(effects, now)
    return true
  }

  #row(id: string): Row | undefined {
    return this.#sql.exec<Row>(`${SELECT} WHERE id = ?`, id).toArray()[0]
  }

  #live(now: number): number {
    return this.#sql
      .exec<{ n: number }>("SELECT count(*) AS n FROM wallets WHERE status <> 'invalid' AND expires_at > ?", now)
      .one().n
  }
}
