// One login at a relying party, from the pushed request to its last token: of many at one moment, one wins. An object of
// this class that is named by a client, or by a key, remembers what that has used up.
import { DurableObject } from 'cloudflare:workers'
import m0001 from '../migrations/grant/0001-init.sql'
import {
  answered,
  end,
  ofMachine,
  open,
  opens,
  overAt,
  pushed,
  redeem,
  refreshed,
  type Answer,
  type Grant,
  type Redeeming,
  type Refreshing,
  type Step,
} from '../workers/engines/oidc/grant.ts'
import type { AuthRequest } from '../workers/engines/oidc/request.ts'
import type { Env } from '../workers/env.ts'
import { err, ok, type Result } from '../workers/kernel/result.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]
/** A client that sends more at once than that is asked to wait by its address. */
const SEEN_KEPT_MS = 60_000

export class GrantObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql

  async push(client: string, request: AuthRequest): Promise<void> {
    await this.#keep(pushed(client, request, Date.now()))
  }

  /** A machine's own token: the grant is that token. */
  async machine(client: string, role: string, hash: string, jkt: string): Promise<void> {
    await this.#keep(ofMachine(client, role, { hash, jkt }, Date.now()))
  }

  async open(client: string, browser: string) {
    const answer = open(this.#grant(), { client, browser }, Date.now())
    if (answer.ok) await this.#keep(answer.value)
    return answer
  }

  /** The person agreed, in the browser that opened it. `code` is the hash of the code to be sent. */
  async answer(client: string, browser: string, answer: Answer, code: string) {
    const now = Date.now()
    const opened = open(this.#grant(), { client, browser }, now)
    if (!opened.ok) return opened
    await this.#keep(answered(opened.value, answer, code, now))
    return ok(null)
  }

  async redeem(asked: Redeeming): Promise<Result<Pick<Grant, 'request' | 'answer'>, string>> {
    return this.#step(redeem(this.#grant(), asked, Date.now()), 'code-unknown')
  }

  async refresh(asked: Refreshing): Promise<Result<Pick<Grant, 'request' | 'answer'>, string>> {
    return this.#step(refreshed(this.#grant(), asked, Date.now()), 'refresh-unknown')
  }

  /** What an access token opens. */
  access(hash: string, jkt?: string): Result<Grant, string> {
    return opens(this.#grant(), { hash, jkt }, Date.now())
  }

  /** Ends it where the token is one of its own, and of this client. */
  async revoke(client: string, hash: string): Promise<void> {
    const grant = this.#grant()
    const known = grant !== null && (grant.refresh?.hash === hash || grant.access.some((one) => one.hash === hash))
    if (known && grant.client === client) await this.end()
  }

  /** Ends all that came of it; again changes nothing. */
  async end(): Promise<void> {
    const grant = this.#grant()
    if (grant !== null && grant.stage !== 'ended') await this.#keep(end(grant))
  }

  /** Whether `id` comes for the first time; it could come again until `until`. */
  async once(id: string, until: number): Promise<boolean> {
    const now = Date.now()
    migrate(this.ctx.storage, MIGRATIONS)
    this.#sql.exec('DELETE FROM seen WHERE until < ?', now)
    const { rowsWritten } = this.#sql.exec('INSERT OR IGNORE INTO seen VALUES (?, ?)', id, until)
    const last = this.#sql.exec<{ last: number }>('SELECT max(until) AS last FROM seen').one().last
    await this.ctx.storage.setAlarm(last + SEEN_KEPT_MS)
    return rowsWritten > 0
  }

  /** Nothing in it counts any more. */
  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }

  async #step<E extends string>(step: Step<Answer, E> | null, unknown: string) {
    if (step === null) return err(unknown)
    await this.#keep(step.grant)
    const { request, answer } = step.grant
    return step.result.ok ? ok({ request, ...(answer === undefined ? {} : { answer }) }) : step.result
  }

  #grant(): Grant | null {
    // Whoever makes up a request leaves nothing behind.
    if (this.ctx.storage.kv.get('schema') === undefined) return null
    const row = this.#sql.exec<{ value: string }>('SELECT value FROM state').toArray()[0]
    return row === undefined ? null : (JSON.parse(row.value) as Grant)
  }

  async #keep(grant: Grant): Promise<void> {
    migrate(this.ctx.storage, MIGRATIONS)
    this.#sql.exec(
      'INSERT INTO state VALUES (1, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
      JSON.stringify(grant),
    )
    await this.ctx.storage.setAlarm(overAt(grant))
  }
}
