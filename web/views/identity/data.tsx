// What the registers hold on a person, record by record, and who looked at it.
import { data as messages } from '../../messages/data.ts'
import { shares } from '../../messages/shares.ts'
import { looksOf, type Access } from '../../../workers/engines/access.ts'
import type { RecordView } from '../../../workers/engines/command.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Answers, caseNumber } from '../cases/common.tsx'
import { Details } from '../components/details.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { mine, trail } from '../trail.ts'
import { PagesAround } from '../pages-around.tsx'
import { authorityName, Law, pathOf, type Surroundings } from '../registers/words.tsx'

interface OwnRecord {
  readonly definition: RegisterDefinition
  /** How the record is called in its register. */
  readonly caption: string
  readonly view: RecordView
  readonly accesses: readonly Access[]
}

export interface DataProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly records: readonly OwnRecord[]
  /** The person's own cases, which they may open. */
  readonly cases: readonly string[]
  /** Where the pages before and after begin; absent where there is none. */
  readonly before?: number
  readonly after?: number
}

interface ReadsProps extends Omit<DataProps, 'records'> {
  readonly record: OwnRecord
}

const Ground = ({
  page,
  access,
  cases,
}: {
  readonly page: Page
  readonly access: Access
  readonly cases: DataProps['cases']
}) => {
  const { case: id } = access
  // A case of ours has a number of ours; an authority's own stands as it said it.
  const number = id !== undefined && /^[a-z2-7]{16}$/u.test(id) ? caseNumber(id) : (id ?? '')
  const text = messages[page.lang].case(number)
  return (
    <>
      <Law>{access.law}</Law>
      {id !== undefined && (
        <>
          {'; '}
          {cases.includes(id) ? (
            <a class="govuk-link" href={page.href(`/cases/${id}`)}>
              {text}
            </a>
          ) : (
            text
          )}
        </>
      )}
    </>
  )
}

const Reads = ({ page, surroundings, record, cases }: ReadsProps) => {
  const texts = messages[page.lang]
  const { definition, accesses } = record
  if (accesses.length === 0) return <p class="govuk-body">{texts.nobody}</p>
  const label = (name: string) => definition.fields[name]?.label[page.lang] ?? name
  return (
    <ScrollRegion label={texts.looked}>
      <Table
        caption={texts.looked}
        captionClasses="govuk-visually-hidden"
        head={[texts.when, texts.who, texts.why, texts.what].map((text) => ({ text }))}
        rows={looksOf(accesses).map((access) => [
          {
            text: `${formatDateTime(page.lang, access.at)}${access.times > 1 ? ` ${texts.times(String(access.times))}` : ''}`,
          },
          { text: authorityName(surroundings, access.authority) },
          { text: <Ground page={page} access={access} cases={cases} /> },
          { text: access.fields.map(label).join(', ') },
        ])}
      />
    </ScrollRegion>
  )
}

export const DataPage = (props: DataProps) => {
  const { page, surroundings, records } = props
  const { lang } = page
  const texts = messages[lang]
  return (
    <Layout page={page} title={texts.title} breadcrumbs={trail(page, mine(page), texts.title)}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{records.length === 0 ? texts.none : texts.lead}</p>
      {records.map((record) => {
        const { definition, view } = record
        const shown = Object.entries(definition.fields).filter(([name]) => name in view.values)
        return (
          <section class="izvor-item">
            <span class="govuk-caption-l">{definition.title[lang]}</span>
            <h2 class="govuk-heading-l">{record.caption}</h2>
            <Answers page={page} surroundings={surroundings} fields={Object.fromEntries(shown)} values={view.values} />
            <Details summary={texts.lookedAt(String(looksOf(record.accesses).length))}>
              <Reads {...props} record={record} />
            </Details>
            <p class="govuk-body">
              <a class="govuk-link" href={page.href(pathOf(definition.id, view.id))}>
                {texts.publicRecord}
              </a>
              <br />
              <a class="govuk-link" href={page.href(`/me/show/${definition.id}/${encodeURIComponent(view.id)}`)}>
                {shares[lang].link}
                <span class="govuk-visually-hidden"> {record.caption}</span>
              </a>
            </p>
          </section>
        )
      })}
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/me/shares')}>
          {shares[lang].linkAll}
        </a>
      </p>
      <PagesAround page={page} path="/me/data" before={props.before} after={props.after} />
    </Layout>
  )
}
