// Whether a value may stand in a field: what was typed or sent is normalised and checked, or refused by a code.
import { isDate } from './calendar.ts'
import type { Field, Fields } from './field.ts'
import { formats, type FormatId } from './formats/index.ts'
import { err, ok, type Result } from './result.ts'
import type { Value, Values } from './value.ts'

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
  | 'not-yes-or-no'
  | 'wrong-format'

/** The longest text that a field takes where its definition says nothing. */
export const textMax = 200

/** What nobody sees, and half characters, which have no form in UTF-8; a new line and a tab are text. */
const INVISIBLE = /[^\P{Cc}\t\n\r]|[\p{Cf}\p{Cs}\u2028\u2029]/u

const INTEGER = /^-?\d{1,15}$/u

/** A text as a field of a format stores it, whether it is one or not. */
export function normalised(raw: string, format: FormatId | undefined): string {
  // Forms send CRLF, scripts LF: what is signed reads the same either way.
  const trimmed = raw.replaceAll(/\r\n?/gu, '\n').normalize('NFC').trim()
  return format === undefined ? trimmed : formats[format].normalise(trimmed)
}

function parseText(raw: string, max: number, format: FormatId | undefined): Result<string, ParseIssue> {
  // Before anything that costs time: a value far over its length is not worth normalising.
  if (raw.length > 4 * max + 64) return err('too-long')
  if (INVISIBLE.test(raw)) return err('control-characters')
  if (raw.trim() === '') return err('missing')
  const value = normalised(raw, format)
  if (value.length > max) return err('too-long')
  if (format === undefined) return ok(value)
  return formats[format].check(value) ? ok(value) : err('wrong-format')
}

/**
 * Reads one value: text as typed in a form, or a JSON value of the field's type. `today` is 'YYYY-MM-DD'.
 * An empty or absent value is `missing`; whether that matters is for the caller.
 */
export function parseValue(field: Field, raw: unknown, today: string): Result<Value, ParseIssue> {
  if (raw === undefined || raw === null || raw === '') return err('missing')
  switch (field.type) {
    case 'text':
      return typeof raw === 'string' ? parseText(raw, field.max ?? textMax, field.format) : err('not-text')
    case 'reference':
      return typeof raw === 'string' ? parseText(raw, textMax, field.format) : err('not-text')
    case 'choice':
      return typeof raw === 'string' && Object.hasOwn(field.options, raw) ? ok(raw) : err('unknown-choice')
    case 'integer': {
      const number = typeof raw === 'string' && INTEGER.test(raw.trim()) ? Number(raw) : raw
      if (typeof number !== 'number' || !Number.isSafeInteger(number)) return err('not-a-whole-number')
      if (number < field.min) return err('too-small')
      return number > field.max ? err('too-large') : ok(number === 0 ? 0 : number)
    }
    case 'date':
      if (typeof raw !== 'string' || !isDate(raw)) return err('not-a-date')
      return field.notAfterToday && raw > today ? err('in-the-future') : ok(raw)
    case 'boolean':
      if (typeof raw === 'boolean') return ok(raw)
      return raw === 'true' || raw === 'false' ? ok(raw === 'true') : err('not-yes-or-no')
  }
}

export interface FieldIssue {
  readonly field: string
  readonly code: ParseIssue | 'unknown-field'
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
    const parsed = parseValue(field, Object.hasOwn(raw, name) ? raw[name] : undefined, today)
    if (parsed.ok) values[name] = parsed.value
    else if (parsed.error !== 'missing' || required(name)) issues.push({ field: name, code: parsed.error })
  }
  for (const name of Object.keys(raw))
    if (!Object.hasOwn(fields, name)) issues.push({ field: name, code: 'unknown-field' })
  return { values, issues }
}
