// What a form holds as text: from values to what stands in its controls, and back from what was sent.
import { decimalText } from '../../../workers/kernel/decimal.ts'
import type { Fields, ListField, SingleField } from '../../../workers/kernel/field.ts'
import type { Sent } from '../../../workers/kernel/parse.ts'
import { isItems, type Scalar, type Values } from '../../../workers/kernel/value.ts'

/**
 * The controls of a form by name, as typed; a date has three: `<name>-day`, `<name>-month`, `<name>-year`; a column of
 * an item of a group is `<name>.<number>.<column>`.
 */
export interface Typed {
  readonly [control: string]: string
}

const PARTS = ['year', 'month', 'day'] as const

function controlsOf(name: string, field: SingleField, value: Scalar): Typed {
  if (field.type === 'integer') return { [name]: decimalText(Number(value), field.decimals ?? 0) }
  if (field.type !== 'date') return { [name]: String(value) }
  return Object.fromEntries(
    String(value)
      .split('-')
      .map((part, at) => [`${name}-${PARTS[at]}`, String(Number(part))]),
  )
}

/** What the controls show for these values. */
export function typedOf(fields: Fields, values: Values): Typed {
  const typed: { [control: string]: string } = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name]
    if (value === undefined) continue
    if (field.type !== 'list') Object.assign(typed, controlsOf(name, field, value as Scalar))
    else if (isItems(value))
      for (const [at, item] of value.entries())
        for (const [column, one] of Object.entries(field.of)) {
          const cell = item[column]
          if (cell !== undefined) Object.assign(typed, controlsOf(`${name}.${at}.${column}`, one, cell))
        }
  }
  return typed
}

function textOf(name: string, field: SingleField, typed: Typed): string {
  if (field.type !== 'date') return typed[name] ?? ''
  const [year = '', month = '', day = ''] = PARTS.map((part) => (typed[`${name}-${part}`] ?? '').trim())
  return year + month + day === '' ? '' : `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** How many items a form shows: as many as were sent, at least as many as are needed, never more than there may be. */
export function itemsShown(name: string, { min = 1, max, optional }: ListField, typed: Typed): number {
  const numbers = Object.keys(typed).flatMap((control) => {
    const [group, number = ''] = control.split('.')
    return group === name && /^\d{1,4}$/u.test(number) ? [Number(number) + 1] : []
  })
  return Math.min(max, Math.max(optional ? 0 : min, ...numbers, 1))
}

const itemsOf = (name: string, field: ListField, typed: Typed) =>
  Array.from({ length: itemsShown(name, field, typed) }, (_, at) =>
    Object.fromEntries(
      Object.entries(field.of).map(([column, one]) => [column, textOf(`${name}.${at}.${column}`, one, typed)]),
    ),
  )

/** One text a field: the parts of a date joined, 'YYYY-MM-DD' if they are digits; of a group one a column and item. */
export const textsOf = (fields: Fields, typed: Typed): Sent =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      field.type === 'list' ? itemsOf(name, field, typed) : textOf(name, field, typed),
    ]),
  )

/** The control by which a form asks for one more item, with the name of the group; and for one less, `<name>.<number>`. */
export const MORE = 'more'
export const LESS = 'less'

/** What a form shows after one of these buttons; null where the form was sent to be kept. */
export function reshaped(fields: Fields, typed: Typed): Typed | null {
  const { [MORE]: more = '', [LESS]: less = '', ...rest } = typed
  const grown = fields[more]
  if (grown?.type === 'list') {
    const column = Object.keys(grown.of)[0] ?? ''
    const at = itemsShown(more, grown, rest)
    return at < grown.max ? { ...rest, [`${more}.${at}.${column}`]: '' } : rest
  }
  const [group = '', gone = ''] = less.split('.')
  if (fields[group]?.type !== 'list' || !/^\d{1,4}$/u.test(gone)) return null
  return Object.fromEntries(
    Object.entries(rest).flatMap(([control, text]) => {
      const [name, number = '', ...column] = control.split('.')
      if (name !== group || Number(number) < Number(gone)) return [[control, text]]
      return Number(number) === Number(gone) ? [] : [[[name, Number(number) - 1, ...column].join('.'), text]]
    }),
  )
}
