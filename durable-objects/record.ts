// One record: the single writer of its entries, and the truth about it.
import { DurableObject } from 'cloudflare:workers'
import canonicalize from 'canonicalize'
import m0001 from '../migrations/record/0001-init.sql'
import { catalogue } from '../workers/catalogue.ts'
import type { ActAnswer, ActCommand, Purpose, RecordView } from '../workers/engines/command.ts'
import { disclose, maySee, type Audience } from '../workers/engines/disclosure.ts'
import { publicHistory, type RecordPage } from '../workers/engines/history.ts'
import { answersOf, type Answered } from '../workers/engines/evidence.ts'
import { recordId } from '../workers/engines/names.ts'
import {
  advance,
  decide,
  valuesAt,
  type Entry,
  type Head,
  type Moment,
  type Sealed,
} from '../workers/engines/record.ts'
import { snapshotOf, type Snapshot } from '../workers/engines/snapshot.ts'
import type { Env } from '../workers/env.ts'
import { sofiaDate, startOfDaySofia } from '../workers/kernel/calendar.ts'
import type { LoadedRegister } from '../workers/kernel/load.ts'
import type { Values } from '../workers/kernel/value.ts'
import { registerObject } from '../workers/store/objects.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]

/** Entries in one delivery: a leaf is about 2 kB, and a call may carry 32 MiB. */
const DELIVERY_MAX = 200
/** How long after an act the alarm looks whether the delivery that follows each act has done its work. */
const RETRY_MS = 5000
/** A page of history is read by a person. */
const HISTORY_MAX = 50

interface Row extends Record<string, SqlStorageValue> {
  seq: number
  entry: string
  salts: string
  leaf: string
  leaf_hash: string
}

/** A leaf with the values that it commits to and the audience may see, each with its salt. */
export interface DisclosedLeaf {
  readonly seq: number
  readonly leaf: string
  readonly leafHash: string
  readonly disclosed: {
    readonly [path: string]: { readonly value: string | number | boolean | null; readonly salt: string }
  }
}

export interface Access {
  readonly at: number
  readonly authority: string
  readonly law: string
  readonly case?: string
  readonly fields: readonly string[]
}

export class RecordObject extends DurableObject<Env> {
  readonly #sql = this.ctx.storage.sql
  #register: LoadedRegister | undefined
  #head: Head | null = null
  #openView: RecordView | null = null
  #delivering: Promise<void> | null = null
  #alarmArmed = false

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    // An object that nobody wrote to keeps no tables: whoever asks for random addresses leaves nothing behind.
    if (ctx.storage.kv.get('schema') === undefined) return
    migrate(ctx.storage, MIGRATIONS)
    this.#load()
  }

  /** Decides an act and appends its entry. The same idempotency key gets the first answer, whatever came of it. */
  perform(command: ActCommand): ActAnswer {
    const register = catalogue.register(command.register)
    if (register === undefined) return { ok: false, error: 'unknown-register' }
    if (this.#register !== undefined && this.#register !== register) throw new Error('a record of another register')

    const request = canonicalize({ ...command, idempotencyKey: undefined }) ?? ''
    const before = this.#answered(command.idempotencyKey, request)
    if (before !== null) return before

    const now = Date.now()
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
    const decision = decide(register, this.#head, command, { now, today: sofiaDate(now), random })
    if (!decision.ok) {
      // Who may not act leaves no trace in the record; nor does a record come into being by a refusal.
      if (this.#head !== null && decision.error !== 'not-allowed' && decision.error !== 'unknown-act')
        this.#sql.exec(
          'INSERT INTO refusals VALUES (?, ?, ?)',
          command.idempotencyKey,
          request,
          JSON.stringify(decision),
        )
      return decision
    }
    this.#append(register, command.idempotencyKey, request, decision.value)
    return { ok: true, value: this.#receipt(decision.value.entry, decision.value.leafHash) }
  }

  /** The open fields as they are today, or null where there is no record. */
  open(): RecordView | null {
    if (this.#head === null || this.#register === undefined) return null
    if (this.#head.effectiveFrom > sofiaDate(Date.now())) return this.#view({ kind: 'public' }, {})
    this.#openView ??= this.#view({ kind: 'public' }, { effective: this.#head.effectiveFrom })
    return this.#openView
  }

  /** The open fields as they were: as known at a time, and as in effect on a day. */
  openAt(moment: Moment): RecordView | null {
    return this.#view({ kind: 'public' }, moment)
  }

  /** Answers an evidence: what it yields leaves the record, and no more. The read is kept, and its subject can see it. */
  answer(evidence: string, input: Values, purpose: Purpose): Answered {
    const asked = catalogue.evidence(evidence)
    if (asked === undefined) throw new Error(`no evidence ${evidence}`)
    const view = this.#register === asked.source ? this.#view({ kind: 'authority', role: purpose.role }, {}) : null
    if (view !== null) this.#keepAccess(purpose, asked.source, asked.reads)
    return answersOf(asked, view?.values ?? null, input)
  }

  #keepAccess(purpose: Purpose, { definition }: LoadedRegister, fields: readonly string[]): void {
    const closed = fields.filter((name) => definition.fields[name]?.disclose !== 'open')
    if (closed.length === 0) return
    this.#sql.exec(
      'INSERT INTO accesses (at, authority, law, case_id, person, fields) VALUES (?, ?, ?, ?, ?, ?)',
      Date.now(),
      purpose.authority,
      purpose.law,
      purpose.case ?? null,
      purpose.person ?? null,
      JSON.stringify(closed),
    )
  }

  /** Who looked at this record, the latest first. */
  accesses(limit: number): readonly Access[] {
    if (this.#head === null) return []
    return this.#sql
      .exec<{ at: number; authority: string; law: string; case_id: string | null; fields: string }>(
        'SELECT at, authority, law, case_id, fields FROM accesses ORDER BY id DESC LIMIT ?',
        Math.min(limit, HISTORY_MAX),
      )
      .toArray()
      .map(({ at, authority, law, case_id, fields }) => ({
        at,
        authority,
        law,
        ...(case_id === null ? {} : { case: case_id }),
        fields: JSON.parse(fields) as string[],
      }))
  }

  /** What the public page of a record shows, in one call: the open fields at a moment, and the entries below `before`. */
  page(moment: Moment, before?: number): RecordPage | null {
    if (this.#head === null || this.#register === undefined) return null
    const entries = this.#sql
      .exec<Row>('SELECT * FROM entries WHERE seq < ? ORDER BY seq', before ?? Number.MAX_SAFE_INTEGER)
      .toArray()
      .map((row) => ({ entry: JSON.parse(row.entry) as Entry, leafHash: row.leaf_hash }))
    return {
      record: this.#view({ kind: 'public' }, moment),
      entries: publicHistory(this.#register.definition, entries, HISTORY_MAX),
    }
  }

  /** The leaf of an entry, with what it commits to in open fields. */
  leaf(seq: number): DisclosedLeaf | null {
    if (this.#head === null || this.#register === undefined) return null
    const row = this.#sql.exec<Row>('SELECT * FROM entries WHERE seq = ?', seq).toArray()[0]
    if (row === undefined) return null
    const entry = JSON.parse(row.entry) as Entry
    const salts = JSON.parse(row.salts) as { [path: string]: string }
    const { definition } = this.#register
    const disclosed: { [path: string]: { value: string | number | boolean | null; salt: string } } = {}
    const show = (path: string, field: string, value: string | number | boolean | null) => {
      const own = definition.fields[field] ?? definition.acts[entry.act]?.input?.[field]
      const salt = salts[path]
      if (own !== undefined && salt !== undefined && maySee(own, { kind: 'public' })) disclosed[path] = { value, salt }
    }
    show('key', definition.key, entry.key)
    for (const [field, value] of Object.entries(entry.set)) show(`set.${field}`, field, value)
    for (const [field, value] of Object.entries(entry.input)) show(`input.${field}`, field, value)
    return { seq, leaf: row.leaf, leafHash: row.leaf_hash, disclosed }
  }

  /** What the read model should hold of this record today; for rebuilding it. */
  snapshot(): Snapshot | null {
    const view = this.#view({ kind: 'subject' }, {})
    if (view === null || this.#register === undefined) return null
    return snapshotOf(this.#register, view, this.env.INDEX_KEY)
  }

  /** Delivers what a crash left undelivered, and the snapshot of a day on which something takes effect. */
  override async alarm(): Promise<void> {
    this.#alarmArmed = false
    if (this.#head === null) return
    try {
      await this.#deliver(true)
    } catch (error) {
      // The platform gives an alarm up after six failures; an outbox is never given up.
      console.error('delivery failed', error)
    }
    const due = this.#alarmFor(this.#head)
    if (due !== null) await this.#arm(due)
  }

  /** The only scheduling rule: retry what is undelivered; else wake when the next entry takes effect. */
  #alarmFor(head: Head): number | null {
    if (this.#delivered() < head.seq) return Date.now() + RETRY_MS
    return head.effectiveFrom > sofiaDate(Date.now()) ? startOfDaySofia(head.effectiveFrom) : null
  }

  #arm(at: number): Promise<void> {
    this.#alarmArmed = true
    return this.ctx.storage.setAlarm(at)
  }

  #load(): void {
    const register = this.#sql.exec<{ register: string }>('SELECT register FROM delivery').toArray()[0]?.register
    this.#register = register === undefined ? undefined : catalogue.register(register)
    for (const row of this.#sql.exec<Row>('SELECT * FROM entries ORDER BY seq'))
      this.#head = advance(this.#head, { entry: JSON.parse(row.entry) as Entry, leafHash: row.leaf_hash })
  }

  #answered(idempotencyKey: string, request: string): ActAnswer | null {
    if (this.#head === null) return null
    const row = this.#sql
      .exec<Row & { request: string }>('SELECT * FROM entries WHERE idempotency_key = ?', idempotencyKey)
      .toArray()[0]
    if (row !== undefined)
      return row.request === request
        ? { ok: true, value: this.#receipt(JSON.parse(row.entry) as Entry, row.leaf_hash) }
        : { ok: false, error: 'idempotency-key-reused' }
    const refusal = this.#sql
      .exec<{ request: string; answer: string }>(
        'SELECT request, answer FROM refusals WHERE idempotency_key = ?',
        idempotencyKey,
      )
      .toArray()[0]
    if (refusal === undefined) return null
    return refusal.request === request
      ? (JSON.parse(refusal.answer) as ActAnswer)
      : { ok: false, error: 'idempotency-key-reused' }
  }

  #append(register: LoadedRegister, idempotencyKey: string, request: string, sealed: Sealed): void {
    const { entry, salts, leaf, leafHash } = sealed
    this.ctx.storage.transactionSync(() => {
      if (this.#head === null) {
        migrate(this.ctx.storage, MIGRATIONS)
        this.#sql.exec('INSERT INTO delivery VALUES (1, ?, 0)', register.definition.id)
      }
      this.#sql.exec(
        'INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)',
        entry.seq,
        idempotencyKey,
        request,
        JSON.stringify(entry),
        JSON.stringify(salts),
        leaf,
        leafHash,
      )
    })
    this.#register = register
    this.#head = advance(this.#head, { entry, leafHash })
    this.#openView = null
    if (!this.#alarmArmed) this.ctx.waitUntil(this.#arm(Date.now() + RETRY_MS))
    this.ctx.waitUntil(this.#deliver(false))
  }

  #receipt(entry: Entry, leafHash: string) {
    const register = this.#register
    if (register === undefined) throw new Error('a receipt without a register')
    const id = recordId(this.env.INDEX_KEY, register.definition, entry.key)
    return { register: register.definition.id, id, seq: entry.seq, leafHash, recordedAt: entry.recordedAt }
  }

  #delivered(): number {
    return this.#sql.exec<{ delivered: number }>('SELECT delivered FROM delivery').one().delivered
  }

  /** One delivery at a time: what is appended meanwhile goes with the next round. */
  #deliver(refresh: boolean): Promise<void> {
    this.#delivering ??= this.#deliverAll(refresh).finally(() => {
      this.#delivering = null
    })
    return this.#delivering
  }

  async #deliverAll(refresh: boolean): Promise<void> {
    if (this.#register === undefined) return
    let from = this.#delivered()
    while (refresh || (this.#head !== null && from < this.#head.seq)) {
      const rows = this.#sql
        .exec<Row>('SELECT * FROM entries WHERE seq > ? ORDER BY seq LIMIT ?', from, DELIVERY_MAX)
        .toArray()
      const snapshot = this.snapshot()
      if (snapshot === null) return
      const to = await registerObject(this.env, this.#register.definition.id).deliver(
        snapshot.id,
        rows.map(({ seq, leaf, leaf_hash }) => ({ seq, leaf, leafHash: leaf_hash })),
        snapshot,
      )
      from = Math.max(from, to)
      this.#sql.exec('UPDATE delivery SET delivered = ?', from)
      refresh = false
    }
  }

  #view(audience: Audience, moment: Moment): RecordView | null {
    const head = this.#head
    const register = this.#register
    if (head === null || register === undefined) return null
    const { definition } = register
    const today = sofiaDate(Date.now())
    const effective = moment.effective ?? today
    const current = moment.recorded === undefined && effective >= head.effectiveFrom
    const known = current
      ? {
          values: { [definition.key]: head.key, ...head.values },
          seq: head.seq,
          recordedAt: head.recordedAt,
          effectiveFrom: head.effectiveFrom,
        }
      : this.#past(definition.key, { ...moment, effective })
    if (known === null) return null
    return {
      id: recordId(this.env.INDEX_KEY, definition, head.key),
      seq: known.seq,
      recordedAt: known.recordedAt,
      effectiveFrom: known.effectiveFrom,
      values: disclose(definition, known.values, audience),
    }
  }

  #past(key: string, moment: Moment) {
    const entries = this.#sql
      .exec<Row>('SELECT * FROM entries ORDER BY seq')
      .toArray()
      .map((row) => JSON.parse(row.entry) as Entry)
    const found = valuesAt(entries, { field: key }, moment)
    if (found === null) return null
    const { seq, recordedAt, effectiveFrom } = found.last
    return { values: found.values, seq, recordedAt, effectiveFrom }
  }
}
