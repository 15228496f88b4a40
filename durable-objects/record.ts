// One record: the single writer of its entries, and the truth about it.
import { catalogue } from '../workers/catalogue.ts'
import type { Ground } from '../workers/engines/apart.ts'
import type { ActAnswer, ActCommand, Actor, Purpose, RecordView } from '../workers/engines/command.ts'
import { closedOf, type Audience, valuesOf } from '../workers/engines/disclosure.ts'
import type { RecordPage } from '../workers/engines/history.ts'
import type { Answered } from '../workers/engines/evidence.ts'
import { openLeaf, type OpenedLeaf } from '../workers/engines/leaf.ts'
import type { Extract } from '../workers/engines/log/extract.ts'
import type { Mandate } from '../workers/engines/mandate.ts'
import type { SignatureBundle } from '../workers/engines/identity/intent.ts'
import { personId } from '../workers/engines/names.ts'
import { alarmFor } from '../workers/engines/outbox.ts'
import type { Proposed } from '../workers/engines/proposal.ts'
import type { Standing } from '../workers/engines/references.ts'
import { advance, type Head, type Moment, type Sealed } from '../workers/engines/record.ts'
import type { Snapshot } from '../workers/engines/snapshot.ts'
import { holds, type Claim } from '../workers/engines/unique.ts'
import type { Env } from '../workers/env.ts'
import { sofiaDate, startOfDaySofia } from '../workers/kernel/calendar.ts'
import type { LoadedRegister } from '../workers/kernel/load.ts'
import type { Scalar, Values } from '../workers/kernel/value.ts'
import { registerObject } from '../workers/store/objects.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'
import { circumstancesOf } from './record/circumstances.ts'
import { Erasing } from './record/erasing.ts'
import { isLet } from './record/guard.ts'
import { extractOf, sheetOf, type Holder } from './record/extract.ts'
import { Acts } from './record/acts.ts'
import { answerOf } from './record/answering.ts'
import { FourEyes } from './record/four-eyes.ts'
import type { Prepare } from './record/holds.ts'
import { Looks } from './record/looks.ts'
import { MIGRATIONS } from './record/migrations.ts'
import { Once } from './record/once.ts'
import * as rights from './record/rights.ts'
import { DELIVERY_MAX, RecordRows, RETRY_MS, type OwnRecord } from './record/rows.ts'
import { Tells } from './record/tells.ts'
import { pageOf, viewOf, type Seen } from './record/view.ts'
import { Waking } from './record/waking.ts'

export class RecordObject extends KeptObject {
  readonly #wake = (at: number): void => void (at < this.#alarmAt && this.ctx.waitUntil(this.#arm(at)))
  readonly #rows = new RecordRows(this.sql)
  readonly #once = new Once(this.#rows)
  readonly #waking = new Waking(this.ctx, this.env, this.#rows, () => this.#head ?? this.reload())
  readonly #tells = new Tells(this.ctx.storage, (number) => this.#idOf(number))
  readonly #fourEyes = new FourEyes(this.sql, {
    ctx: this.ctx,
    env: () => this.env,
    head: () => this.#head,
    begin: () => migrate(this.ctx.storage, MIGRATIONS),
    append: (...appended) => this.#append(...appended),
    wake: this.#wake,
    hold: () => this.#acts.hold,
  })
  readonly #acts: Acts = new Acts(this.sql, {
    ctx: this.ctx,
    env: () => this.env,
    rows: this.#rows,
    fourEyes: () => this.#fourEyes,
    head: () => this.#head,
    idOf: (number) => this.#idOf(number),
    begin: () => migrate(this.ctx.storage, MIGRATIONS),
    append: (...appended) => this.#append(...appended),
    wake: this.#wake,
    waking: this.#waking,
  })
  readonly #looks = new Looks(this.#rows, this.sql, this.#wake)
  readonly #erasing = new Erasing(this.sql, () => this.env)
  #registerId: string | undefined
  #loaded: LoadedRegister | undefined
  /** The public id: the object is called `register:id`. */
  #id = ''
  #head: Head | null = null
  #openView: RecordView | null = null
  /** Up to which entry the register has them. The row of it may lag: what is delivered again is passed over. */
  #delivered = 0
  #delivering: Promise<void> | null = null
  /** The last day of which the register was given the snapshot, as far as this instance knows. */
  #shownOn = ''
  /** When the alarm will ring, as far as this instance knows. */
  #alarmAt = Number.POSITIVE_INFINITY

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'RecordObject', MIGRATIONS)
    this.#waking.begin(() => this.reload())
  }

  /**
   * Does an act, alone or with the further records that change with it. The same idempotency key gets the first answer,
   * whatever came of it; what stands in the way for a moment alone is asked anew.
   */
  perform(command: ActCommand): ActAnswer | Promise<ActAnswer> {
    return this.#acts.perform(command)
  }

  /** Which further records an act would change now. */
  touches(command: ActCommand) {
    return this.#acts.touches(command)
  }

  /** Holds the record for an act on several, with what it would enter. */
  prepare(asked: Prepare): Promise<ActAnswer> {
    return this.#acts.prepare(asked)
  }

  /** Enters what was held for an act. */
  commit(together: string, idempotencyKey: string): Promise<void> {
    return this.#acts.commit(together, idempotencyKey)
  }

  /** Lets go of what was held for an act. */
  release(together: string): void {
    this.#acts.release(together)
  }

  /** What the first official is to sign of an act for which two are asked. */
  async draftProposal(id: string, proposed: Proposed) {
    return this.#fourEyes.draft(id, proposed, await this.#acts.looked(proposed))
  }

  /** Keeps what the first official has signed, until a second confirms or declines it. No reader sees it. */
  async propose(id: string, proposed: Proposed, signature: SignatureBundle) {
    return this.#fourEyes.propose(id, proposed, signature, await this.#acts.looked(proposed))
  }

  proposal(id: string, roles: readonly string[]) {
    return this.#fourEyes.view(id, roles)
  }

  /** What the act names is looked up once more: it may have ended since it was proposed. */
  async confirmProposal(id: string, second: Actor, signature: SignatureBundle): Promise<ActAnswer> {
    const waiting = this.#fourEyes.waiting(id)
    return this.#fourEyes.confirm(id, second, signature, waiting === null ? [] : await this.#acts.looked(waiting))
  }

  declineProposal(id: string, by: Actor, reason: string) {
    return this.#fourEyes.decline(id, by, reason)
  }

  /** How it stands for whoever would name it in another record: that much anyone may learn who knows its key. */
  standing(): Standing {
    // Who asks may be on the way to hold further records: nobody waits here.
    if (this.#acts.isHeld()) return 'held'
    return rights.standingIn(this.#register, this.#head)
  }

  /** Whether it has a value, or ground, that one record alone may have. `by`: the act on several records that asks. */
  holds(claim: Claim | Ground, by?: string) {
    return holds(this.#register, this.#head, this.#acts.hold, claim, this.env.INDEX_KEY, sofiaDate(Date.now()), by)
  }

  /** The open fields as they are today, or null where there is no record. */
  open(): RecordView | null | Promise<RecordView | null> {
    return this.#settled(() => this.#open())
  }

  #open(): RecordView | null {
    if (this.#head === null || this.#register === undefined) return null
    if (this.#head.effectiveFrom > sofiaDate(Date.now())) return this.#view({ kind: 'public' }, {})
    this.#openView ??= this.#view({ kind: 'public' }, { effective: this.#head.effectiveFrom })
    return this.#openView
  }

  /** The open fields as they are today, where there is an entry after this one. */
  openAfter(seq: number): RecordView | null {
    return this.#head === null || this.#head.seq <= seq ? null : this.#open()
  }

  /** The open fields as they were: as known at a time, and as in effect on a day. */
  openAt(moment: Moment): RecordView | null | Promise<RecordView | null> {
    return this.#settled(() => this.#view({ kind: 'public' }, moment))
  }

  /** Answers an evidence: what it yields leaves the record, and no more. The read is kept, and its subject can see it. */
  async answer(evidence: string, input: Values, purpose: Purpose): Promise<Answered> {
    await this.#acts.resolve()
    const view = this.#view({ kind: 'authority', role: purpose.role }, {})
    const own = { known: this.#known(), view, looks: this.#looks }
    return answerOf(this.env, own, { evidence, input, purpose })
  }

  /** What an authority may see, where whom it protects lets it, and it is still what it was found by. Kept as above. */
  async read(purpose: Purpose, by?: { readonly field: string; readonly value: Scalar }): Promise<RecordView | null> {
    await this.#acts.resolve()
    const view = this.#view({ kind: 'authority', role: purpose.role }, {})
    if (view === null || this.#register === undefined) return null
    if (by !== undefined && !valuesOf(view.values, by.field).includes(by.value)) return null
    if (!(await isLet(this.env, this.#register, view.values, purpose))) return null
    this.#looks.keep(purpose, closedOf(this.#register.definition, Object.keys(view.values)))
    return view
  }

  /** What it is compared by with those that may be of the same thing. Nobody looks at it by that. */
  compared() {
    return this.#settled(() => rights.comparedIn(this.#known()))
  }

  /** How close whom it is about stands to others; null where it is nobody's. */
  closeness() {
    return rights.closenessIn(this.#known())
  }

  /**
   * What whom the record is about may see of it, and who looked at it; null for anybody else. A person by their number, or
   * a record of another `register` that it names, by its key.
   */
  async ofSubject(key: string, register?: string): Promise<OwnRecord | null> {
    await this.#acts.resolve()
    const audience = { kind: 'subject', personalNumber: key } as const
    return rights.aboutIn(this.#register, this.#view(audience, {}), this.#rows, key, register)
  }

  /** What whom the record is about may do for themself; null where there is no record. */
  capacity() {
    return this.#settled(() => rights.capacityIn(this.#known()))
  }

  /** The mandate that the record gives by a rule, to whomever; null where it gives none. */
  mandate(rule: string) {
    return this.#settled((): Mandate | null => rights.mandateIn(this.#known(), rule))
  }

  /** All mandates that the record gives, or those that it gives to a person. */
  mandates(person?: string) {
    return this.#settled((): readonly Mandate[] => rights.mandatesIn(this.#known(), person))
  }

  /** What the public page of a record shows, in one call: the open fields at a moment, and the entries below `before`. */
  async page(moment: Moment, before?: number): Promise<RecordPage | null> {
    await this.#acts.resolve()
    const seen = this.#seen()
    return seen && pageOf(seen, moment, before)
  }

  /** The leaf of an entry, with what it commits to in open fields. */
  leaf(seq: number): OpenedLeaf | null {
    const kept = this.#head && this.#rows.entry(seq)
    return kept && this.#register ? openLeaf(this.#register.definition, kept, { kind: 'public' }) : null
  }

  /**
   * The extract of one entry, once it stands in the log: what is open, and the fields `also`, which whom they are about
   * shows to others. Throws where the entry cannot be published now.
   */
  async extractOf(seq: number, also: readonly string[]): Promise<Extract> {
    await this.#deliver()
    return extractOf(this.env, this.#register, this.#delivered < seq ? null : this.#rows.entry(seq), also)
  }

  /** The record's extract on one sheet: with all that is open, or with what whom it is about has chosen; null for nobody. */
  async sheet(holder?: Holder): Promise<string | null> {
    await this.#deliver()
    return sheetOf(this.env, this.#known(), this.#rows, holder)
  }

  /** What the read model should hold of this record today; for rebuilding it. */
  async snapshot(): Promise<Snapshot | null> {
    await catalogue.know(this.env, this.#named())
    return rights.snapshotIn(this.#known(), this.#once)
  }

  /** Follows the definition of its register that is in force, and says so to the read model. Whether it could. */
  async adopt(version: number): Promise<boolean> {
    await catalogue.know(this.env, this.#named(), version)
    await this.#acts.resolve()
    const at = circumstancesOf(this.#id, [], this.#idOf)
    const migrated = this.#register && this.#acts.migrate(this.#register, at)
    this.#openView = null
    this.#shownOn = ''
    await this.#deliver()
    return migrated?.ok ?? true
  }

  /** Delivers what a crash left undelivered, and the snapshot of a day on which something takes effect. */
  override async alarm(): Promise<void> {
    this.#alarmAt = Number.POSITIVE_INFINITY
    await this.#acts.look()
    // Nothing was entered, and nothing waits any more: the record never was.
    if (!(await this.#fourEyes.look()) && this.#head === null && this.#acts.hold === null)
      return this.ctx.storage.deleteAll()
    if (this.#head !== null) {
      await this.#deliver()
      this.#rows.setDelivered(this.#delivered)
      await this.#looks.tell(this.env, this.#known())
    }
    const dues = [this.#fourEyes.due(), this.#erasing.due(), this.#acts.due(), this.#looks.due()]
    const due = alarmFor(this.#head && this.#alarmFor(this.#head), ...dues)
    if (due !== null && due < this.#alarmAt) await this.#arm(due)
  }

  /** The only scheduling rule: retry what is undelivered; else wake when the next entry takes effect. */
  #alarmFor(head: Head): number | null {
    if (this.#owes(head) || this.#tells.owes(this.#register, head)) return Date.now() + RETRY_MS
    const next = this.#rows.nextEffective(sofiaDate(Date.now()))
    return next === null ? null : startOfDaySofia(next)
  }

  /** Sees to it that the alarm rings by then. */
  #arm(at: number): Promise<void> {
    this.#alarmAt = at
    return this.ctx.storage.setAlarm(at)
  }

  /**
   * Reads the record once it is known what became of an act that holds it: whoever has seen the one record after it sees
   * the other so as well.
   */
  #settled<T>(read: () => T): T | Promise<T> {
    return this.#acts.hold === null ? read() : this.#acts.resolve().then(read)
  }

  /** All of it, as it stands today. */
  #known = () => rights.knownOf(this.#register, this.#view({ kind: 'subject' }, {}), this.env.INDEX_KEY)

  #idOf = (personalNumber: string): string => personId(this.env.INDEX_KEY, personalNumber)

  /** What it is as of now: another version may have come into force. */
  get #register(): LoadedRegister | undefined {
    if (this.#registerId !== undefined) this.#loaded = catalogue.register(this.#registerId) ?? this.#loaded
    return this.#loaded
  }

  /** The register, by the record's own name. */
  #named = (): string => this.ctx.id.name?.split(':')[0] ?? ''

  protected override reload(): void {
    this.#registerId = this.#rows.register()
    this.#delivered = this.#rows.delivered()
    this.#acts.load()
    for (const kept of this.#rows.entries()) this.#head = advance(this.#head, kept)
    this.#id = this.ctx.id.name?.split(':')[1] ?? ''
  }

  #append(
    register: LoadedRegister,
    id: string,
    idempotencyKey: string,
    request: string,
    sealed: Sealed,
    also?: () => void,
  ): void {
    const head = advance(this.#head, sealed)
    this.ctx.storage.transactionSync(() => {
      if (this.#head === null) {
        migrate(this.ctx.storage, MIGRATIONS)
        this.#rows.begin(register.definition.id)
      }
      this.#rows.append(idempotencyKey, request, sealed)
      this.#tells.keep(register, id, sealed, head)
      also?.()
      this.#erasing.keep(register, sealed)
    })
    this.#registerId = register.definition.id
    this.#loaded = register
    this.#id = id
    this.#head = head
    this.#openView = null
    this.#wake(Date.now() + RETRY_MS)
    this.ctx.waitUntil(this.#deliver())
  }

  /** One delivery at a time: what is appended meanwhile goes with the next round. A failed one is the alarm's. */
  #deliver(): Promise<void> {
    // What stands in a log belongs to the next backup: so the roster knows of it before the log does.
    this.#delivering ??= this.onceNoted(() => this.#deliverAll())
      // The platform gives an alarm up after six failures; an outbox is never given up.
      .catch((error: unknown) => console.error('delivery failed', error))
      .finally(() => {
        this.#delivering = null
      })
    return this.#delivering
  }

  async #deliverAll(): Promise<void> {
    if (this.#register === undefined) return
    const register = registerObject(this.env, this.#register.definition.id)
    while (this.#head !== null && this.#owes(this.#head)) {
      const today = sofiaDate(Date.now())
      const leaves = this.#rows.leavesAfter(this.#delivered, DELIVERY_MAX)
      // The register says how far it has them, whatever was thought before. The next alarm keeps that: a write to the
      // disk for each delivery would cost as much as the act.
      this.#delivered = await register.deliver(this.#id, leaves, rights.snapshotIn(this.#known(), this.#once))
      this.#shownOn = today
    }
    await this.#tells.tell(this.env, this.#register, this.#head)
    await this.#erasing.settle(this.#register.definition.id, this.#id)
  }

  /** Whether the register lacks an entry, or the snapshot of today: what is in effect may change by the day alone. */
  #owes(head: Head): boolean {
    return this.#delivered < head.seq || this.#shownOn < sofiaDate(Date.now())
  }

  #seen(): Seen | null {
    const [head, register] = [this.#head, this.#register]
    return head && register ? { head, register, id: this.#id, rows: this.#rows } : null
  }

  #view(audience: Audience, moment: Moment): RecordView | null {
    const seen = this.#seen()
    return seen && viewOf(seen, audience, moment)
  }
}
