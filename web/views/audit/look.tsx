// One look, and what somebody who looked it over makes of it.
import { audit } from '../../messages/audit.ts'
import type { SeenLook } from '../../../workers/engines/watch.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { formatDateTime } from '../format.ts'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { Law, pathOf } from '../registers/words.tsx'
import { atWork, trail } from '../trail.ts'
import { AUDIT, fieldsOf, marksOf } from './audit.tsx'

export interface LookProps {
  readonly page: Page
  readonly look: SeenLook
  readonly official: string
  readonly notedBy: string
  readonly definition: RegisterDefinition | undefined
  readonly fields: Fields
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  readonly saved: boolean
}

export const LookPage = ({ page, look, official, notedBy, definition, fields, typed, issues, saved }: LookProps) => {
  const texts = audit[page.lang]
  const title = texts.reviewOf(String(look.n))
  const marks = marksOf(page, look)
  const { noted } = look
  return (
    <Layout
      page={page}
      title={title}
      breadcrumbs={trail(page, atWork(page), [texts.title, AUDIT], title)}
      error={issues.length > 0}
    >
      <FormErrors page={page} fields={fields} issues={issues} />
      <h1 class="govuk-heading-xl">{title}</h1>
      {saved && <InsetText>{texts.saved}</InsetText>}
      <SummaryList
        rows={[
          { key: { text: texts.when }, value: { text: formatDateTime(page.lang, look.at) } },
          { key: { text: texts.official }, value: { text: official } },
          {
            key: { text: texts.record },
            value: {
              text: (
                <a class="govuk-link" href={page.href(pathOf(look.register, look.record))}>
                  {definition?.title[page.lang] ?? look.register}
                </a>
              ),
            },
          },
          {
            key: { text: texts.ground },
            value: {
              text: (
                <>
                  <Law>{look.law}</Law> <span class="izvor-other">{look.case ?? texts.withoutCase}</span>
                </>
              ),
            },
          },
          { key: { text: texts.fields }, value: { text: fieldsOf(page, definition, look.fields) } },
          ...(marks.length === 0 ? [] : [{ key: { text: texts.hints }, value: { text: marks.join('; ') } }]),
          {
            key: { text: texts.outcome },
            value: {
              text:
                noted === undefined
                  ? texts.notYet
                  : `${texts[noted.outcome]}: ${noted.note} (${notedBy}, ${formatDateTime(page.lang, noted.at)})`,
            },
          },
        ]}
      />
      <p class="govuk-body">{texts.ruleNothing}</p>
      <form method="post" action={page.href(`${AUDIT}/${look.n}`)} novalidate>
        {Object.entries(fields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <Button>{texts.save}</Button>
      </form>
    </Layout>
  )
}
