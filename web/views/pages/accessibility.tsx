// The accessibility statement (Directive (EU) 2016/2102, Art. 7): what is aimed at, what is tested, what is missing.
import { accessibility } from '../../messages/pages.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export const AccessibilityPage = ({ page }: { readonly page: Page }) => {
  const texts = accessibility[page.lang]
  return (
    <Layout page={page} title={texts.title}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <h2 class="govuk-heading-m">{texts.aim}</h2>
      <p class="govuk-body">{texts.standard}</p>
      <h2 class="govuk-heading-m">{texts.done}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.axe}</li>
        <li>{texts.keyboard}</li>
        <li>{texts.phone}</li>
        <li>{texts.script}</li>
        <li>{texts.contrast}</li>
      </ul>
      <p class="govuk-body">{texts.also}</p>
      <h2 class="govuk-heading-m">{texts.limits}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.people}</li>
        <li>{texts.login}</li>
        <li>{texts.law}</li>
      </ul>
      <h2 class="govuk-heading-m">{texts.help}</h2>
      <p class="govuk-body">{texts.ask}</p>
    </Layout>
  )
}
