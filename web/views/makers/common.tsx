// What the pages of making a register share: where they are, the faults at their places, and a form of fields.
import { faultSentence } from '../../messages/definition-faults.ts'
import { makers as messages } from '../../messages/makers.ts'
import type { Fault } from '../../../workers/kernel/fault.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import type { Content } from '../components/common.ts'
import { ErrorSummary } from '../components/error-summary.tsx'
import { anchorOf, FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { atWork, trail } from '../trail.ts'

export const MAKERS = '/work/registers'
export const draftPath = (id: string, rest = ''): string => `${MAKERS}/${id}${rest}`

export const wayTo = (page: Page, definition?: RegisterDefinition, title?: string) =>
  trail(
    page,
    atWork(page),
    [messages[page.lang].title, MAKERS],
    definition && [titleOf(page, definition), draftPath(definition.id)],
    title,
  )

/** What a register is called while it may have no name yet. */
export const titleOf = (page: Page, { id, title }: RegisterDefinition): string =>
  title[page.lang].trim() === '' ? id : title[page.lang]

/** A fault at a control of a form. */
export interface Marked {
  readonly control: string
  readonly text: string
}

export interface FormPageProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly title: string
  readonly lead?: string | undefined
  /** The state of the draft that was seen. */
  readonly seq: number
  readonly action: string
  readonly fields: Fields
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  /** What the loader says of what is kept. */
  readonly marked: readonly Marked[]
  /** A sentence over the whole form. */
  readonly refused?: string | undefined
  readonly below?: Content
}

/** One page of a draft: its form, checked when it is sent, and while it is written where there is a script. */
export const FormPage = (props: FormPageProps) => {
  const { page, definition, title, lead, seq, action, fields, typed, issues, marked, refused, below } = props
  const texts = messages[page.lang]
  const wrong = refused !== undefined || marked.length > 0
  return (
    <Layout
      page={page}
      title={title}
      breadcrumbs={wayTo(page, definition, title)}
      islands={['cel.js']}
      error={issues.length > 0 || wrong}
    >
      <FormErrors page={page} fields={fields} issues={issues} />
      {issues.length === 0 && wrong && (
        <ErrorSummary
          titleText={refused ?? texts.savedWithFaults}
          errorList={marked.map(({ control, text }) => ({
            text,
            href: control.includes('.') ? `#${control}` : anchorOf(control, fields[control]),
          }))}
        />
      )}
      <span class="govuk-caption-xl">{titleOf(page, definition)}</span>
      <h1 class="govuk-heading-xl">{title}</h1>
      {lead !== undefined && <p class="govuk-body-l">{lead}</p>}
      <form
        method="post"
        action={page.href(action)}
        novalidate
        data-check={page.href(`${action}${action.includes('?') ? '&' : '?'}check=yes`)}
      >
        <input type="hidden" name="seq" value={String(seq)} />
        {Object.entries(fields).map(([name, field]) => (
          <FormField
            page={page}
            name={name}
            field={field}
            typed={typed}
            issues={issues}
            objection={marked.find(({ control }) => control === name)?.text}
          />
        ))}
        <Button>{texts.save}</Button>
      </form>
      {below}
    </Layout>
  )
}

/** Faults as a list, each with its place in the definition. */
export const Faults = ({ page, faults }: { readonly page: Page; readonly faults: readonly Fault<string>[] }) => (
  <ul class="govuk-list govuk-list--bullet">
    {faults.map((fault) => (
      <li>
        {faultSentence(page.lang, fault)} <code>{fault.path}</code>
      </li>
    ))}
  </ul>
)
