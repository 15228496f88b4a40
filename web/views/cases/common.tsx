// What the pages of a case share: its number, where it stands, and answers as rows.
import { cases as messages, statuses } from '../../messages/cases.ts'
import type { Status } from '../../../workers/engines/case/state.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { LoadedService } from '../../../workers/kernel/load-service.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { SummaryList, type SummaryRow } from '../components/summary-list.tsx'
import { Tag } from '../components/tag.tsx'
import type { Page } from '../page.ts'
import { valueOf, type Surroundings } from '../registers/words.tsx'

/** As people read it out: in groups of four. */
export const caseNumber = (id: string): string =>
  id
    .match(/.{1,4}/gu)
    ?.join('-')
    .toUpperCase() ?? id

const COLOURS: { readonly [status in Status]: string } = {
  draft: 'grey',
  signing: 'yellow',
  withdrawn: 'grey',
  submitted: 'blue',
  granting: 'blue',
  granted: 'green',
  refused: 'red',
  lapsed: 'orange',
}

export const StatusTag = ({ page, status }: { readonly page: Page; readonly status: Status }) => (
  <Tag classes={`govuk-tag--${COLOURS[status]}`}>{statuses[status][page.lang]}</Tag>
)

/** A label in the middle of a sentence; an abbreviation stays one. */
const inside = (label: string): string => label.replace(/^\p{Lu}(?!\p{Lu})/u, (letter) => letter.toLowerCase())

export interface AnswersProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly fields: Fields
  readonly values: Values
  /** Where each may be changed. */
  readonly change?: ((name: string) => string) | undefined
}

export const Answers = ({ page, surroundings, fields, values, change }: AnswersProps) => {
  const { lang } = page
  const rows = Object.entries(fields).map(([name, field]): SummaryRow => {
    const label = field.label[lang]
    return {
      key: { text: label },
      value: { text: valueOf(page, surroundings, field, values[name]) },
      ...(change === undefined
        ? {}
        : {
            actions: {
              items: [{ href: change(name), text: messages[lang].change, visuallyHiddenText: inside(label) }],
            },
          }),
    }
  })
  return <SummaryList rows={rows} />
}

interface EvidenceProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly service: LoadedService
  readonly evidence: { readonly [name: string]: { readonly values: Values } }
  /** Of the headings of the questions: one below the heading that they stand under. */
  readonly level: 2 | 3
}

/** What the registers answered, question by question. */
export const Evidence = ({ page, surroundings, service, evidence, level }: EvidenceProps) => {
  const texts = messages[page.lang]
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <>
      {service.evidence.map(({ name, title, evidence: { definition, source } }) => {
        const values = evidence[name]?.values
        // An answer that was not given is not shown: that nobody died is no news.
        const fields = Object.fromEntries(
          Object.entries(definition.answer).flatMap(([answer, { field }]) =>
            values !== undefined && answer in values ? [[answer, field] as const] : [],
          ),
        )
        return (
          values !== undefined && (
            <>
              <Heading class="govuk-heading-s">{title[page.lang]}</Heading>
              <p class="govuk-hint">{texts.asked(source.definition.title[page.lang])}</p>
              <Answers page={page} surroundings={surroundings} fields={fields} values={values} />
            </>
          )
        )
      })}
    </>
  )
}
