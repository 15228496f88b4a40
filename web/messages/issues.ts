// What is wrong with the value of a field, and what is expected there: the field's own bounds and format say it.
import { formats } from '../../workers/kernel/formats/index.ts'
import type { Field } from '../../workers/kernel/field.ts'
import type { Language } from '../../workers/kernel/localised.ts'
import { textMax } from '../../workers/kernel/parse.ts'
import { defineMessages } from './index.ts'
import { problemTitle } from './problems.ts'

const texts = defineMessages({
  bg: {
    atLeast: (min: string) => `Въведете число, не по-малко от ${min}.`,
    atMost: (max: string) => `Въведете число, не по-голямо от ${max}.`,
    shorter: (max: string) => `Най-много ${max} знака.`,
    choose: 'Изберете една от възможностите.',
    date: 'Въведете дата: ден, месец и година.',
  },
  en: {
    atLeast: (min: string) => `Enter a number of at least ${min}.`,
    atMost: (max: string) => `Enter a number of at most ${max}.`,
    shorter: (max: string) => `At most ${max} characters.`,
    choose: 'Choose one of the options.',
    date: 'Enter a date: day, month and year.',
  },
})

/** A sentence for an issue of a field; the field may be none of the form's (`unknown-field`). */
export function issueText(lang: Language, field: Field | undefined, code: string): string {
  const own = texts[lang]
  if (field?.type === 'integer' && code === 'too-small') return own.atLeast(String(field.min))
  if (field?.type === 'integer' && code === 'too-large') return own.atMost(String(field.max))
  if (field?.type === 'text' && code === 'too-long') return own.shorter(String(field.max ?? textMax))
  if (field?.type === 'choice' && code === 'missing') return own.choose
  if (field?.type === 'boolean' && code === 'missing') return problemTitle(lang, 'not-yes-or-no')
  if (field?.type === 'date' && code === 'missing') return own.date
  const format = field?.type === 'text' || field?.type === 'reference' ? field.format : undefined
  if (format !== undefined && (code === 'wrong-format' || code === 'missing')) return formats[format].expected[lang]
  return problemTitle(lang, code)
}
