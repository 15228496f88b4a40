// The registers that an authority makes: those in force, the drafts, and how a new one begins.
import { makers as messages } from '../../messages/makers.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import type { Fault } from '../../../workers/kernel/fault.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { FileField } from '../signatures/file-field.tsx'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { pathOf } from '../registers/words.tsx'
import { draftPath, Faults, MAKERS, titleOf, wayTo } from './common.tsx'
import { newFields } from './fields.ts'

export interface MakersProps {
  readonly page: Page
  readonly drafts: readonly { readonly definition: RegisterDefinition; readonly at: number }[]
  readonly kept: readonly RegisterDefinition[]
  readonly typed?: Typed
  readonly issues?: readonly FieldIssue[]
  readonly refused?: string | undefined
  readonly faults?: readonly Fault<string>[]
}

const Drafts = ({ page, drafts }: MakersProps) => {
  const texts = messages[page.lang]
  return (
    <>
      <h2 class="govuk-heading-l">{texts.drafts}</h2>
      {drafts.length === 0 && <p class="govuk-body">{texts.noDrafts}</p>}
      <ul class="govuk-list">
        {drafts.map(({ definition, at }) => (
          <li>
            <a class="govuk-link" href={page.href(draftPath(definition.id))}>
              {titleOf(page, definition)}
            </a>{' '}
            {texts.version(String(definition.version))}, {formatDateTime(page.lang, at)}
          </li>
        ))}
      </ul>
    </>
  )
}

const Kept = ({ page, kept }: MakersProps) => {
  const texts = messages[page.lang]
  return (
    <>
      <h2 class="govuk-heading-l">{texts.kept}</h2>
      {kept.length === 0 && <p class="govuk-body">{texts.noKept}</p>}
      <ul class="govuk-list">
        {kept.map((definition) => (
          <li>
            <a class="govuk-link" href={page.href(pathOf(definition.id))}>
              {titleOf(page, definition)}
            </a>{' '}
            {texts.version(String(definition.version))}{' '}
            <form method="post" action={page.href(draftPath(definition.id, '/version'))}>
              <Button classes="govuk-button--secondary">
                {texts.changeIt}
                <span class="govuk-visually-hidden">: {titleOf(page, definition)}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </>
  )
}

export const MakersPage = (props: MakersProps) => {
  const { page, typed = {}, issues = [], refused, faults = [] } = props
  const texts = messages[page.lang]
  return (
    <Layout
      page={page}
      title={texts.title}
      breadcrumbs={wayTo(page)}
      error={issues.length > 0 || refused !== undefined}
    >
      <FormErrors page={page} fields={newFields} issues={issues} />
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      {faults.length > 0 && <Faults page={page} faults={faults} />}
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <Drafts {...props} />
      <Kept {...props} />
      <h2 class="govuk-heading-l">{texts.new}</h2>
      <form method="post" action={page.href(MAKERS)} novalidate>
        {Object.entries(newFields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <Button>{texts.begin}</Button>
      </form>
      <h2 class="govuk-heading-l">{texts.import}</h2>
      <form method="post" action={page.href(`${MAKERS}/import`)} enctype="multipart/form-data">
        <FileField id="file" name="file" label={texts.file} hint={texts.importHint} accept=".json,application/json" />
        <Button classes="govuk-button--secondary">{texts.importButton}</Button>
      </form>
    </Layout>
  )
}
