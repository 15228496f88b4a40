// Whether a value may stand in a field: what was typed or sent is normalised and checked, or refused by a code.
import { isDate } from './calendar.ts'
import type { Field, Fields, IntegerField, ListField, SingleField } from './field.ts'
import { formats, type FormatId } from './formats/index.ts'
import type { Format } from './formats/format.ts'
import type { ShapeFault } from './geometry/read.ts'
import { err, ok, type Err, type Result } from './result.ts'
import { decimalsOf } from './decimal.ts'
import type { Item, Scalar, Value, Values } from './value.ts'

export type ParseIssue =
  | 'missing'
  | 'not-text'
  | 'too-long'
  | 'control-characters'
  | 'unknown-choice'
  | 'not-a-whole-number'
  | 'too-small'
  | 'too-large'
  | 'not-a-date'
  | 'in-the-future'
  | 'in-the-past'
  | 'not-yes-or-no'
  | 'wrong-format'
  | 'too-many-decimals'
  | 'not-a-list'
  | 'too-few-items'
  | 'too-many-items'
  | ShapeFault

/** The longest text that a field takes where its definition says nothing. */
export const textMax = 200

/** What nobody sees, and half characters, which have no form in UTF-8; a new line and a tab are text. */
const INVISIBLE = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Cs}\u2028\u2029]/u

/** A text as a field of a format stores it, whether it is one or not. */
export function normalised(raw: string, format: FormatId | undefined): string {
  // Forms send CRLF, scripts LF: what is signed reads the same either way.
  const trimmed = raw.replaceAll(/\r\n?/gu, '\n').normalize('NFC').trim()
  return format === undefined ? trimmed : formats[format].normalise(trimmed)
}

const takesObject = (format: FormatId): boolean => (formats[format] as Format).object === true

function parseText(raw: string, max: number, format: FormatId | undefined): Result<string, ParseIssue> {
  // Before anything that costs time: a value far over its length is not worth normalising.
  if (raw.length > 4 * max + 64) return err('too-long')
  if (INVISIBLE.test(raw)) return err('control-characters')
  if (raw.trim() === '') return err('missing')
  const value = normalised(raw, format)
  if (value.length > max) return err('too-long')
  const of: Format | undefined = format && formats[format]
  if (of === undefined || of.check(value)) return ok(value)
  const why = of.explain?.(value)
  return why ? err(why.code, why.about) : err('wrong-format')
}

function parseInteger(field: IntegerField, raw: unknown): Result<number, ParseIssue> {
  const read = typeof raw === 'string' ? decimalsOf(raw, field.decimals ?? 0) : ok(raw)
  if (!read.ok) return read
  const number = read.value
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) return err('not-a-whole-number')
  if (number < field.min) return err('too-small')
  return number > field.max ? err('too-large') : ok(number === 0 ? 0 : number)
}

/**
 * Reads one value: text as typed in a form, or a JSON value of the field's type. `today` is 'YYYY-MM-DD'.
 * An empty or absent value is `missing`; whether that matters is for the caller.
 */
function parseSingle(field: SingleField, raw: unknown, today: string): Result<Scalar, ParseIssue> {
  if (raw === undefined || raw === null || raw === '') return err('missing')
  switch (field.type) {
    case 'text': {
      const { format, max = textMax } = field
      const sent = isObject(raw) && format !== undefined && takesObject(format) ? JSON.stringify(raw) : raw
      return typeof sent === 'string' ? parseText(sent, max, format) : err('not-text')
    }
    case 'reference':
      return typeof raw === 'string' ? parseText(raw, textMax, field.format) : err('not-text')
    case 'choice':
      return typeof raw === 'string' && Object.hasOwn(field.options, raw) ? ok(raw) : err('unknown-choice')
    case 'integer':
      return parseInteger(field, raw)
    case 'date':
      if (typeof raw !== 'string' || !isDate(raw)) return err('not-a-date')
      if (field.notAfterToday && raw > today) return err('in-the-future')
      return field.notBeforeToday && raw < today ? err('in-the-past') : ok(raw)
    case 'boolean':
      if (typeof raw === 'boolean') return ok(raw)
      return raw === 'true' || raw === 'false' ? ok(raw === 'true') : err('not-yes-or-no')
  }
}

/** What a form sends, field by field: a text, and for a group the texts of each item. */
export interface Sent {
  readonly [field: string]: string | readonly { readonly [column: string]: string }[]
}

export interface FieldIssue {
  /** Its name; within a group, with the number of the item from 0: `owners.1.share`. */
  readonly field: string
  readonly code:
    | ParseIssue
    | 'unknown-field'
    | 'reference-unknown'
    | 'reference-ended'
    | 'record-held'
    | 'value-taken'
    | 'definition-refused'
    | 'purpose-missing'
    | 'purpose-invalid'
    | 'purpose-personal'
    | 'shape-overlaps'
  /** What in the value it is about: of a shape the part, ring and point, each from 1 (`1.1.5`); or another record. */
  readonly about?: string
}

const issueOf = (field: string, { error, detail }: Err<ParseIssue>): FieldIssue => ({
  field,
  code: error,
  ...(detail === undefined ? {} : { about: detail }),
})

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a form sends of an item that nobody filled in. */
const isBlank = (item: unknown): boolean =>
  isObject(item) && Object.values(item).every((cell) => typeof cell === 'string' && cell.trim() === '')

type Read<T> = { readonly value: T; readonly issues: readonly FieldIssue[] }

/** Reads a group; an item that was left blank is none. Its issues name the item by its place in what was sent. */
function parseItems(name: string, field: ListField, raw: unknown, today: string): Read<readonly Item[]> {
  const refused = (code: ParseIssue) => ({ value: [], issues: [{ field: name, code }] })
  if (raw === undefined || raw === null || raw === '') return refused('missing')
  if (!Array.isArray(raw)) return refused('not-a-list')
  // Before anything that costs time: blank items are none, but nobody sends many.
  if (raw.length > 2 * field.max + 8) return refused('too-many-items')
  const items: Item[] = []
  const issues: FieldIssue[] = []
  raw.forEach((sent: unknown, at) => {
    const place = `${name}.${at}`
    if (isBlank(sent)) return
    if (!isObject(sent)) return void issues.push({ field: place, code: 'not-a-list' })
    const cells: { [column: string]: Scalar } = {}
    for (const [column, one] of Object.entries(field.of)) {
      const parsed = parseSingle(one, Object.hasOwn(sent, column) ? sent[column] : undefined, today)
      if (parsed.ok) cells[column] = parsed.value
      else if (parsed.error !== 'missing' || !one.optional) issues.push(issueOf(`${place}.${column}`, parsed))
    }
    for (const column of Object.keys(sent))
      if (!Object.hasOwn(field.of, column)) issues.push({ field: `${place}.${column}`, code: 'unknown-field' })
    items.push(cells)
  })
  if (issues.length > 0) return { value: items, issues }
  if (items.length === 0) return refused('missing')
  if (items.length < (field.min ?? 1)) return refused('too-few-items')
  return items.length > field.max ? refused('too-many-items') : { value: items, issues }
}

const readValue = (name: string, field: Field, raw: unknown, today: string): Read<Value | undefined> => {
  if (field.type === 'list') return parseItems(name, field, raw, today)
  const parsed = parseSingle(field, raw, today)
  return parsed.ok ? { value: parsed.value, issues: [] } : { value: undefined, issues: [issueOf(name, parsed)] }
}

/** Reads one value as `parseInput` does; of a group that is wrong in several places, the first is said. */
export function parseValue(field: Field, raw: unknown, today: string): Result<Value, ParseIssue> {
  if (field.type !== 'list') return parseSingle(field, raw, today)
  const { value, issues } = parseItems('', field, raw, today)
  const [first] = issues
  return first === undefined ? ok(value) : err(first.code as ParseIssue)
}

/**
 * Reads a whole input: every field known, every field valid, none missing that `required` names.
 * Issues come in the order of the fields, so that a form can list them as it shows them.
 */
export function parseInput(
  fields: Fields,
  raw: { readonly [field: string]: unknown },
  required: (name: string) => boolean,
  today: string,
): { readonly values: Values; readonly issues: readonly FieldIssue[] } {
  const values: { [field: string]: Value } = {}
  const issues: FieldIssue[] = []
  for (const [name, field] of Object.entries(fields)) {
    const read = readValue(name, field, Object.hasOwn(raw, name) ? raw[name] : undefined, today)
    if (read.issues.length === 0 && read.value !== undefined) values[name] = read.value
    issues.push(...read.issues.filter(({ field: at, code }) => at !== name || code !== 'missing' || required(name)))
  }
  for (const name of Object.keys(raw))
    if (!Object.hasOwn(fields, name)) issues.push({ field: name, code: 'unknown-field' })
  return { values, issues }
}
