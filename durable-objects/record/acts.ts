// How an act comes to its entry: alone, in one step; or with further records, held first and entered once all of them are.
import { catalogue } from '../../workers/catalogue.ts'
import { requestOf, type ActAnswer, type ActCommand, type Refused } from '../../workers/engines/command.ts'
import canonicalize from 'canonicalize'
import { migrationOf } from '../../workers/engines/migration.ts'
import { recordId, requestAlias } from '../../workers/engines/names.ts'
import type { Proposed } from '../../workers/engines/proposal.ts'
import { decide, type Circumstances, type Head, type Sealed } from '../../workers/engines/record.ts'
import type { Companion, Together } from '../../workers/engines/together.ts'
import { replyTo } from '../../workers/engines/transaction.ts'
import type { Env } from '../../workers/env.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import type { FieldIssue } from '../../workers/kernel/parse.ts'
import { err, ok, type Ok } from '../../workers/kernel/result.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { coordinatorOf } from '../../workers/store/objects.ts'
import { circumstancesOf } from './circumstances.ts'
import { coordinated } from './coordinated.ts'
import { faultsIn } from './elsewhere.ts'
import { receiptOf, type FourEyes } from './four-eyes.ts'
import { Holds, type Hold, type Prepare } from './holds.ts'
import type { RecordRows } from './rows.ts'
import type { Waking } from './waking.ts'

/** What the record lends; `append` is its one way to an entry, and `also` is done in the same transaction. */
interface Host {
  readonly ctx: DurableObjectState
  readonly env: () => Env
  readonly rows: RecordRows
  readonly fourEyes: () => FourEyes
  readonly head: () => Head | null
  readonly idOf: (personalNumber: string) => string
  /** Makes the tables, where the record has none yet. */
  readonly begin: () => void
  readonly append: (
    register: LoadedRegister,
    id: string,
    idempotencyKey: string,
    request: string,
    sealed: Sealed,
    also?: () => void,
  ) => void
  readonly wake: (at: number) => void
  /** Whether anybody has looked whether a record that is not there came in a batch; and to look. */
  readonly waking: Waking
}

/** Which further records an act changes, when it takes effect, and when the record was last entered into. */
export interface Touched {
  readonly companions: readonly Companion[]
  readonly effective: string
  readonly recordedAt: number
}

const held: Refused = { ok: false, error: 'record-held' }

export class Acts {
  readonly #host: Host
  readonly #holds: Holds
  #asking: { readonly id: string; readonly answer: Promise<void> } | null = null

  constructor(sql: SqlStorage, host: Host) {
    this.#host = host
    this.#holds = new Holds(sql)
  }

  load(): void {
    this.#holds.load()
  }

  get hold(): Hold | null {
    return this.#holds.current
  }

  due = (): number | null => this.#holds.due()

  /** Decides an act and appends its entry. The same idempotency key gets the first answer, whatever came of it. */
  perform(command: ActCommand): ActAnswer | Promise<ActAnswer> {
    const isKnown = catalogue.know(this.#host.env(), command.register) === null && !this.#isDue()
    const looked = isKnown ? faultsIn(this.#host.env(), command, this.#host.head()) : this.looked(command)
    return looked === null ? this.#perform(command, []) : looked.then((faults) => this.#perform(command, faults))
  }

  /** What others say of an act; `together`: with which further records it is done. */
  async looked(command: Proposed, together?: Together): Promise<readonly FieldIssue[]> {
    await catalogue.know(this.#host.env(), command.register)
    if (this.#isDue()) await this.#host.waking.look(true)
    return (await faultsIn(this.#host.env(), command, this.#host.head(), together)) ?? []
  }

  /** From the decision to the entry nothing is awaited. */
  #perform(command: ActCommand, faults: readonly FieldIssue[]): ActAnswer | Promise<ActAnswer> {
    const { rows, head, append } = this.#host
    const request = requestOf(command)
    const begun = this.#begin(command)
    if (!begun.ok) return begun
    const { register, id } = begun.value
    const asked = this.#asked(command.idempotencyKey)
    if (asked !== null) {
      // What was asked may have been erased since.
      if (asked.request !== '' && asked.request !== request) return err('idempotency-key-reused')
      if ('refused' in asked) return asked.refused
      return asked.kept.entry.together === undefined
        ? ok(receiptOf(register.definition.id, id, asked.kept))
        : this.#coordinated(id, command)
    }
    const at = circumstancesOf(id, faults, this.#host.idOf)
    const ready = this.#ready(register, command, at)
    if (!ready.ok) return ready
    const decision = decide(register, head(), command, at)
    if (decision.ok) {
      append(register, id, command.idempotencyKey, request, decision.value)
      return ok(receiptOf(register.definition.id, id, decision.value))
    }
    if (decision.error === 'together-only') return this.#coordinated(id, command)
    // Who may not act leaves no trace in the record; nor does a record come into being by a refusal; and what another act
    // stands in the way of may be done a little later.
    const passing = ['not-allowed', 'unknown-act', 'record-held'].includes(decision.error)
    if (head() !== null && !passing) rows.keepRefusal(command.idempotencyKey, request, decision)
    return decision
  }

  #coordinated = (id: string, command: ActCommand): Promise<ActAnswer> => coordinated(this.#host.env(), id, command)

  /** Which further records an act would change now. Nothing is held. */
  async touches(command: ActCommand): Promise<Ok<Touched> | Refused> {
    await catalogue.know(this.#host.env(), command.register)
    if (this.#isDue()) await this.#host.waking.look(true)
    const begun = this.#begin(command)
    if (!begun.ok) return begun
    const { register, id } = begun.value
    const at = circumstancesOf(id, [], this.#host.idOf)
    const ready = this.#ready(register, command, at)
    if (!ready.ok) return ready
    const head = this.#host.head()
    const decision = decide(register, head, command, { ...at, together: { id: '', with: [] } })
    if (!decision.ok) return decision
    const { companions, entry } = decision.value
    return ok({ companions, effective: entry.effectiveFrom, recordedAt: head?.recordedAt ?? 0 })
  }

  /** Holds the record for an act on several, with what it would enter; refused where that would not be entered now. */
  async prepare({ by, command, together, now, companions, confirmed }: Prepare): Promise<ActAnswer> {
    const faults = await this.looked(command, together)
    const begun = this.#begin(command)
    if (!begun.ok) return begun
    const { register, id } = begun.value
    const { head } = this.#host
    const kept = this.#entered(command.idempotencyKey)
    const reply = replyTo('prepare', together.id, this.hold?.id ?? null, kept !== null)
    if (reply === 'again') return ok(receiptOf(register.definition.id, id, kept ?? this.#held().sealed))
    const at = { ...circumstancesOf(id, faults, this.#host.idOf), now, today: sofiaDate(now), together }
    const ready = this.#ready(register, command, at)
    if (!ready.ok) return ready
    const decision = decide(register, head(), command, at)
    if (!decision.ok) return decision
    const { companions: named, ...sealed } = decision.value
    // It was entered into since it was asked what it touches.
    if (sealed.entry.recordedAt !== now || canonicalize(named) !== canonicalize(companions)) return held
    const request = requestOf(command)
    const key = command.idempotencyKey
    this.#host.begin()
    const hold = { id: together.id, by, register: register.definition.id, key, request, sealed, confirmed }
    this.#holds.keep(hold, Date.now())
    this.#wake()
    return ok(receiptOf(register.definition.id, id, sealed))
  }

  /** Enters what was held: all of the records are. */
  async commit(together: string, key: string): Promise<void> {
    if (this.hold !== null) await catalogue.know(this.#host.env(), this.hold.register)
    const { append, fourEyes } = this.#host
    const reply = replyTo('commit', together, this.hold?.id ?? null, this.#entered(key) !== null)
    if (reply !== 'enter') return
    const { register: named, request, sealed, confirmed } = this.#held()
    const register = catalogue.register(named)
    if (register === undefined) throw new Error(`an act is held of no register ${named}`)
    const id = sealed.entry.record
    const receipt = receiptOf(named, id, sealed)
    append(register, id, key, request, sealed, () => {
      this.#holds.drop()
      if (confirmed !== null) fourEyes().entered(confirmed, receipt)
    })
  }

  /** Lets go of what is not entered. */
  release(together: string): void {
    if (replyTo('release', together, this.hold?.id ?? null, false) !== 'let-go') return
    this.#holds.drop()
    // The alarm takes a record away that never was.
    if (this.#host.head() === null) this.#host.wake(Date.now())
  }

  /**
   * Asks what became of the act that holds the record, and does what is said. A record that is read, or wanted for another
   * act, is not left to the alarm.
   */
  async resolve(): Promise<void> {
    const { hold } = this
    if (hold === null) return
    // Of the act before this one something else may still be on its way.
    if (this.#asking?.id !== hold.id) this.#asking = { id: hold.id, answer: this.#resolve(hold) }
    const asking = this.#asking
    try {
      await asking.answer
    } finally {
      if (this.#asking === asking) this.#asking = null
    }
  }

  async #resolve(asked: Hold): Promise<void> {
    const outcome = await coordinatorOf(this.#host.env(), asked.by).outcome(asked.id)
    if (outcome === 'committed') await this.commit(asked.id, asked.key)
    else this.release(asked.id)
  }

  /** The alarm's part: asks what is due, and asks again later where nobody answers. */
  async look(): Promise<void> {
    const due = this.due()
    if (due === null || due > Date.now()) return
    try {
      await this.resolve()
    } catch (error) {
      console.error(JSON.stringify({ hold: 'unknown', error: error instanceof Error ? error.message : 'unknown' }))
      if (this.hold !== null) this.#holds.postpone(Date.now())
    }
  }

  /** Whether another act holds the record: then its coordinator is asked, so that it is free when it is asked for again. */
  isHeld(): boolean {
    if (this.hold === null) return false
    this.#host.ctx.waitUntil(this.resolve().catch(() => this.#wake()))
    return true
  }

  /** Lets the record follow its register's definition, before anything else is done to it. */
  migrate(register: LoadedRegister, at: Circumstances): Ok<unknown> | Refused {
    const migration = migrationOf(register, this.#host.head(), at)
    if (migration.ok && migration.value !== null)
      this.#host.append(register, at.record, `migrate:${register.definition.version}`, '', migration.value)
    return migration
  }

  /** Whether the record can be acted on at all, by a register that is open and at the version that stands. */
  #ready(register: LoadedRegister, command: ActCommand, at: Circumstances): Ok<unknown> | Refused {
    if (this.isHeld()) return held
    if (catalogue.isClosed(register.definition.id)) return err('register-closed')
    const migrated = this.migrate(register, at)
    // A correction may be what lets the record follow.
    return migrated.ok || register.acts.get(command.act)?.definition.corrects ? ok(null) : migrated
  }

  /** What was asked under an idempotency key, and what came of it. */
  #asked(key: string) {
    const { head, rows, env } = this.#host
    return head() && rows.asked(key, requestAlias(env().INDEX_KEY, key))
  }

  #entered(key: string): Sealed | null {
    const asked = this.#asked(key)
    return asked !== null && 'kept' in asked ? asked.kept : null
  }

  #begin({ register: named, key }: ActCommand): Ok<{ register: LoadedRegister; id: string }> | Refused {
    const register = catalogue.register(named)
    if (register === undefined) return err('unknown-register')
    const head = this.#host.head()
    const { env, waking } = this.#host
    const id = head === null ? waking.sure(recordId(env().INDEX_KEY, register.definition, key)) : this.#id()
    if (this.#host.ctx.id.name !== `${register.definition.id}:${id}`)
      throw new Error('a record that is called otherwise')
    return ok({ register, id })
  }

  /** Whether the record is not there, and nobody has looked just now whether it came in a batch. */
  #isDue = (): boolean => this.#host.head() === null && this.#host.waking.due()

  #id = (): string => this.#host.ctx.id.name?.split(':')[1] ?? ''

  #held(): Hold {
    if (this.hold === null) throw new Error('nothing is held')
    return this.hold
  }

  #wake(): void {
    const due = this.due()
    if (due !== null) this.#host.wake(due)
  }
}
