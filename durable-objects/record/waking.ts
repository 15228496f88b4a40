// How a record that came in a batch comes to life: the first time that anybody touches it, from its row in the store, if
// that is what the log of its register has.
import { catalogue } from '../../workers/catalogue.ts'
import { openBatch, scrubbed } from '../../workers/engines/import/batch.ts'
import { originOf } from '../../workers/engines/log/checkpoint.ts'
import { signerFrom } from '../../workers/engines/log/note.ts'
import { ACT_MS } from '../../workers/engines/unique.ts'
import type { Env } from '../../workers/env.ts'
import { fromBase64 } from '../../workers/kernel/bytes.ts'
import { registerObject } from '../../workers/store/objects.ts'
import type { Origin } from '../register/arrivals.ts'
import { migrate } from '../migrate.ts'
import { MIGRATIONS } from './migrations.ts'
import type { RecordRows } from './rows.ts'

/** After half of the time in which nobody else may enter it, whoever is about to looks again. */
const LOOK_AGAIN_MS = ACT_MS / 2

/** The idempotency key of what came in a batch. */
const BATCH = 'batch:'

/** The batch in which what was asked under a key came; none where somebody asked it. */
export const batchIn = (idempotencyKey: string): readonly string[] =>
  idempotencyKey.startsWith(BATCH) ? [idempotencyKey.slice(BATCH.length)] : []

/** Erases a record from the batch in which it came. */
export async function scrub(env: Pick<Env, 'STORE'>, batch: string, record: string): Promise<void> {
  const stored = await env.STORE.get(batch)
  if (stored === null) return
  // Two records of one batch may be erased at once: whoever comes second reads it anew.
  const kept = await env.STORE.put(batch, scrubbed(await stored.text(), record), {
    onlyIf: { etagMatches: stored.etag },
  })
  if (kept === null) throw new Error('a batch that was written meanwhile')
}

export class Waking {
  readonly #ctx: DurableObjectState
  readonly #env: Env
  readonly #rows: RecordRows
  readonly #woken: () => void
  #lookedAt = 0

  constructor(ctx: DurableObjectState, env: Env, rows: RecordRows, woken: () => void) {
    this.#ctx = ctx
    this.#env = env
    this.#rows = rows
    this.#woken = woken
  }

  /** To be called as an instance begins. */
  begin(load: () => void): void {
    const { storage, id } = this.#ctx
    // An object that nobody wrote to keeps no tables: whoever asks for random addresses leaves nothing behind.
    if (storage.kv.get('schema') === undefined) return void this.#ctx.blockConcurrencyWhile(() => this.look(false))
    migrate(storage, MIGRATIONS)
    const register = id.name?.split(':')[0] ?? ''
    if (catalogue.isBuiltIn(register)) return load()
    // What is asked for before the object is closed to others is answered only when it is open again: never.
    void this.#ctx.blockConcurrencyWhile(async () => {
      await catalogue.know(this.#env, register)
      load()
    })
  }

  /** Whether nobody who would enter it has looked for it just now. */
  due = (): boolean => Date.now() - this.#lookedAt > LOOK_AGAIN_MS

  /** A record that is not there; throws where it was looked for too long ago: a batch may have brought it since. */
  sure(record: string): string {
    if (Date.now() - this.#lookedAt > ACT_MS) throw new Error('a record that nobody has looked for in time')
    return record
  }

  /**
   * Whether it came in a batch, and lies there still: then it comes to life. Who is about to `enter` it keeps it from
   * batches for a while; to read what is not there keeps nothing from anybody.
   */
  async look(enter: boolean): Promise<void> {
    const [register = '', record = ''] = this.#ctx.id.name?.split(':') ?? []
    const { storage } = this.#ctx
    const now = Date.now()
    const origin = await registerObject(this.#env, register).origin(record, enter)
    if (enter) this.#lookedAt = now
    if (origin === null) return
    const kept = await rowOf(this.#env, register, origin)
    if (kept.leafHash !== origin.leafHash || kept.entry.record !== record)
      throw new Error(`the batch ${origin.batch} is not what the log has`)
    await catalogue.know(this.#env, register)
    storage.transactionSync(() => {
      // Somebody else may have looked as well.
      if (storage.kv.get('schema') !== undefined && this.#rows.register() !== undefined) return
      migrate(storage, MIGRATIONS)
      this.#rows.begin(register)
      this.#rows.append(`${BATCH}${origin.batch}`, '', kept)
      this.#rows.setDelivered(kept.entry.seq)
    })
    this.#woken()
  }
}

async function rowOf(env: Env, register: string, { batch, at }: Origin) {
  const stored = await env.STORE.get(batch)
  if (stored === null) throw new Error(`the batch ${batch} is gone`)
  const signer = await signerFrom(originOf(env.ORIGIN, register), fromBase64(env.LOG_KEY))
  const verifier = { name: signer.name, publicKey: new Uint8Array(signer.publicKey) }
  const opened = await openBatch(await stored.text(), register, verifier, [at])
  const [row] = opened.ok ? opened.value : []
  if (row === undefined) throw new Error(`the batch ${batch} is not one that was signed`)
  return row
}
