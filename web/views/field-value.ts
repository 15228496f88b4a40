// How the value of a field is written for a reader: by the field's own labels and units.
import { components } from '../messages/components.ts'
import type { Field } from '../../workers/kernel/field.ts'
import type { Language } from '../../workers/kernel/localised.ts'
import type { Value } from '../../workers/kernel/value.ts'
import { formatDate, formatNumber } from './format.ts'

/** A value of a field in words; `null` or nothing is “none”. */
export function fieldValue(lang: Language, field: Field, value: Value | null | undefined): string {
  if (value === undefined || value === null) return components[lang].none
  switch (field.type) {
    case 'choice':
      return field.options[String(value)]?.[lang] ?? String(value)
    case 'date':
      return formatDate(lang, String(value))
    case 'integer':
      return field.unit === undefined
        ? formatNumber(lang, Number(value))
        : `${formatNumber(lang, Number(value))} ${field.unit[lang]}`
    case 'boolean':
      return value === true ? components[lang].yes : components[lang].no
    case 'text':
    case 'reference':
      return String(value)
  }
}
