// One applicant that is no human: how its cases stand and what it was told, for whoever acts for it today. Whoever calls is
// the portal itself, which has asked the mandate; `services` are those that it reaches, absent where it reaches all.
import m0001 from '../migrations/applicant/0001-init.sql'
import type { CaseNote, Delivery, InboxMessage } from '../workers/engines/identity/person.ts'
import type { Env } from '../workers/env.ts'
import { Inbox } from './inbox.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]

export class ApplicantObject extends KeptObject {
  readonly #inbox = new Inbox(this.sql)

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'ApplicantObject', MIGRATIONS)
    if (this.#isKnown()) migrate(ctx.storage, MIGRATIONS)
  }

  /** Puts a message where those who act for it read it; the same id again changes nothing. */
  deliver(id: string, message: Delivery): void {
    migrate(this.ctx.storage, MIGRATIONS)
    this.#inbox.deliver(id, message, Date.now())
  }

  /** Keeps how a case stands; an older telling changes nothing. */
  noteCase(note: CaseNote): void {
    migrate(this.ctx.storage, MIGRATIONS)
    this.#inbox.note(note)
  }

  /** A page of what it was told, the latest first, from behind the message `after`. */
  inbox(services?: readonly string[], after?: string): readonly InboxMessage[] {
    return this.#isKnown() ? this.#inbox.messages(after, services) : []
  }

  /** One message, which is read by that, whoever of them reads it. */
  message(id: string, services?: readonly string[]): InboxMessage | null {
    return this.#isKnown() ? this.#inbox.read(id, Date.now(), services) : null
  }

  overview(services?: readonly string[]): { readonly cases: readonly CaseNote[]; readonly unread: number } {
    if (!this.#isKnown()) return { cases: [], unread: 0 }
    return { cases: this.#inbox.cases(services), unread: this.#inbox.unread(services) }
  }

  /** An object that nobody wrote to keeps no tables. */
  #isKnown = (): boolean => this.ctx.storage.kv.get('schema') !== undefined
}
