// One register: gives entries their place in its order, and publishes them: read model, tree, signed checkpoint.
import m0001 from '../migrations/register/0001-init.sql'
import m0002 from '../migrations/register/0002-adoption.sql'
import m0003 from '../migrations/register/0003-witnesses.sql'
import { originOf, parseCheckpoint, signCheckpoint } from '../workers/engines/log/checkpoint.ts'
import type { Cosigned } from '../workers/engines/log/cosignature.ts'
import m0004 from '../migrations/register/0004-batches.sql'
import { signerFrom, verifierKey, type Signer } from '../workers/engines/log/note.ts'
import { tileExists, type Tile } from '../workers/engines/log/tile.ts'
import type { Snapshot } from '../workers/engines/snapshot.ts'
import type { LogMark } from '../workers/engines/backup/manifest.ts'
import type { Env } from '../workers/env.ts'
import { fromBase64 } from '../workers/kernel/bytes.ts'
import { ok } from '../workers/kernel/result.ts'
import { recordById } from '../workers/store/objects.ts'
import { forgetRegister, writeMax, writeSnapshots } from '../workers/store/snapshots.ts'
import { KeptObject } from './kept.ts'
import { migrate } from './migrate.ts'
import { Adoption, type AdoptionState } from './register/adoption.ts'
import { Prover, type Consistency, type Proofs } from './register/prover.ts'
import { Witnesses, type WitnessState } from './register/witnesses.ts'
import { LogCopy } from './register/copy.ts'
import { Log } from './register/log.ts'
import { snapshotsAsleep } from './register/asleep.ts'
import { Arrivals, type Arriving, type Origin, type Whether } from './register/arrivals.ts'

const MIGRATIONS = [m0001, m0002, m0003, m0004]

/** Deliveries that come within it are kept together: a write to the disk for each would be most of the work. */
const TOGETHER_MS = 20
/** How long entries gather before they are published together: under the second in which people look. */
const GATHER_MS = 200
/** After a failed publication: the store is given time to come back. */
const RETRY_MS = 2000
/** Entries published at once: their tiles and rows are written well within a second. */
const PUBLISH_MAX = 1000
/** How long after witnesses were asked the alarm looks whether they have answered. */
const WITNESS_MS = 15_000
/** Records asked for their snapshot in one call of a rebuild. */
const REBUILD_MAX = 100

export interface Delivered {
  readonly seq: number
  readonly leaf: string
  readonly leafHash: string
}

export interface RegisterState {
  readonly register: string
  /** Entries that have their place. */
  readonly sequenced: number
  /** Entries that the signed checkpoint covers. */
  readonly published: number
  /** Records whose snapshot is still to be written. */
  readonly unpublished: number
  readonly verifierKey: string
  /** Whose word the operator takes that the log is one. */
  readonly witnesses: readonly WitnessState[]
  /** How far its records have followed the definition in force; null before the second version. */
  readonly adoption: AdoptionState | null
}

export class RegisterObject extends KeptObject {
  readonly #sql = this.sql
  readonly #log = new Log(this.#sql)
  readonly #adoption = new Adoption(this.#sql)
  readonly #witnesses = new Witnesses(this.#sql, () => this.env, this.#log.read)
  readonly #prover = new Prover(this.#sql, this.#log.read, () => this.#published(), this.#witnesses)
  readonly #copy = new LogCopy(this.#sql, this.#log, (write) => this.ctx.storage.transactionSync(write))
  readonly #arrivals = new Arrivals(this.#sql, this.#log.read)
  #gathered: (() => void)[] = []
  #armed = false
  #publishing: Promise<void> | null = null
  #signer: Promise<Signer> | null = null

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env, 'RegisterObject', MIGRATIONS)
    migrate(ctx.storage, MIGRATIONS)
  }

  /**
   * Takes a record's entries, in order, and its newest snapshot: null for a record that is not in effect yet. Answers
   * up to which entry it has them: that is the record's receipt. Entries that it has are passed over; entries after a
   * gap are left for the next delivery.
   */
  deliver(record: string, entries: readonly Delivered[], snapshot: Snapshot | null): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#gathered.push(() => {
        try {
          resolve(this.#keep(record, entries, snapshot))
        } catch (error) {
          reject(error)
        }
      })
      if (this.#gathered.length === 1) setTimeout(() => this.#keepGathered(), TOGETHER_MS)
    })
  }

  /** All in one turn, and so in one write to the disk; their answers wait for it. */
  #keepGathered(): void {
    for (const keep of this.#gathered.splice(0)) keep()
    if (!this.#armed) this.ctx.waitUntil(this.#arm(GATHER_MS))
  }

  #keep(record: string, entries: readonly Delivered[], snapshot: Snapshot | null): number {
    return this.ctx.storage.transactionSync(() => {
      let last = this.#log.lastOf(record)
      for (const { seq, leaf, leafHash } of entries) {
        if (seq !== last + 1) continue
        this.#log.append(record, seq, leaf, leafHash)
        last = seq
      }
      // A snapshot by an earlier definition might show what is closed by now; one that comes late, after a newer one, is older.
      if (snapshot !== null && !this.#adoption.late(record, snapshot.definition))
        this.#sql.exec(
          `INSERT INTO unpublished VALUES (?, ?) ON CONFLICT (record) DO UPDATE SET snapshot = excluded.snapshot
           WHERE (excluded.snapshot->>'seq', excluded.snapshot->>'effectiveFrom')
             >= (unpublished.snapshot->>'seq', unpublished.snapshot->>'effectiveFrom')`,
          record,
          JSON.stringify(snapshot),
        )
      return last
    })
  }

  /** Out of which batch a record comes to life that nobody has touched yet; null where it came in none. */
  origin(record: string, enter: boolean): Origin | null {
    return this.#arrivals.origin(record, enter)
  }

  /** For each record how it stands for a row that would enter it; and how long no batch can be entered yet. */
  whether(asked: readonly Pick<Arriving, 'record' | 'digest'>[], run: string): readonly Whether[] {
    return this.#arrivals.whether(asked, run)
  }

  /** How long a batch would be refused, in milliseconds: whoever looked for a record before may be entering it. */
  arrivalsIn(): number {
    return this.#arrivals.waitMs()
  }

  /** Gives the entries of a batch, made by this version of the definition, their places; whole, or not at all. */
  arrive(batch: string, rows: readonly Arriving[], definition: number): boolean {
    const entered = this.ctx.storage.transactionSync(() => {
      // Records that were made by an older definition are asked to follow.
      for (const { record } of definition < this.#adoption.version() ? rows : [])
        this.#adoption.late(record, definition)
      return this.#arrivals.enter(batch, rows, this.#log.size())
    })
    if (entered && !this.#armed) this.ctx.waitUntil(this.#arm(GATHER_MS))
    return entered
  }

  /**
   * The signed checkpoint with the cosignatures that it has; before the first entry is published, that of a log of none
   * (RFC 6962, 2.1). Where asked, the newest of those that most witnesses know, if any does.
   */
  async checkpoint(witnessed = false): Promise<string> {
    const best = witnessed ? this.#witnesses.best() : null
    if (best !== null) return best.checkpoint
    const { checkpoint, size } = this.#published()
    return checkpoint === null ? this.#sign(0) : this.#witnesses.cosigned(checkpoint, size)
  }

  /**
   * Takes cosignatures that were checked, of a checkpoint: whether it is one of this log. A witness that saw another log
   * of this name has seen no log of ours.
   */
  async cosign(text: string, found: readonly Cosigned[]): Promise<boolean> {
    const seen = parseCheckpoint(text)
    if (!seen.ok || seen.value.size === 0 || seen.value.size > this.#published().size) return false
    const { size } = seen.value
    const checkpoint = await this.#sign(size)
    if (!checkpoint.startsWith(`${text}\n`)) return false
    this.#witnesses.keep(size, checkpoint, found)
    return true
  }

  /** Whether the log of `to` entries continues that of `from`: null where it has not so many. */
  consistency(from: number, to: number): Consistency | null {
    return this.#prover.consistency(from, to)
  }

  /** A tile cut from the published tree, or null where it does not exist (yet). */
  tile(tile: Tile): Uint8Array<ArrayBuffer> | null {
    return tileExists(tile, this.#published().size) ? this.#log.cut(tile) : null
  }

  /** The tlog-proof of a record's entry, or null while the entry is not published. */
  proof(record: string, seq: number): string | null {
    return this.#prover.proof(record, seq)
  }

  /** The paths of a record's entries, those that are published, to one checkpoint; null where none is. */
  async proofs(record: string, seqs: readonly number[]): Promise<Proofs | null> {
    const found = this.#prover.proofs(record, seqs)
    return found && { ...found, verifierKey: verifierKey(await this.#key()) }
  }

  /** The tlog-proof of an entry that the register has, which is published now if it is not yet. */
  async published(record: string, seq: number): Promise<{ readonly proof: string; readonly verifierKey: string }> {
    let proof = this.proof(record, seq)
    while (proof === null) {
      if (this.#log.lastOf(record) < seq) throw new Error(`entry ${seq} has no place in the log`)
      await this.#publishAlone()
      proof = this.proof(record, seq)
    }
    return { proof, verifierKey: verifierKey(await this.#key()) }
  }

  async state(): Promise<RegisterState> {
    const { name, publicKey } = await this.#key()
    return {
      register: this.#register(),
      sequenced: this.#log.size(),
      published: this.#published().size,
      unpublished: this.#sql.exec<{ n: number }>('SELECT count(*) AS n FROM unpublished').one().n,
      verifierKey: verifierKey({ name, publicKey }),
      witnesses: this.#witnesses.states(),
      adoption: this.#adoption.state(),
    }
  }

  /** Has every record follow the version that is in force. Told twice, or late, it changes nothing. */
  async adopt(version: number): Promise<void> {
    if (this.#adoption.begin(version)) await this.#arm(0)
  }

  /** Where the log stands now: what a backup has of it, and a restore comes to again. */
  async logMark(): Promise<LogMark> {
    const [{ size, root }, { checkpoint }] = [this.#copy.mark(), this.#published()]
    return { register: this.#register(), size, root, checkpoint, verifierKey: verifierKey(await this.#key()) }
  }

  /** Entries from one place to before another, as a `LogLine`. */
  logPage(from: number, to: number): string {
    return this.#copy.page(this.#register(), from, to)
  }

  /** Appends the entries of a `LogLine` that are not there yet. */
  restoreLog(line: string) {
    return this.#copy.restore(line)
  }

  /** Takes over what was published, where the log has come to the same root. Cuts the tiles of a part of it, and says where the next begins. */
  async restorePublished(mark: LogMark, from: number) {
    const known = await this.#copy.published(mark)
    if (!known.ok) return known
    const next = Math.min(known.value, from + PUBLISH_MAX)
    await this.#log.store(this.env.STORE, this.#register(), from, next)
    return ok(next < known.value ? { next } : {})
  }

  /**
   * Writes the snapshots of the next records after `after`: first those that lie in batches, then the others, which are
   * asked. An empty `after` first forgets the register.
   */
  async rebuild(after: string): Promise<{ records: number; next?: string }> {
    if (after === '') await this.env.DB.batch(forgetRegister(this.env.DB, this.#register()))
    const batch = after === '' || after.startsWith('/') ? this.#arrivals.asleep(Number(after.slice(1))) : null
    if (batch === null) return this.#rebuildAwake(after.startsWith('/') ? '' : after)
    const [register, signer] = [this.#register(), await this.#key()]
    const snapshots = await snapshotsAsleep(this.env, { register, signer }, batch.name, batch.records)
    for (let at = 0; at < snapshots.length; at += writeMax)
      await this.env.DB.batch(writeSnapshots(this.env.DB, register, snapshots.slice(at, at + writeMax)))
    return { records: snapshots.length, next: `/${batch.next}` }
  }

  async #rebuildAwake(after: string): Promise<{ records: number; next?: string }> {
    const ids = this.#arrivals.awake(after, REBUILD_MAX)
    const answers = await Promise.all(ids.map((id) => recordById(this.env, this.#register(), id).snapshot()))
    const snapshots = answers.filter((snapshot) => snapshot !== null)
    if (snapshots.length > 0) await this.env.DB.batch(writeSnapshots(this.env.DB, this.#register(), snapshots))
    const next = ids.at(-1)
    return ids.length === REBUILD_MAX && next !== undefined
      ? { records: snapshots.length, next }
      : { records: snapshots.length }
  }

  /** Publishes; may run twice or late, since each step writes what follows from the log alone. */
  override async alarm(): Promise<void> {
    this.#armed = false
    try {
      await this.#publishAlone()
      await this.#adoption.step((record, version) => recordById(this.env, this.#register(), record).adopt(version))
    } catch (error) {
      // The platform gives an alarm up after six failures; publishing is never given up.
      console.error('publishing failed', error)
      return this.#arm(RETRY_MS)
    }
    if (this.#adoption.pending()) return this.#arm(0)
    const left = this.#log.size() - this.#published().size
    if (left > 0 || this.#waiting(1).length > 0) return this.#arm(left < PUBLISH_MAX ? GATHER_MS : 0)
    await this.#showWitnesses()
  }

  /** Nobody waits for them: what they say comes when it comes. An alarm that is set for an entry meanwhile comes first. */
  async #showWitnesses(): Promise<void> {
    const published = this.#published()
    const due = this.#witnesses.due(published)
    if (due === null) return
    if (due <= Date.now()) this.ctx.waitUntil(this.#witnesses.ask(published).then(() => this.#lookAgain()))
    await this.ctx.storage.setAlarm(Math.max(due, Date.now() + WITNESS_MS))
  }

  async #lookAgain(): Promise<void> {
    const due = this.#witnesses.due(this.#published())
    if (due !== null && !this.#armed) await this.ctx.storage.setAlarm(due)
  }

  #arm(delayMs: number): Promise<void> {
    this.#armed = true
    return this.ctx.storage.setAlarm(Date.now() + delayMs)
  }

  /** One at a time: a checkpoint that was begun earlier is not written over a later one. */
  #publishAlone(): Promise<void> {
    this.#publishing ??= this.#publish().finally(() => {
      this.#publishing = null
    })
    return this.#publishing
  }

  /** Full tiles, then the read model, then the checkpoint: nobody is told of a root whose tiles are not there. */
  async #publish(): Promise<void> {
    const before = this.#published().size
    const size = Math.min(this.#log.size(), before + PUBLISH_MAX)
    const waiting = this.#waiting(writeMax)
    await this.#log.store(this.env.STORE, this.#register(), before, size)
    if (waiting.length > 0) {
      const snapshots = waiting.map(({ snapshot }) => JSON.parse(snapshot) as Snapshot)
      await this.env.DB.batch(writeSnapshots(this.env.DB, this.#register(), snapshots))
    }
    const checkpoint = size > before ? await this.#sign(size) : null
    this.ctx.storage.transactionSync(() => {
      if (checkpoint !== null) this.#sql.exec('INSERT OR REPLACE INTO published VALUES (1, ?, ?)', size, checkpoint)
      // A snapshot that was replaced while this one was written stays for the next round.
      for (const { record, snapshot } of waiting)
        this.#sql.exec('DELETE FROM unpublished WHERE record = ? AND snapshot = ?', record, snapshot)
    })
  }

  /** The checkpoint of the first `size` entries: Ed25519 signs the same each time (RFC 8032). */
  async #sign(size: number): Promise<string> {
    const root = this.#log.root(size)
    const signer = await this.#key()
    return signCheckpoint({ origin: signer.name, size, root }, signer)
  }

  #published(): { size: number; checkpoint: string | null } {
    const rows = this.#sql
      .exec<{ size: number; checkpoint: string }>('SELECT size, checkpoint FROM published')
      .toArray()
    return rows[0] ?? { size: 0, checkpoint: null }
  }

  #waiting(limit: number) {
    return this.#sql
      .exec<{ record: string; snapshot: string }>('SELECT record, snapshot FROM unpublished LIMIT ?', limit)
      .toArray()
  }

  #register(): string {
    const { name } = this.ctx.id
    if (name === undefined) throw new Error('a register without a name')
    return name
  }

  #key(): Promise<Signer> {
    this.#signer ??= signerFrom(originOf(this.env.ORIGIN, this.#register()), fromBase64(this.env.LOG_KEY))
    return this.#signer
  }
}
