// An object whose content belongs to a backup: its writes are noticed, all of it can be read out, and written into an empty one.
import { DurableObject } from 'cloudflare:workers'
import { leftOutTables, type KeptKind } from '../workers/engines/backup/kept.ts'
import type { ObjectLine } from '../workers/engines/backup/line.ts'
import type { Env } from '../workers/env.ts'
import { err, ok, type Result } from '../workers/kernel/result.ts'
import { hasRows, readPage, writePage } from './kept/copy.ts'
import { Noted, watched } from './kept/noted.ts'
import { migrate } from './migrate.ts'

/** A page of an object, which is whole where there is no next one. */
export interface DumpPage {
  /** An `ObjectLine`. */
  readonly line: string
  /** Pages of one object that differ in it are not of one moment. */
  readonly version: string
  readonly next?: string
}

type Refusal = 'restore-not-empty' | 'restore-newer' | 'restore-line-invalid'

export abstract class KeptObject extends DurableObject<Env> {
  /** What is written by it counts as a change. */
  protected readonly sql: SqlStorage
  readonly #noted: Noted
  readonly #kind: KeptKind
  /** Of its schema. */
  readonly #steps: readonly string[]

  constructor(ctx: DurableObjectState, env: Env, kind: KeptKind, steps: readonly string[]) {
    super(ctx, env)
    this.#kind = kind
    this.#steps = steps
    this.#noted = new Noted(ctx, env, kind)
    this.sql = watched(ctx.storage.sql, () => this.#noted.changed())
  }

  /** Reads into memory what was written into an empty object. */
  protected reload(): void {}

  /** Does what may come only after the roster knows that the object has changed. */
  protected async onceNoted<T>(work: () => Promise<T>): Promise<T> {
    await this.#noted.told()
    return work()
  }

  /** All that the object keeps, page by page; `from` is the `next` of the page before, and '' at first. */
  dump(from: string): DumpPage {
    if (from === '') this.#noted.saved()
    const { name } = this.ctx.id
    const schema = this.ctx.storage.kv.get<number>('schema') ?? 0
    const head = { kind: this.#kind, name: name ?? '', schema }
    return {
      version: this.#noted.version,
      ...readPage(this.ctx.storage.sql, head, leftOutTables[this.#kind] ?? [], from),
    }
  }

  /** Writes a page of a backup into the object, which is empty before the first; the same again changes nothing. */
  restore(line: string, backup: string): Result<null, Refusal> {
    const { kv } = this.ctx.storage
    const { kind, name, schema, page, more, tables } = JSON.parse(line) as ObjectLine
    if (kind !== this.#kind || name !== this.ctx.id.name) return err('restore-line-invalid')
    if (schema > this.#steps.length) return err('restore-newer')
    const done = kv.get<string>('restored')
    const pages = kv.get<number>('restoring') ?? 0
    if (done === backup || page < pages) return ok(null)
    if (page > pages) return err('restore-line-invalid')
    const leftOut = leftOutTables[this.#kind] ?? []
    if (done !== undefined || (page === 0 && hasRows(this.ctx.storage.sql, leftOut))) return err('restore-not-empty')
    try {
      this.ctx.storage.transactionSync(() => {
        // Its rows come into the tables of their own time, and change with them.
        migrate(this.ctx.storage, this.#steps.slice(0, Math.max(schema, kv.get<number>('schema') ?? 0)))
        writePage(this.ctx.storage.sql, tables, leftOut)
        kv.put('restoring', page + 1)
        if (more) return
        migrate(this.ctx.storage, this.#steps)
        kv.delete('restoring')
        kv.put('restored', backup)
        this.#noted.knownChanged()
      })
    } catch (error) {
      console.error('a line was not restored', error)
      return err('restore-line-invalid')
    }
    if (!more) this.reload()
    return ok(null)
  }

  /** After a restore: the object looks after what it still had to do. */
  async wake(): Promise<void> {
    if ('alarm' in this) await this.ctx.storage.setAlarm(Date.now())
  }
}
