// Looking something up: which register, by what, on what ground; and what the role may see of what is found.
import { audit } from '../../messages/audit.ts'
import type { RecordView } from '../../../workers/engines/command.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Answers } from '../cases/common.tsx'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { formatNumber } from '../format.ts'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { pathOf, type Surroundings } from '../registers/words.tsx'
import { atWork, trail } from '../trail.ts'

export const LOOKUP = '/work/lookup'

export const LookupListPage = ({
  page,
  definitions,
}: {
  readonly page: Page
  readonly definitions: readonly RegisterDefinition[]
}) => {
  const texts = audit[page.lang]
  return (
    <Layout page={page} title={texts.lookup} breadcrumbs={trail(page, atWork(page), texts.lookup)}>
      <h1 class="govuk-heading-xl">{texts.lookup}</h1>
      <p class="govuk-body-l">{definitions.length === 0 ? texts.lookupNone : texts.lookupLead}</p>
      <ul class="govuk-list">
        {definitions.map(({ id, title }) => (
          <li>
            <a class="govuk-link" href={page.href(`${LOOKUP}/${id}`)}>
              {title[page.lang]}
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  )
}

export interface LookupProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly fields: Fields
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
}

const way = (page: Page, title: string) => trail(page, atWork(page), [audit[page.lang].lookup, LOOKUP], title)

export const LookupPage = ({ page, definition, fields, typed, issues }: LookupProps) => {
  const texts = audit[page.lang]
  const title = definition.title[page.lang]
  return (
    <Layout page={page} title={title} breadcrumbs={way(page, title)} error={issues.length > 0}>
      <FormErrors page={page} fields={fields} issues={issues} />
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{texts.lookup}</span> {title}
      </h1>
      <p class="govuk-body">{texts.lookupLead}</p>
      <form method="post" action={page.href(`${LOOKUP}/${definition.id}`)} novalidate>
        {Object.entries(fields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <Button>{texts.find}</Button>
      </form>
    </Layout>
  )
}

export interface FoundProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly surroundings: Surroundings
  readonly records: readonly RecordView[]
  /** Whether something was found that may be read with consent alone. */
  readonly hidden: boolean
}

export const FoundPage = ({ page, definition, surroundings, records, hidden }: FoundProps) => {
  const texts = audit[page.lang]
  const title = records.length === 0 ? texts.foundNone : texts.found(formatNumber(page.lang, records.length))
  return (
    <Layout page={page} title={title} breadcrumbs={way(page, definition.title[page.lang])}>
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{definition.title[page.lang]}</span> {title}
      </h1>
      {hidden && <InsetText>{texts.consentNeeded}</InsetText>}
      {records.map(({ id, values }) => (
        <section class="izvor-item">
          <Answers
            page={page}
            surroundings={surroundings}
            fields={Object.fromEntries(Object.entries(definition.fields).filter(([name]) => name in values))}
            values={values}
          />
          <p class="govuk-body">
            <a class="govuk-link" href={page.href(pathOf(definition.id, id))}>
              {texts.publicRecord}
            </a>
          </p>
        </section>
      ))}
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(`${LOOKUP}/${definition.id}`)}>
          {texts.again}
        </a>
      </p>
    </Layout>
  )
}
