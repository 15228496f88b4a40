// One question to a wallet: what was asked, by which browser, and the one answer; gone soon after.
import { DurableObject } from 'cloudflare:workers'
import type { PrivateJwk } from '../workers/engines/wallet/jws.ts'
import { REQUEST_MS } from '../workers/engines/wallet/request.ts'
import type { Env } from '../workers/env.ts'
import { err, ok } from '../workers/kernel/result.ts'

const KEY = 'presentation'
/** The page with the answer may be opened once more. */
const KEPT_MS = 50 * 60_000

export interface Outcome {
  /** Null where what was shown did not hold. */
  readonly ofAge: boolean | null
  /** Why it did not. */
  readonly refused: string | null
}

interface State {
  /** Hash of the secret of the browser that asks. */
  readonly visitor: string
  readonly nonce: string
  readonly state: string
  /** The answer is encrypted to it. */
  readonly key: PrivateJwk
  readonly askedAt: number
  readonly fetched: boolean
  readonly outcome: Outcome | null
}

export class PresentationObject extends DurableObject<Env> {
  readonly #kv = this.ctx.storage.kv

  async ask(visitor: string, nonce: string, state: string, key: PrivateJwk): Promise<void> {
    const askedAt = Date.now()
    this.#kv.put(KEY, { visitor, nonce, state, key, askedAt, fetched: false, outcome: null } satisfies State)
    await this.ctx.storage.setAlarm(askedAt + REQUEST_MS + KEPT_MS)
  }

  /** How it stands, for the browser that asked; null for any other. */
  view(visitor: string) {
    const state = this.#state()
    if (state?.visitor !== visitor) return null
    const { outcome, fetched, askedAt } = state
    return { outcome, fetched, over: this.#over(state), until: askedAt + REQUEST_MS }
  }

  /** What a wallet needs to be asked, or its answer to be read; a request that was answered is over. */
  open(fetch: boolean) {
    const state = this.#state()
    if (state === undefined) return err('presentation-unknown')
    if (state.outcome !== null) return err('presentation-answered')
    if (this.#over(state)) return err('presentation-over')
    if (fetch && !state.fetched) this.#kv.put(KEY, { ...state, fetched: true } satisfies State)
    const { nonce, state: said, key } = state
    return ok({ nonce, state: said, key })
  }

  /** Keeps the answer: the first one counts, be it a refusal, and no other is heard. */
  answer(outcome: Outcome) {
    const state = this.#state()
    if (state === undefined) return err('presentation-unknown')
    if (state.outcome !== null) return err('presentation-answered')
    if (this.#over(state)) return err('presentation-over')
    this.#kv.put(KEY, { ...state, outcome } satisfies State)
    return ok(null)
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }

  #state(): State | undefined {
    return this.#kv.get<State>(KEY)
  }

  #over({ askedAt }: State): boolean {
    return Date.now() - askedAt > REQUEST_MS
  }
}
