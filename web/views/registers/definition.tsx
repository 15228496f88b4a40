// The rules of a register in words: what a lawyer reads is what the portal carries out.
import { makers } from '../../messages/makers.ts'
import { registers } from '../../messages/registers.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { Layout } from '../layout.tsx'
import { trail } from '../trail.ts'
import { otherLanguage, type Page } from '../page.ts'
import { ActCard } from './act-card.tsx'
import { fieldRow } from './field-row.tsx'
import { ComputedRules } from './worked.tsx'
import { authorityName, stepsTo, Law, type Surroundings } from './words.tsx'

export interface DefinitionProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly surroundings: Surroundings
  /** Titles of other registers, by id. */
  readonly titleOf: (register: string) => string
}

const Contents = ({ page, definition }: DefinitionProps) => {
  const texts = registers[page.lang]
  const acts = Object.entries(definition.acts)
  return (
    <nav aria-labelledby="contents">
      <h2 class="govuk-heading-m" id="contents">
        {texts.contents}
      </h2>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href="#fields">
            {texts.fields}
          </a>
        </li>
        <li>
          <a class="govuk-link" href="#acts">
            {texts.acts}
          </a>
          <ul class="govuk-list govuk-list--bullet">
            {acts.map(([name, act]) => (
              <li>
                <a class="govuk-link" href={`#act-${name}`}>
                  {act.title[page.lang]}
                </a>
              </li>
            ))}
          </ul>
        </li>
      </ul>
    </nav>
  )
}

export const DefinitionPage = (props: DefinitionProps) => {
  const { page, definition, surroundings } = props
  const texts = registers[page.lang]
  const other = otherLanguage(page).lang
  const key = definition.fields[definition.key]
  return (
    <Layout page={page} title={texts.rules} breadcrumbs={trail(page, ...stepsTo(page, definition), texts.rules)}>
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{definition.title[page.lang]}</span> {texts.rules}
      </h1>
      <p class="govuk-body-l">{definition.about[page.lang]}</p>
      <p class="govuk-body">{texts.rulesLead}</p>
      <SummaryList
        rows={[
          { key: { text: texts.other }, value: { text: <span lang={other}>{definition.title[other]}</span> } },
          { key: { text: texts.keeper }, value: { text: authorityName(surroundings, definition.keeper) } },
          { key: { text: texts.law }, value: { text: <Law>{definition.law}</Law> } },
          { key: { text: texts.key }, value: { text: key?.label[page.lang] ?? definition.key } },
          { key: { text: texts.version }, value: { text: String(definition.version) } },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/api/registers/${definition.id}`}>
          {texts.rulesJson}
        </a>
        {'. '}
        <a class="govuk-link" href={`/api/registers/${definition.id}/openapi.json`}>
          OpenAPI
        </a>
        {'. '}
        <a class="govuk-link" href={page.href(`/registers/${definition.id}/versions`)}>
          {makers[page.lang].versions}
        </a>
      </p>
      <Contents {...props} />
      <h2 class="govuk-heading-l" id="fields">
        {texts.fields}
      </h2>
      <SummaryList rows={Object.entries(definition.fields).map(([name, field]) => fieldRow(props, name, field))} />
      <ComputedRules page={page} definition={definition} />
      <h2 class="govuk-heading-l" id="acts">
        {texts.acts}
      </h2>
      <p class="govuk-body">{texts.celAbout}</p>
      {Object.entries(definition.acts).map(([name, act]) => (
        <ActCard {...props} name={name} act={act} />
      ))}
    </Layout>
  )
}
