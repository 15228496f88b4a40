// What an address of the registers asks for, read the same way for pages and for machines.
import type { Context } from 'hono'
import { isPast, parseMoment } from '../engines/moment.ts'
import type { Moment } from '../engines/record.ts'
import { browseOf, isAll, parseSearch, type Search, type SearchRefusal } from '../engines/words.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { listRecords, namesOf, type Names, type Page, type Reference } from '../store/browse.ts'
import { everFound, everListed, parseCursor, searchRecords } from '../store/search.ts'
import { tallyOf, type Tally } from '../store/tally.ts'
import { pageAsOf } from './as-of.ts'
import type { AppEnv } from './types.ts'

/** A record's id as it stands in an address: 26 characters, or an open key. */
export const idPattern = /^[\p{L}\p{N}._-]{1,80}$/u

/** The number of an entry below which a page of history lies; all where it is absent, null where it is nonsense. */
export function parseBefore(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined
  return /^[1-9]\d{0,8}$/u.test(text) ? Number(text) : null
}

/** Narrows what is found to records with a value: `?where.status=active`. */
const FILTER = 'where.'

export const filterName = (field: string): string => FILTER + field

/** The values to which an address narrows, as typed, by field. */
export const filtersIn = (query: { readonly [name: string]: string }): { readonly [field: string]: string } =>
  Object.fromEntries(
    Object.entries(query).flatMap(([name, value]) =>
      name.startsWith(FILTER) && value !== '' ? [[name.slice(FILTER.length), value]] : [],
    ),
  )

/** The moment that an address names: `effective`, and `recorded`, which is also called `asOf`. */
export const momentIn = (c: Context<AppEnv>) =>
  parseMoment(c.req.query('recorded') ?? c.req.query('asOf'), c.req.query('effective'))

/** What an address looks for, of today or of another moment. */
export function searchIn(
  c: Context<AppEnv>,
  definition: RegisterDefinition,
): Result<{ readonly search: Search; readonly moment: Moment }, SearchRefusal | MomentRefusal> {
  const today = sofiaDate(Date.now())
  const moment = momentIn(c)
  if (!moment.ok) return moment
  // What is still to begin is in no list: it may yet be undone.
  if (moment.value.effective !== undefined && moment.value.effective > today) return err('moment-ahead')
  const typed = c.req.query('q')?.trim() ?? ''
  const search = parseSearch(definition, typed, filtersIn(c.req.query()), c.env.INDEX_KEY, today)
  return search.ok ? ok({ search: search.value, moment: moment.value }) : search
}

type MomentRefusal = 'moment-invalid' | 'moment-ahead'

/**
 * The page of records that `?q=`, `?where.…=`, `?effective=`, `?recorded=` and `?after=` ask for, and the names of others.
 * A register of which no field is open shows nobody: not even that somebody is in it.
 */
export async function pageOfRecords(
  c: Context<AppEnv>,
  definition: RegisterDefinition,
  references: readonly Reference[] = [],
): Promise<Result<Page & { readonly names: Names }, 'cursor-invalid' | SearchRefusal | MomentRefusal>> {
  const read = searchIn(c, definition)
  if (!read.ok) return read
  const { search, moment } = read.value
  const { DB } = c.env
  if (!browseOf(definition).listed) return ok({ found: [], names: await namesOf(DB, references) })
  const after = c.req.query('after')
  const cursor = isAll(search) ? null : parseCursor(after)
  if (isAll(search) ? after !== undefined && !idPattern.test(after) : cursor === null) return err('cursor-invalid')
  if (isPast(moment)) {
    const candidates =
      cursor === null
        ? await everListed(DB, definition.id, after ?? '')
        : await everFound(DB, definition.id, search, cursor)
    const asked = { definition, search, moment, candidates }
    const [page, names] = await Promise.all([pageAsOf(c.env, asked), namesOf(DB, references)])
    return ok({ ...page, names })
  }
  return ok(
    cursor === null
      ? await listRecords(DB, definition.id, after ?? '', references)
      : await searchRecords(DB, definition.id, search, cursor, references),
  )
}

/** How many records that is in all, and how many have which value. Of today alone: what was is not counted anywhere. */
export async function tallyIn(
  c: Context<AppEnv>,
  definition: RegisterDefinition,
): Promise<Result<Tally, SearchRefusal | MomentRefusal | 'only-of-today' | 'register-not-listed'>> {
  const read = searchIn(c, definition)
  if (!read.ok) return read
  if (isPast(read.value.moment)) return err('only-of-today')
  const { listed, facets } = browseOf(definition)
  return listed ? ok(await tallyOf(c.env.DB, definition.id, facets, read.value.search)) : err('register-not-listed')
}
