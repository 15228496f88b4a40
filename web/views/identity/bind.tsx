// Offers a passkey to who has just shown their card: from then on the card stays at home.
import { identity } from '../../messages/identity.ts'
import { problemTitle } from '../../messages/problems.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Input } from '../components/input.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { IslandError } from './sign-form.tsx'

export interface BindProps {
  readonly page: Page
  /** Where to go afterwards: a path of our own, with its language. */
  readonly next: string
  /** As typed. */
  readonly name: string
  /** Whether the device is asked to prove its model, or that is offered; never where no model is known. */
  readonly attest: 'asked' | 'offered' | 'never'
  /** The code of a refusal; those of the name stand beside it. */
  readonly refused?: string | undefined
}

const OF_THE_NAME = new Set(['too-long', 'control-characters'])

export const BindPage = ({ page, next, name, attest, refused }: BindProps) => {
  const texts = identity[page.lang]
  const problem = refused === undefined ? undefined : problemTitle(page.lang, refused)
  const aboutName = refused !== undefined && OF_THE_NAME.has(refused)
  return (
    <Layout page={page} title={texts.bind} error={refused !== undefined} islands={['passkey.js']}>
      {problem !== undefined && (
        <ErrorSummary errorList={[{ text: problem, ...(aboutName ? { href: '#name' } : {}) }]} />
      )}
      <h1 class="govuk-heading-xl">{texts.bind}</h1>
      <p class="govuk-body-l">{texts.bindLead}</p>
      <p class="govuk-body">{texts.bindSafe}</p>
      {attest === 'asked' && <InsetText>{texts.attestAsked}</InsetText>}
      <form
        method="post"
        action={page.href('/login/bind')}
        data-passkey="register"
        data-options={page.href('/login/bind/options')}
        data-failed={texts.bindFailed}
        data-unsupported={texts.bindUnsupported}
      >
        <input type="hidden" name="registration" />
        <input type="hidden" name="next" value={next} />
        {attest === 'asked' && <input type="hidden" name="attest" value="yes" />}
        <Input
          name="name"
          value={name}
          label={{ text: texts.bindName }}
          hint={{ text: texts.bindNameHint }}
          classes="govuk-input--width-20"
          {...(aboutName && problem !== undefined ? { errorMessage: { text: problem } } : {})}
        />
        <IslandError />
        <div class="govuk-button-group">
          <Button>{texts.bindButton}</Button>
          <a class="govuk-link" href={next}>
            {texts.bindLater}
          </a>
        </div>
      </form>
      {attest === 'offered' && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(`/login/bind?attest=yes&next=${encodeURIComponent(next)}`)}>
            {texts.attestOffer}
          </a>
        </p>
      )}
    </Layout>
  )
}
