// The imports of one register: receives their files, and works on them one after the other, however often it is stopped.
import { DurableObject } from 'cloudflare:workers'
import m0001 from '../migrations/import/0001-init.sql'
import { catalogue } from '../workers/catalogue.ts'
import type { Actor } from '../workers/engines/command.ts'
import { columnsOf, type ColumnsWrong } from '../workers/engines/import/columns.ts'
import { isSeparator } from '../workers/engines/import/csv.ts'
import type { SignatureBundle } from '../workers/engines/identity/intent.ts'
import { maySign, signaturesOf } from '../workers/engines/import/signed.ts'
import { isEncoding } from '../workers/engines/import/decode.ts'
import {
  BEGIN,
  fileMax,
  importsMax,
  isUnderWay,
  may,
  NONE,
  partMax,
  type Import,
  type Mapping,
} from '../workers/engines/import/state.ts'
import { importActs, namesOwn } from '../workers/engines/import/weigh.ts'
import { importId } from '../workers/engines/names.ts'
import type { Env } from '../workers/env.ts'
import { mayDo } from '../workers/kernel/register.ts'
import { err, ok, type Result } from '../workers/kernel/result.ts'
import { registerObject } from '../workers/store/objects.ts'
import { badFrom, removeFiles } from './import/files.ts'
import { ImportRows, type Report } from './import/rows.ts'
import { partName } from './import/source.ts'
import { failed, folderOf, readFormat, reportName, seeFile, Work } from './import/work.ts'
import { migrate } from './migrate.ts'

const MIGRATIONS = [m0001]
/** How long one alarm works before it lets others have their turn. */
const TURN_MS = 5000
/** After what failed on its way to others. */
const RETRY_MS = 2000
/** While others may still be entering a record: more seldom, and an object that nobody asks would be let go of. */
const ASK_AGAIN_MS = 2000
/** How soon it is looked again whether all is published. */
const LOOK_MS = 300

/** A file as it is announced. */
export interface Announced {
  readonly name: string
  /** Hex SHA-256 */
  readonly file: string
  readonly size: number
}

/** How a file is to be read, and what its columns are; what is not said stays as it was found. */
export interface Chosen {
  readonly encoding?: string
  readonly separator?: string
  readonly mapping: Mapping
}

type Answer<E extends string = never> = Result<Import, 'import-unknown' | 'import-not-now' | E>

export class ImportObject extends DurableObject<Env> {
  readonly #rows = new ImportRows(this.ctx.storage.sql)
  readonly #work = new Work(() => this.env, this.#rows)

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env)
    migrate(ctx.storage, MIGRATIONS)
  }

  list(): readonly Import[] {
    return this.#rows.list()
  }

  get(id: string): Import | null {
    return this.#rows.get(id)
  }

  /** Begins an import; the same file once more is the import that it was. */
  begin({ name, file, size }: Announced, by: Actor): Answer<'file-too-large' | 'file-empty' | 'too-many-imports'> {
    const register = this.#register()
    const id = importId(this.env.INDEX_KEY, register, file)
    const known = this.#rows.get(id)
    if (known !== null) return ok(known)
    if (size > fileMax) return err('file-too-large')
    if (size === 0) return err('file-empty')
    if (this.#rows.list().length >= importsMax) return err('too-many-imports')
    return ok(
      this.#keep({
        id,
        register,
        state: 'receiving',
        name,
        file,
        size,
        begunAt: Date.now(),
        begunBy: by,
        parts: 0,
        cursor: BEGIN,
        run: 0,
        counts: NONE,
        reasons: {},
      }),
    )
  }

  /** Keeps part `n` of a file, from 0; a part may come twice, and in any order. */
  async receive(id: string, n: number, bytes: Uint8Array): Promise<Answer<'part-invalid'>> {
    const one = this.#open(id, 'receive')
    if (!one.ok) return one
    const within = Number.isSafeInteger(n) && n >= 0 && n * partMax < one.value.size
    if (!within || bytes.length === 0 || bytes.length > partMax) return err('part-invalid')
    await this.env.STORE.put(partName(one.value, n), bytes)
    this.#rows.keepPart(id, n, bytes.length)
    return ok(one.value)
  }

  /** How many parts have come, from the first without a gap: whoever sends goes on there. */
  received(id: string): number {
    return this.#rows.parts(id).count
  }

  /** All of the file has come: it is read. */
  read(id: string): Answer<'file-incomplete'> {
    const one = this.#open(id, 'read')
    if (!one.ok) return one
    const { count, size } = this.#rows.parts(id)
    return size === one.value.size ? this.#go({ ...one.value, state: 'reading', parts: count }) : err('file-incomplete')
  }

  /** Reads the file in other letters, or with another mark between its cells. */
  async reread(
    id: string,
    encoding: string,
    separator?: string,
  ): Promise<Answer<'encoding-unknown' | 'separator-unknown'>> {
    const before = this.#open(id, 'reread')
    if (!before.ok) return before
    if (!isEncoding(encoding)) return err('encoding-unknown')
    if (separator !== undefined && !isSeparator(separator)) return err('separator-unknown')
    const read = await readFormat(this.env.STORE, before.value, encoding, separator)
    const now = this.#open(id, 'reread')
    return now.ok ? ok(this.#keep(anew({ ...now.value, state: 'read', ...read }))) : now
  }

  /** Chooses how it is read and what its columns are, and tries out every row. */
  async check(
    id: string,
    { encoding, separator, mapping }: Chosen,
    by: Actor,
  ): Promise<Answer<'unknown-act' | 'not-allowed' | 'encoding-unknown' | 'separator-unknown'> | ColumnsWrong> {
    await catalogue.know(this.env, this.#register())
    const before = this.#open(id, 'check')
    if (!before.ok) return before
    const register = catalogue.register(this.#register())
    const act = register && importActs(register).find(({ name }) => name === mapping.act)
    if (register === undefined || act === undefined) return err('unknown-act')
    if (!mayDo(act.definition, by.role)) return err('not-allowed')
    const letters = encoding ?? before.value.encoding ?? 'utf-8'
    if (!isEncoding(letters)) return err('encoding-unknown')
    if (separator !== undefined && !isSeparator(separator)) return err('separator-unknown')
    const format = await readFormat(this.env.STORE, before.value, letters, separator ?? before.value.format?.separator)
    // While the file was read, somebody else may have been faster.
    const now = this.#open(id, 'check')
    if (!now.ok) return now
    const one: Import = { ...now.value, ...format }
    if (one.state === 'failed' || one.format === undefined) return ok(this.#keep(one))
    const columns = columnsOf(register, act, one.format.headings, mapping.columns)
    if (!columns.ok) {
      this.#keep(one)
      return columns
    }
    this.#rows.unclaim(id)
    const { actor: _, second: __, signatures: ___, first: ____, ...rest } = one
    const claiming = namesOwn(act, register.definition.id) ? ({ claiming: true } as const) : {}
    return this.#go(anew({ ...rest, begunBy: by, mapping, state: 'checking', ...claiming }))
  }

  /**
   * Takes what an official has signed, whose object has verified the assertion: the good rows are entered, or wait for a
   * second official where the act asks for two.
   */
  async sign(
    id: string,
    by: Actor,
    signature: SignatureBundle,
  ): Promise<Answer<'unknown-act' | 'not-allowed' | 'same-official' | 'intent-changed'>> {
    await catalogue.know(this.env, this.#register())
    const one = this.#rows.get(id)
    if (one === null) return err('import-unknown')
    const allowed = may(one, one.state === 'proposed' ? 'enter' : 'propose')
    if (!allowed.ok) return allowed
    const register = catalogue.register(this.#register())
    const act = register && importActs(register).find(({ name }) => name === one.mapping?.act)
    if (register === undefined || act === undefined) return err('unknown-act')
    const signed = maySign(register, act, one, by, signature)
    if (!signed.ok) return signed
    const { first, ...rest } = one
    if (signed.value === 'propose')
      return ok(this.#keep({ ...rest, state: 'proposed', actor: by, first: JSON.stringify(signature) }))
    const before = first === undefined ? [] : [JSON.parse(first) as SignatureBundle]
    const { text, hash } = signaturesOf(one, [...before, signature])
    await this.env.STORE.put(`${folderOf(one)}signed-${hash}`, text)
    const who = one.state === 'proposed' && one.actor !== undefined ? { actor: one.actor, second: by } : { actor: by }
    return this.enter(id, { ...who, signatures: hash })
  }

  /** The first official, or the second, gives it back. */
  takeBack(id: string): Answer {
    const one = this.#open(id, 'take-back')
    if (!one.ok) return one
    const { first: _, actor: __, ...rest } = one.value
    return ok(this.#keep({ ...rest, state: 'checked' }))
  }

  /** Enters the rows that are good. */
  async enter(
    id: string,
    by: { readonly actor: Actor; readonly second?: Actor; readonly signatures?: string },
  ): Promise<Answer> {
    // Whoever is about to enter a record by hand is known by the time that the first batch comes.
    await registerObject(this.env, this.#register()).arrivalsIn()
    const one = this.#open(id, 'enter')
    if (!one.ok) return one
    const { run } = one.value
    return this.#go(anew({ ...one.value, ...by, state: 'entering', run: run + 1, startedAt: Date.now() }))
  }

  /** The bad rows from one on, a line each: `[row, line, issues, cells]`. */
  async bad(id: string, from: number): Promise<{ readonly lines: readonly string[]; readonly next?: number }> {
    const one = this.#rows.get(id)
    return one === null ? { lines: [] } : badFrom(this.env.STORE, this.#rows, one, from)
  }

  /** The pages of the report of bad rows, by name in the store. */
  reports(id: string): readonly string[] {
    const one = this.#rows.get(id)
    return one === null ? [] : this.#rows.reports(id).map(({ row }) => reportName(one, row))
  }

  /** Forgets an import and its file. What it entered stays, and the batches with it. */
  async discard(id: string): Promise<Result<null, 'import-unknown' | 'import-not-now'>> {
    const one = this.#open(id, 'discard')
    if (!one.ok) return one
    this.#work.forget()
    this.#rows.forget(id)
    await removeFiles(this.env.STORE, one.value)
    return ok(null)
  }

  /** Goes on with the first that is under way; may run twice or late. */
  override async alarm(): Promise<void> {
    const until = Date.now() + TURN_MS
    try {
      await catalogue.know(this.env, this.#register())
      for (let one = this.#next(); one !== undefined && Date.now() < until; one = this.#next()) {
        const wait = await this.#step(one)
        if (wait > 0) return await this.ctx.storage.setAlarm(Date.now() + wait)
      }
    } catch (error) {
      // The platform gives an alarm up after six failures; an import is never given up.
      console.error(JSON.stringify({ import: 'failed', error: error instanceof Error ? error.message : 'unknown' }))
      this.#work.forget()
      return this.ctx.storage.setAlarm(Date.now() + RETRY_MS)
    }
    if (this.#next() !== undefined) await this.ctx.storage.setAlarm(Date.now())
  }

  /** The first that was begun: entering comes before trying out. */
  #next(): Import | undefined {
    const all = this.#rows.list().filter(isUnderWay).toReversed()
    return all.find(({ state }) => state === 'entering' || state === 'publishing') ?? all[0]
  }

  /** One step of it; answers how long is to be waited before the next, in milliseconds. */
  async #step(one: Import): Promise<number> {
    if (one.state === 'publishing') return this.#publishing(one)
    if (one.state !== 'reading') return this.#rowsOf(one)
    const encoding = await seeFile(this.env.STORE, one)
    const read = typeof encoding === 'string' ? await readFormat(this.env.STORE, one, encoding) : encoding
    this.#change(one, { state: 'read', ...read })
    return 0
  }

  async #rowsOf(one: Import): Promise<number> {
    if (one.state === 'entering') {
      const wait = await registerObject(this.env, this.#register()).arrivalsIn()
      // The register's object stays awake for as long as it is asked.
      if (wait > 0) return Math.min(wait, ASK_AGAIN_MS)
    }
    // The time of a step is kept before it: if it is done once more, its records are the same.
    const begun = one.cursor.at === 0 ? this.#keep({ ...one, cursor: { ...one.cursor, at: Date.now() } }) : one
    const { import: worked, reports } = await this.#work.step(begun)
    const read = worked.state !== 'failed' && worked.cursor.row > begun.cursor.row
    const next = worked.state === 'failed' || read ? worked : await this.#ended(worked)
    this.#change(begun, next, reports)
    return 0
  }

  /** All of its rows are done. */
  async #ended(one: Import): Promise<Import> {
    this.#work.forget()
    const { claiming: _, ...rest } = one
    if (one.claiming === true) return { ...rest, cursor: BEGIN }
    const { rows } = one.counts
    if (one.state === 'checking')
      return {
        ...one,
        total: rows,
        state: rows === 0 ? 'failed' : 'checked',
        ...(rows === 0 ? failed('file-empty') : {}),
      }
    const { sequenced } = await registerObject(this.env, this.#register()).state()
    return { ...one, state: 'publishing', total: rows, until: sequenced }
  }

  async #publishing(one: Import): Promise<number> {
    const { published } = await registerObject(this.env, this.#register()).state()
    if (published < (one.until ?? 0)) return LOOK_MS
    this.#change(one, { state: 'done', endedAt: Date.now() })
    return 0
  }

  /** Keeps what came of a step, unless somebody discarded it meanwhile. */
  #change(before: Import, change: Partial<Import>, reports: readonly Report[] = []): void {
    this.ctx.storage.transactionSync(() => {
      const now = this.#rows.get(before.id)
      if (now === null || now.state !== before.state || now.run !== before.run) return
      this.#rows.keep({ ...before, ...change })
      for (const report of reports) this.#rows.keepReport(before.id, report)
    })
  }

  #keep(one: Import): Import {
    this.#rows.keep(one)
    return one
  }

  #go(one: Import): Result<Import, never> {
    this.#work.forget()
    if (one.counts.rows === 0) this.#rows.forgetReports(one.id)
    this.ctx.waitUntil(this.ctx.storage.setAlarm(Date.now()))
    return ok(this.#keep(one))
  }

  #open(id: string, command: Parameters<typeof may>[1]): Answer {
    const one = this.#rows.get(id)
    if (one === null) return err('import-unknown')
    const allowed = may(one, command)
    return allowed.ok ? ok(one) : allowed
  }

  #register(): string {
    const { name } = this.ctx.id
    if (name === undefined) throw new Error('imports of no register')
    return name
  }
}

/** From its first row on. */
const anew = (one: Import): Import => {
  const { fault: _, until: __, endedAt: ___, ...rest } = one
  return { ...rest, cursor: BEGIN, counts: NONE, reasons: {} }
}
