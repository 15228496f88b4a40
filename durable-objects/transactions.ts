// The acts on several records that an object coordinates: asks which records they are, holds each, decides, and tells them.
// What was decided is kept before anybody is told; what a crash left half done is finished or undone by the alarm, or for
// the first record that asks.
import { sha256 } from '@noble/hashes/sha2.js'
import { catalogue } from '../workers/catalogue.ts'
import { requestOf, type ActAnswer, type ActCommand, type Receipt, type Refused } from '../workers/engines/command.ts'
import { recordId } from '../workers/engines/names.ts'
import { dueAt } from '../workers/engines/outbox.ts'
import { deedOf, type Companion, type Other } from '../workers/engines/together.ts'
import {
  advance,
  begin,
  isPassing,
  messagesOf,
  outcomeOf,
  type Message,
  type Told,
  type Transaction,
} from '../workers/engines/transaction.ts'
import type { Env } from '../workers/env.ts'
import { toHex, utf8 } from '../workers/kernel/bytes.ts'
import { sofiaDate } from '../workers/kernel/calendar.ts'
import { togetherMax } from '../workers/kernel/load-together.ts'
import { err, ok, type Ok } from '../workers/kernel/result.ts'
import { recordById, type CoordinatorRef } from '../workers/store/objects.ts'
import type { Confirmed } from './record/holds.ts'

/** What the object lends. */
interface Host {
  readonly ctx: DurableObjectState
  readonly env: () => Env
  readonly kind: CoordinatorRef['kind']
  /** Makes the tables, where the object has none yet. */
  readonly begin: () => void
  /** Sees to it that the alarm rings for what is kept now. */
  readonly arm: () => Promise<void>
}

/** One of the records, with its act. */
interface Member {
  readonly register: string
  readonly record: string
  readonly command: ActCommand
  readonly deed: string
  readonly companions: readonly Companion[]
  readonly open: boolean
}

interface Found {
  readonly main: string
  readonly members: ReadonlyMap<string, Member>
  /** When all of it is recorded: after all that was recorded in any of them. */
  readonly now: number
}

interface Row extends Record<string, SqlStorageValue> {
  n: number
  key: string
  request: string
  main: string
  state: string
  failures: number
}

const UNREACHABLE: Refused = { ok: false, error: 'record-unreachable' }

const stateOf = ({ state }: Pick<Row, 'state'>): Transaction => JSON.parse(state) as Transaction
const hashOf = (command: ActCommand): string => toHex(sha256(utf8(requestOf(command))))

/** What whoever asked is told once it is decided: the entry of the record that was asked, and the others with it. */
function answerOf({ main, state }: Pick<Row, 'main' | 'state'>): ActAnswer {
  const tx = stateOf({ state })
  if (outcomeOf(tx) !== 'committed') return tx.refusal ?? UNREACHABLE
  const own = tx.prepared[main]
  if (own === undefined) throw new Error('an act without its own record')
  const together = Object.entries(tx.prepared).flatMap(([name, receipt]) => (name === main ? [] : [receipt]))
  return ok({ ...own, together } satisfies Receipt)
}

/** Whether it comes into being by the act. */
const isCreated = ({ register, command }: Member): boolean =>
  catalogue.register(register)?.acts.get(command.act)?.definition.creates === true

export class Transactions {
  readonly #host: Host
  readonly #sql: SqlStorage
  /** What is being asked for here and now, by idempotency key. */
  readonly #running = new Map<string, Promise<ActAnswer>>()
  /** What this instance is about to decide: who asks of it waits for that. */
  readonly #deciding = new Map<number, Promise<void>>()

  constructor(sql: SqlStorage, host: Host) {
    this.#host = host
    this.#sql = sql
  }

  /** Does an act on several records, once for each idempotency key: all of it, or nothing. */
  perform(command: ActCommand, confirmed: Confirmed | null = null): Promise<ActAnswer> {
    this.#host.begin()
    const { idempotencyKey: key } = command
    const running = this.#running.get(key) ?? this.#run(command, confirmed).finally(() => this.#running.delete(key))
    this.#running.set(key, running)
    return running
  }

  /** What became of an act, for a record that it holds: whatever was not decided when its object began anew never is. */
  async outcome(id: string): Promise<'committed' | 'aborted'> {
    const n = Number(id.split(':')[2])
    await this.#deciding.get(n)
    const row = this.#row(n)
    if (row === undefined) return 'aborted'
    const tx = stateOf(row)
    const outcome = outcomeOf(tx)
    if (outcome !== 'undecided') return outcome
    this.#save(n, advance(tx, { type: 'refused', refusal: UNREACHABLE }))
    return 'aborted'
  }

  /** The alarm's part: decides against what was left undecided, and tells each record what it was not told. */
  async settle(): Promise<void> {
    const rows = this.#sql
      .exec<Row>("SELECT * FROM transactions WHERE phase NOT IN ('committed', 'aborted') AND due_at <= ?", Date.now())
      .toArray()
    for (const row of rows)
      if (this.#running.has(row.key)) this.#postpone(row.n, 0)
      else await this.#finish(row.n)
  }

  due(): number | null {
    return this.#sql
      .exec<{ due: number | null }>(
        "SELECT min(due_at) AS due FROM transactions WHERE phase NOT IN ('committed', 'aborted')",
      )
      .one().due
  }

  async #run(command: ActCommand, confirmed: Confirmed | null): Promise<ActAnswer> {
    const kept = await this.#kept(command)
    if (kept !== null) return kept
    const found = await this.#discover(command)
    if (!found.ok) return this.#refuse(command, found)
    const tx = await this.#decide(command, found.value, confirmed)
    await this.#finish(tx)
    return answerOf(this.#known(tx))
  }

  /** What was answered before, or has been decided without anybody having heard of it. */
  async #kept(command: ActCommand): Promise<ActAnswer | null> {
    const row = this.#sql
      .exec<Row>('SELECT * FROM transactions WHERE key = ? ORDER BY n DESC LIMIT 1', command.idempotencyKey)
      .toArray()[0]
    if (row === undefined) return null
    if (row.request !== hashOf(command)) return err('idempotency-key-reused')
    await this.#finish(row.n)
    const answer = answerOf(this.#known(row.n))
    return answer.ok || !isPassing(answer) ? answer : null
  }

  /** A refusal that will be the same tomorrow is kept as the answer. */
  #refuse(command: ActCommand, refusal: Refused): Refused {
    if (!isPassing(refusal)) {
      const tx: Transaction = { ...begin([]), phase: 'aborted', refusal }
      this.#insert(command, '', tx)
    }
    return refusal
  }

  /** Holds one record after another, and decides. The number under which that is kept. */
  async #decide(command: ActCommand, found: Found, confirmed: Confirmed | null): Promise<number> {
    const created = [...found.members].flatMap(([name, one]) => (isCreated(one) ? [name] : []))
    let tx = begin([...found.members.keys()], new Set(created))
    const n = this.#insert(command, found.main, tx)
    const decided = Promise.withResolvers<void>()
    this.#deciding.set(n, decided.promise)
    try {
      for (let [next] = messagesOf(tx); next?.type === 'prepare'; [next] = messagesOf(tx))
        tx = advance(tx, await this.#prepare(n, next.member, found, confirmed))
    } finally {
      this.#save(n, tx)
      this.#deciding.delete(n)
      decided.resolve()
    }
    return n
  }

  async #prepare(n: number, name: string, found: Found, confirmed: Confirmed | null): Promise<Told> {
    const member = found.members.get(name)
    if (member === undefined) throw new Error('a record that is not part of the act')
    const { register, record, command, companions } = member
    const others = [...found.members.values()].flatMap((other): readonly Other[] =>
      other === member
        ? []
        : [
            {
              register: other.register,
              record: other.record,
              act: other.command.act,
              open: other.open && member.open,
            },
          ],
    )
    const by = { kind: this.#host.kind, name: this.#name() }
    const together = { id: this.#idOf(n), with: others }
    const asked = { by, command, together, now: found.now, companions }
    try {
      const answer = await recordById(this.#host.env(), register, record).prepare({
        ...asked,
        confirmed: name === found.main ? confirmed : null,
      })
      if (answer.ok) return { type: 'prepared', member: name, receipt: answer.value }
      return { type: 'refused', refusal: name === found.main ? answer : { register, ...answer } }
    } catch (error) {
      this.#tell(error)
      return { type: 'refused', refusal: UNREACHABLE }
    }
  }

  /** Tells the records what was decided; what was not decided is decided against. Who does not answer is told again later. */
  async #finish(n: number): Promise<void> {
    const row = this.#known(n)
    let tx = stateOf(row)
    if (tx.phase === 'preparing') this.#save(n, (tx = advance(tx, { type: 'refused', refusal: UNREACHABLE })))
    const messages = messagesOf(tx)
    if (messages.length === 0) return
    const told = await Promise.all(messages.map((message) => this.#send(n, row.key, message)))
    for (const one of told) if (one !== null) tx = advance(tx, one)
    this.#save(n, tx)
    if (messagesOf(tx).length > 0) this.#postpone(n, row.failures + 1)
    await this.#host.arm()
  }

  async #send(n: number, key: string, { type, member }: Message): Promise<Told | null> {
    const { register, record } = placeOf(member)
    const object = recordById(this.#host.env(), register, record)
    try {
      if (type === 'commit') await object.commit(this.#idOf(n), keyOf(key, member, this.#known(n).main))
      else await object.release(this.#idOf(n))
      return { type: 'acknowledged', member }
    } catch (error) {
      this.#tell(error)
      return null
    }
  }

  /** All records that the act touches, and what those touch in turn. Nothing is held by asking. */
  async #discover(command: ActCommand): Promise<Ok<Found> | Refused> {
    const members = new Map<string, Member>()
    const main = this.#nameOf(command)
    const waiting: { command: ActCommand; open: boolean }[] = [{ command, open: true }]
    let now = Date.now()
    let effective: string | undefined
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        await catalogue.know(this.#host.env(), next.command.register)
        const act = catalogue.register(next.command.register)?.acts.get(next.command.act)
        if (act === undefined) return err('unknown-act')
        const name = this.#nameOf(next.command)
        const deed = deedOf(act, next.command, sofiaDate(now))
        const known = members.get(name)
        // What one record asks of another that is part of it already is met by it, or contradicts it.
        if (known !== undefined && known.deed !== deed) return err('together-contradicts')
        if (known !== undefined) continue
        if (members.size > togetherMax) return err('too-many-together')
        const { register, record } = placeOf(name)
        const touched = await recordById(this.#host.env(), register, record).touches(next.command)
        if (!touched.ok) return name === main ? touched : { register, ...touched }
        const { companions, recordedAt } = touched.value
        effective ??= touched.value.effective
        now = Math.max(now, recordedAt + 1)
        members.set(name, { register, record, command: next.command, deed, companions, open: next.open })
        for (const { open, ...one } of companions)
          waiting.push({ command: this.#companion(command, one, effective), open })
      }
    } catch (error) {
      this.#tell(error)
      return UNREACHABLE
    }
    return ok({ main, members, now })
  }

  /** The act of a further record: by the same hands, on the same day, on the same ground. */
  #companion(main: ActCommand, one: Omit<Companion, 'open'>, effectiveFrom: string): ActCommand {
    const { actor, second, signatures, basis, idempotencyKey } = main
    const command = { ...one, effectiveFrom, actor, basis, idempotencyKey: '' }
    return {
      ...command,
      ...(second === undefined ? {} : { second }),
      ...(signatures === undefined ? {} : { signatures }),
      idempotencyKey: keyOf(idempotencyKey, this.#nameOf(command), this.#nameOf(main)),
    }
  }

  #nameOf({ register: id, key }: ActCommand): string {
    const register = catalogue.registers.get(id)
    return `${id}:${register === undefined ? '' : recordId(this.#host.env().INDEX_KEY, register, key)}`
  }

  #name(): string {
    const { name } = this.#host.ctx.id
    if (name === undefined) throw new Error('a coordinator without a name')
    return name
  }

  #idOf = (n: number): string => `${this.#host.kind}:${this.#name()}:${n}`

  #row = (n: number): Row | undefined => this.#sql.exec<Row>('SELECT * FROM transactions WHERE n = ?', n).toArray()[0]

  #known(n: number): Row {
    const row = this.#row(n)
    if (row === undefined) throw new Error(`no act ${n}`)
    return row
  }

  #insert(command: ActCommand, main: string, tx: Transaction): number {
    const { n } = this.#sql
      .exec<{ n: number }>(
        `INSERT INTO transactions (key, request, main, phase, state, failures, due_at) VALUES (?, ?, ?, ?, ?, 0, ?)
         RETURNING n`,
        command.idempotencyKey,
        hashOf(command),
        main,
        tx.phase,
        JSON.stringify(tx),
        dueAt(0, Date.now()),
      )
      .one()
    this.#host.ctx.waitUntil(this.#host.arm())
    return n
  }

  #save(n: number, tx: Transaction): void {
    this.#sql.exec('UPDATE transactions SET phase = ?, state = ? WHERE n = ?', tx.phase, JSON.stringify(tx), n)
  }

  #postpone(n: number, failures: number): void {
    this.#sql.exec(
      'UPDATE transactions SET failures = ?, due_at = ? WHERE n = ?',
      failures,
      dueAt(failures, Date.now()),
      n,
    )
  }

  #tell(error: unknown): void {
    console.error(JSON.stringify({ together: 'failed', error: error instanceof Error ? error.message : 'unknown' }))
  }
}

/** The register and the id of a record, by its name; an id that was made up may hold anything. */
const placeOf = (name: string) => {
  const at = name.indexOf(':')
  return { register: name.slice(0, at), record: name.slice(at + 1) }
}

/** The idempotency key of each record's own entry: that of the record which was asked is the caller's. */
const keyOf = (key: string, name: string, main: string): string => (name === main ? key : `${key}/${name}`)
