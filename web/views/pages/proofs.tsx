// How anyone checks an extract of a register without trusting the portal, and what the proof does not say.
import { proofs } from '../../messages/pages.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export const ProofsPage = ({ page }: { readonly page: Page }) => {
  const texts = proofs[page.lang]
  return (
    <Layout page={page} title={texts.title}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <h2 class="govuk-heading-m">{texts.steps}</h2>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>
          {texts.download}{' '}
          <a class="govuk-link" href={page.href('/registers')}>
            {texts.toRegisters}
          </a>
        </li>
        <li>
          {texts.run}
          <pre class="izvor-code">
            <code>npx izvor verify record {texts.file}</code>
          </pre>
        </li>
        <li>{texts.read}</li>
      </ol>
      <h2 class="govuk-heading-m">{texts.what}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.values}</li>
        <li>{texts.chain}</li>
        <li>{texts.log}</li>
      </ul>
      <h2 class="govuk-heading-m">{texts.limits}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.truth}</li>
        <li>{texts.now}</li>
        <li>{texts.trust}</li>
      </ul>
      <h2 class="govuk-heading-m">{texts.others}</h2>
      <p class="govuk-body">{texts.standard}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/open-data')}>
          {texts.toOpenData}
        </a>
      </p>
    </Layout>
  )
}
