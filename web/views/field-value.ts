// How the value of a field is written for a reader: by the field's own labels and units.
import { components } from '../messages/components.ts'
import type { Field, IntegerField, ListField } from '../../workers/kernel/field.ts'
import type { Language } from '../../workers/kernel/localised.ts'
import { decimalText } from '../../workers/kernel/decimal.ts'
import { isItems, type Item, type Value } from '../../workers/kernel/value.ts'
import { formatDate, formatMoney, formatNumber } from './format.ts'

/** A value of a field in words; `null` or nothing is “none”. */
export function fieldValue(lang: Language, field: Field, value: Value | null | undefined): string {
  if (value === undefined || value === null) return components[lang].none
  switch (field.type) {
    case 'choice':
      return field.options[String(value)]?.[lang] ?? String(value)
    case 'date':
      return formatDate(lang, String(value))
    case 'integer':
      return quantity(lang, field, Number(value))
    case 'boolean':
      return value === true ? components[lang].yes : components[lang].no
    case 'text':
    case 'reference':
      return String(value)
    case 'list':
      return isItems(value) ? value.map((item) => itemValue(lang, field, item)).join('; ') : String(value)
  }
}

/** A number with its decimals and its unit. */
export function quantity(lang: Language, { decimals = 0, unit, ordinal }: IntegerField, value: number): string {
  if (ordinal) return String(value)
  if (decimals === 2 && unit?.[lang] === '€') return formatMoney(lang, value)
  const number = formatNumber(lang, Number(decimalText(value, decimals)), decimals)
  return unit === undefined ? number : `${number} ${unit[lang]}`
}

/** What is there of an item, column by column. */
const itemValue = (lang: Language, { of }: ListField, item: Item): string =>
  Object.entries(of)
    .flatMap(([column, field]) => (item[column] === undefined ? [] : [fieldValue(lang, field, item[column])]))
    .join(', ')
