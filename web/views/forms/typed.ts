// What a form holds as text: from values to what stands in its controls, and back from what was sent.
import type { Fields } from '../../../workers/kernel/field.ts'
import type { Values } from '../../../workers/kernel/value.ts'

/** The controls of a form by name, as typed; a date has three: `<name>-day`, `<name>-month`, `<name>-year`. */
export interface Typed {
  readonly [control: string]: string
}

const PARTS = ['year', 'month', 'day'] as const

/** What the controls show for these values. */
export function typedOf(fields: Fields, values: Values): Typed {
  const typed: { [control: string]: string } = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name]
    if (value === undefined) continue
    if (field.type !== 'date') typed[name] = String(value)
    else
      String(value)
        .split('-')
        .forEach((part, at) => (typed[`${name}-${PARTS[at]}`] = String(Number(part))))
  }
  return typed
}

/** One text a field: the parts of a date joined, 'YYYY-MM-DD' if they are digits. */
export function textsOf(fields: Fields, typed: Typed): { readonly [name: string]: string } {
  const texts: { [name: string]: string } = {}
  for (const [name, field] of Object.entries(fields)) {
    if (field.type !== 'date') texts[name] = typed[name] ?? ''
    else {
      const [year = '', month = '', day = ''] = PARTS.map((part) => (typed[`${name}-${part}`] ?? '').trim())
      texts[name] =
        year + month + day === '' ? '' : `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
    }
  }
  return texts
}
