// A field of a register in words: what may stand in it, who sees it, and how it is found.
import { components } from '../../messages/components.ts'
import { registers } from '../../messages/registers.ts'
import { formats } from '../../../workers/kernel/formats/index.ts'
import type { Field } from '../../../workers/kernel/field.ts'
import { textMax } from '../../../workers/kernel/parse.ts'
import type { SummaryRow } from '../components/summary-list.tsx'
import { quantity } from '../field-value.ts'
import { otherLanguage } from '../page.ts'
import type { DefinitionProps } from './definition.tsx'
import { seenBy } from './words.tsx'

/** “whole number, from 40 to 60,000 kg” */
export function kindInWords({ page, titleOf }: Pick<DefinitionProps, 'page' | 'titleOf'>, field: Field): string {
  const { lang } = page
  const texts = registers[lang]
  switch (field.type) {
    case 'integer': {
      const { decimals = 0, unit, ...rest } = field
      const bare = (value: number) => quantity(lang, { ...rest, decimals }, value)
      const bounds = texts.between(bare(field.min), bare(field.max), unit === undefined ? '' : ` ${unit[lang]}`)
      return `${decimals === 0 ? texts.type_integer : texts.type_decimal(String(decimals))}, ${bounds}`
    }
    case 'list':
      return texts.type_list(String(field.min ?? 1), String(field.max))
    case 'reference':
      return texts.type_reference(titleOf(field.register))
    case 'text':
      return field.format === undefined
        ? `${texts.type_text}, ${texts.longest(String(field.max ?? textMax))}`
        : texts.type_text
    case 'date':
      return field.notAfterToday ? `${texts.type_date}, ${texts.notFuture}` : texts.type_date
    case 'choice':
      return texts.type_choice
    case 'boolean':
      return texts.type_boolean
  }
}

function howFound({ page }: DefinitionProps, field: Field): string {
  const texts = registers[page.lang]
  if (field.type === 'list') return texts.find_none
  const { find, disclose } = field
  if (find === undefined) return texts.find_none
  if (find === 'text') return texts.find_text
  return disclose === 'open' ? texts.find_exact : texts.find_closed
}

const Values = ({ field, ...props }: DefinitionProps & { readonly field: Field }) => {
  const { lang } = props.page
  const texts = registers[lang]
  const format = field.type === 'text' || field.type === 'reference' ? field.format : undefined
  return (
    <>
      <p class="govuk-body">
        {kindInWords(props, field)}
        {field.type === 'choice' && ': '}
        {field.type === 'choice' &&
          Object.entries(field.options).map(([value, text], at) => (
            <>
              {at > 0 && '; '}
              {text[lang]} (<code>{value}</code>)
            </>
          ))}
      </p>
      {field.type === 'list' && (
        <ul class="govuk-list govuk-list--bullet">
          {Object.entries(field.of).map(([column, one]) => (
            <li>
              {one.label[lang]} (<code>{column}</code>): <Values {...props} field={one} />
              <span class="izvor-other">
                {[
                  ...(one.optional ? [components[lang].optional] : []),
                  seenBy(lang, props.surroundings, one),
                  howFound(props, one),
                ].join('; ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {format !== undefined && (
        <p class="govuk-body">
          {formats[format].expected[lang]} {texts.example}: <code>{formats[format].example}</code>
        </p>
      )}
    </>
  )
}

/** The row of a field, with its label in the other language and its name in the data. */
export function fieldRow(props: DefinitionProps, name: string, field: Field): SummaryRow {
  const { page, definition } = props
  const texts = registers[page.lang]
  const other = otherLanguage(page).lang
  const presence =
    name === definition.key ? texts.isKey : field.optional ? components[page.lang].optional : texts.required
  return {
    key: {
      text: (
        <>
          {field.label[page.lang]}
          <span class="izvor-other">
            <span lang={other}>{field.label[other]}</span> <code>{name}</code>
          </span>
        </>
      ),
    },
    value: {
      text: (
        <>
          <Values {...props} field={field} />
          <ul class="izvor-field-facts">
            {[presence, seenBy(page.lang, props.surroundings, field), howFound(props, field)].map((fact) => (
              <li>{fact}</li>
            ))}
          </ul>
        </>
      ),
    },
  }
}
