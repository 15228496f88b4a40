// Which objects there are that belong to a backup, and which of them have changed: each says so at its first change after
// it was saved. Of many shards, each has those whose names fall to it.
import { DurableObject } from 'cloudflare:workers'
import m0001 from '../migrations/roster/0001-init.sql'
import type { KeptKind, RestoreStage } from '../workers/engines/backup/kept.ts'
import type { Env } from '../workers/env.ts'
import { err, ok, type Result } from '../workers/kernel/result.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]

/** What a restore has come to; the first shard keeps it for the deployment. */
interface Restore {
  /** Which backup: the hash of its manifest. */
  readonly backup: string
  readonly stage: RestoreStage
}

export class RosterObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql
  readonly #kv = this.ctx.storage.kv

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    if (ctx.storage.kv.get('schema') !== undefined) migrate(ctx.storage, MIGRATIONS)
  }

  /** These have begun to change. Said twice, it costs a second copy in the next backup and no more. */
  note(kind: KeptKind, names: readonly string[]): void {
    migrate(this.ctx.storage, MIGRATIONS)
    this.ctx.storage.transactionSync(() => {
      let seq = this.mark()
      for (const name of names)
        this.#sql.exec(
          'INSERT INTO kept VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq',
          kind,
          name,
          (seq += 1),
        )
    })
  }

  /** The number of the last change. */
  mark(): number {
    if (this.#kv.get('schema') === undefined) return 0
    return this.#sql.exec<{ seq: number | null }>('SELECT max(seq) AS seq FROM kept').one().seq ?? 0
  }

  /** Objects of a kind that have changed since a mark, in the order of their names, which holds while they change again. */
  changed(kind: KeptKind, since: number, after: string, limit: number): readonly string[] {
    if (this.#kv.get('schema') === undefined) return []
    return this.#sql
      .exec<{ name: string }>(
        'SELECT name FROM kept WHERE kind = ? AND name > ? AND seq > ? ORDER BY name LIMIT ?',
        kind,
        after,
        since,
        limit,
      )
      .toArray()
      .map(({ name }) => name)
  }

  /** Which deployment this is: what was counted in another says nothing here. */
  deployment(): string {
    const known = this.#kv.get<string>('deployment')
    if (known !== undefined) return known
    const made = crypto.randomUUID()
    this.#kv.put('deployment', made)
    return made
  }

  restoring(): Restore | null {
    return this.#kv.get<Restore>('restore') ?? null
  }

  /** Takes one restore, which may go on after it broke off; answers how far it has come. */
  beginRestore(backup: string): Result<RestoreStage, 'restore-not-empty'> {
    const under = this.restoring()
    if (under !== null && (under.backup !== backup || under.stage === 'finished')) return err('restore-not-empty')
    if (under === null) this.reachRestore(backup, 'writing')
    return ok(under?.stage ?? 'writing')
  }

  reachRestore(backup: string, stage: RestoreStage): void {
    this.#kv.put('restore', { backup, stage } satisfies Restore)
  }
}
