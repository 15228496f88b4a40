// What a signed-in person was asked: each challenge is for one ceremony of one session, and is answered once.
import { CHALLENGE_BYTES, mayAnswer, type Ceremony, type Challenge } from '../../workers/engines/identity/challenge.ts'
import type { Intent } from '../../workers/engines/identity/intent.ts'
import { toBase64Url } from '../../workers/kernel/bytes.ts'
import { ok } from '../../workers/kernel/result.ts'

/** How long a challenge is remembered, so that a replay is called one. */
const KEPT_MS = 24 * 60 * 60_000

/** Base64url of 256 bits. */
export const randomText = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)))

type Row = {
  readonly ceremony: Ceremony
  readonly issuedAt: number
  readonly usedAt: number | null
  readonly intent: string | null
}

export class Challenges {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  issue(ceremony: Ceremony, session: string, value: string, intent: Intent | null, now: number): void {
    this.#sql.exec('DELETE FROM challenges WHERE issued_at < ?', now - KEPT_MS)
    const text = intent === null ? null : JSON.stringify(intent)
    this.#sql.exec('INSERT INTO challenges VALUES (?, ?, ?, ?, ?, NULL)', value, ceremony, session, text, now)
  }

  /** Takes a challenge out, right or wrong as the answer may be; with the intent that it stood for. */
  take(ceremony: Ceremony, session: string, value: string, now: number) {
    const row = this.#sql
      .exec<Row>(
        'SELECT ceremony, issued_at AS issuedAt, used_at AS usedAt, intent FROM challenges WHERE value = ? AND session = ?',
        value,
        session,
      )
      .toArray()[0]
    const answer = mayAnswer(row satisfies Challenge | undefined, ceremony, now)
    if (!answer.ok) return answer
    this.#sql.exec('UPDATE challenges SET used_at = ? WHERE value = ?', now, value)
    return ok(row?.intent ? (JSON.parse(row.intent) as Intent) : null)
  }
}
