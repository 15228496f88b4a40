// What an operator saves of a deployment: how it stands, and its objects, files and tables, read page by page.
import { Buffer } from 'node:buffer'
import { isTile, keptKinds, readModel, type KeptKind } from '../engines/backup/kept.ts'
import type { FileLine, TableLine } from '../engines/backup/line.ts'
import type { Beginning } from '../engines/backup/manifest.ts'
import { keyFingerprint } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { keptObject, ROSTER_SHARDS, rosterShard } from '../store/kept.ts'
import { registerObject } from '../store/objects.ts'

/** Names in one page of the roster. */
export const namesMax = 1000
/** Objects in one answer: most have some kilobytes. */
export const objectsMax = 50
/** Files in one answer. */
export const filesMax = 100
/** A file is read whole, and travels in base64. */
const FILE_MAX_BYTES = 24 * 1024 * 1024
/** Rows of a table in one page. */
const ROWS_MAX = 1000
/** Of an object in several pages that changes between them: as often it is read anew. */
const READS_MAX = 5

const SHARDS = Array.from({ length: ROSTER_SHARDS }, (_, shard) => shard)

/** The registers that ever had an entry. */
async function registersOf(env: Env): Promise<readonly string[]> {
  const names = await Promise.all(
    SHARDS.map((shard) => rosterShard(env, shard).changed('RegisterObject', 0, '', namesMax)),
  )
  return names.flat().toSorted()
}

export async function beginningOf(env: Env): Promise<Beginning> {
  const at = Date.now()
  // The marks first: what changes from now on comes with the next backup, too.
  const marks = await Promise.all(SHARDS.map((shard) => rosterShard(env, shard).mark()))
  const registers = await registersOf(env)
  return {
    at,
    origin: env.ORIGIN,
    index: keyFingerprint(env.INDEX_KEY),
    log: keyFingerprint(env.LOG_KEY),
    deployment: await rosterShard(env, 0).deployment(),
    marks,
    logs: await Promise.all(registers.map((register) => registerObject(env, register).logMark())),
  }
}

/** All pages of an object, of one moment; null where it changed too often meanwhile. */
async function linesOf(env: Env, kind: KeptKind, name: string): Promise<readonly string[] | null> {
  const object = keptObject(env, kind, name)
  for (let read = 0; read < READS_MAX; read += 1) {
    const first = await object.dump('')
    const lines = [first.line]
    let page = first
    while (page.next !== undefined && page.version === first.version) {
      page = await object.dump(page.next)
      lines.push(page.line)
    }
    if (page.version === first.version) return lines
  }
  return null
}

/** The `ObjectLine`s of these objects. */
export async function readObjects(
  env: Env,
  kind: KeptKind,
  names: readonly string[],
): Promise<Result<readonly string[], 'backup-object-busy'>> {
  const all = await Promise.all(names.map((name) => linesOf(env, kind, name)))
  const whole = all.filter((lines) => lines !== null)
  return whole.length === all.length ? ok(whole.flat()) : err('backup-object-busy')
}

export interface ListedFile {
  readonly key: string
  readonly size: number
  readonly etag: string
  /** When it was written. */
  readonly at: number
}

/** A page of what the store has, but for what follows from the logs. */
export async function listFiles(store: R2Bucket, cursor: string) {
  const page = await store.list({ limit: 1000, ...(cursor === '' ? {} : { cursor }) })
  const files = page.objects
    .filter(({ key }) => !isTile(key))
    .map(({ key, size, etag, uploaded }): ListedFile => ({ key, size, etag, at: uploaded.getTime() }))
  return { files, ...(page.truncated ? { next: page.cursor } : {}) }
}

/** The `FileLine`s of these files; one that is gone has none. */
export async function readFiles(
  store: R2Bucket,
  keys: readonly string[],
): Promise<Result<readonly string[], 'backup-file-too-large'>> {
  const lines: string[] = []
  for (const key of keys) {
    const file = await store.get(key)
    if (file === null) continue
    if (file.size > FILE_MAX_BYTES) return err('backup-file-too-large')
    const type = file.httpMetadata?.contentType
    const bytes = Buffer.from(await file.arrayBuffer()).toString('base64')
    lines.push(JSON.stringify({ key, ...(type === undefined ? {} : { type }), bytes } satisfies FileLine))
  }
  return ok(lines)
}

/** Tables of the read model that are saved as they are, by name; each has an `id`. */
export const savedTables: readonly string[] = Object.entries(readModel).flatMap(([table, how]) =>
  how === 'saved' ? [table] : [],
)

export async function readTable(db: D1Database, table: string, after: string) {
  const { results } = await db
    .prepare(`SELECT * FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`)
    .bind(after, ROWS_MAX)
    .all<Record<string, string | number | null>>()
  const columns = Object.keys(results[0] ?? {})
  const line: TableLine = { table, columns, rows: results.map((row) => columns.map((column) => row[column] ?? null)) }
  const last = results.at(-1)
  return { line, ...(results.length === ROWS_MAX ? { next: String(last?.['id']) } : {}) }
}

/** Whether nothing is kept here yet. */
export async function isEmpty(env: Env): Promise<boolean> {
  const [names, files, rows] = await Promise.all([
    Promise.all(SHARDS.flatMap((shard) => keptKinds.map((kind) => rosterShard(env, shard).changed(kind, 0, '', 1)))),
    env.STORE.list({ limit: 1 }),
    env.DB.prepare(
      'SELECT 1 FROM snapshots UNION ALL SELECT 1 FROM cases UNION ALL SELECT 1 FROM proposals LIMIT 1',
    ).all(),
  ])
  return names.flat().length === 0 && files.objects.length === 0 && rows.results.length === 0
}
