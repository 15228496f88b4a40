// The page on which a person signs a document of their own, which stays on their device.
import { cardSigning } from '../../messages/card-signing.ts'
import { signatures } from '../../messages/signatures.ts'
import type { DemoCard } from '../../../workers/engines/identity/software-card.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { IslandError } from '../identity/sign-form.tsx'
import { CardChoice } from './card-choice.tsx'
import { FileField } from './file-field.tsx'

interface SignDocumentProps {
  readonly page: Page
  /** The demo's cards of whoever signs. */
  readonly cards: readonly DemoCard[]
}

export const SignDocumentPage = ({ page, cards }: SignDocumentProps) => {
  const texts = signatures[page.lang]
  const card = cardSigning[page.lang]
  const { choose, tooLarge, otherDocument, unsupported, failed } = texts
  const shown = { choose, tooLarge, otherDocument, unsupported, failed }
  return (
    <Layout page={page} title={texts.sign} islands={['sign-file.js']}>
      <h1 class="govuk-heading-xl">{texts.sign}</h1>
      <p class="govuk-body-l">{texts.signLead}</p>
      <noscript>
        <InsetText>{texts.script}</InsetText>
      </noscript>
      <form
        hidden
        data-sign-file
        data-options={page.href('/sign/options')}
        data-signed={page.href('/sign')}
        data-card-options={page.href('/sign/card/options')}
        data-card-signed={page.href('/sign/card')}
        data-texts={JSON.stringify({ ...shown, cardUnchosen: card.unchosen, cardUnable: card.unable })}
      >
        <input type="hidden" name="fingerprint" />
        <input type="hidden" name="assertion" />
        <IslandError />
        <FileField id="document" label={texts.document} hint={texts.documentHint} />
        <dl class="govuk-summary-list" data-chosen hidden>
          <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{texts.fingerprint}</dt>
            <dd class="govuk-summary-list__value">
              <span data-fingerprint />
            </dd>
          </div>
        </dl>
        <FileField id="existing" label={texts.existing} hint={texts.existingHint} accept=".json,application/json" />
        <Button>{texts.signButton}</Button>
        <Details summary={card.open}>
          <CardChoice page={page} cards={cards} />
          <Button classes="govuk-button--secondary" attributes={{ 'data-by': 'card' }}>
            {card.button}
          </Button>
        </Details>
      </form>
      <div data-done hidden>
        <div class="govuk-panel govuk-panel--confirmation">
          <h2 class="govuk-panel__title" tabindex={-1}>
            {texts.signed}
          </h2>
        </div>
        <p class="govuk-body">
          {texts.signedCount} <strong data-count />
        </p>
        <p class="govuk-body">
          <a class="govuk-button" data-save href={page.href('/sign')}>
            {texts.save}
          </a>
        </p>
        <p class="govuk-body">{texts.keep}</p>
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/sign')}>
            {texts.another}
          </a>
        </p>
      </div>
      <p class="govuk-body">{texts.limits}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/verify')}>
          {texts.toVerify}
        </a>
      </p>
    </Layout>
  )
}
