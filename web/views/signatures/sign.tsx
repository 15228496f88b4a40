// The page on which a person signs a document of their own, which stays on their device.
import { signatures } from '../../messages/signatures.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { IslandError } from '../identity/sign-form.tsx'
import { FileField } from './file-field.tsx'

export const SignDocumentPage = ({ page }: { readonly page: Page }) => {
  const texts = signatures[page.lang]
  const { choose, tooLarge, otherDocument, unsupported, failed } = texts
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
        data-texts={JSON.stringify({ choose, tooLarge, otherDocument, unsupported, failed })}
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
