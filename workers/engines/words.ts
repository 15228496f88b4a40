// How the public finds a record: by words of its open fields, by the whole of one, or by a choice among its values. What is
// closed finds nothing.
import { cellsOf, fieldAt, isDocument, type Field } from '../kernel/field.ts'
import { parseValue } from '../kernel/parse.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Values } from '../kernel/value.ts'
import { foldedWords, readingsOf } from './fold.ts'
import { facetsOf, foundBy, valueToken, type Facet } from './found-by.ts'
import { blindIndex } from './names.ts'

/** A longer search is a mistake of the clipboard. */
export const searchMax = 200
/** More words only cost time: ten find what there is. */
const WORDS_MAX = 10

export interface Search {
  /** Folded, without what is no letter and no digit. */
  readonly words: readonly string[]
  /** The record that is called so. */
  readonly id: string
  /** Open fields that could hold the whole of it, with its value, its blind index and its token in each. */
  readonly exact: readonly Whole[]
  /** What every record found has: a value in each of these fields. */
  readonly filters: readonly Facet[]
}

interface Whole {
  readonly field: string
  readonly value: string
  readonly blind: string
  readonly token: string
}

/** Whether everything is asked for. */
export const isAll = ({ words, filters }: Search): boolean => words.length === 0 && filters.length === 0

export type SearchRefusal = 'too-long' | 'search-empty' | 'filter-invalid'

export interface Browse {
  /** Whether there is anything to show of a record: else nothing is listed, and nothing is found. */
  readonly listed: boolean
  readonly words: readonly string[]
  readonly exact: readonly string[]
  /** Fields by which authorities find records, and the public does not. */
  readonly closed: readonly string[]
  /** By what it is counted and narrowed. */
  readonly facets: readonly string[]
  /** What a list shows of each record, beside its caption. */
  readonly columns: readonly string[]
}

/** Columns of a list beside the caption: what still fits. */
const COLUMNS_MAX = 4

/** The first few that every record has and the caption does not say, and the last: there a definition puts the status. */
function columnsOf(definition: RegisterDefinition, open: readonly (readonly [string, Field])[]): readonly string[] {
  const said = new Set([...definition.caption.matchAll(/record\.(\w+)/gu)].map(([, name]) => name))
  const left = open
    .filter(
      ([name, field]) =>
        !said.has(name) &&
        !field.optional &&
        field.type !== 'reference' &&
        field.type !== 'list' &&
        !isDocument(field) &&
        !field.retired,
    )
    .map(([name]) => name)
  return left.length <= COLUMNS_MAX ? left : [...left.slice(0, COLUMNS_MAX - 1), ...left.slice(-1)]
}

/** What of a register the public may look through. */
export function browseOf(definition: RegisterDefinition): Browse {
  const fields = Object.entries(definition.fields)
  const open = fields.filter(([, field]) => field.disclose === 'open')
  const cells = cellsOf(definition.fields)
  const isSeen = (path: string, field: Field) =>
    field.disclose === 'open' && fieldAt(definition.fields, path.split('.')[0] ?? '')?.disclose === 'open'
  const found = (how: 'text' | 'exact') =>
    cells.flatMap(([path, field]) => (isSeen(path, field) && field.find === how ? [path] : []))
  return {
    listed: open.length > 0,
    words: found('text'),
    exact: found('exact'),
    closed: cells.flatMap(([path, field]) => (!isSeen(path, field) && field.find !== undefined ? [path] : [])),
    facets: facetsOf(definition),
    columns: columnsOf(definition, open),
  }
}

/** The values that every record found has to have. `asked` is a text a field, as typed in an address. */
function parseFilters(
  definition: RegisterDefinition,
  asked: { readonly [field: string]: string },
  today: string,
): Result<readonly Facet[], 'filter-invalid'> {
  const facets = facetsOf(definition)
  const filters: Facet[] = []
  for (const [name, text] of Object.entries(asked)) {
    const field = facets.includes(name) ? fieldAt(definition.fields, name) : undefined
    const parsed = field === undefined ? undefined : parseValue(field, text, today)
    if (!parsed?.ok) return err('filter-invalid')
    const value = String(parsed.value)
    filters.push({ field: name, value, token: valueToken(definition, name, value) })
  }
  return ok(filters)
}

/**
 * What a search asks for. An address tells whoever has it whether something is found, so that only open fields are
 * asked: by a frame number or a personal number nobody learns here whether it is in the register.
 */
export function parseSearch(
  definition: RegisterDefinition,
  typed: string,
  asked: { readonly [field: string]: string },
  indexKey: string,
  today: string,
): Result<Search, SearchRefusal> {
  if (typed.length > searchMax) return err('too-long')
  const filters = parseFilters(definition, asked, today)
  if (!filters.ok) return filters
  const text = typed.normalize('NFC').trim()
  const exact = browseOf(definition).exact.flatMap((name) => {
    const field = fieldAt(definition.fields, name)
    const parsed = field === undefined ? undefined : parseValue(field, text, today)
    if (!parsed?.ok) return []
    const value = String(parsed.value)
    const blind = blindIndex(indexKey, definition.id, name, value)
    return [{ field: name, value, blind, token: valueToken(definition, name, value) }]
  })
  const words = foldedWords(text).slice(0, WORDS_MAX)
  if (text !== '' && words.length === 0) return err('search-empty')
  return ok({ words, id: text, exact, filters: filters.value })
}

/** Shorter words are found whole only: too many begin with them. */
export const beginningMin = 3

const holds = (word: string) => {
  const readings = readingsOf(word)
  return (own: string) =>
    readings.some((reading) => own === reading || (reading.length >= beginningMin && own.startsWith(reading)))
}

/** Whether a record is found by a search as it was at another time: what the read model knows is of today. */
export function isFoundBy(definition: RegisterDefinition, search: Search, id: string, values: Values): boolean {
  const { words, tokens } = foundBy(definition, values)
  if (!search.filters.every(({ token }) => tokens.includes(token))) return false
  if (search.id === '' || search.id === id || search.exact.some(({ token }) => tokens.includes(token))) return true
  return search.words.every((word) => words.some(holds(word)))
}
