// How a person gets in: with a card, which makes them, or with a passkey. Each login begins one session, and is kept in
// one transaction; of a passkey's answers each is looked at once, and only so many a minute.
import type { Assertion } from '../../workers/engines/identity/answer.ts'
import { CHALLENGE_MS } from '../../workers/engines/identity/challenge.ts'
import { makeHandle } from '../../workers/engines/identity/handle.ts'
import { decoyOf, verifyAssertion, type Asserted } from '../../workers/engines/identity/passkey.ts'
import type { CardLogin, NewSession, SignedIn } from '../../workers/engines/identity/person.ts'
import { ACCOUNT, attempt, type Bucket } from '../../workers/engines/identity/throttle.ts'
import { handleKey } from '../../workers/engines/names.ts'
import type { Env } from '../../workers/env.ts'
import { err, ok } from '../../workers/kernel/result.ts'
import type { Alerts } from './alerts.ts'
import { usePasskey } from './devices.ts'
import { insertEvidence, insertPerson, readPasskey, type KeptPasskey, type Person } from './rows.ts'
import type { Entrance, Sessions } from './sessions.ts'
import type { Visits } from './visits.ts'

/** Longer than any challenge lives, by whichever clock it was handed out. */
const USED_MS = 2 * CHALLENGE_MS

interface Verified {
  readonly passkey: KeptPasskey
  readonly asserted: Asserted
}

interface Parts {
  readonly sql: SqlStorage
  readonly sessions: Sessions
  readonly alerts: Alerts
  readonly visits: Visits
  readonly env: Env
}

export class Logins {
  readonly #parts: Parts
  /**
   * Challenges whose answer is or was looked at here, and since when. Those of sessions that began are on the disk; of
   * one that was refused nothing is lost with the memory, for its answer is refused again.
   */
  readonly #taken = new Map<string, number>()
  #attempts: Bucket | undefined

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** The first card makes the person; each one keeps the card's evidence. To be called in a transaction. */
  withCard(
    before: Person | null,
    id: string,
    { personalNumber, name, evidence }: CardLogin,
    session: NewSession,
    now: number,
  ): SignedIn {
    const { sql, alerts, env } = this.#parts
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
    const handle = before?.handle ?? makeHandle(handleKey(env.INDEX_KEY), id, random)
    insertPerson(sql, { id, personalNumber, name, handle }, now)
    insertEvidence(sql, evidence, now)
    const signedIn = this.#begin(session, { method: 'card', card: evidence.fingerprint, passkey: null }, now)
    alerts.cardShown(session, now)
    return signedIn
  }

  /**
   * Whether an answer to a challenge of ours holds. Of a hundred at once one is looked at: that the challenge is taken is
   * written down before anything is waited for. `person` is null where nobody ever came with a card.
   */
  async verify(person: Person | null, assertion: Assertion, challenge: string, now: number) {
    if (this.#isTaken(person, challenge, now)) return err('challenge-used')
    const { bucket, waitMs } = attempt(this.#attempts, ACCOUNT, now)
    this.#attempts = bucket
    if (waitMs > 0)
      return { ok: false as const, error: 'too-many-requests' as const, seconds: Math.ceil(waitMs / 1000) }
    this.#taken.set(challenge, now)
    const { sql, env } = this.#parts
    const passkey = person === null ? undefined : readPasskey(sql, assertion.id)
    const handle = person?.handle ?? assertion.response.userHandle ?? ''
    const expected = { challenge, origin: env.ORIGIN, handle, handleRequired: true }
    // Who is not here costs what who is costs: the clock tells nobody apart.
    const answer = await verifyAssertion(assertion, passkey ?? decoyOf(assertion.id), expected)
    if (passkey === undefined) return err('passkey-unknown')
    return answer.ok ? ok<Verified>({ passkey, asserted: answer.value }) : answer
  }

  /** Begins the session of an answer that holds. To be called in a transaction. */
  withPasskey({ passkey: { id, card }, asserted }: Verified, challenge: string, session: NewSession, now: number) {
    const { sql } = this.#parts
    // Verifying took a moment: whether the passkey is still there is asked again.
    const used = usePasskey(sql, id, asserted, session, now)
    if (!used.ok) return used
    sql.exec('DELETE FROM used_challenges WHERE until < ?', now)
    sql.exec('INSERT INTO used_challenges VALUES (?, ?)', challenge, now + USED_MS)
    return ok(this.#begin(session, { method: 'passkey', card: card.evidence.fingerprint, passkey: id }, now))
  }

  #isTaken(person: Person | null, challenge: string, now: number): boolean {
    for (const [other, at] of this.#taken) {
      if (now - at <= USED_MS) break
      this.#taken.delete(other)
    }
    if (this.#taken.has(challenge)) return true
    const { sql } = this.#parts
    return person !== null && sql.exec('SELECT 1 FROM used_challenges WHERE value = ?', challenge).toArray().length > 0
  }

  #begin(session: NewSession, entrance: Entrance, now: number): SignedIn {
    const { sessions, visits } = this.#parts
    sessions.begin(session, entrance, now)
    if (session.replaces !== undefined) visits.carry(session.replaces, session.hash)
    const begun = sessions.standing(session.hash, now)
    if (!begun.ok) throw new Error(`a session that ${begun.error}`)
    return sessions.signedIn(begun.value)
  }
}
