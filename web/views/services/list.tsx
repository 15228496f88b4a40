// What a person may ask of the state.
import { services as messages } from '../../messages/services.ts'
import type { ServiceDefinition } from '../../../workers/kernel/service.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

interface ListProps {
  readonly page: Page
  readonly services: readonly ServiceDefinition[]
}

export const ServicesPage = ({ page, services }: ListProps) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.services}>
      <h1 class="govuk-heading-xl">{texts.services}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      {services.map(({ id, title, about }) => (
        <section class="izvor-item">
          <h2 class="govuk-heading-m">
            <a class="govuk-link" href={page.href(`/services/${id}`)}>
              {title[page.lang]}
            </a>
          </h2>
          <p class="govuk-body">{about[page.lang]}</p>
        </section>
      ))}
    </Layout>
  )
}
