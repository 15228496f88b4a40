// The registers of the state: what each is for, who keeps it, under which law, and how much is in it.
import { registers } from '../../messages/registers.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { formatNumber } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { authorityName, Law, pathOf, type Surroundings } from './words.tsx'

export interface RegistersProps {
  readonly page: Page
  readonly definitions: readonly RegisterDefinition[]
  readonly surroundings: Surroundings
  /** Records by register; a register without any is absent. */
  readonly counts: ReadonlyMap<string, number>
}

export const RegistersPage = ({ page, definitions, surroundings, counts }: RegistersProps) => {
  const texts = registers[page.lang]
  return (
    <Layout page={page} title={texts.title} width="full">
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l izvor-reading">{texts.lead}</p>
      <ul class="izvor-cards">
        {definitions.map(({ id, title, about, law, keeper }) => (
          <li class="izvor-card">
            <h2 class="govuk-heading-m izvor-card__title">
              <a class="govuk-link govuk-link--no-visited-state izvor-card__link" href={page.href(pathOf(id))}>
                {title[page.lang]}
              </a>
            </h2>
            <p class="govuk-body">{about[page.lang]}</p>
            <ul class="izvor-facts">
              <li>{texts.records(formatNumber(page.lang, counts.get(id) ?? 0))}</li>
              <li>
                {texts.keeper}: {authorityName(surroundings, keeper)}
              </li>
              <li>
                <Law>{law}</Law>
              </li>
            </ul>
          </li>
        ))}
      </ul>
    </Layout>
  )
}
