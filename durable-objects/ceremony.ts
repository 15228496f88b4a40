// What is kept for one browser before its person is signed in: nonces for cards, each of which is answered once, whoever else
// tries at the same moment; and under a name of their own, forms that wait for the login.
import { DurableObject } from 'cloudflare:workers'
import m0001 from '../migrations/ceremony/0001-init.sql'
import m0002 from '../migrations/ceremony/0002-forms.sql'
import {
  CHALLENGE_BYTES,
  CHALLENGE_MS,
  mayAnswer,
  type Ceremony,
  type Challenge,
  type ChallengeRefusal,
} from '../workers/engines/identity/challenge.ts'
import { KEPT_MS } from '../workers/engines/identity/kept-form.ts'
import type { Env } from '../workers/env.ts'
import { toBase64 } from '../workers/kernel/bytes.ts'
import type { Result } from '../workers/kernel/result.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001, m0002]

const CEREMONY: Ceremony = 'card'

/** A few open pages, each asking again while it waits. */
const CHALLENGES_MAX = 20
/** As many windows with something typed in each. */
const FORMS_MAX = 5

export class CeremonyObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql

  /** A new nonce for a card: base64 of 256 bits (Web eID). */
  async issue(): Promise<string> {
    const now = Date.now()
    const value = toBase64(crypto.getRandomValues(new Uint8Array(CHALLENGE_BYTES)))
    migrate(this.ctx.storage, MIGRATIONS)
    this.#sql.exec('INSERT INTO challenges VALUES (?, ?, ?, NULL)', value, CEREMONY, now)
    this.#sql.exec(
      'DELETE FROM challenges WHERE value NOT IN (SELECT value FROM challenges ORDER BY issued_at DESC LIMIT ?)',
      CHALLENGES_MAX,
    )
    await this.ctx.storage.setAlarm(now + 2 * CHALLENGE_MS)
    return value
  }

  /** A ticket from a counter, whose code names this object: whose it is, and until when. */
  async keepTicket(person: string, until: number): Promise<void> {
    this.ctx.storage.kv.put('ticket', person)
    await this.ctx.storage.setAlarm(until)
  }

  /** The person of the ticket; null for whoever made up a code. */
  ticketOf(): string | null {
    return this.ctx.storage.kv.get<string>('ticket') ?? null
  }

  /** Takes a nonce out, right or wrong as the answer may be: of many at once, one gets it. */
  take(value: string): Result<null, ChallengeRefusal> {
    const now = Date.now()
    const answer = mayAnswer(this.#challenge(value), CEREMONY, now)
    if (answer.ok) this.#sql.exec('UPDATE challenges SET used_at = ? WHERE value = ?', now, value)
    return answer
  }

  /** Keeps a sealed form; of many the latest. */
  async keepForm(id: string, sealed: string): Promise<void> {
    const now = Date.now()
    migrate(this.ctx.storage, MIGRATIONS)
    this.#sql.exec('INSERT OR REPLACE INTO forms VALUES (?, ?, ?)', id, sealed, now)
    this.#sql.exec('DELETE FROM forms WHERE id NOT IN (SELECT id FROM forms ORDER BY at DESC LIMIT ?)', FORMS_MAX)
    await this.ctx.storage.setAlarm(now + KEPT_MS)
  }

  form(id: string): string | null {
    if (this.ctx.storage.kv.get('schema') === undefined) return null
    migrate(this.ctx.storage, MIGRATIONS)
    return this.#sql.exec<{ sealed: string }>('SELECT sealed FROM forms WHERE id = ?', id).toArray()[0]?.sealed ?? null
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }

  #challenge(value: string): Challenge | undefined {
    // Whoever makes up a pre-session leaves nothing behind.
    if (this.ctx.storage.kv.get('schema') === undefined) return undefined
    return this.#sql
      .exec<{ ceremony: Ceremony; issuedAt: number; usedAt: number | null }>(
        'SELECT ceremony, issued_at AS issuedAt, used_at AS usedAt FROM challenges WHERE value = ?',
        value,
      )
      .toArray()[0]
  }
}
