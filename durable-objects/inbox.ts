// What a person or a company was told, and how their cases stand. Telling twice changes nothing.
import { messagesPage, type CaseNote, type Delivery, type InboxMessage } from '../workers/engines/identity/person.ts'

/** More cases than a page shows; the older ones are found through their messages. */
const CASES_MAX = 200

type MessageRow = {
  readonly id: string
  readonly at: number
  readonly message: string
  readonly read: number
}

const messageOf = ({ id, at, message, read }: MessageRow): InboxMessage => ({
  ...(JSON.parse(message) as Delivery),
  id,
  at,
  read: read === 1,
})

const SELECT = 'SELECT id, at, message, read_at IS NOT NULL AS read FROM messages'

/** As it is bound: all, where no services are named. */
const listOf = (services: readonly string[] | undefined): string =>
  services === undefined ? '' : JSON.stringify(services)

/** A message of no service is for nobody who reads of some alone. */
const WITHIN = `(?2 = '' OR message->>'service' IN (SELECT value FROM json_each(nullif(?2, ''))))`

export class Inbox {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  deliver(id: string, message: Delivery, now: number): void {
    this.#sql.exec(
      'INSERT OR IGNORE INTO messages (id, at, message) VALUES (?, ?, ?)',
      id,
      now,
      JSON.stringify(message),
    )
  }

  /** The latest first, from behind the message `after`; where `services` are named, those of them alone. */
  messages(after?: string, services?: readonly string[]): readonly InboxMessage[] {
    return this.#sql
      .exec<MessageRow>(
        `${SELECT} WHERE n < coalesce((SELECT n FROM messages WHERE id = ?1), 9e15) AND ${WITHIN} ORDER BY n DESC LIMIT ?3`,
        after ?? '',
        listOf(services),
        messagesPage,
      )
      .toArray()
      .map(messageOf)
  }

  /** One message, which is read by that. */
  read(id: string, now: number, services?: readonly string[]): InboxMessage | null {
    const row = this.#sql.exec<MessageRow>(`${SELECT} WHERE id = ?1 AND ${WITHIN}`, id, listOf(services)).toArray()[0]
    if (row === undefined) return null
    this.#sql.exec('UPDATE messages SET read_at = coalesce(read_at, ?) WHERE id = ?', now, id)
    return messageOf({ ...row, read: 1 })
  }

  unread(services?: readonly string[]): number {
    const sql = `SELECT count(*) AS n FROM messages WHERE read_at IS NULL AND ?1 = 'unread' AND ${WITHIN}`
    return this.#sql.exec<{ n: number }>(sql, 'unread', listOf(services)).one().n
  }

  note({ id, service, status, seq, openedAt, at }: CaseNote): void {
    this.#sql.exec(
      `INSERT INTO cases VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET status = excluded.status, seq = excluded.seq, at = excluded.at WHERE excluded.seq > seq`,
      id,
      service,
      status,
      seq,
      openedAt,
      at,
    )
  }

  /** The one that changed last first. */
  cases(services?: readonly string[]): readonly CaseNote[] {
    return this.#sql
      .exec<{ id: string; service: string; status: string; seq: number; openedAt: number; at: number }>(
        `SELECT id, service, status, seq, opened_at AS openedAt, at FROM cases
         WHERE (?1 = '' OR service IN (SELECT value FROM json_each(nullif(?1, '')))) ORDER BY at DESC LIMIT ?2`,
        listOf(services),
        CASES_MAX,
      )
      .toArray()
  }
}
