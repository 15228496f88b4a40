// The extract of one entry of a record: its leaf, what of it is shown, and its proof.
import { openLeaf } from '../../workers/engines/leaf.ts'
import { extractFormat, type Extract } from '../../workers/engines/log/extract.ts'
import type { Sealed } from '../../workers/engines/record.ts'
import type { Env } from '../../workers/env.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { registerObject } from '../../workers/store/objects.ts'

/** What is open, and the fields `also`. Throws where the entry has no place in the log. */
export async function extractOf(
  env: Env,
  definition: RegisterDefinition,
  kept: Sealed,
  also: readonly string[],
): Promise<Extract> {
  const { leaf, disclosed } = openLeaf(definition, kept, { kind: 'public' }, also)
  const { record, seq } = kept.entry
  const { proof, verifierKey } = await registerObject(env, definition.id).published(record, seq)
  return {
    format: extractFormat,
    register: definition.id,
    record,
    verifierKey,
    entries: [{ leaf, disclosed, proof }],
  }
}
