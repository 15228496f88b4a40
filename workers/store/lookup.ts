// Which records of a register have a value in a field: found by its blind index, so that the value itself is nowhere.
import { blindIndex } from '../engines/names.ts'
import type { Env } from '../env.ts'

/** A page: who reads on says it again. */
const pageMax = 20

export interface FoundIds {
  readonly ids: readonly string[]
  /** Behind which the next page begins; absent on the last. */
  readonly next?: string
}

/** In the order of the ids. `after` is one, or ''. */
export async function idsBy(
  env: Pick<Env, 'DB' | 'INDEX_KEY'>,
  register: string,
  field: string,
  value: string,
  after = '',
): Promise<FoundIds> {
  const { results } = await env.DB.prepare(
    'SELECT id FROM exact WHERE register = ? AND field = ? AND blind = ? AND id > ? ORDER BY id LIMIT ?',
  )
    .bind(register, field, blindIndex(env.INDEX_KEY, register, field, value), after, pageMax + 1)
    .all<{ id: string }>()
  const ids = results.slice(0, pageMax).map(({ id }) => id)
  const last = ids.at(-1)
  return { ids, ...(results.length > pageMax && last !== undefined ? { next: last } : {}) }
}
