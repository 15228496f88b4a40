// A witness goes to a log by itself: reads its checkpoint, works the proof out of its tiles, cosigns, and brings the line back.
import { openCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { cosignedBy } from '../../workers/engines/log/cosignature.ts'
import type { Verifier } from '../../workers/engines/log/note.ts'
import { fromTiles } from '../../workers/engines/log/read-tiles.ts'
import { consistencyProof, type Hash } from '../../workers/engines/log/tree.ts'
import { sameBytes } from '../../workers/kernel/bytes.ts'
import { err, ok, type Result } from '../../workers/kernel/result.ts'
import type { RemoteLog } from '../log/remote.ts'
import { reasonOf, Unable } from '../unable.ts'
import { cosignNote, headOf, type Contradiction, type CosignRefusal } from './cosign.ts'
import type { Notebook } from './notebook.ts'

/** `same`: it had cosigned that before, and the log has its line. */
type Visited = 'cosigned' | 'same' | 'empty'

/** An answer is one line. */
const WAIT_MS = 10_000

async function bring(log: RemoteLog, note: string): Promise<void> {
  const address = `${log.address}/cosignatures`
  try {
    const answer = await fetch(address, { method: 'POST', body: note, signal: AbortSignal.timeout(WAIT_MS) })
    if (!answer.ok) throw new Unable(`${address} answered ${answer.status}.`)
  } catch (error) {
    if (error instanceof Unable) throw error
    throw new Unable(
      `${address} cannot be reached (${reasonOf(error instanceof Error ? (error.cause ?? error) : error)}).`,
    )
  }
}

/** Visits a log once. Throws Unable where it does not answer. */
export async function visit(
  notebook: Notebook,
  log: RemoteLog,
  verifier: Verifier,
  now: number,
  contradicted: (what: Contradiction) => void,
): Promise<Result<Visited, Exclude<CosignRefusal, 'not-next'> | 'tile-truncated'>> {
  const note = await log.checkpoint()
  const opened = await openCheckpoint(note, verifier)
  if (!opened.ok) return opened
  const { size, root } = opened.value
  const before = notebook.last(verifier.name)
  const seen = headOf(before)
  if (size === 0 && seen.size === 0) return ok('empty')
  const own = await cosignedBy(note, [notebook.signer as Verifier])
  if (size === seen.size && sameBytes(root, seen.root) && own.ok && own.value.length > 0) return ok('same')
  let proof: readonly Hash[] = []
  if (seen.size > 0 && size > seen.size) {
    const worked = await fromTiles(size, log.tile, (read) => consistencyProof(seen.size, size, read))
    if (!worked.ok) return worked
    proof = worked.value
  }
  // Others may have cosigned it before: their lines are none of its business.
  const bare = note.slice(0, note.indexOf('\n', note.lastIndexOf('\n\n') + 2) + 1)
  const line = await cosignNote(notebook, verifier, { note: bare, old: seen.size, proof }, now, contradicted)
  // The log has asked meanwhile: the next round sees what came of it.
  if (!line.ok) return line.error === 'not-next' ? ok('same') : err(line.error)
  await bring(log, bare + line.value)
  return ok('cosigned')
}
