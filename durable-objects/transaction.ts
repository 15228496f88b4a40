// One act on several records that no case causes: an official's at a desk, an authority's system, two officials' together.
// An object of its own and not the first record, so that what coordinates an act is never held by one itself; and one for
// each time that an act is asked for, so that no act waits for another's coordinator.
import m0001 from '../migrations/transaction/0001-init.sql'
import type { ActAnswer, ActCommand } from '../workers/engines/command.ts'
import type { Env } from '../workers/env.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'
import type { Confirmed } from './record/holds.ts'
import { Transactions } from './transactions.ts'

const MIGRATIONS = [m0001]

export class TransactionObject extends KeptObject {
  readonly #transactions = new Transactions(this.sql, {
    ctx: this.ctx,
    env: () => this.env,
    kind: 'transaction',
    begin: () => migrate(this.ctx.storage, MIGRATIONS),
    arm: () => this.#arm(),
  })

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'TransactionObject', MIGRATIONS)
    if (ctx.storage.kv.get('schema') !== undefined) migrate(ctx.storage, MIGRATIONS)
  }

  perform(command: ActCommand, confirmed: Confirmed | null = null): Promise<ActAnswer> {
    return this.#transactions.perform(command, confirmed)
  }

  /** What became of an act, for a record that it holds. An object that coordinates nothing has decided nothing. */
  async outcome(id: string): Promise<'committed' | 'aborted'> {
    return this.ctx.storage.kv.get('schema') === undefined ? 'aborted' : this.#transactions.outcome(id)
  }

  override async alarm(): Promise<void> {
    await this.#transactions.settle()
    await this.#arm()
  }

  #arm(): Promise<void> {
    const due = this.#transactions.due()
    return due === null ? this.ctx.storage.deleteAlarm() : this.ctx.storage.setAlarm(due)
  }
}
