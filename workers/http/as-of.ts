// A page of a register as it was: the read model says which records may be on it, and each says itself what it was then.
import { catalogue } from '../catalogue.ts'
import type { Moment } from '../engines/record.ts'
import { captionOf } from '../engines/snapshot.ts'
import { isFoundBy, type Search } from '../engines/words.ts'
import type { Env } from '../env.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { pageSize, type Page } from '../store/browse.ts'
import { recordById } from '../store/objects.ts'
import type { Candidates } from '../store/search.ts'
import type { Found } from '../store/snapshots.ts'

interface Asked {
  readonly definition: RegisterDefinition
  readonly search: Search
  readonly moment: Moment
  readonly candidates: Candidates
}

/** Records that were not there yet, or were otherwise, are passed over: a page may hold less than it could. */
export async function pageAsOf(
  env: Pick<Env, 'RECORD' | 'JURISDICTION'>,
  { definition, search, moment, candidates: { rows, full } }: Asked,
): Promise<Page> {
  const loaded = catalogue.register(definition.id)
  if (loaded === undefined) throw new Error(`no register ${definition.id}`)
  const views = await Promise.all(rows.map(({ id }) => recordById(env, definition.id, id).openAt(moment)))
  const found = new Map<string, Found>()
  for (const [at, { id }] of rows.entries()) {
    const view = views[at]
    if (!view || found.has(id) || !isFoundBy(definition, search, id, view.values)) continue
    if (found.size === pageSize) return { found: [...found.values()], next: rows[at - 1]?.next ?? '' }
    found.set(id, { n: at, id, caption: captionOf(loaded, view.values, id), open: view.values, seq: view.seq })
  }
  const next = full ? rows.at(-1)?.next : undefined
  return { found: [...found.values()], ...(next === undefined ? {} : { next }) }
}
