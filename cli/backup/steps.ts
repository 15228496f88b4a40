// What a backup reads, step by step, in an order in which nothing that was caused is missing beside its cause: how the read
// model stood, the logs as they were at the beginning, then the objects, then the files that they name.
import { keptKinds, readModel, type KeptKind } from '../../workers/engines/backup/kept.ts'
import type { LogLine, RowsLine } from '../../workers/engines/backup/line.ts'
import type { Beginning, ChunkKind, LogMark, Manifest } from '../../workers/engines/backup/manifest.ts'
import type { Source } from './source.ts'

/** A part of a step: its lines, how much is in them, and where the step goes on. */
interface Part {
  readonly lines: readonly string[]
  readonly count: number
  readonly position: string
}

export interface Step {
  readonly kind: ChunkKind
  /** From a position that a part of it gave, or '' from its beginning. */
  readonly read: (from: string) => AsyncGenerator<Part>
}

/** Objects in one request, and requests under way at once. */
const OBJECTS = 50
const AHEAD = 4
/** Files in one request, and how large they are together; a larger one goes alone. */
const FILES = 100
const FILES_BYTES = 8 * 1024 * 1024
/** Clocks of the store and of the objects may differ. */
const SKEW_MS = 5 * 60_000

const batches = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))

/** Asks for several at once, and answers in their order. */
async function* inOrder<T, R>(all: readonly T[], ask: (one: T) => Promise<R>): AsyncGenerator<readonly [T, R]> {
  const asked: Promise<R>[] = []
  for (const [n, one] of all.entries()) {
    while (asked.length < Math.min(all.length, n + AHEAD)) {
      const next = ask(all[asked.length]!)
      // Whoever awaits it hears of a failure; one before it may end all.
      next.catch(() => {})
      asked.push(next)
    }
    yield [one, await asked[n]!]
  }
}

function rowsStep(source: Source, part: string): Step {
  return {
    kind: 'rows',
    async *read(from) {
      for await (const { rows, next } of source.rows(part, from))
        yield { lines: [JSON.stringify({ part, rows } satisfies RowsLine)], count: rows.length, position: next }
    },
  }
}

function logStep(source: Source, { register, size }: LogMark, had: number): Step {
  return {
    kind: 'log',
    async *read(from) {
      for (let at = from === '' ? had : Number(from); at < size;) {
        const line = await source.log(register, at, size)
        const { entries } = JSON.parse(line) as LogLine
        at += entries.length
        yield { lines: [line], count: entries.length, position: String(at) }
      }
    },
  }
}

function objectsStep(source: Source, kind: KeptKind, shard: number, since: number): Step {
  return {
    kind: 'objects',
    async *read(from) {
      for await (const names of source.changes(kind, shard, since, from))
        for await (const [asked, lines] of inOrder(batches(names, OBJECTS), (batch) => source.objects(kind, batch))) {
          const count = lines.filter((line) => line.includes('"page":0,')).length
          yield { lines, count, position: asked.at(-1) ?? from }
        }
    },
  }
}

function filesStep(source: Source, since: number): Step {
  return {
    kind: 'files',
    async *read(from) {
      for await (const page of source.files()) {
        let keys: string[] = []
        let bytes = 0
        const fresh = page.filter(({ key, at }) => key > from && at >= since)
        for (const [n, { key, size }] of fresh.entries()) {
          keys.push(key)
          bytes += size
          const next = fresh[n + 1]
          if (next !== undefined && keys.length < FILES && bytes + next.size <= FILES_BYTES) continue
          const lines = await source.fileLines(keys)
          yield { lines, count: lines.length, position: key }
          keys = []
          bytes = 0
        }
      }
    },
  }
}

/** Names, sizes and hashes of all files there are: what the restored ones are compared with. */
function fileListStep(source: Source): Step {
  return {
    kind: 'rows',
    async *read(from) {
      for await (const page of source.files()) {
        const rows = page.filter(({ key }) => key > from).map(({ key, size, etag }) => [key, size, '', etag] as const)
        if (rows.length === 0) continue
        const line = JSON.stringify({ part: 'files', rows } satisfies RowsLine)
        yield { lines: [line], count: rows.length, position: rows.at(-1)![0] }
      }
    },
  }
}

function tableStep(source: Source, table: string): Step {
  return {
    kind: 'table',
    async *read(from) {
      for await (const { line, next } of source.table(table, from))
        yield { lines: [JSON.stringify(line)], count: line.rows.length, position: next }
    },
  }
}

/** The steps of a backup that began so, after the one before: always the same ones in the same order. */
export function stepsOf(source: Source, beginning: Beginning, before: Manifest | null): readonly Step[] {
  const had = new Map(before?.logs.map(({ register, size }) => [register, size]))
  const parts = [...beginning.logs.map(({ register }) => `registers/${register}`), 'cases']
  const saved = Object.entries(readModel).flatMap(([table, how]) => (how === 'saved' ? [table] : []))
  return [
    ...parts.map((part) => rowsStep(source, part)),
    ...saved.map((table) => tableStep(source, table)),
    ...beginning.logs.map((log) => logStep(source, log, had.get(log.register) ?? 0)),
    ...keptKinds.flatMap((kind) =>
      // A shard whose mark is what it was has nothing new.
      beginning.marks.flatMap((mark, shard) => {
        const since = before?.marks[shard] ?? 0
        return mark === since ? [] : [objectsStep(source, kind, shard, since)]
      }),
    ),
    filesStep(source, before === null ? 0 : before.at - SKEW_MS),
    fileListStep(source),
  ]
}
