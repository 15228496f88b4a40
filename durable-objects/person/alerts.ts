// What a person's other devices are told of their keys, at the next page of each, until it is seen there; and the inbox.
import {
  ALERT_MS,
  concerns,
  type Alert,
  type AlertKind,
  type KeptAlert,
} from '../../workers/engines/identity/alerts.ts'
import { alertMessage } from '../../workers/engines/identity/notices.ts'
import type { NewSession } from '../../workers/engines/identity/person.ts'
import { Inbox } from '../inbox.ts'
import { readPasskey, type KnownSession } from './rows.ts'

/** More than these nobody reads above a page; the inbox has them all. */
const SHOWN_MAX = 5

/** A device is the passkey that a session began with; a card has none, and the session is all there is. */
const deviceOf = ({ hash, passkey }: KnownSession): string => passkey ?? hash

type Row = Omit<KeptAlert, 'kind'> & { readonly kind: string }

export class Alerts {
  readonly #sql: SqlStorage
  readonly #inbox: Inbox

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.#inbox = new Inbox(sql)
  }

  /** Tells the inbox and every device but this session's own. */
  raise(kind: AlertKind, session: NewSession, about: { name?: string; passkey?: string }, now: number): void {
    const { name = '', passkey = null } = about
    const { agent, place = '', hash } = session
    this.#sql.exec('DELETE FROM alerts WHERE at < ?', now - ALERT_MS)
    const { n } = this.#sql
      .exec<{ n: number }>(
        `INSERT INTO alerts (kind, at, name, agent, place, session, passkey) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING n`,
        kind,
        now,
        name,
        agent,
        place,
        hash,
        passkey,
      )
      .one()
    this.#inbox.deliver(`${kind}:${now}:${n}`, alertMessage(kind, name, { agent, place }), now)
  }

  /** What this session's device has not seen yet, the latest first. */
  unseen(session: KnownSession, now: number): readonly Alert[] {
    const rows = this.#sql
      .exec<Row & Record<string, SqlStorageValue>>(
        `SELECT * FROM alerts WHERE NOT EXISTS (SELECT 1 FROM alerts_seen AS seen WHERE seen.n = alerts.n AND device = ?)
         ORDER BY n DESC`,
        deviceOf(session),
      )
      .toArray() as readonly KeptAlert[]
    if (rows.length === 0) return []
    const boundAt = session.passkey === null ? null : (readPasskey(this.#sql, session.passkey)?.createdAt ?? null)
    const listener = { hash: session.hash, passkey: session.passkey, createdAt: session.createdAt, boundAt }
    return rows
      .filter((alert) => concerns(alert, listener, now))
      .slice(0, SHOWN_MAX)
      .map(({ n, kind, at, name, agent, place }) => ({ n, kind, at, name, agent, place }))
  }

  /** This device has seen all up to `n`. */
  seen(session: KnownSession, n: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO alerts_seen SELECT n, ? FROM alerts WHERE n <= ?', deviceOf(session), n)
  }

  /** A card was shown: where it never was before, the other devices are told. The first place of all is no news. */
  cardShown(session: NewSession, now: number): void {
    const { agent, place = '' } = session
    const known = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM known_places').one().n
    const { rowsWritten } = this.#sql.exec('INSERT OR IGNORE INTO known_places VALUES (?, ?, ?)', agent, place, now)
    this.#sql.exec('UPDATE known_places SET last_at = ? WHERE agent = ? AND place = ?', now, agent, place)
    if (known > 0 && rowsWritten > 0) this.raise('new-device', session, {}, now)
  }
}
