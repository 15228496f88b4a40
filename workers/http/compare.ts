// Two versions of a record side by side, as an address names them by the numbers of their entries.
import type { Context } from 'hono'
import { comparisonOf, type Comparison } from '../engines/comparison.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { recordById } from '../store/objects.ts'
import { idPattern, parseBefore } from './browse.ts'
import type { AppEnv } from './types.ts'

export interface Compared extends Comparison {
  readonly from: number
  readonly to: number
  /** The number of the last entry. */
  readonly last: number
}

/** What was last decided counts, also where it begins on a later day. */
const EVER = '9999-12-31'

/** `from` is 0 for what was before the first entry. Where an address names no versions, the last two are meant. */
export async function comparedIn(
  c: Context<AppEnv>,
  definition: RegisterDefinition,
): Promise<Result<Compared, 'unknown-record' | 'unknown-version'>> {
  const id = c.req.param('id') ?? ''
  const [askedFrom, askedTo] = [c.req.query('from'), c.req.query('to')]
  const [first, second] = [askedFrom === '0' ? 0 : parseBefore(askedFrom), parseBefore(askedTo)]
  if (!idPattern.test(id)) return err('unknown-record')
  if (first === null || second === null) return err('unknown-version')
  const record = recordById(c.env, definition.id, id)
  const newest = await record.page({})
  const last = newest?.entries[0]?.seq
  if (newest === null || last === undefined) return err('unknown-record')
  const to = second ?? last
  const from = first ?? to - 1
  if (from >= to || to > last) return err('unknown-version')
  const [later, earlier] = await Promise.all([
    to === last ? newest : record.page({}, to + 1),
    from === 0 ? null : record.page({}, from + 1),
  ])
  const entries = later?.entries ?? []
  const versionAt = async (seq: number, recorded: number | undefined) => {
    const view = recorded === undefined ? null : await record.openAt({ recorded, effective: EVER })
    return { seq, values: view?.values ?? {} }
  }
  const [before, after] = await Promise.all([
    versionAt(from, earlier?.entries[0]?.recordedAt),
    versionAt(to, entries[0]?.recordedAt),
  ])
  return ok({ from, to, last, ...comparisonOf(definition, before, after, entries) })
}
