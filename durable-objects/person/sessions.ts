// Where a person is signed in: what begins, renews and ends a session.
import type { Method } from '../../workers/engines/identity/assurance.ts'
import type { NewSession, SignedIn } from '../../workers/engines/identity/person.ts'
import { ABSOLUTE_MS, mayContinue } from '../../workers/engines/identity/session.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import { readPerson, readSession, readSigning, type KnownSession } from './rows.ts'

/** Of the hash: 128 bits name a session, and nobody can act by half of it. */
export const SESSION_ID_LENGTH = 32

/** What let the person in: a card, or a passkey and the card that vouched for it. */
export interface Entrance {
  readonly method: Method
  /** Its fingerprint. */
  readonly card: string
  readonly passkey: string | null
}

export class Sessions {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Begins a session in the place of the one before. */
  begin({ hash, agent, place = '', replaces }: NewSession, { method, card, passkey }: Entrance, now: number): void {
    this.#sql.exec('DELETE FROM sessions WHERE created_at < ?', now - ABSOLUTE_MS)
    if (replaces !== undefined) this.end(replaces, now)
    this.#sql.exec(
      'INSERT INTO sessions (hash, method, card, passkey, agent, place, created_at, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      hash,
      method,
      card,
      passkey,
      agent,
      place,
      now,
      now,
    )
  }

  /** The session, where it still stands. */
  standing(hash: string, now: number) {
    const session = readSession(this.#sql, hash)
    const answer = mayContinue(session, now)
    if (!answer.ok) return answer
    return session === undefined ? err('session-unknown') : ok(session)
  }

  /** The same session by a new secret: whoever holds the old one holds nothing. */
  rename(hash: string, next: string): void {
    this.#sql.exec('UPDATE sessions SET hash = ? WHERE hash = ?', next, hash)
  }

  seen(hash: string, place: string | undefined, now: number): void {
    this.#sql.exec(
      'UPDATE sessions SET seen_at = ?, place = coalesce(?, place) WHERE hash = ?',
      now,
      place ?? null,
      hash,
    )
  }

  end(hash: string, now: number): void {
    this.#sql.exec('UPDATE sessions SET revoked_at = ? WHERE hash = ? AND revoked_at IS NULL', now, hash)
  }

  endOthers(hash: string, now: number): void {
    this.#sql.exec('UPDATE sessions SET revoked_at = ? WHERE hash <> ? AND revoked_at IS NULL', now, hash)
  }

  /** Ends one by the name that its person's pages give it. */
  endNamed(id: string, now: number): boolean {
    const { rowsWritten } = this.#sql.exec(
      'UPDATE sessions SET revoked_at = ? WHERE substr(hash, ?) = ? AND revoked_at IS NULL',
      now,
      -SESSION_ID_LENGTH,
      id,
    )
    return rowsWritten > 0
  }

  endOthersOf(passkey: string, hash: string, now: number): void {
    this.#sql.exec(
      'UPDATE sessions SET revoked_at = ? WHERE passkey = ? AND hash <> ? AND revoked_at IS NULL',
      now,
      passkey,
      hash,
    )
  }

  /** Ends what a card itself has begun; what its passkeys have begun goes on, at the level that is left to them. */
  endOfCard(issuer: string, serial: string, now: number): void {
    this.#sql.exec(
      `UPDATE sessions SET revoked_at = ? WHERE method = 'card' AND revoked_at IS NULL AND card IN
         (SELECT fingerprint FROM cards WHERE evidence->>'issuer' = ? AND evidence->>'serial' = ?)`,
      now,
      issuer,
      serial,
    )
  }

  /** Ends whatever began with what vouched for its keys. */
  endOfEvidence(fingerprint: string, now: number): void {
    this.#sql.exec('UPDATE sessions SET revoked_at = ? WHERE card = ? AND revoked_at IS NULL', now, fingerprint)
  }

  signedIn({ method, level, authAt }: KnownSession): SignedIn {
    const person = readPerson(this.#sql)
    if (person === null) throw new Error('a session of nobody')
    const { id, personalNumber, name } = person
    return { person: id, personalNumber, name, level, method, authAt, passkeys: readSigning(this.#sql).length }
  }
}
