// The work on a file, a step at a time: reading it once, examining its rows, entering them. Each step may be done twice.
import { catalogue } from '../../workers/catalogue.ts'
import { batchRows, packBatch } from '../../workers/engines/import/batch.ts'
import { columnsOf } from '../../workers/engines/import/columns.ts'
import { separatorOf } from '../../workers/engines/import/csv.ts'
import { decodePart, encodingSeen, type Encoding } from '../../workers/engines/import/decode.ts'
import { membersIn } from '../../workers/engines/import/lines.ts'
import { readerOf, type Format } from '../../workers/engines/import/rows.ts'
import type { Counts, Import } from '../../workers/engines/import/state.ts'
import type { Court, Numbered, Weighed } from '../../workers/engines/import/weigh.ts'
import { sealLeaf } from '../../workers/engines/leaf.ts'
import { originOf } from '../../workers/engines/log/checkpoint.ts'
import { signerFrom, type Signer } from '../../workers/engines/log/note.ts'
import { snapshotOf } from '../../workers/engines/snapshot.ts'
import type { Env } from '../../workers/env.ts'
import { fromBase64, toHex } from '../../workers/kernel/bytes.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { registerObject } from '../../workers/store/objects.ts'
import { writeMax, writeSnapshots } from '../../workers/store/snapshots.ts'
import { claimRows, examine, type Examination, type Verdict } from './examine.ts'
import type { ImportRows } from './rows.ts'
import { readPart, Source } from './source.ts'

/** Rows of one step: what is done once more, at most, after a crash. */
const stepRows = 4 * batchRows
/** Rows that are shown, to see whether a file is read right. */
const SAMPLE_ROWS = 5
const SAMPLE_CELL_MAX = 100
/** A file of more columns than a definition has fields is none of a register. */
const COLUMNS_MAX = 400

export type Failed = Pick<Import, 'state' | 'fault'>
export const failed = (code: string, detail?: string): Failed => ({
  state: 'failed',
  fault: { code, ...(detail === undefined ? {} : { line: Number(detail) }) },
})

const NAME_BYTES = 8
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

/** Where the files of an import lie. */
export const folderOf = ({ register, id }: Pick<Import, 'register' | 'id'>): string => `${register}/imports/${id}/`
const runName = (one: Import): string => `${folderOf(one)}batch-${one.run}-`
export const reportName = (one: Pick<Import, 'register' | 'id'>, row: number): string => `${folderOf(one)}bad-${row}`

/** Reads the file through once: what it is, and whether it is the one that was announced. */
export async function seeFile(store: R2Bucket, one: Import): Promise<Encoding | Failed> {
  const digest = new crypto.DigestStream('SHA-256')
  const writer = digest.getWriter()
  const seen = encodingSeen()
  for (let n = 0; n < one.parts; n += 1) {
    const part = await readPart(store, one, n)
    seen.see(part)
    await writer.write(part)
  }
  await writer.close()
  return toHex(new Uint8Array(await digest.digest)) === one.file ? seen.end() : failed('file-differs')
}

/** How a file is read: by its first part, and by what was chosen. */
export async function readFormat(
  store: R2Bucket,
  one: Import,
  encoding: Encoding,
  chosen?: string,
): Promise<Pick<Import, 'encoding' | 'format' | 'sample'> | Failed> {
  const { text } = decodePart(encoding, null, await readPart(store, one, 0))
  const kind = text.trimStart().startsWith('{') ? 'lines' : 'csv'
  const separator = kind === 'lines' ? '' : (chosen ?? separatorOf(text.slice(0, Math.max(0, text.indexOf('\n')))))
  const unread: Format = { kind, separator, headings: kind === 'lines' ? membersIn(text) : [] }
  const reader = readerOf(unread)
  const pushed = reader.push(text)
  const last = one.parts > 1 ? pushed : reader.end()
  const read = pushed.ok && pushed.value.length > 0 ? pushed : last
  if (!read.ok) return failed(read.error, read.detail)
  const rows = [...(pushed.ok ? pushed.value : []), ...(last === pushed || !last.ok ? [] : last.value)]
  const [first, ...rest] = rows
  if (first === undefined) return failed('file-empty')
  const headings = kind === 'lines' ? unread.headings : first.cells.map((cell) => String(cell).trim())
  if (headings.length > COLUMNS_MAX) return failed('too-many-columns')
  const shown = (kind === 'lines' ? rows : rest).slice(0, SAMPLE_ROWS)
  return {
    encoding,
    format: { kind, separator, headings },
    sample: shown.map(({ cells }) =>
      cells
        .slice(0, headings.length)
        .map((cell) => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell)).slice(0, SAMPLE_CELL_MAX)),
    ),
  }
}

/** By what its rows are decided; throws where nothing can be decided by it any more. */
function courtOf(env: Env, one: Import, now: number): Court {
  const register = catalogue.register(one.register)
  const act = register?.acts.get(one.mapping?.act ?? '')
  if (register === undefined || act === undefined || one.format === undefined)
    throw new Error(`the import ${one.id} has nothing to go by`)
  const columns = columnsOf(register, act, one.format.headings, one.mapping?.columns ?? {})
  if (!columns.ok) throw new Error(`the columns of the import ${one.id} fit its register no more`)
  const { actor = one.begunBy, second, signatures } = one
  // What two officials have yet to sign is tried as if they had.
  const tried = second ?? (act.definition.fourEyes === true ? { ...actor, person: '' } : undefined)
  return {
    register,
    act,
    columns: columns.value,
    by: {
      actor,
      ...(tried === undefined || actor.role === 'operator' ? {} : { second: tried }),
      ...(signatures === undefined ? {} : { signatures }),
    },
    source: { import: one.id, file: one.file },
    indexKey: env.INDEX_KEY,
    at: { now, today: sofiaDate(now) },
  }
}

interface Worked {
  readonly import: Import
  readonly reports: readonly { readonly row: number; readonly bad: number }[]
}

export class Work {
  readonly #env: () => Env
  readonly #rows: ImportRows
  #source: { readonly of: string; readonly source: Source } | null = null
  #signer: Promise<Signer> | null = null

  constructor(env: () => Env, rows: ImportRows) {
    this.#env = env
    this.#rows = rows
  }

  /** Examines, and in a run also enters, the next rows. `at` is when they are recorded: the cursor says it, kept before. */
  async step(one: Import): Promise<Worked> {
    const begun = await this.#sourceOf(one)
    if (!begun.ok) return { import: { ...one, ...failed(begun.error, begun.detail) }, reports: [] }
    const source = begun.value
    const taken = await source.take(stepRows)
    if (!taken.ok) return { import: { ...one, ...failed(taken.error, taken.detail) }, reports: [] }
    const rows = taken.value
    const examination: Examination = {
      env: this.#env(),
      court: courtOf(this.#env(), one, one.cursor.at),
      rows: this.#rows,
      references: one.mapping?.references ?? 'check',
      run: runName(one),
    }
    const cursor = source.cursor(Date.now())
    if (one.claiming === true) {
      claimRows(examination, rows)
      return { import: { ...one, cursor }, reports: [] }
    }
    const verdicts = await examine(examination, rows)
    if (one.state === 'entering') await this.#enter(one, examination.court, verdicts)
    const bad = verdicts.filter((verdict) => verdict.kind === 'bad')
    const [first] = rows
    const report = bad.length === 0 || first === undefined ? [] : [{ row: first.row, bad: bad.length }]
    if (first !== undefined && bad.length > 0) await this.#report(one, first, bad)
    return { import: counted({ ...one, cursor }, rows.length, verdicts), reports: report }
  }

  /** Nothing that was read before goes on after this. */
  forget(): void {
    this.#source = null
  }

  async #sourceOf(one: Import) {
    const of = `${one.id} ${one.state} ${one.run} ${JSON.stringify(one.claiming ?? false)}`
    const known = this.#source
    // After a failure the cursor is behind: then it is read anew from there.
    if (known?.of === of && known.source.row === one.cursor.row) return { ok: true, value: known.source } as const
    const source = await Source.at(this.#env().STORE, one)
    if (source.ok) this.#source = { of, source: source.value }
    return source
  }

  async #report(one: Import, { row }: Numbered, bad: readonly Extract<Verdict, { kind: 'bad' }>[]): Promise<void> {
    const lines = bad.map(({ row: numbered, issues }) =>
      JSON.stringify([numbered.row, numbered.line, issues, numbered.cells]),
    )
    await this.#env().STORE.put(reportName(one, row), lines.join('\n'))
  }

  /** Store, then log, then read model: what the log has can be brought to life, and what is found can be read. */
  async #enter(one: Import, court: Court, verdicts: readonly Verdict[]): Promise<void> {
    const fresh = verdicts.flatMap((verdict) => (verdict.kind === 'new' ? [verdict.weighed] : []))
    const batches: Weighed[][] = []
    for (let at = 0; at < fresh.length; at += batchRows) batches.push(fresh.slice(at, at + batchRows))
    // No two tries of a batch have the same name: what the log has is never written over.
    for (const batch of batches)
      await this.#batch(`${runName(one)}${batch[0]?.row}-${toHex(random(NAME_BYTES))}`, court, batch)
    // Those of a step that broke off have their place, and perhaps not yet their rows in the read model.
    await this.#show(
      court,
      verdicts.flatMap((verdict) => (verdict.kind === 'mine' || verdict.kind === 'new' ? [verdict.weighed] : [])),
    )
  }

  async #batch(name: string, { register: { definition } }: Court, rows: readonly Weighed[]): Promise<void> {
    const sealed = rows.map(({ entry }) => ({ entry, ...sealLeaf(definition.id, entry, random) }))
    this.#signer ??= signerFrom(originOf(this.#env().ORIGIN, definition.id), fromBase64(this.#env().LOG_KEY))
    await this.#env().STORE.put(name, await packBatch(definition.id, sealed, await this.#signer))
    const arriving = rows.map(({ record, digest }, at) => ({
      record,
      digest,
      leaf: sealed[at]?.leaf ?? '',
      leafHash: sealed[at]?.leafHash ?? '',
    }))
    // Somebody was faster with one of the records: the step is done once more, and tells which.
    if (!(await registerObject(this.#env(), definition.id).arrive(name, arriving, definition.version)))
      throw new Error('a batch that has to be examined again')
  }

  async #show({ register }: Court, rows: readonly Weighed[]): Promise<void> {
    const today = sofiaDate(Date.now())
    const { definition } = register
    const snapshots = rows
      .filter(({ entry }) => entry.effectiveFrom <= today)
      .map(({ record: id, entry: { seq, recordedAt, effectiveFrom, key, set } }) =>
        snapshotOf(
          register,
          { id, seq, recordedAt, effectiveFrom, values: { [definition.key]: key, ...withoutNull(set) } },
          this.#env().INDEX_KEY,
        ),
      )
    for (let at = 0; at < snapshots.length; at += writeMax)
      await this.#env().DB.batch(writeSnapshots(this.#env().DB, definition.id, snapshots.slice(at, at + writeMax)))
  }
}

const withoutNull = (set: Weighed['entry']['set']) =>
  Object.fromEntries(Object.entries(set).flatMap(([field, value]) => (value === null ? [] : [[field, value] as const])))

/** The counts after some more rows. */
function counted(one: Import, rows: number, verdicts: readonly Verdict[]): Import {
  const { counts } = one
  const of = (...kinds: readonly Verdict['kind'][]) => verdicts.filter(({ kind }) => kinds.includes(kind)).length
  const reasons: { [reason: string]: number } = { ...one.reasons }
  for (const verdict of verdicts)
    if (verdict.kind === 'bad')
      for (const reason of new Set(
        verdict.issues.map(({ field, code }) => `${field.replace(/\.\d+\./u, '.')} ${code}`),
      ))
        reasons[reason] = (reasons[reason] ?? 0) + 1
  const next: Counts = {
    rows: counts.rows + rows,
    entered: counts.entered + of('new', 'mine'),
    same: counts.same + of('same'),
    bad: counts.bad + of('bad'),
  }
  return { ...one, counts: next, reasons }
}
