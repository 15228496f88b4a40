// The last look before a steward signs a definition: what is signed, and what it changes.
import { makers as messages } from '../../messages/makers.ts'
import type { Change } from '../../../workers/engines/definition/compare.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { Law } from '../registers/words.tsx'
import { Changes } from './changes.tsx'
import { draftPath, titleOf, wayTo } from './common.tsx'

export interface PublishProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly seq: number
  readonly changes: readonly Change[]
  readonly opened: readonly string[]
  readonly passkeys: number
  readonly refused?: string | undefined
}

export const PublishPage = ({ page, definition, seq, changes, opened, passkeys, refused }: PublishProps) => {
  const texts = messages[page.lang]
  const path = draftPath(definition.id, '/publish')
  return (
    <Layout
      page={page}
      title={texts.signTitle}
      breadcrumbs={wayTo(page, definition, texts.signTitle)}
      islands={['sign.js']}
      error={refused !== undefined}
    >
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      <span class="govuk-caption-xl">{titleOf(page, definition)}</span>
      <h1 class="govuk-heading-xl">{texts.signTitle}</h1>
      <p class="govuk-body-l">{texts.signLead}</p>
      <SummaryList
        rows={[
          { key: { text: texts.id }, value: { text: <code>{definition.id}</code> } },
          { key: { text: texts.basics }, value: { text: <Law>{definition.law}</Law> } },
          { key: { text: texts.draftOf }, value: { text: texts.version(String(definition.version)) } },
          {
            key: { text: texts.fields },
            value: {
              text: Object.values(definition.fields)
                .map(({ label }) => label[page.lang])
                .join(', '),
            },
          },
          {
            key: { text: texts.acts },
            value: {
              text: Object.values(definition.acts)
                .map(({ title }) => title[page.lang])
                .join(', '),
            },
          },
        ]}
      />
      {changes.length > 0 && (
        <>
          <h2 class="govuk-heading-l">{texts.changes}</h2>
          <Changes page={page} changes={changes} />
        </>
      )}
      {opened.length > 0 && (
        <WarningText>
          {texts.opened} {opened.join(', ')}
        </WarningText>
      )}
      <SignForm page={page} passkeys={passkeys} back={path} action={path} options={`${path}/options`}>
        <input type="hidden" name="seq" value={String(seq)} />
        <Button>{texts.sign}</Button>
      </SignForm>
    </Layout>
  )
}
