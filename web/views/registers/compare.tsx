// Two versions of a record side by side: what differs, and by which acts it came about.
import { compare } from '../../messages/compare.ts'
import type { Comparison } from '../../../workers/engines/comparison.ts'
import type { PublicEntry } from '../../../workers/engines/history.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { Input } from '../components/input.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { trail } from '../trail.ts'
import { actTitle } from './history.tsx'
import { labelsOf, Law, lawOfAct, pathOf, roleInWords, stepsTo, valueOf, type Surroundings } from './words.tsx'

export interface CompareProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly surroundings: Surroundings
  readonly id: string
  readonly caption: string
  readonly compared: Comparison & { readonly from: number; readonly to: number; readonly last: number }
}

const queryOf = (from: number, to: number) => `?from=${from}&to=${to}`

const Changes = ({ page, definition, surroundings, compared }: CompareProps) => {
  const texts = compare[page.lang]
  const { changes, closed, from, to } = compared
  return (
    <>
      {changes.length === 0 ? (
        <InsetText>{texts.nothing}</InsetText>
      ) : (
        <ScrollRegion label={texts.fields}>
          <Table
            caption={texts.fields}
            captionClasses="govuk-table__caption--m"
            firstCellIsHeader
            head={[texts.field, texts.before(String(from)), texts.after(String(to))].map((text) => ({ text }))}
            rows={changes.flatMap(({ field: name, from: before, to: after }) => {
              const field = definition.fields[name]
              if (field === undefined) return []
              return [
                [
                  { text: field.label[page.lang] },
                  { text: valueOf(page, surroundings, field, before) },
                  { text: valueOf(page, surroundings, field, after) },
                ],
              ]
            })}
          />
        </ScrollRegion>
      )}
      {closed.length > 0 && <p class="govuk-body">{texts.closed(labelsOf(page, definition, closed).join(', '))}</p>}
    </>
  )
}

const By = ({ page, surroundings, entry }: CompareProps & { readonly entry: PublicEntry }) => (
  <>
    {roleInWords(page.lang, surroundings, entry.role)}
    {entry.second !== undefined && `; ${compare[page.lang].second(roleInWords(page.lang, surroundings, entry.second))}`}
  </>
)

const Entries = (props: CompareProps) => {
  const { page, definition, id, compared } = props
  const texts = compare[page.lang]
  return (
    <section aria-labelledby="how">
      <h2 class="govuk-heading-m" id="how">
        {texts.how}
      </h2>
      <ol class="izvor-entries">
        {compared.entries.map((entry) => (
          <li class="izvor-entry">
            <h3 class="govuk-heading-s">
              <a class="govuk-link" href={page.href(`${pathOf(definition.id, id)}/entries/${entry.seq}`)}>
                {entry.seq}. {actTitle(page, definition, entry.act)}
              </a>
            </h3>
            <SummaryList
              classes="govuk-summary-list--no-border izvor-reading"
              rows={[
                {
                  key: { text: texts.when },
                  value: {
                    text: `${formatDateTime(page.lang, entry.recordedAt)}, ${texts.inEffect(formatDate(page.lang, entry.effectiveFrom))}`,
                  },
                },
                { key: { text: texts.by }, value: { text: <By {...props} entry={entry} /> } },
                {
                  key: { text: texts.basis },
                  value: {
                    text: (
                      <>
                        <Law>{lawOfAct(definition, entry.law ?? definition.acts[entry.act]?.law)}</Law>
                        {entry.ofCase && ` (${texts.ofCase})`}
                      </>
                    ),
                  },
                },
              ]}
            />
          </li>
        ))}
      </ol>
    </section>
  )
}

const Choose = ({ page, definition, id, compared }: CompareProps) => {
  const texts = compare[page.lang]
  const { from, to, last } = compared
  return (
    <Details summary={texts.choose}>
      <form method="get" action={page.href(`${pathOf(definition.id, id)}/compare`)}>
        <Input
          name="from"
          label={{ text: texts.from }}
          hint={{ text: texts.fromHint }}
          value={String(from)}
          inputmode="numeric"
          classes="govuk-input--width-4"
        />
        <Input
          name="to"
          label={{ text: texts.to }}
          hint={{ text: texts.toHint(String(last)) }}
          value={String(to)}
          inputmode="numeric"
          classes="govuk-input--width-4"
        />
        <Button classes="govuk-button--secondary">{texts.show}</Button>
      </form>
    </Details>
  )
}

export const ComparePage = (props: CompareProps) => {
  const { page, definition, id, caption, compared } = props
  const texts = compare[page.lang]
  const { from, to } = compared
  const record = pathOf(definition.id, id)
  return (
    <Layout
      page={page}
      title={`${texts.title}: ${caption}`}
      width="full"
      breadcrumbs={trail(page, ...stepsTo(page, definition), [caption, record], texts.title)}
    >
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{caption}</span> {texts.title}
      </h1>
      <p class="govuk-body-l">{from === 0 ? texts.leadFirst(String(to)) : texts.lead(String(from), String(to))}</p>
      <Changes {...props} />
      {compared.more && <p class="govuk-body">{texts.more}</p>}
      <Entries {...props} />
      <p class="govuk-body izvor-reading">{texts.about}</p>
      <Choose {...props} />
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={page.href(record)}>
            {texts.toRecord}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`/api${record}/compare${queryOf(from, to)}`}>
            {texts.json}
          </a>
        </li>
      </ul>
    </Layout>
  )
}
