// The page on which anybody checks a signature in their own browser; nothing is sent.
import { cardSigning } from '../../messages/card-signing.ts'
import { extractCheck, extractRefusals } from '../../messages/extract-check.ts'
import { signatureRefusals } from '../../messages/signature-refusals.ts'
import { signatures } from '../../messages/signatures.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { IslandError } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { FileField } from './file-field.tsx'

export interface VerifyProps {
  readonly page: Page
  readonly origin: string
  /** The key of the log of this portal's register of keys. */
  readonly verifierKey: string
  /** The authorities of cards whom this portal believes, as CARD_ISSUERS holds them. */
  readonly issuers: string
  /** What acts are called, by what signatures name them. */
  readonly acts: { readonly [act: string]: string }
  readonly authorities: { readonly [code: string]: string }
  /** What fields and acts of registers are called: `vehicles.make`, `vehicles.enter`. */
  readonly labels: { readonly [field: string]: string }
  readonly registerActs: { readonly [act: string]: string }
}

export const VerifyPage = (props: VerifyProps) => {
  const { page, origin, verifierKey, issuers, acts, authorities, labels, registerActs } = props
  const texts = signatures[page.lang]
  const known = { texts, card: cardSigning[page.lang], acts, authorities, origin, verifierKey, issuers }
  const refusals = Object.fromEntries(Object.entries(signatureRefusals).map(([code, text]) => [code, text[page.lang]]))
  const extract = {
    texts: extractCheck[page.lang],
    refusals: Object.fromEntries(Object.entries(extractRefusals).map(([code, text]) => [code, text[page.lang]])),
    labels,
    acts: registerActs,
  }
  const record = page.href('/registers/credentials/records/')
  return (
    <Layout page={page} title={texts.verify} islands={['verify.js']}>
      <h1 class="govuk-heading-xl">{texts.verify}</h1>
      <p class="govuk-body-l">{texts.verifyLead}</p>
      <noscript>
        <InsetText>
          <p class="govuk-body">{texts.noScript}</p>
          <pre class="izvor-code">
            <code>npx izvor verify signature application.json</code>
          </pre>
        </InsetText>
      </noscript>
      <form hidden data-verify={JSON.stringify({ ...known, refusals, record, extract })}>
        <IslandError />
        <FileField id="file" label={texts.file} hint={texts.fileHint} accept=".json,.tlog-proof,application/json" />
        <FileField id="document" label={texts.documentToo} hint={texts.documentTooHint} />
        <Button>{texts.verifyButton}</Button>
      </form>
      <div data-result aria-live="polite" />
    </Layout>
  )
}
