// One backup: whole, or what has changed since the one before; one that was cut off goes on.
import {
  chainMax,
  chainOf,
  type Beginning,
  type ChunkKind,
  type Manifest,
} from '../../workers/engines/backup/manifest.ts'
import type { Signer } from '../../workers/engines/log/note.ts'
import { Draft, type At, type Begun, type Done } from './draft.ts'
import type { Folder, KeptManifest } from './folder.ts'
import type { Source } from './source.ts'
import { stepsOf } from './steps.ts'

/** Characters of a chunk before it is packed: a kill costs the reading of one chunk, and an upload takes moments. */
const CHUNK_CHARS = 8_000_000
/** A restore puts together the backups since the last whole one. */
const WHOLE_EVERY_MS = 7 * 24 * 60 * 60_000

export interface Taking {
  readonly folder: Folder
  readonly source: Source
  readonly recipient: string
  readonly signer: Signer
  /** A whole backup, whatever there is. */
  readonly whole: boolean
  readonly now: () => number
  /** Hears after each chunk how many lines are kept, and whether they were before. */
  readonly kept: (done: Done, again: boolean) => void
}

/** What a backup that begins so continues; null where it has to be whole. */
function baseOf(whole: boolean, { at, deployment }: Beginning, kept: readonly KeptManifest[]): KeptManifest | null {
  const last = kept.at(-1)
  const chain = last === undefined ? null : chainOf(kept, last)
  if (whole || last === undefined || chain === null || chain.length + 1 >= chainMax) return null
  // Another deployment counts its changes anew.
  if (last.manifest.deployment !== deployment) return null
  return at - (chain[0]?.manifest.at ?? 0) >= WHOLE_EVERY_MS ? null : last
}

/** What is under way, where it still fits; else what begins now. */
async function beginOrGoOn({ source, whole }: Taking, draft: Draft, kept: readonly KeptManifest[]) {
  const under = draft.read()
  const number = (kept.at(-1)?.manifest.number ?? 0) + 1
  const beginning = await source.beginning()
  if (under?.begun.number === number && under.begun.beginning.deployment === beginning.deployment) return under
  const begun: Begun = { beginning, number, previous: baseOf(whole, beginning, kept)?.hash ?? null }
  draft.begin(begun)
  return { begun, done: [] }
}

interface Open {
  readonly kind: ChunkKind
  readonly lines: string[]
  count: number
  chars: number
  at: At
}

/** Reads what is not in a chunk yet, chunk after chunk. */
async function readOn(taking: Taking, draft: Draft, begun: Begun, before: Manifest | null, done: Done[]) {
  const steps = stepsOf(taking.source, begun.beginning, before)
  const from = done.at(-1)?.at ?? { step: 0, position: '' }
  let open: Open | null = null
  const seal = async () => {
    if (open === null || open.lines.length === 0) return
    const chunk = await taking.folder.keep(open.kind, open.lines, taking.recipient)
    const one = { chunk, count: open.count, at: open.at }
    draft.add(one)
    done.push(one)
    taking.kept(one, false)
    open = null
  }
  for (const [n, { kind, read }] of steps.entries()) {
    if (n < from.step) continue
    for await (const { lines, count, position } of read(n === from.step ? from.position : '')) {
      if (open !== null && (open.kind !== kind || open.chars >= CHUNK_CHARS)) await seal()
      open ??= { kind, lines: [], count: 0, chars: 0, at: { step: n, position } }
      open.lines.push(...lines)
      open.count += count
      open.chars += lines.reduce((sum, line) => sum + line.length, 0)
      open.at = { step: n, position }
    }
  }
  await seal()
}

/** Takes one backup; answers with its manifest. */
export async function take(taking: Taking, kept: readonly KeptManifest[]): Promise<KeptManifest> {
  const draft = new Draft(taking.folder.draft)
  const { begun, done: known } = await beginOrGoOn(taking, draft, kept)
  const before = kept.find(({ hash }) => hash === begun.previous)?.manifest ?? null
  const done = [...known]
  for (const one of done) taking.kept(one, true)
  await readOn(taking, draft, begun, before, done)
  const counts = { rows: 0, objects: 0, log: 0, files: 0, table: 0 }
  for (const { chunk, count } of done) counts[chunk.kind] += count
  const made = await taking.folder.keepManifest(
    {
      format: 'izvor-backup-v1',
      ...begun.beginning,
      number: begun.number,
      previous: begun.previous,
      finishedAt: taking.now(),
      counts,
      chunks: done.map(({ chunk }) => chunk),
    },
    taking.signer,
  )
  draft.end()
  taking.folder.sweep([...kept, made])
  return made
}
