// The form of a field, single or repeated, and what is wrong with a whole form.
import { components } from '../../messages/components.ts'
import { issueText } from '../../messages/issues.ts'
import { fieldAt, type Field, type Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import type { Page } from '../page.ts'
import { Control, type FormFieldProps } from './control.tsx'
import { Group } from './group.tsx'

export type { FormFieldProps }

/** Where the first control of a field is, in the page; for a group, its first button. */
export const anchorOf = (name: string, field: Field | undefined): string =>
  `#${name}${field?.type === 'date' ? '-day' : ''}`

/** What a field is called in a list of what is wrong; of a group, which item. */
function labelAt(page: Page, fields: Fields, path: string): string | undefined {
  const [name = '', number, column] = path.split('.')
  const label = fields[name]?.label[page.lang]
  if (label === undefined || number === undefined) return label
  const own = column === undefined ? undefined : fieldAt(fields, path)?.label[page.lang]
  return [label, components[page.lang].item(String(Number(number) + 1)), ...(own === undefined ? [] : [own])].join(', ')
}

/** A label that asks needs no colon. */
const about = (label: string, text: string): string => `${label}${label.endsWith('?') ? '' : ':'} ${text}`

export const FormField = (props: FormFieldProps) =>
  props.field.type === 'list' ? <Group {...props} field={props.field} /> : <Control {...props} field={props.field} />

/** All issues of a form at its top, each with the name of its field and a link to it. */
export const FormErrors = ({
  page,
  fields,
  issues,
}: {
  readonly page: Page
  readonly fields: Fields
  readonly issues: readonly FieldIssue[]
}) =>
  issues.length === 0 ? null : (
    <ErrorSummary
      errorList={issues.map(({ field: name, code, about: place }) => {
        const field = fieldAt(fields, name)
        const text = issueText(page.lang, field, code, place)
        const label = labelAt(page, fields, name)
        return {
          text: label === undefined ? text : about(label, text),
          href: anchorOf(name, field),
        }
      })}
    />
  )
