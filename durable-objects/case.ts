// One case: what is asked of the state by one person, and the coordinator of all that it brings about elsewhere.
// Whoever calls is the portal itself: it names the person, or the official and their roles, of a live session.
import m0001 from '../migrations/case/0001-init.sql'
import m0002 from '../migrations/case/0002-outbox.sql'
import m0003 from '../migrations/case/0003-transactions.sql'
import { catalogue } from '../workers/catalogue.ts'
import { pay, recorded, type DecisionDraft } from '../workers/engines/case/decide.ts'
import { deskRow, effectsOf, type DeskRow, type Effect } from '../workers/engines/case/effects.ts'
import { forget, isClosed, type Erased, type RecordOf } from '../workers/engines/case/forget.ts'
import type { By } from '../workers/engines/case/signing.ts'
import {
  advance,
  alarmFor,
  whenDue,
  type CaseEvent,
  type CaseState,
  type Happening,
} from '../workers/engines/case/state.ts'
import type { CaseView, CosignView } from '../workers/engines/case/view.ts'
import type { Refused } from '../workers/engines/command.ts'
import type { SignatureBundle, SignRequest } from '../workers/engines/identity/intent.ts'
import { recordId } from '../workers/engines/names.ts'
import { alarmFor as earliest } from '../workers/engines/outbox.ts'
import type { Order, PaymentNotice } from '../workers/engines/payment.ts'
import type { Env } from '../workers/env.ts'
import { sofiaDate } from '../workers/kernel/calendar.ts'
import type { LoadedService } from '../workers/kernel/load-service.ts'
import { Applicants } from './case/applicants.ts'
import { convene } from './case/convene.ts'
import { Cosigners } from './case/cosigners.ts'
import { Desk } from './case/desk.ts'
import { askRegister, carryOut } from './case/elsewhere.ts'
import { gather } from './case/gather.ts'
import type { Keeper } from './case/keeper.ts'
import type { Sent } from '../workers/kernel/parse.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'
import { Outbox } from './outbox.ts'
import { Transactions } from './transactions.ts'

const MIGRATIONS = [m0001, m0002, m0003]

type Answer<T> = { readonly ok: true; readonly value: T } | Refused

/** What is forgotten with an application that was never made. */
const FORGOTTEN: ReadonlySet<CaseEvent['type']> = new Set([
  'answered',
  'gathered',
  'convened',
  'proposed',
  'cosigned',
  'declined',
  'recalled',
])

export class CaseObject extends KeptObject {
  readonly #sql = this.sql
  readonly #outbox = new Outbox<Effect>(this.#sql, () => '')
  readonly #transactions = new Transactions(this.sql, {
    ctx: this.ctx,
    env: () => this.env,
    kind: 'case',
    begin: () => migrate(this.ctx.storage, MIGRATIONS),
    arm: () => this.#arm(),
  })
  readonly #keeper: Keeper = {
    env: () => this.env,
    state: () => this.#state,
    events: () => this.#events,
    service: (state) => this.#service(state),
    today: () => this.#today(),
    append: (happening) => this.#append(happening),
    gather: (anew) => this.#gather(anew),
    settle: () => this.#settle(),
  }
  readonly #applicants = new Applicants(this.#keeper)
  readonly #cosigners = new Cosigners(this.#keeper)
  readonly #desk = new Desk(this.#keeper)
  #events: readonly CaseEvent[] = []
  /** Null in an object that nobody opened: whoever makes up a case leaves nothing behind. */
  #state: CaseState | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'CaseObject', MIGRATIONS)
    if (ctx.storage.kv.get('schema') === undefined) return
    migrate(ctx.storage, MIGRATIONS)
    this.reload()
  }

  protected override reload(): void {
    this.#events = this.#sql
      .exec<{ event: string }>('SELECT event FROM events ORDER BY seq')
      .toArray()
      .map(({ event }) => JSON.parse(event) as CaseEvent)
    for (const event of this.#events) this.#state = advance(this.#state, event)
  }

  /**
   * Opens the case of this name, once; the same person gets it again, another is told that there is none. `mandate`: by
   * which they act for another.
   */
  async open(id: string, service: string, person: string, mandate: string | null = null): Promise<Answer<CaseView>> {
    return this.#applicants.open(id, service, person, mandate)
  }

  /** The case as its applicant sees it, or whoever acts for them. `by`: the mandate by which they act for another now. */
  async view(person: string, by: string | null = null): Promise<Answer<CaseView>> {
    return this.#applicants.view(person, by)
  }

  /** Whoever acts by this mandate goes on with the draft that another began for the same applicant. */
  async carryOn(person: string, mandate: string): Promise<Answer<CaseView>> {
    return this.#applicants.carryOn(person, mandate)
  }

  /** Keeps the answers of a page, and asks the registers what now can be asked. */
  async answer(person: string, page: string, typed: Sent): Promise<Answer<CaseView>> {
    return this.#applicants.answer(person, page, typed)
  }

  /** Asks the registers anew, so that what is signed is what they say today. */
  async refresh(person: string): Promise<Answer<CaseView>> {
    return this.#applicants.refresh(person)
  }

  /** The payment of the fee; asking again leads to the same one. */
  async order(person: string): Promise<Answer<Order>> {
    return this.#applicants.order(person)
  }

  /** The word of the payment provider, which the portal has checked. */
  async paid(notice: PaymentNotice): Promise<Answer<null>> {
    if (this.#state === null) return { ok: false, error: 'unknown-case' }
    const paid = pay(this.#state, notice)
    if (!paid.ok) return paid
    if (paid.value !== null) this.#append(paid.value)
    await this.#settle()
    return { ok: true, value: null }
  }

  /** What the applicant is to sign, or what still stands before it. */
  async application(person: string): Promise<Answer<string>> {
    return this.#applicants.application(person)
  }

  /** Submits what was signed, if the registers still say what stood in it. */
  async submit(person: string, signature: SignatureBundle): Promise<Answer<CaseView>> {
    return this.#applicants.submit(person, signature)
  }

  /** Takes an application back that waits for signatures, to change it: whoever signed has to sign anew. */
  async recall(person: string): Promise<Answer<CaseView>> {
    return this.#applicants.recall(person)
  }

  /** Gives up what was not submitted yet: its answers are forgotten, and a fee that was paid is returned. */
  async withdraw(person: string): Promise<Answer<CaseView>> {
    return this.#applicants.withdraw(person)
  }

  /** The case as somebody sees it who is to sign it with its applicant, or has signed it. */
  cosigning(person: string, roles: readonly string[]): Answer<CosignView> {
    return this.#cosigners.view(person, roles)
  }

  /** What they are to sign. */
  cosignRequest(person: string, roles: readonly string[]): Answer<SignRequest> {
    return this.#cosigners.request(person, roles)
  }

  /** Takes their signature, if the registers still say what stands in the document. */
  async cosign(by: By, signature: SignatureBundle): Promise<Answer<CosignView>> {
    return this.#cosigners.sign(by, signature)
  }

  /** They do not sign, and say why. */
  async decline(by: By, reason: string): Promise<Answer<null>> {
    return this.#cosigners.decline(by, reason)
  }

  /** The case as an official of a deciding role sees it; the applicant is told that somebody looked. */
  async examine(person: string, roles: readonly string[]): Promise<Answer<CaseView>> {
    const looked = await this.#desk.examine(person, roles)
    return looked.ok ? { ok: true, value: this.#applicants.shown(false) } : looked
  }

  /** What an official is to sign, or what is wrong with the decision as typed. */
  draft(person: string, roles: readonly string[], typed: Sent): Answer<DecisionDraft> {
    return this.#desk.draft(person, roles, typed)
  }

  /** Takes a signed decision and carries it out; a grant that the record refuses comes back. */
  async decide(person: string, roles: readonly string[], typed: Sent, by: SignatureBundle): Promise<Answer<CaseView>> {
    const decided = await this.#desk.decide(person, roles, typed, by)
    return decided.ok ? { ok: true, value: this.#applicants.shown(false) } : decided
  }

  /** Forgets what it knows of a record of which this was erased; false as long as the case is open. */
  forget(register: string, record: string, fields: readonly string[]): boolean {
    if (this.#state === null) return true
    return isClosed(this.#state) && this.#forgetErased(this.#state, { register, record, fields })
  }

  /** What the work queue should hold of this case. */
  row(): DeskRow | null {
    return this.#state && deskRow(this.#state)
  }

  /** What became of an act on several records that the case causes, for a record that it holds. */
  async outcome(id: string): Promise<'committed' | 'aborted'> {
    return this.#state === null ? 'aborted' : this.#transactions.outcome(id)
  }

  /** Finishes what a crash left half done, and does what is due; may run twice or late. */
  override async alarm(): Promise<void> {
    if (this.#state === null) return
    const due = whenDue(this.#state, Date.now())
    if (due !== null) this.#append(due)
    await this.#transactions.settle()
    await this.#settle()
  }

  #today = (): string => sofiaDate(Date.now())

  #known(): CaseState {
    if (this.#state === null) throw new Error('a case that nobody opened')
    return this.#state
  }

  #service(state: CaseState): LoadedService {
    const service = catalogue.service(state.service)
    if (service === undefined) throw new Error(`a case of no service: ${state.service}`)
    return service
  }

  /** One more event and what it has to bring about, in one transaction. Nothing is awaited since the state was read. */
  #append(happening: Happening): void {
    const seq = (this.#state?.seq ?? 0) + 1
    // Clocks of two machines may differ; the order of a case's events may not.
    const event: CaseEvent = { ...happening, seq, at: Math.max(Date.now(), (this.#state?.at ?? 0) + 1) }
    const next = advance(this.#state, event)
    migrate(this.ctx.storage, MIGRATIONS)
    this.ctx.storage.transactionSync(() => {
      if (event.type === 'withdrawn' || event.type === 'unsigned') this.#forget()
      this.#sql.exec('INSERT INTO events VALUES (?, ?)', seq, JSON.stringify(event))
      this.#outbox.add(effectsOf(next, event, this.#service(next), this.#today(), this.#state), event.at)
    })
    this.#state = next
    this.#events = [...this.#events, event]
    // In the same write, before anything is awaited: what a crash leaves undone, the alarm finds.
    this.ctx.waitUntil(this.#arm())
  }

  /** What was answered and gathered for a request that was never made is nobody's any more. */
  #forget(): void {
    this.#sql.exec(
      `DELETE FROM events WHERE event->>'type' IN (SELECT value FROM json_each(?))`,
      JSON.stringify([...FORGOTTEN]),
    )
    this.#events = this.#events.filter(({ type }) => !FORGOTTEN.has(type))
  }

  #forgetErased(state: CaseState, erased: Erased): true {
    const recordOf: RecordOf = (definition, key) => recordId(this.env.INDEX_KEY, definition, key)
    this.#events = this.#events.map((event) => forget(event, this.#service(state), erased, recordOf))
    this.ctx.storage.transactionSync(() => {
      for (const event of this.#events)
        this.#sql.exec('UPDATE events SET event = ? WHERE seq = ?', JSON.stringify(event), event.seq)
    })
    this.#state = this.#events.reduce<CaseState | null>(advance, null)
    return true
  }

  async #gather(anew: boolean): Promise<void> {
    await gather(this.#keeper, anew, (ask, purpose) => askRegister(this.env, ask, purpose))
    await convene(this.#keeper)
  }

  /** Carries out what waits, and arms the alarm for what is left. */
  async #settle(): Promise<void> {
    if (this.#state === null) return
    await this.#arm()
    if (this.#outbox.due() === null) return
    await this.#outbox.drain(
      (effect) => carryOut(this.env, effect, this.#transactions),
      (strike, said) =>
        this.ctx.storage.transactionSync(() => {
          strike()
          const happening = said === null ? null : recorded(this.#known(), said)
          if (happening !== null) this.#append(happening)
        }),
    )
    await this.#arm()
  }

  #arm(): Promise<void> {
    const due = earliest(this.#outbox.due(), this.#transactions.due(), alarmFor(this.#known()))
    return due === null ? this.ctx.storage.deleteAlarm() : this.ctx.storage.setAlarm(due)
  }
}
