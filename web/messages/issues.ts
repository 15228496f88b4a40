// What is wrong with the value of a field, and what is expected there: the field's own bounds and format say it.
import { formats } from '../../workers/kernel/formats/index.ts'
import { decimalText } from '../../workers/kernel/decimal.ts'
import type { Field } from '../../workers/kernel/field.ts'
import type { Language } from '../../workers/kernel/localised.ts'
import { textMax } from '../../workers/kernel/parse.ts'
import { defineMessages } from './index.ts'
import { problemTitle } from './problems.ts'
import { placeText } from './shapes.ts'

const texts = defineMessages({
  bg: {
    atLeast: (min: string) => `Въведете число, не по-малко от ${min}.`,
    atMost: (max: string) => `Въведете число, не по-голямо от ${max}.`,
    shorter: (max: string) => `Най-много ${max} знака.`,
    fewItems: (min: string) => `Добавете още: нужни са поне ${min}.`,
    manyItems: (max: string) => `Най-много ${max} наведнъж.`,
    decimals: (places: string) => `Въведете число с най-много ${places} знака след запетаята.`,
    choose: 'Изберете една от възможностите.',
    date: 'Въведете дата: ден, месец и година.',
  },
  en: {
    atLeast: (min: string) => `Enter a number of at least ${min}.`,
    atMost: (max: string) => `Enter a number of at most ${max}.`,
    shorter: (max: string) => `At most ${max} characters.`,
    fewItems: (min: string) => `Add more: at least ${min} are needed.`,
    manyItems: (max: string) => `At most ${max} at once.`,
    decimals: (places: string) => `Enter a number with at most ${places} decimal places.`,
    choose: 'Choose one of the options.',
    date: 'Enter a date: day, month and year.',
  },
})

/** A sentence for an issue of a field; the field may be none of the form's (`unknown-field`). */
export function issueText(lang: Language, field: Field | undefined, code: string, about?: string): string {
  const own = texts[lang]
  if (field?.type === 'integer' && code === 'too-small') return own.atLeast(decimalText(field.min, field.decimals ?? 0))
  if (field?.type === 'integer' && code === 'too-large') return own.atMost(decimalText(field.max, field.decimals ?? 0))
  if (field?.type === 'text' && code === 'too-long') return own.shorter(String(field.max ?? textMax))
  if (field?.type === 'choice' && code === 'missing') return own.choose
  if (field?.type === 'boolean' && code === 'missing') return problemTitle(lang, 'not-yes-or-no')
  if (field?.type === 'date' && code === 'missing') return own.date
  if (field?.type === 'list' && code === 'too-few-items') return own.fewItems(String(field.min ?? 1))
  if (field?.type === 'list' && code === 'too-many-items') return own.manyItems(String(field.max))
  if (field?.type === 'integer' && code === 'too-many-decimals') return own.decimals(String(field.decimals ?? 0))
  if (field?.type === 'integer' && field.decimals && code === 'not-a-whole-number')
    return own.decimals(String(field.decimals))
  const format = field?.type === 'text' || field?.type === 'reference' ? field.format : undefined
  if (format !== undefined && (code === 'wrong-format' || code === 'missing')) return formats[format].expected[lang]
  const title = problemTitle(lang, code)
  return about === undefined ? title : `${title} ${placeText(lang, code, about)}`
}
