// Where the definitions of registers are read that were made at run time: of one, its own record; of all, the read model.
import type { RecordView } from '../engines/command.ts'
import type { Env } from '../env.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { recordByKey } from './objects.ts'

export type Readable = Pick<Env, 'DB' | 'RECORD' | 'INDEX_KEY' | 'JURISDICTION'>

/** More registers than a state keeps; each page that lists them reads their names. */
export const registersMax = 1000

/** The record of a register, where it has an entry after this one; null where it has none. */
export const readDefinition = (
  env: Readable,
  defining: RegisterDefinition,
  id: string,
  after: number,
): Promise<RecordView | null> => recordByKey(env, defining, id).openAfter(after)

/** Which registers there are, with the number of the last entry of each. */
export async function listDefinitions(env: Readable, defining: RegisterDefinition) {
  const { results } = await env.DB.prepare('SELECT id, seq FROM snapshots WHERE register = ? ORDER BY id LIMIT ?')
    .bind(defining.id, registersMax)
    .all<{ id: string; seq: number }>()
  return results
}
