// At a counter, for officials: an identification that was a mistake or a fraud is taken back, with a reason.
import { counter as messages } from '../../messages/counter.ts'
import { work } from '../../messages/work.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

const PATH = '/work/counter/annul'

export interface AnnulProps {
  readonly page: Page
  /** The number of the identification, and the reason. */
  readonly fields: Fields
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  readonly passkeys: number
  /** Why it was not entered, in words. */
  readonly refused?: string | undefined
}

export const AnnulPage = ({ page, fields, typed, issues, passkeys, refused }: AnnulProps) => {
  const { lang } = page
  const texts = messages[lang]
  const breadcrumbs = [
    { text: work[lang].queue, href: page.href('/work') },
    { text: texts.title, href: page.href('/work/counter') },
    { text: texts.annul },
  ]
  const error = refused !== undefined || issues.length > 0
  return (
    <Layout page={page} title={texts.annul} breadcrumbs={breadcrumbs} islands={['sign.js']} error={error}>
      <FormErrors page={page} fields={fields} issues={issues} />
      {refused !== undefined && <ErrorSummary titleText={texts.refused} errorList={[{ text: refused }]} />}
      <h1 class="govuk-heading-xl">{texts.annul}</h1>
      <p class="govuk-body-l">{texts.annulLead}</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.annulKeys}</li>
        <li>{texts.annulTold}</li>
        <li>{texts.annulLost}</li>
      </ul>
      <SignForm page={page} passkeys={passkeys} back={PATH} action={`${PATH}/sign`} options={`${PATH}/sign/options`}>
        {Object.entries(fields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <p class="govuk-body">{texts.annulAfterwards}</p>
        <Button classes="govuk-button--warning">{texts.annulSign}</Button>
      </SignForm>
    </Layout>
  )
}
