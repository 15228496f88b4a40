// What officials of a deciding role do in a case: they look at it, draft a decision, and make it.
import { decide, decidingRole, draftDecision, look, type DecisionDraft } from '../../workers/engines/case/decide.ts'
import type { Official } from '../../workers/engines/case/state.ts'
import type { Refused } from '../../workers/engines/command.ts'
import type { SignatureBundle } from '../../workers/engines/identity/intent.ts'
import type { Sent } from '../../workers/kernel/parse.ts'
import type { Ok } from '../../workers/kernel/result.ts'
import type { Keeper } from './keeper.ts'

const refused = (error: string): Refused => ({ ok: false, error })

export class Desk {
  readonly #keeper: Keeper

  constructor(keeper: Keeper) {
    this.#keeper = keeper
  }

  /** Opens it; the applicant is told of it once an official. */
  async examine(person: string, roles: readonly string[]): Promise<Ok<null> | Refused> {
    const { events, append, settle } = this.#keeper
    const desk = this.#at(person, roles)
    if (!desk.ok) return desk
    const seen = events().flatMap((event) => (event.type === 'looked' ? [event.by.person] : []))
    const looked = look(desk.state, desk.by, seen)
    if (looked !== null) append(looked)
    await settle()
    return { ok: true, value: null }
  }

  draft(person: string, roles: readonly string[], typed: Sent): Ok<DecisionDraft> | Refused {
    const desk = this.#at(person, roles)
    return desk.ok ? draftDecision(desk.state, desk.service, typed, desk.by, this.#keeper.today()) : desk
  }

  async decide(
    person: string,
    roles: readonly string[],
    typed: Sent,
    signature: SignatureBundle,
  ): Promise<Ok<null> | Refused> {
    const { today, append, settle } = this.#keeper
    const desk = this.#at(person, roles)
    if (!desk.ok) return desk
    const decided = decide(desk.state, desk.service, typed, desk.by, signature, today())
    if (!decided.ok) return decided
    append(decided.value)
    await settle()
    return { ok: true, value: null }
  }

  #at(person: string, roles: readonly string[]) {
    const state = this.#keeper.state()
    // A draft is nobody's business but its applicant's.
    if (state === null || state.submission === null) return refused('unknown-case')
    const service = this.#keeper.service(state)
    const role = decidingRole(service, roles)
    if (role === undefined) return refused('not-allowed')
    const by: Official = { person, role }
    return { ok: true as const, state, service, by }
  }
}
