// The definitions that the officials of one authority are drafting: one of them begins, another carries on.
import m0001 from '../migrations/drafts/0001-init.sql'
import type { Env } from '../workers/env.ts'
import { err, ok, type Result } from '../workers/kernel/result.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]
/** An authority works on a few at once; what is in force is no draft. */
const DRAFTS_MAX = 50

export interface Draft {
  readonly id: string
  /** A definition as JSON, whatever is still wrong with it. */
  readonly definition: string
  /** Which of its states it is: whoever saves says which one they saw. */
  readonly seq: number
  readonly at: number
}

type Row = { readonly id: string; readonly definition: string; readonly seq: number; readonly at: number }

export class DraftsObject extends KeptObject {
  readonly #sql = this.sql

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'DraftsObject', MIGRATIONS)
    migrate(ctx.storage, MIGRATIONS)
  }

  /** The last touched first. */
  list(): readonly Draft[] {
    return this.#sql.exec<Row>('SELECT * FROM drafts ORDER BY at DESC, id').toArray()
  }

  get(id: string): Draft | null {
    return this.#sql.exec<Row>('SELECT * FROM drafts WHERE id = ?', id).toArray()[0] ?? null
  }

  /** Keeps it as it is now; `seq` is the state that was seen, 0 for a new one. */
  save(id: string, definition: string, seq: number): Result<Draft, 'stale-version' | 'too-many-drafts'> {
    const kept = this.get(id)
    if ((kept?.seq ?? 0) !== seq) return err('stale-version')
    const { n } = this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM drafts').one()
    if (kept === null && n >= DRAFTS_MAX) return err('too-many-drafts')
    const draft = { id, definition, seq: seq + 1, at: Date.now() }
    this.#sql.exec('INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)', id, definition, draft.seq, draft.at)
    return ok(draft)
  }

  remove(id: string): void {
    this.#sql.exec('DELETE FROM drafts WHERE id = ?', id)
  }
}
