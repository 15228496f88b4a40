// Whether a restored portal is what was saved: roots of logs, objects by hash, the read model and the files row by row.
import { keptKinds, readModel } from '../../workers/engines/backup/kept.ts'
import { ownerOf, type RowDigest, type RowsLine } from '../../workers/engines/backup/line.ts'
import type { Manifest } from '../../workers/engines/backup/manifest.ts'
import type { Source } from '../backup/source.ts'
import { objectHash, type Brought } from './bring.ts'

/** One thing that was compared: how many are equal, and which are not. */
export interface Compared {
  readonly what: string
  readonly equal: number
  /** Some of those that differ, by name. */
  readonly differ: readonly string[]
}

/** Names that somebody reads. */
const SHOWN = 20
const OBJECTS = 50

function compared(what: string, verdicts: Iterable<readonly [name: string, same: boolean]>): Compared {
  let equal = 0
  const differ: string[] = []
  for (const [name, same] of verdicts)
    if (same) equal += 1
    else if (differ.length < SHOWN) differ.push(name)
  return { what, equal, differ }
}

async function logs(source: Source, manifest: Manifest): Promise<Compared> {
  const now = new Map((await source.beginning()).logs.map((log) => [log.register, log]))
  return compared(
    'roots of logs',
    manifest.logs.map((log) => {
      const there = now.get(log.register)
      const same = there?.size === log.size && there.root === log.root && there.checkpoint === log.checkpoint
      return [log.register, same || (log.size === 0 && there === undefined)]
    }),
  )
}

/** Every object, read out once more; none may be missing, and none be there that was not saved. */
async function objects(source: Source, manifest: Manifest, brought: Brought): Promise<Compared> {
  const verdicts: [string, boolean][] = []
  const seen = new Set<string>()
  for (const kind of keptKinds)
    for (const shard of manifest.marks.keys())
      for await (const names of source.changes(kind, shard, 0, ''))
        for (let at = 0; at < names.length; at += OBJECTS) {
          const lines = await source.objects(kind, names.slice(at, at + OBJECTS))
          const groups = Map.groupBy(lines, (line) => `${kind} ${ownerOf(line)?.name}`)
          for (const [owner, pages] of groups) {
            seen.add(owner)
            verdicts.push([owner, brought.objects.get(owner) === objectHash(pages)])
          }
        }
  for (const [owner, hash] of brought.objects) if (hash !== '' && !seen.has(owner)) verdicts.push([owner, false])
  return compared('objects', verdicts)
}

/** The same row, or one of a record that had another entry, or whose day came, since its row was looked at. */
const sameOrNewer = (was: RowDigest, is: RowDigest | undefined): boolean =>
  is !== undefined && (is[3] === was[3] || is[1] > was[1] || (is[1] === was[1] && is[2] > was[2]))

async function rows(source: Source, part: string, was: RowsLine['rows']): Promise<Compared> {
  const now = new Map<string, RowDigest>()
  for await (const page of source.rows(part, '')) for (const row of page.rows) now.set(row[0], row)
  // Totals are the same where every row is.
  const moved = was.some(([id, , , hash]) => id !== '' && now.get(id)?.[3] !== hash)
  return compared(
    `rows of ${part.replace('registers/', '')}`,
    was.map((row) => [row[0] || 'totals', (row[0] === '' && moved) || sameOrNewer(row, now.get(row[0]))]),
  )
}

async function files(source: Source, was: RowsLine['rows']): Promise<Compared> {
  const now = new Map<string, string>()
  for await (const page of source.files()) for (const { key, size, etag } of page) now.set(key, `${size} ${etag}`)
  return compared(
    'files',
    was.map(([key, size, , etag]) => [key, now.get(key) === `${size} ${etag}`]),
  )
}

async function tables(source: Source, lines: readonly string[]): Promise<readonly Compared[]> {
  const all: Compared[] = []
  for (const [table, how] of Object.entries(readModel)) {
    if (how !== 'saved') continue
    const now = new Set<string>()
    for await (const { line } of source.table(table, ''))
      for (const row of line.rows) now.add(JSON.stringify([line.columns, row]))
    const saved = lines.flatMap((text) => {
      const line = JSON.parse(text) as { table: string; columns: readonly string[]; rows: readonly unknown[][] }
      return line.table === table ? line.rows.map((row) => JSON.stringify([line.columns, row])) : []
    })
    all.push(
      compared(
        `rows of ${table}`,
        saved.map((row, n) => [`row ${n + 1}`, now.has(row)]),
      ),
    )
  }
  return all
}

/** All comparisons, each with its figures. */
export async function compare(source: Source, manifest: Manifest, brought: Brought): Promise<readonly Compared[]> {
  const parts: Compared[] = []
  for (const [part, was] of brought.rows) if (part !== 'files') parts.push(await rows(source, part, was))
  return [
    await logs(source, manifest),
    await objects(source, manifest, brought),
    compared('entries of logs in their records', [
      ...[...brought.torn].map((name) => [name, false] as const),
      ...Array.from({ length: brought.counts.entries - brought.torn.length }, () => ['', true] as const),
    ]),
    ...parts,
    ...(await tables(source, brought.tables)),
    await files(source, brought.rows.get('files') ?? []),
  ]
}
