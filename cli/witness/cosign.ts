// A witness's one decision: it cosigns a checkpoint that continues the last one, and remembers it first.
import { openCheckpoint } from '../../workers/engines/log/checkpoint.ts'
import { cosign } from '../../workers/engines/log/cosignature.ts'
import type { Verifier } from '../../workers/engines/log/note.ts'
import { follows, nothingSeen, type Head, type WitnessRefusal } from '../../workers/engines/log/witness.ts'
import type { Hash } from '../../workers/engines/log/tree.ts'
import { fromBase64, toBase64 } from '../../workers/kernel/bytes.ts'
import { err, ok, type Result } from '../../workers/kernel/result.ts'
import type { Notebook, Remembered } from './notebook.ts'

export const headOf = (remembered: Remembered | null): Head =>
  remembered === null ? nothingSeen : { size: remembered.size, root: fromBase64(remembered.root) }

/** What is said of a log that contradicts itself; `evidence` is where both sides are kept. */
export interface Contradiction {
  readonly refusal: WitnessRefusal
  readonly before: Remembered
  readonly size: number
  readonly evidence: string
}

export type CosignRefusal =
  | WitnessRefusal
  | 'note-invalid'
  | 'not-signed'
  | 'signature-wrong'
  | 'checkpoint-invalid'
  | 'origin-wrong'
  | 'not-next'

/**
 * The line to put under a note of this log. `old` is the size that the proof begins at: `not-next` where that is not the
 * last one. `contradicted` hears of a log that shows what cannot be.
 */
export async function cosignNote(
  notebook: Notebook,
  verifier: Verifier,
  asked: { readonly note: string; readonly old: number; readonly proof: readonly Hash[] },
  now: number,
  contradicted: (what: Contradiction) => void,
): Promise<Result<string, CosignRefusal>> {
  const opened = await openCheckpoint(asked.note, verifier)
  if (!opened.ok) return opened
  const { origin, size, root } = opened.value
  const before = notebook.last(origin)
  const seen = headOf(before)
  if (asked.old !== seen.size) return err('not-next')
  const followed = follows(seen, { size, root }, asked.proof)
  if (!followed.ok) {
    if (before !== null && followed.error !== 'consistency-wrong')
      contradicted({ refusal: followed.error, before, size, evidence: notebook.accuse(before, asked.note, now) })
    return followed
  }
  const text = asked.note.slice(0, asked.note.lastIndexOf('\n\n') + 1)
  const line = await cosign(text, notebook.signer, now)
  const next = { origin, size, root: toBase64(root), note: asked.note + line }
  return notebook.remember(before, next) ? ok(line) : err('not-next')
}
