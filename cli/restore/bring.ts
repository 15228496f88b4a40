// Brings the backups of a chain into an empty portal: of each object and file the newest that was saved, of each log all.
import { createHash } from 'node:crypto'
import {
  ownerOf,
  type FileLine,
  type LogLine,
  type ObjectLine,
  type RowsLine,
} from '../../workers/engines/backup/line.ts'
import type { ChunkKind } from '../../workers/engines/backup/manifest.ts'
import { hashLeaf } from '../../workers/engines/leaf.ts'
import type { Folder, KeptManifest } from '../backup/folder.ts'
import type { Target } from './target.ts'

/** What was brought, as far as it is compared afterwards. */
export interface Brought {
  /** A hash of each object, by `<kind> <name>`; empty for one in which nothing is kept. */
  readonly objects: ReadonlyMap<string, string>
  /** How the read model stood, by part, and the files. */
  readonly rows: ReadonlyMap<string, RowsLine['rows']>
  /** Lines of tables that were saved as they are. */
  readonly tables: readonly string[]
  /** Entries of logs that their record does not have as they stand there. */
  readonly torn: readonly string[]
  readonly counts: { readonly objects: number; readonly entries: number; readonly files: number }
}

export interface Bringing {
  readonly folder: Folder
  readonly identity: string
  /** The whole backup first. */
  readonly chain: readonly KeptManifest[]
  readonly target: Target
  /** How many entries of a log are there from before the restore was cut off. */
  readonly sequenced: (register: string) => Promise<number>
  /** Hears after each chunk. */
  readonly brought: () => void
}

/** Of an object in which nothing is kept, ''. */
export const objectHash = (lines: readonly string[]): string =>
  lines.every((line) => (JSON.parse(line) as ObjectLine).tables.length === 0)
    ? ''
    : createHash('sha256').update(lines.join('\n')).digest('base64').slice(0, 22)

async function* linesOf({ folder, identity, brought }: Bringing, { manifest }: KeptManifest, kind: ChunkKind) {
  for (const chunk of manifest.chunks)
    if (chunk.kind === kind) {
      yield await folder.lines(chunk, identity)
      brought()
    }
}

/** The last entry of each record in a log: its number and the hash of its leaf. */
type Last = Map<string, { readonly seq: number; readonly leafHash: string; found: boolean }>

/** What the logs say of each record. */
async function readLogs(bringing: Bringing): Promise<{ readonly last: Last; readonly entries: number }> {
  const last: Last = new Map()
  let count = 0
  for (const kept of bringing.chain)
    for (const chunk of kept.manifest.chunks) {
      if (chunk.kind !== 'log') continue
      for (const line of await bringing.folder.lines(chunk, bringing.identity)) {
        const { register, entries } = JSON.parse(line) as LogLine
        count += entries.length
        for (const [record, seq, leaf] of entries)
          last.set(`${register}:${record}`, { seq, leafHash: hashLeaf(leaf), found: false })
      }
    }
  return { last, entries: count }
}

/** After the objects: a record that is looked for comes to life from its batch, where a log says that it came in one. */
async function bringLogs(bringing: Bringing): Promise<void> {
  const had = new Map<string, number>()
  for (const kept of bringing.chain)
    for await (const lines of linesOf(bringing, kept, 'log')) {
      const logs = Map.groupBy(lines, (line) => (JSON.parse(line) as LogLine).register)
      for (const [register, own] of logs) {
        const there = had.get(register) ?? (await bringing.sequenced(register))
        had.set(register, there)
        const parsed = own.map((line) => [line, JSON.parse(line) as LogLine] as const)
        const missing = parsed.filter(([, { from, entries }]) => from + entries.length > there)
        await bringing.target.sendLog(
          register,
          missing.map(([line]) => line),
        )
      }
    }
}

/** Notes whether a record has the entry that is its last in the log. Entries chain by hash: the last stands for all. */
function look(last: Last, { name, tables }: ObjectLine): void {
  const expected = last.get(name)
  const [, columns = [], rows = []] = tables.find(([table]) => table === 'entries') ?? []
  const [seqAt, hashAt] = [columns.indexOf('seq'), columns.indexOf('leaf_hash')]
  if (expected !== undefined && rows.some((row) => row[seqAt] === expected.seq && row[hashAt] === expected.leafHash))
    expected.found = true
}

async function bringObjects(bringing: Bringing, last: Last): Promise<ReadonlyMap<string, string>> {
  const objects = new Map<string, string>()
  for (const kept of bringing.chain.toReversed())
    for await (const lines of linesOf(bringing, kept, 'objects')) {
      const groups = Map.groupBy(lines, (line) => {
        const owner = ownerOf(line)
        return `${owner?.kind} ${owner?.name}`
      })
      const fresh: (readonly string[])[] = []
      for (const [owner, pages] of groups) {
        if (objects.has(owner)) continue
        const parsed = pages.map((line) => JSON.parse(line) as ObjectLine)
        const hash = objectHash(pages)
        objects.set(owner, hash)
        for (const line of parsed) if (line.kind === 'RecordObject') look(last, line)
        if (hash !== '') fresh.push(pages)
      }
      await bringing.target.send('objects', fresh)
    }
  return objects
}

async function readRows(bringing: Bringing, newest: KeptManifest) {
  const rows = new Map<string, RowsLine['rows'][number][]>()
  for await (const lines of linesOf(bringing, newest, 'rows'))
    for (const line of lines) {
      const read = JSON.parse(line) as RowsLine
      const known = rows.get(read.part) ?? []
      known.push(...read.rows)
      rows.set(read.part, known)
    }
  return rows
}

/** Files that there were at the last backup: what was removed before it stays away. */
async function bringFiles(bringing: Bringing, listed: ReadonlySet<string>): Promise<number> {
  const seen = new Set<string>()
  for (const kept of bringing.chain.toReversed())
    for await (const lines of linesOf(bringing, kept, 'files')) {
      const fresh = lines.filter((line) => {
        const { key } = JSON.parse(line) as FileLine
        return listed.has(key) && !seen.has(key) && seen.add(key)
      })
      await bringing.target.send(
        'files',
        fresh.map((line) => [line]),
      )
    }
  return seen.size
}

export async function bring(bringing: Bringing): Promise<Brought> {
  const newest = bringing.chain.at(-1)
  if (newest === undefined) throw new Error('a chain of no backup')
  const rows = await readRows(bringing, newest)
  const { last, entries } = await readLogs(bringing)
  const objects = await bringObjects(bringing, last)
  await bringLogs(bringing)
  const files = await bringFiles(bringing, new Set(rows.get('files')?.map(([key]) => key)))
  for (const log of newest.manifest.logs) await bringing.target.publish(log)
  const tables: string[] = []
  for await (const lines of linesOf(bringing, newest, 'table')) {
    tables.push(...lines)
    await bringing.target.send(
      'tables',
      lines.map((line) => [line]),
    )
  }
  // A record that has no object lives in a batch of its import.
  const torn = [...last].flatMap(([name, { found }]) => (found || !objects.has(`RecordObject ${name}`) ? [] : [name]))
  return { objects, rows, tables, torn, counts: { objects: objects.size, entries, files } }
}
