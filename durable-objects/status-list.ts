// One list of which credentials still count: it gives places away at random, and says at once what became of each.
import m0001 from '../migrations/status-list/0001-init.sql'
import {
  compressList,
  LIST_FULL,
  LIST_SIZE,
  packList,
  STATUS,
  type Status,
} from '../workers/engines/wallet/status-list.ts'
import type { Env } from '../workers/env.ts'
import { err, ok } from '../workers/kernel/result.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]
/** Verifiers may hold a copy for so long after its last credential is over. */
const KEPT_MS = 24 * 60 * 60_000

export class StatusListObject extends KeptObject {
  readonly #sql = this.sql
  /** The list as it is served, while nothing changes. */
  #served: Promise<string> | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'StatusListObject', MIGRATIONS)
    if (ctx.storage.kv.get('schema') !== undefined) migrate(ctx.storage, MIGRATIONS)
  }

  /** Places for so many credentials, that nobody can guess one from another. `expiresAt` in milliseconds. */
  async allocate(count: number, expiresAt: number) {
    migrate(this.ctx.storage, MIGRATIONS)
    if (this.#given() + count > LIST_FULL) return err('list-full')
    const places = this.ctx.storage.transactionSync(() => Array.from({ length: count }, () => this.#give(expiresAt)))
    await this.ctx.storage.setAlarm(this.#over())
    return ok(places)
  }

  /** What is said of these places from now on; said again it changes nothing. What is invalid stays so. */
  change(places: readonly number[], status: Status): void {
    if (this.ctx.storage.kv.get('schema') === undefined) return
    this.ctx.storage.transactionSync(() => {
      for (const place of places)
        this.#sql.exec(
          'UPDATE entries SET status = ? WHERE place = ? AND status <> ?',
          STATUS[status],
          place,
          STATUS.invalid,
        )
    })
    this.#served = null
  }

  /** Null where no credential ever had that place. */
  status(place: number): number | null {
    if (this.ctx.storage.kv.get('schema') === undefined) return null
    const row = this.#sql.exec<{ status: number }>('SELECT status FROM entries WHERE place = ?', place).toArray()[0]
    return row?.status ?? null
  }

  /** The compressed list, in base64url; null where there is no such list. */
  async list(): Promise<string | null> {
    if (this.ctx.storage.kv.get('schema') === undefined) return null
    this.#served ??= compressList(packList(this.#changed()))
    return this.#served
  }

  /** Nothing is left of a list whose credentials are all over. */
  override async alarm(): Promise<void> {
    const over = this.#over()
    if (Date.now() < over) await this.ctx.storage.setAlarm(over)
    else await this.ctx.storage.deleteAll()
  }

  #changed() {
    return this.#sql
      .exec<{ index: number; status: number }>('SELECT place AS "index", status FROM entries WHERE status <> 0')
      .toArray()
  }

  #given(): number {
    return this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM entries').one().n
  }

  #over(): number {
    const { at } = this.#sql.exec<{ at: number | null }>('SELECT max(expires_at) AS at FROM entries').one()
    return (at ?? 0) + KEPT_MS
  }

  /** At most half of the places are taken: a free one is found within a few draws. */
  #give(expiresAt: number): number {
    for (;;) {
      const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
      const place = random % LIST_SIZE
      const { rowsWritten } = this.#sql.exec(
        'INSERT OR IGNORE INTO entries (place, expires_at) VALUES (?, ?)',
        place,
        expiresAt,
      )
      if (rowsWritten > 0) return place
    }
  }
}
