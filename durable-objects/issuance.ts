// One offer of a credential, from the page that shows it to the wallet that has it: of many at once, one collects it.
import { DurableObject } from 'cloudflare:workers'
import {
  ACCESS_MS,
  collect,
  mayIssue,
  OFFER_MS,
  standingOf,
  type BackingCard,
  type Issuance,
} from '../workers/engines/wallet/issuance.ts'
import type { Env } from '../workers/env.ts'
import { err, ok } from '../workers/kernel/result.ts'

const KEY = 'issuance'
/** How long it is remembered, so that a code that comes late is told why. */
const KEPT_MS = 60 * 60_000

export class IssuanceObject extends DurableObject<Env> {
  readonly #kv = this.ctx.storage.kv

  async offer(person: string, name: string, card: BackingCard): Promise<void> {
    const offeredAt = Date.now()
    const state: Issuance = { person, name, card, offeredAt, attempts: 0, collectedAt: null, issuedAt: null }
    this.#kv.put(KEY, state)
    await this.ctx.storage.setAlarm(offeredAt + OFFER_MS + ACCESS_MS + KEPT_MS)
  }

  /** How it stands, for the page of its person; null for anybody else. */
  view(person: string) {
    const state = this.#state()
    if (state?.person !== person) return null
    const { name, offeredAt, attempts } = state
    return { name, attempts, until: offeredAt + OFFER_MS, standing: standingOf(state, Date.now()) }
  }

  /** Whether the offer may be read by who scanned it. */
  isOffered(): boolean {
    const state = this.#state()
    return state !== undefined && standingOf(state, Date.now()) === 'offered'
  }

  /** `right` says whether the PIN that came with the code is. */
  collect(right: boolean) {
    const before = this.#state()
    if (before === undefined) return err('offer-unknown')
    const { state, answer } = collect(before, right, Date.now())
    if (state !== before) this.#kv.put(KEY, state)
    return answer
  }

  mayIssue() {
    const state = this.#state()
    return state === undefined ? err('token-unknown') : mayIssue(state, Date.now())
  }

  /** Takes the one issuing that a token is for; with whom it is for. */
  take() {
    const state = this.#state()
    if (state === undefined) return err('token-unknown')
    const allowed = mayIssue(state, Date.now())
    if (!allowed.ok) return allowed
    this.#kv.put(KEY, { ...state, issuedAt: Date.now() } satisfies Issuance)
    const { person, name, card } = state
    return ok({ person, name, card })
  }

  /** Whose it was, after it was issued. */
  issuedTo(): string | null {
    const state = this.#state()
    return state !== undefined && state.issuedAt !== null ? state.person : null
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll()
  }

  #state(): Issuance | undefined {
    return this.#kv.get<Issuance>(KEY)
  }
}
