// When an object tells the roster that it has changed: at its first write after it was saved, and never twice until then.
import type { KeptKind } from '../../workers/engines/backup/kept.ts'
import type { Env } from '../../workers/env.ts'
import { rosterOf } from '../../workers/store/kept.ts'

/** `due`: it has changed, and the roster may not know. Nothing is kept while nothing has changed. */
type State = 'due' | 'told' | undefined

const KEY = 'roster'

export class Noted {
  readonly #ctx: DurableObjectState
  readonly #env: Env
  readonly #kind: KeptKind
  readonly #instance = crypto.randomUUID()
  #state: State
  #writes = 0
  #saves = 0
  #telling: Promise<void> | null = null

  constructor(ctx: DurableObjectState, env: Env, kind: KeptKind) {
    this.#ctx = ctx
    this.#env = env
    this.#kind = kind
    this.#state = ctx.storage.kv.get<State>(KEY)
    // A crash came between the change and the telling.
    if (this.#state === 'due') ctx.waitUntil(this.told())
  }

  /** Differs between any two moments between which something was written. */
  get version(): string {
    return `${this.#instance}.${this.#writes}`
  }

  /** Something was written; kept in the same write, told at once. */
  changed(): void {
    this.#writes += 1
    if (this.#state === 'told') return
    if (this.#state === undefined) this.#keep('due')
    this.#ctx.waitUntil(this.told())
  }

  /** All of it was read out: the next write is the first again. */
  saved(): void {
    this.#saves += 1
    if (this.#state !== undefined) this.#keep(undefined)
  }

  /** Whoever wrote all of it has told the roster. */
  knownChanged(): void {
    this.#keep('told')
  }

  /** Resolves when the roster knows, or could not be told: then the next write, or the next waking, tells it. */
  told(): Promise<void> {
    this.#telling ??= this.#tell()
      .catch((error: unknown) => console.error('the roster was not told', error))
      .finally(() => {
        this.#telling = null
      })
    return this.#telling
  }

  async #tell(): Promise<void> {
    const { name } = this.#ctx.id
    if (name === undefined) return
    while (this.#state === 'due') {
      const saves = this.#saves
      await rosterOf(this.#env, name).note(this.#kind, [name])
      // What was saved meanwhile and has changed again is told once more.
      if (saves === this.#saves) this.#keep('told')
    }
  }

  #keep(state: State): void {
    this.#state = state
    if (state === undefined) this.#ctx.storage.kv.delete(KEY)
    else this.#ctx.storage.kv.put(KEY, state)
  }
}

/** The same storage; `wrote` hears of each statement that wrote. */
export function watched(sql: SqlStorage, wrote: () => void): SqlStorage {
  const exec: SqlStorage['exec'] = (query, ...bindings) => {
    const cursor = sql.exec(query, ...bindings)
    if (cursor.rowsWritten > 0) wrote()
    return cursor as never
  }
  return { exec } as SqlStorage
}
