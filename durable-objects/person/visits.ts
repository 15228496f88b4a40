// Where a person logged in with their eID, what they agreed to tell there, and who is told that it is over.
import type { PersonEffect } from '../../workers/engines/identity/effects.ts'
import type { Agreement, Visit } from '../../workers/engines/oidc/visit.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Outbox } from '../outbox.ts'

/** A page of history that a person reads. */
const LISTED_MAX = 100
/** Logins of three months: a refresh token lives for one. */
const KEPT_MS = 90 * 24 * 60 * 60_000
/** A site that was not reached for a day has ended its own session by then. */
const TELL_MS = 24 * 60 * 60_000

type Row = {
  readonly name: string
  readonly client: string
  readonly sid: string
  readonly sub: string
}

const VISITS = 'SELECT grant_name AS name, client, sid, sub FROM visits WHERE told_at IS NULL AND'

export class Visits {
  readonly #sql: SqlStorage
  readonly #outbox: Outbox<PersonEffect>

  constructor(sql: SqlStorage, outbox: Outbox<PersonEffect>) {
    this.#sql = sql
    this.#outbox = outbox
  }

  /** Keeps what was agreed, once for each set of data, and where it is used now. */
  agree(session: string, { client, claims, grant, sid, sub }: Visit, now: number) {
    this.#sql.exec('DELETE FROM visits WHERE at < ?', now - KEPT_MS)
    const text = JSON.stringify([...claims].toSorted())
    const known = this.#sql.exec(
      'SELECT 1 FROM agreements WHERE client = ? AND claims = ? AND withdrawn_at IS NULL',
      client,
      text,
    )
    if (known.toArray().length === 0)
      this.#sql.exec('INSERT INTO agreements (client, claims, at) VALUES (?, ?, ?)', client, text, now)
    this.#sql.exec(
      'INSERT OR IGNORE INTO visits (grant_name, client, session, sid, sub, at) VALUES (?, ?, ?, ?, ?, ?)',
      grant,
      client,
      session,
      sid,
      sub,
      now,
    )
    return ok(null)
  }

  /** A stronger login carries the visits on: nobody has left. */
  carry(before: string, session: string): void {
    this.#sql.exec('UPDATE visits SET session = ? WHERE session = ?', session, before)
  }

  list(): readonly Agreement[] {
    return this.#sql
      .exec<{ client: string; claims: string; at: number; withdrawnAt: number | null }>(
        'SELECT client, claims, at, withdrawn_at AS withdrawnAt FROM agreements ORDER BY n DESC LIMIT ?',
        LISTED_MAX,
      )
      .toArray()
      .map(({ claims, ...rest }) => ({ ...rest, claims: JSON.parse(claims) as string[] }))
  }

  /** Takes back all that one relying party was ever allowed; it is told. Answers with the grants whose tokens end. */
  withdraw(client: string, now: number) {
    const { rowsWritten } = this.#sql.exec(
      'UPDATE agreements SET withdrawn_at = ? WHERE client = ? AND withdrawn_at IS NULL',
      now,
      client,
    )
    const visits = this.#sql.exec<Row>(`${VISITS} client = ?`, client).toArray()
    this.#outbox.add(
      visits.map(({ name }) => ({ to: 'grant', grant: name })),
      now,
    )
    this.#leave(visits, now)
    return rowsWritten > 0 ? ok(visits.map(({ name }) => name)) : err('not-found')
  }

  /** Has everybody told whose session ended. To be called in the transaction that ends it. */
  tell(now: number): void {
    this.#leave(
      this.#sql.exec<Row>(`${VISITS} session NOT IN (SELECT hash FROM sessions WHERE revoked_at IS NULL)`).toArray(),
      now,
    )
  }

  #leave(visits: readonly Row[], now: number): void {
    const told = new Set<string>()
    for (const { name, client, sid, sub } of visits) {
      this.#sql.exec('UPDATE visits SET told_at = ? WHERE grant_name = ?', now, name)
      // Several logins of one session at one site are one session there.
      if (told.has(sid)) continue
      told.add(sid)
      this.#outbox.add([{ to: 'relying-party', client, sid, sub, jti: `${sid}-${now}`, until: now + TELL_MS }], now)
    }
  }
}
