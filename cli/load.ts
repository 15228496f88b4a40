// Sends many acts in order, batch after batch. Sending them again does nothing: each carries its idempotency key.
import type { ActLine, ActResult } from './operator.ts'

/** Where acts go in: the operator's door, or the desks of officials. */
export interface Door<T extends ActLine> {
  /** They run side by side; the answers come in their order. */
  readonly perform: (acts: readonly T[]) => Promise<readonly ActResult[]>
}

/** The portal takes 500 acts in one request; fewer keep a progress bar moving. */
const BATCH_MAX = 200

export interface Refusal {
  readonly line: number
  readonly register: string
  readonly error: string
  readonly fields: readonly string[]
}

/** Acts of one batch run side by side, so that no two of them may concern one record. */
function nextBatch<T extends ActLine>(acts: readonly T[], start: number): readonly T[] {
  const records = new Set<string>()
  let end = start
  for (; end < acts.length && end < start + BATCH_MAX; end += 1) {
    const { register, key } = acts[end]!
    if (records.has(`${register}:${key}`)) break
    records.add(`${register}:${key}`)
  }
  return acts.slice(start, end)
}

/**
 * Sends the acts from number `from` on; `reached` hears after each batch how many are done, to show it and to resume there.
 * `stop` ends it after the batch under way. Answers with the refusals; a refusal names fields, never what was in them.
 */
export async function loadActs<T extends ActLine>(
  door: Door<T>,
  acts: readonly T[],
  from: number,
  reached: (done: number) => void,
  stop?: AbortSignal,
): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = []
  for (let start = from; start < acts.length;) {
    if (stop?.aborted) break
    const batch = nextBatch(acts, start)
    const results = await door.perform(batch)
    if (results.length !== batch.length)
      throw new Error(`The portal answered ${results.length} of ${batch.length} acts.`)
    for (const [index, result] of results.entries()) {
      if (result.ok) continue
      const register = batch[index]?.register ?? ''
      refusals.push({
        line: start + index + 1,
        register,
        error: result.error,
        fields: (result.issues ?? []).map(({ field }) => field),
      })
    }
    start += batch.length
    reached(start)
  }
  return refusals
}
