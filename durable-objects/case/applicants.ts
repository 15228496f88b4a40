// What is done in a case for its applicant: by themself, or by whoever acts for them, whose mandate is asked each time.
import { catalogue } from '../../workers/catalogue.ts'
import {
  afterAnswer,
  answer,
  applicationOf,
  obstacleOf,
  order,
  submit,
  withdraw,
} from '../../workers/engines/case/decide.ts'
import type { Asked } from '../../workers/engines/case/form.ts'
import { recall } from '../../workers/engines/case/signing.ts'
import { stakeOf } from '../../workers/engines/case/stake.ts'
import { isSeenBy, mayMove, type CaseState, type Happening } from '../../workers/engines/case/state.ts'
import { viewOf, type CaseView } from '../../workers/engines/case/view.ts'
import type { Refused } from '../../workers/engines/command.ts'
import type { SignatureBundle } from '../../workers/engines/identity/intent.ts'
import { isFor, reaches } from '../../workers/engines/mandate.ts'
import { personId } from '../../workers/engines/names.ts'
import type { Order } from '../../workers/engines/payment.ts'
import type { LoadedService } from '../../workers/kernel/load-service.ts'
import type { Sent } from '../../workers/kernel/parse.ts'
import { ok, type Ok, type Result } from '../../workers/kernel/result.ts'
import { readHeld } from '../../workers/store/mandates.ts'
import { personById } from '../../workers/store/objects.ts'
import { applicantFor, mayStillAct, openingOf } from './acting.ts'
import type { Keeper } from './keeper.ts'

type Answer<T> = Ok<T> | Refused

interface Own {
  readonly state: CaseState
  readonly service: LoadedService
}

const refused = (error: string): Refused => ({ ok: false, error })

export class Applicants {
  readonly #keeper: Keeper

  constructor(keeper: Keeper) {
    this.#keeper = keeper
  }

  async open(id: string, service: string, person: string, mandate: string | null): Promise<Answer<CaseView>> {
    const { env, state, today, append, gather, settle } = this.#keeper
    if (state() === null) {
      const loaded = catalogue.service(service)
      if (loaded === undefined) return refused('unknown-service')
      const opening = await openingOf(env(), loaded, { case: id, person, mandate, today: today() })
      if (!opening.ok) return opening
      // While the person was asked, another request may have opened it.
      if (state() === null) append(opening.value)
      await gather(false)
      await settle()
    }
    return this.view(person, mandate)
  }

  async view(person: string, by: string | null): Promise<Answer<CaseView>> {
    const state = this.#keeper.state()
    if (state === null) return refused('unknown-case')
    const reads = await this.#reads(state, person, by)
    return reads.ok ? ok(this.shown(reads.value)) : reads
  }

  async carryOn(person: string, mandate: string): Promise<Answer<CaseView>> {
    const { env, state: read, service: serviceOf, today, append, settle } = this.#keeper
    const state = read()
    const reads = state === null ? refused('unknown-case') : await this.#reads(state, person, mandate)
    if (state === null || !reads.ok) return reads.ok ? refused('unknown-case') : reads
    if (!reads.value || state.represented === null) return refused('mandate-of-another')
    if (!mayMove(state.status, 'hand')) return refused('case-not-draft')
    if (state.person === person) return ok(this.shown(true))
    const identity = await personById(env(), person).identity()
    const asked = { person, name: identity?.name ?? '', mandate, today: today() }
    const applicant = await applicantFor(env(), serviceOf(state), asked, state)
    if (!applicant.ok) return applicant
    // Whoever was at it may have signed meanwhile.
    const now = read()
    if (now === null || !mayMove(now.status, 'hand')) return refused('case-not-draft')
    append({ type: 'handed', person, represented: applicant.value })
    await settle()
    return ok(this.shown(true))
  }

  async answer(person: string, page: string, typed: Sent): Promise<Answer<CaseView>> {
    const { today, append, gather, settle } = this.#keeper
    // A limit is held against what is answered, not against what it replaces: that may be what has to be mended.
    const own = await this.#acting(person, (now) => afterAnswer(now.state, now.service, page, typed, today()))
    if (!own.ok) return own
    const decision = answer(own.value.state, own.value.service, page, typed, today())
    if (!decision.ok) return decision
    if (decision.value !== null) append(decision.value)
    await gather(false)
    await settle()
    return ok(this.shown(true))
  }

  async refresh(person: string): Promise<Answer<CaseView>> {
    const own = await this.#acting(person)
    if (!own.ok) return own
    await this.#keeper.gather(true)
    await this.#keeper.settle()
    return ok(this.shown(true))
  }

  async order(person: string): Promise<Answer<Order>> {
    const own = await this.#acting(person)
    if (!own.ok) return own
    const { state, service } = own.value
    const ordered = order(state, service, this.#keeper.today(), crypto.randomUUID())
    if (!ordered.ok) return ordered
    if (ordered.value !== null) this.#keeper.append(ordered.value)
    const payment = this.#keeper.state()?.payment
    if (payment === null || payment === undefined) throw new Error('an order without a payment')
    await this.#keeper.settle()
    return ok({ payment: payment.id, case: state.id, cents: payment.cents })
  }

  async application(person: string): Promise<Answer<string>> {
    const own = await this.#acting(person)
    if (!own.ok) return own
    const { state, service } = own.value
    if (state.status !== 'draft') return refused('case-not-draft')
    const today = this.#keeper.today()
    if (obstacleOf(state, service, today) !== null) return refused('application-incomplete')
    return ok(applicationOf(state, service, today, this.#idOf))
  }

  async submit(person: string, signature: SignatureBundle): Promise<Answer<CaseView>> {
    const asked = await this.#acting(person)
    if (!asked.ok) return asked
    const identity = await personById(this.#keeper.env(), person).identity()
    await this.#keeper.gather(true)
    const signed = { signature, name: identity?.name ?? '' }
    return this.#move(person, undefined, ({ state, service }) =>
      submit(state, service, signed, this.#keeper.today(), this.#idOf),
    )
  }

  /** What gives up moves nothing: no limit stands in its way. */
  recall(person: string): Promise<Answer<CaseView>> {
    return this.#move(person, 0, ({ state }) => recall(state, 'applicant'))
  }

  withdraw(person: string): Promise<Answer<CaseView>> {
    return this.#move(person, 0, ({ state }) => withdraw(state))
  }

  /** The case to whom it may be shown. */
  shown(acting: boolean): CaseView {
    const { state: read, events, service, today } = this.#keeper
    const state = read()
    if (state === null) throw new Error('a case that nobody opened')
    return viewOf(state, events(), service(state), today(), this.#idOf, acting)
  }

  async #move(
    person: string,
    cents: number | undefined,
    decided: (own: Own) => Result<Happening, string>,
  ): Promise<Answer<CaseView>> {
    const own = await this.#acting(person, cents === undefined ? undefined : () => cents)
    if (!own.ok) return own
    const move = decided(own.value)
    if (move.ok) this.#keeper.append(move.value)
    await this.#keeper.settle()
    return move.ok ? ok(this.shown(true)) : move
  }

  #idOf = (personalNumber: string): string => personId(this.#keeper.env().INDEX_KEY, personalNumber)

  /**
   * Whether somebody may read it, and whether they act for its applicant now. Whoever made it sees it all along, and for
   * whom it was made, once it binds them; of an applicant that is no human, whoever may act for it today.
   */
  async #reads(state: CaseState, person: string, by: string | null): Promise<Answer<boolean>> {
    const { represented } = state
    if (represented === null || represented.person !== null)
      return isSeenBy(state, person) ? ok(by === (represented?.mandate.id ?? null)) : refused('unknown-case')
    const { register, key, mandate } = represented
    const read = (id: string | null) => (id === null ? null : readHeld(this.#keeper.env(), catalogue.register, id))
    const theirs = await read(by)
    const acting = theirs !== null && isFor(theirs.mandate, { register, key })
    const held = acting ? theirs : await read(person === state.person ? mandate.id : null)
    if (held === null) return refused('unknown-case')
    const may = reaches(held, { person, today: this.#keeper.today(), service: state.service })
    return may.ok ? ok(acting) : may
  }

  /** The case of who made it, where the mandate by which they act for another still stands, and reaches what is asked. */
  async #acting(person: string, moved?: (own: Own) => number): Promise<Answer<Own>> {
    const { state: read, service: serviceOf, today } = this.#keeper
    const asked = read()
    if (asked === null || asked.person !== person) return refused('unknown-case')
    const service = serviceOf(asked)
    const stake = (of: Asked): number => stakeOf(of, service, today())
    const cents = moved === undefined ? stake(asked) : moved({ state: asked, service })
    const may = await mayStillAct(this.#keeper, person, cents)
    if (!may.ok) return may
    const state = read()
    return state === null || state.person !== person ? refused('unknown-case') : ok({ state, service })
  }
}
