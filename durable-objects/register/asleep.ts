// What the read model should hold of records that lie in a batch: nobody need wake them for it.
import { catalogue } from '../../workers/catalogue.ts'
import { openBatch } from '../../workers/engines/import/batch.ts'
import type { Signer } from '../../workers/engines/log/note.ts'
import { advance } from '../../workers/engines/record.ts'
import { snapshotOf, type Snapshot } from '../../workers/engines/snapshot.ts'
import type { Env } from '../../workers/env.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'

/** Of these records of a batch, as they are today; of one that has yet to take effect, nothing. */
export async function snapshotsAsleep(
  env: Env,
  { register, signer }: { readonly register: string; readonly signer: Signer },
  batch: string,
  records: ReadonlySet<string>,
): Promise<readonly Snapshot[]> {
  await catalogue.know(env, register)
  const loaded = catalogue.register(register)
  const stored = await env.STORE.get(batch)
  if (loaded === undefined || stored === null) throw new Error(`the batch ${batch} is gone`)
  const verifier = { name: signer.name, publicKey: new Uint8Array(signer.publicKey) }
  const opened = await openBatch(await stored.text(), register, verifier)
  if (!opened.ok) throw new Error(`the batch ${batch} is not one that was signed`)
  const today = sofiaDate(Date.now())
  return opened.value
    .filter(({ entry }) => records.has(entry.record) && entry.effectiveFrom <= today)
    .map((sealed) => {
      const { key, seq, recordedAt, effectiveFrom, values } = advance(null, sealed)
      const all = { [loaded.definition.key]: key, ...values }
      return snapshotOf(loaded, { id: sealed.entry.record, seq, recordedAt, effectiveFrom, values: all }, env.INDEX_KEY)
    })
}
