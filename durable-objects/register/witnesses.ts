// Who else has seen what a register publishes: witnesses are shown each new checkpoint, and their cosignatures kept with it.
import { cosignedBy, witnessKey, type Cosigned } from '../../workers/engines/log/cosignature.ts'
import { readWitnesses, type Witness } from '../../workers/engines/log/witness-list.ts'
import { formatSubmission } from '../../workers/engines/log/witness.ts'
import { consistencyProof, type ReadHashes } from '../../workers/engines/log/tree.ts'
import { dueAt } from '../../workers/engines/outbox.ts'
import type { Env } from '../../workers/env.ts'

/** A witness that takes longer is asked later. */
const ANSWER_MS = 10_000
/** A busy log is shown once in a while: each cosignature covers all before it. */
const EVERY_MS = 5000
/** Checkpoints with cosignatures that are kept: a slow witness may be some behind. */
const KEPT_MAX = 32
/** An answer is a few lines. */
const ANSWER_MAX = 16 * 1024

type Asked = { readonly size: number; readonly failures: number; readonly due_at: number }

/** What is published: a signed note, and its size. */
export interface Published {
  readonly size: number
  readonly checkpoint: string | null
}

export interface WitnessState {
  readonly name: string
  /** What whoever relies on it pins. */
  readonly key: string
  /** The largest tree that it has cosigned, and when, in milliseconds; null before the first. */
  readonly last: { readonly size: number; readonly at: number } | null
}

export class Witnesses {
  readonly #sql: SqlStorage
  readonly #env: () => Env
  readonly #read: ReadHashes
  #asking: Promise<void> | null = null

  constructor(sql: SqlStorage, env: () => Env, read: ReadHashes) {
    this.#sql = sql
    this.#env = env
    this.#read = read
  }

  /** The checkpoint of which most witnesses know, and of those the newest, that covers an entry; null where there is none. */
  best(position = -1): { readonly size: number; readonly checkpoint: string } | null {
    const found = this.#sql
      .exec<{ size: number; checkpoint: string }>(
        `SELECT size, checkpoint FROM witnessed WHERE size > ?
         ORDER BY (SELECT count(*) FROM cosignatures c WHERE c.size = witnessed.size) DESC, size DESC LIMIT 1`,
        position,
      )
      .toArray()[0]
    return found === undefined ? null : { size: found.size, checkpoint: this.cosigned(found.checkpoint, found.size) }
  }

  /** A checkpoint of this size with the cosignatures that are known of it. */
  cosigned(checkpoint: string, size: number): string {
    const lines = this.#sql
      .exec<{ line: string }>('SELECT line FROM cosignatures WHERE size = ? ORDER BY witness', size)
      .toArray()
    return checkpoint + lines.map(({ line }) => line).join('')
  }

  /** Keeps what was checked to be the word of witnesses on this checkpoint. Told twice, it changes nothing. */
  keep(size: number, checkpoint: string, found: readonly Cosigned[]): void {
    if (found.length === 0) return
    this.#sql.exec('INSERT OR IGNORE INTO witnessed VALUES (?, ?)', size, checkpoint)
    for (const { witness, line, at } of found)
      this.#sql.exec('INSERT OR REPLACE INTO cosignatures VALUES (?, ?, ?, ?)', size, witness.name, line, at)
    // What everybody saw is never dropped for what one of them saw since.
    const best = this.best()?.size ?? size
    this.#sql.exec(
      `DELETE FROM witnessed WHERE size <> ?1 AND size NOT IN (SELECT size FROM witnessed ORDER BY size DESC LIMIT ?2)`,
      best,
      KEPT_MAX,
    )
    this.#sql.exec('DELETE FROM cosignatures WHERE size NOT IN (SELECT size FROM witnessed)')
  }

  states(): readonly WitnessState[] {
    return this.#known().map((witness) => {
      const { name } = witness
      const last = this.#sql
        .exec<{ size: number; at: number }>(
          'SELECT size, at FROM cosignatures WHERE witness = ? ORDER BY size DESC LIMIT 1',
          name,
        )
        .toArray()[0]
      return { name, key: witnessKey(witness), last: last ?? null }
    })
  }

  /** When a witness is to be asked for what is published, in milliseconds; null where none is. */
  due({ size }: Published): number | null {
    const dues = this.#toAsk(size).map(({ name }) => this.#asked(name).due_at)
    return dues.length === 0 ? null : Math.min(...dues)
  }

  /** Shows what is published to those whose time has come; one round at a time. */
  ask(published: Published): Promise<void> {
    this.#asking ??= this.#askAll(published).finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  async #askAll({ size, checkpoint }: Published): Promise<void> {
    if (checkpoint === null) return
    const now = Date.now()
    const due = this.#toAsk(size).filter(({ name }) => this.#asked(name).due_at <= now)
    await Promise.all(due.map((witness) => this.#askOne(witness, size, checkpoint)))
  }

  async #askOne(witness: Witness, size: number, checkpoint: string): Promise<void> {
    const before = this.#asked(witness.name)
    try {
      const first = await this.#submit(witness, before.size, size, checkpoint)
      // It knows better where it stands.
      const answer = typeof first === 'number' ? await this.#submit(witness, first, size, checkpoint) : first
      if (typeof answer === 'number') throw new Error('it has seen another log of this name')
      const found = await cosignedBy(checkpoint + answer, [witness])
      if (!found.ok || found.value.length === 0) throw new Error('its answer is no cosignature')
      this.keep(size, checkpoint, found.value)
      this.#note(witness.name, size, 0, Date.now() + EVERY_MS)
    } catch (error) {
      const failures = before.failures + 1
      const reason = error instanceof Error ? error.message : 'unknown'
      console.error(JSON.stringify({ witness: witness.name, cosigned: false, reason }))
      this.#note(witness.name, before.size, failures, dueAt(failures, Date.now()))
    }
  }

  /** Its lines; or the size that it has seen, where it is not the one that was said. */
  async #submit(witness: Witness, old: number, size: number, checkpoint: string): Promise<string | number> {
    if (old > size) throw new Error(`it has seen ${old} entries, and there are ${size}`)
    const proof = old === 0 ? [] : consistencyProof(old, size, this.#read)
    const answer = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body: formatSubmission({ old, proof, checkpoint }),
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const text = await answer.text()
    if (answer.status === 409 && /^\d{1,15}\n$/u.test(text)) return Number(text)
    if (answer.status !== 200 || text.length > ANSWER_MAX) throw new Error(`it answered ${answer.status}`)
    return text
  }

  /** Those that are asked, and have not cosigned this size. */
  #toAsk(size: number): readonly Witness[] {
    return this.#known().filter(({ name, url }) => url !== undefined && this.#asked(name).size < size)
  }

  #known(): readonly Witness[] {
    const known = readWitnesses(this.#env().WITNESSES)
    return known.ok ? known.value : []
  }

  #asked(witness: string): Asked {
    const row = this.#sql
      .exec<Asked>('SELECT size, failures, due_at FROM asked WHERE witness = ?', witness)
      .toArray()[0]
    return row ?? { size: 0, failures: 0, due_at: 0 }
  }

  #note(witness: string, size: number, failures: number, due: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO asked VALUES (?, ?, ?, ?)', witness, size, failures, due)
  }
}
