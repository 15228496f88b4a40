// The act on several records that holds this one: what it would enter, and whom to ask what became of it.
import type { ActCommand, Actor } from '../../workers/engines/command.ts'
import type { bothSigned } from '../../workers/engines/proposal.ts'
import type { Sealed } from '../../workers/engines/record.ts'
import type { Companion, Together } from '../../workers/engines/together.ts'
import { dueAt } from '../../workers/engines/outbox.ts'
import type { CoordinatorRef } from '../../workers/store/objects.ts'

/** What two officials have signed, whose proposal is done with the entry. */
export interface Confirmed {
  readonly proposal: string
  readonly second: Actor
  readonly both: ReturnType<typeof bothSigned>
}

/** What a coordinator asks of a record before anything is decided. */
export interface Prepare {
  readonly by: CoordinatorRef
  readonly command: ActCommand
  readonly together: Together
  /** When all of the entries are recorded, in milliseconds. */
  readonly now: number
  /** The further records that this one named when it was asked which. */
  readonly companions: readonly Companion[]
  readonly confirmed: Confirmed | null
}

export interface Hold {
  /** That of its `Together`. */
  readonly id: string
  readonly by: CoordinatorRef
  readonly register: string
  readonly key: string
  readonly request: string
  readonly sealed: Sealed
  readonly confirmed: Confirmed | null
}

export class Holds {
  readonly #sql: SqlStorage
  #hold: Hold | null = null

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** To be called when the object begins, once it has its tables. */
  load(): void {
    const row = this.#sql.exec<{ hold: string }>('SELECT hold FROM holds').toArray()[0]
    this.#hold = row === undefined ? null : (JSON.parse(row.hold) as Hold)
  }

  get current(): Hold | null {
    return this.#hold
  }

  keep(hold: Hold, now: number): void {
    this.#sql.exec('INSERT INTO holds VALUES (1, ?, 0, ?)', JSON.stringify(hold), dueAt(0, now))
    this.#hold = hold
  }

  /** To be called in the transaction that enters what was held, or alone where it is not entered. */
  drop(): void {
    this.#sql.exec('DELETE FROM holds')
    this.#hold = null
  }

  /** When the coordinator is to be asked what became of it; null where nothing is held. */
  due(): number | null {
    if (this.#hold === null) return null
    return this.#sql.exec<{ ask_at: number }>('SELECT ask_at FROM holds').one().ask_at
  }

  /** It could not be asked: later, and ever more seldom. */
  postpone(now: number): void {
    const { asks } = this.#sql.exec<{ asks: number }>('SELECT asks + 1 AS asks FROM holds').one()
    this.#sql.exec('UPDATE holds SET asks = ?, ask_at = ?', asks, dueAt(asks, now))
  }
}
