// The control of a single field: its type says which one, its definition what stands beside it.
import { components } from '../../messages/components.ts'
import type { Field, SingleField } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { textMax } from '../../../workers/kernel/parse.ts'
import { issueText } from '../../messages/issues.ts'
import { DateInput } from '../components/date-input.tsx'
import { Input } from '../components/input.tsx'
import { Radios } from '../components/radios.tsx'
import { Select } from '../components/select.tsx'
import { Textarea } from '../components/textarea.tsx'
import type { Page } from '../page.ts'
import type { Typed } from './typed.ts'

/** More options than this are a list that opens. */
const RADIOS_MAX = 6
/** Longer texts get more than a line. */
const LINE_MAX = textMax

export interface FormFieldProps {
  readonly page: Page
  readonly name: string
  readonly field: Field
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  /** What speaks against the value although it is well-formed: a sentence. */
  readonly objection?: string | undefined
}

/** What is wrong with a field in words; the label stands beside it. */
const errorOf = ({ page, name, field, issues, objection }: FormFieldProps) => {
  const issue = issues.find((one) => one.field === name)
  const text = issue === undefined ? objection : issueText(page.lang, field, issue.code, issue.about)
  return text === undefined ? undefined : { text }
}

const widthOf = (max: number): string =>
  max <= 20 ? 'govuk-input--width-20' : max <= 60 ? 'govuk-input--width-30' : 'govuk-!-width-full'

export const Control = (props: FormFieldProps & { readonly field: SingleField }) => {
  const { page, name, field, typed } = props
  const { lang } = page
  const label = { text: field.label[lang] + (field.optional ? ` (${components[lang].optional})` : '') }
  const error = errorOf(props)
  const common = {
    name,
    ...(field.hint === undefined ? {} : { hint: { text: field.hint[lang] } }),
    ...(error === undefined ? {} : { errorMessage: error }),
  }
  const fieldset = { legend: { text: label.text, classes: 'govuk-fieldset__legend--s' } }
  const value = typed[name]
  switch (field.type) {
    case 'choice': {
      const items = Object.entries(field.options).map(([option, text]) => ({ value: option, text: text[lang] }))
      return items.length <= RADIOS_MAX ? (
        <Radios {...common} fieldset={fieldset} items={items} value={value} />
      ) : (
        <Select
          {...common}
          label={label}
          items={[{ value: '', text: components[lang].choose }, ...items]}
          value={value}
        />
      )
    }
    case 'boolean': {
      const items = [
        { value: 'true', text: components[lang].yes },
        { value: 'false', text: components[lang].no },
      ]
      return <Radios {...common} fieldset={fieldset} items={items} value={value} classes="govuk-radios--inline" />
    }
    case 'date': {
      const values = { day: typed[`${name}-day`], month: typed[`${name}-month`], year: typed[`${name}-year`] }
      return <DateInput {...common} id={name} namePrefix={name} fieldset={fieldset} values={values} />
    }
    case 'integer':
      return (
        <Input
          {...common}
          label={label}
          value={value}
          inputmode={field.decimals ? 'decimal' : 'numeric'}
          spellcheck={false}
          classes={field.max > 99_999 ? 'govuk-input--width-10' : 'govuk-input--width-5'}
          {...(field.unit === undefined ? {} : { suffix: { text: field.unit[lang] } })}
        />
      )
    case 'text':
    case 'reference': {
      const max = field.type === 'text' ? (field.max ?? textMax) : textMax
      if (max > LINE_MAX) return <Textarea {...common} label={label} value={value} rows={max > 4000 ? 8 : 4} />
      return (
        <Input
          {...common}
          label={label}
          value={value}
          classes={field.format === undefined ? widthOf(max) : 'govuk-input--width-20'}
          {...(field.format === undefined
            ? {}
            : { spellcheck: false, autocapitalize: 'characters', autocomplete: 'off' })}
        />
      )
    }
  }
}
