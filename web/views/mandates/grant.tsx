// Giving a mandate: the form, and the last look before it is signed.
import { mandates as messages } from '../../messages/mandates.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

const HOME = '/me/mandates/grant'

interface GrantProps {
  readonly page: Page
  readonly fields: Fields
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  /** In whose name, where not in one's own. */
  readonly acting: string | undefined
  readonly nonce: string
  /** What stands in the way, in words. */
  readonly refused?: string | undefined
}

export const GrantPage = ({ page, fields, typed, issues, acting, nonce, refused }: GrantProps) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.grantTitle} back="/me/mandates" error={issues.length > 0 || refused !== undefined}>
      <FormErrors page={page} fields={fields} issues={issues} />
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused, href: '#representative' }]} />}
      <h1 class="govuk-heading-xl">{texts.grantTitle}</h1>
      <p class="govuk-body-l">{texts.grantLead}</p>
      {acting !== undefined && <InsetText>{texts.grantFor(acting)}</InsetText>}
      <form method="post" action={page.href(HOME)} novalidate>
        <input type="hidden" name="nonce" value={nonce} />
        {Object.entries(fields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <Button>{texts.toSign}</Button>
      </form>
    </Layout>
  )
}

interface SignGrantProps {
  readonly page: Page
  readonly typed: Typed
  /** In whose name, and to whom, as their names are. */
  readonly called: string
  readonly name: string
  readonly terms: readonly string[]
  /** Hex SHA-256 of what is signed. */
  readonly hash: string
  readonly passkeys: number
  readonly refused?: string | undefined
}

const Hidden = ({ typed }: { readonly typed: Typed }) => (
  <>
    {Object.entries(typed).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

export const SignGrantPage = ({ page, typed, called, name, terms, hash, passkeys, refused }: SignGrantProps) => {
  const { lang } = page
  const texts = messages[lang]
  return (
    <Layout page={page} title={texts.signTitle} islands={['sign.js']} error={refused !== undefined}>
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      <h1 class="govuk-heading-l">{texts.signTitle}</h1>
      <p class="govuk-body">{texts.signLead}</p>
      <SummaryList
        rows={[
          { key: { text: texts.forWhom }, value: { text: called } },
          { key: { text: texts.who }, value: { text: name } },
          { key: { text: texts.limits }, value: { text: terms.join('; ') } },
          { key: { text: texts.hash }, value: { text: <code class="izvor-hash">{hash}</code> } },
        ]}
      />
      <SignForm
        page={page}
        passkeys={passkeys}
        back={HOME}
        action={`${HOME}/sign`}
        options={`${HOME}/sign/options`}
        done="/me/mandates"
      >
        <Hidden typed={typed} />
        <Button>{texts.sign}</Button>
      </SignForm>
      <form method="post" action={page.href(`${HOME}/edit`)}>
        <Hidden typed={typed} />
        <Button classes="govuk-button--secondary">{texts.back}</Button>
      </form>
    </Layout>
  )
}
