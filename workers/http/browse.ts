// What an address of the registers asks for, read the same way for pages and for machines.
import type { Context } from 'hono'
import { browseOf, parseSearch } from '../engines/words.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import {
  listRecords,
  namesOf,
  parseCursor,
  searchRecords,
  type Names,
  type Page,
  type Reference,
} from '../store/browse.ts'
import type { AppEnv } from './types.ts'

/** A record's id as it stands in an address: 26 characters, or an open key. */
export const idPattern = /^[\p{L}\p{N}._-]{1,80}$/u

/** The number of an entry below which a page of history lies; all where it is absent, null where it is nonsense. */
export function parseBefore(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null
}

/**
 * The page of records that `?q=` and `?after=` ask for, and the names of others in the same batch. A register of which
 * no field is open shows nobody: not even that somebody is in it.
 */
export async function pageOfRecords(
  c: Context<AppEnv>,
  definition: RegisterDefinition,
  references: readonly Reference[] = [],
): Promise<Result<Page & { readonly names: Names }, 'cursor-invalid' | 'too-long'>> {
  const typed = c.req.query('q')?.trim() ?? ''
  const after = c.req.query('after')
  const search = parseSearch(definition, typed, c.env.INDEX_KEY, sofiaDate(Date.now()))
  if (!search.ok) return search
  const { DB } = c.env
  if (!browseOf(definition).listed) return ok({ found: [], names: await namesOf(DB, references) })
  if (typed === '')
    return after === undefined || idPattern.test(after)
      ? ok(await listRecords(DB, definition.id, after ?? '', references))
      : err('cursor-invalid')
  const cursor = parseCursor(after)
  return cursor === null
    ? err('cursor-invalid')
    : ok(await searchRecords(DB, definition.id, search.value, cursor, references))
}
