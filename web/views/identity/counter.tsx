// For who comes from a counter: the code of the ticket, the passkey that is made with it, and that it is done.
import { counter as messages } from '../../messages/counter.ts'
import { identity } from '../../messages/identity.ts'
import { problemTitle } from '../../messages/problems.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { IslandError } from './sign-form.tsx'

interface CodeProps {
  readonly page: Page
  /** As typed. */
  readonly code: string
  /** The code of a refusal. */
  readonly refused?: string | undefined
}

export const CodePage = ({ page, code, refused }: CodeProps) => {
  const texts = messages[page.lang]
  const problem = refused === undefined ? undefined : problemTitle(page.lang, refused)
  return (
    <Layout page={page} title={texts.enterTitle} error={problem !== undefined} islands={['ticket.js']}>
      {problem !== undefined && <ErrorSummary errorList={[{ text: problem, href: '#code' }]} />}
      <h1 class="govuk-heading-xl">{texts.enterTitle}</h1>
      <p class="govuk-body-l">{texts.enterLead}</p>
      <form method="post" action={page.href('/counter')} novalidate>
        <Input
          name="code"
          value={code}
          label={{ text: texts.enterCode }}
          hint={{ text: texts.enterHint }}
          classes="govuk-input--width-10"
          autocomplete="one-time-code"
          {...(problem === undefined ? {} : { errorMessage: { text: problem } })}
        />
        <Button>{texts.enterButton}</Button>
      </form>
      <InsetText>{texts.noCode}</InsetText>
    </Layout>
  )
}

export const CounterBindPage = ({ page, code, name, refused }: CodeProps & { readonly name: string }) => {
  const texts = messages[page.lang]
  const own = identity[page.lang]
  const problem = refused === undefined ? undefined : problemTitle(page.lang, refused)
  return (
    <Layout page={page} title={texts.bindTitle} error={problem !== undefined} islands={['passkey.js']}>
      {problem !== undefined && <ErrorSummary errorList={[{ text: problem }]} />}
      <h1 class="govuk-heading-xl">{texts.bindTitle}</h1>
      <p class="govuk-body-l">{texts.bindLead}</p>
      <noscript>
        <WarningText>{own.noScript}</WarningText>
      </noscript>
      <form
        method="post"
        action={page.href('/counter/bind')}
        data-passkey="register"
        data-options={page.href('/counter/bind/options')}
        data-failed={own.bindFailed}
        data-unsupported={own.bindUnsupported}
      >
        <input type="hidden" name="registration" />
        <input type="hidden" name="code" value={code} />
        <Input
          name="name"
          value={name}
          label={{ text: own.bindName }}
          hint={{ text: own.bindNameHint }}
          classes="govuk-input--width-20"
        />
        <IslandError />
        <Button>{own.bindButton}</Button>
      </form>
    </Layout>
  )
}

export const CounterDonePage = ({ page }: { readonly page: Page }) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.doneTitle}>
      <h1 class="govuk-heading-xl">{texts.doneTitle}</h1>
      <p class="govuk-body-l">{texts.doneLead}</p>
      <Button href={page.href('/login')}>{texts.doneLogin}</Button>
    </Layout>
  )
}
