// What one person shows to others of their records: each until its time, or until they end it; how often it was opened.
import { DurableObject } from 'cloudflare:workers'
import m0001 from '../migrations/shares/0001-init.sql'
import { sharesMax, type Share, type Shown } from '../workers/engines/share.ts'
import type { Env } from '../workers/env.ts'
import { err, ok, type Result } from '../workers/kernel/result.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]

type Row = {
  readonly id: string
  readonly register: string
  readonly record: string
  readonly caption: string
  readonly sheet: string
  readonly seq: number
  readonly made_at: number
  readonly until: number
  readonly opened: number
  readonly last_at: number | null
}

const shareOf = ({ made_at: madeAt, last_at: lastAt, ...row }: Row): Share => ({ ...row, madeAt, lastAt })

export class SharesObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql
  #ready = this.ctx.storage.kv.get('schema') !== undefined

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    // Whoever asks for made-up addresses leaves nothing behind.
    if (this.#ready) migrate(ctx.storage, MIGRATIONS)
  }

  /** Shows an extract for so long; the same id again changes nothing. */
  async make(
    id: string,
    { register, record, caption, sheet, seq }: Shown,
    termMs: number,
  ): Promise<Result<Share, 'too-many-shares'>> {
    migrate(this.ctx.storage, MIGRATIONS)
    this.#ready = true
    const now = Date.now()
    const known = this.#alive(now)
    const before = known.find((share) => share.id === id)
    if (before !== undefined) return ok(before)
    if (known.length >= sharesMax) return err('too-many-shares')
    const made = {
      id,
      register,
      record,
      caption,
      sheet,
      seq,
      madeAt: now,
      until: now + termMs,
      opened: 0,
      lastAt: null,
    }
    this.#sql.exec(
      'INSERT OR REPLACE INTO shares VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, NULL)',
      id,
      register,
      record,
      caption,
      sheet,
      seq,
      now,
      made.until,
    )
    await this.#arm()
    return ok(made)
  }

  /** Those that still count, the latest first. */
  list(): readonly Share[] {
    return this.#ready ? this.#alive(Date.now()) : []
  }

  /** What somebody sees who has the address; that they did is counted. Null once it is over. */
  open(id: string): Share | null {
    const found = this.list().find((share) => share.id === id)
    if (found === undefined) return null
    this.#sql.exec('UPDATE shares SET opened = opened + 1, last_at = ? WHERE id = ?', Date.now(), id)
    return found
  }

  /** Ends it now; told twice, it changes nothing. */
  async end(id: string): Promise<void> {
    if (!this.#ready) return
    this.#sql.exec('DELETE FROM shares WHERE id = ?', id)
    await this.#arm()
  }

  /** What is over is forgotten; may ring twice or late, for what is over is shown to nobody anyway. */
  override async alarm(): Promise<void> {
    this.#sql.exec('DELETE FROM shares WHERE until <= ?', Date.now())
    await this.#arm()
  }

  #alive(now: number): Share[] {
    return this.#sql
      .exec<Row>('SELECT * FROM shares WHERE until > ? ORDER BY made_at DESC, id', now)
      .toArray()
      .map(shareOf)
  }

  async #arm(): Promise<void> {
    const { next } = this.#sql.exec<{ next: number | null }>('SELECT min(until) AS next FROM shares').one()
    if (next !== null) return this.ctx.storage.setAlarm(next)
    this.#ready = false
    await this.ctx.storage.deleteAll()
  }
}
