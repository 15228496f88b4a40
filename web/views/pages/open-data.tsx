// What machines can read, and where: the addresses of every register and of its log.
import { openData } from '../../messages/pages.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { browseOf } from '../../../workers/engines/words.ts'
import { SummaryList, type SummaryRow } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export interface OpenDataProps {
  readonly page: Page
  readonly registers: readonly RegisterDefinition[]
}

/** Addresses of a register, in which `{…}` stands for what they are about. Machines have no language: these get none. */
const addressesOf = (register: string) => {
  const api = `/api/registers/${register}`
  const log = `/registers/${register}/log`
  return {
    definition: api,
    records: `${api}/records`,
    search: `${api}/records?q={words}&where.{field}={value}&effective={day}`,
    facets: `${api}/facets`,
    csv: `${api}/records.csv`,
    jsonLines: `${api}/records.jsonl`,
    record: `${api}/records/{id}`,
    entries: `${api}/records/{id}/entries`,
    compare: `${api}/records/{id}/compare?from={seq}&to={seq}`,
    extract: `/registers/${register}/records/{id}/extract.json`,
    checkpoint: `${log}/checkpoint`,
    key: `${log}/key`,
    tile: `${log}/tile/{level}/{index}`,
  } as const
}

type Addresses = ReturnType<typeof addressesOf>

/** What can be read of a register without knowing a record of it. */
const DIRECT = [
  'definition',
  'records',
  'csv',
  'jsonLines',
  'checkpoint',
  'key',
] as const satisfies readonly (keyof Addresses)[]

const Patterns = ({ page }: { readonly page: Page }) => {
  const texts = openData[page.lang]
  const row = (key: string, value: string): SummaryRow => ({
    key: { text: key },
    value: { text: <code>{value}</code> },
  })
  const patterns = Object.entries(addressesOf('{register}')) as readonly [keyof Addresses, string][]
  return (
    <SummaryList
      rows={[
        row(texts.all, '/api/registers'),
        ...patterns.map(([what, path]) => row(texts[what], path)),
        row(texts.services, '/api/services'),
        row(texts.service, '/api/services/{service}'),
      ]}
    />
  )
}

const Registers = ({ page, registers }: OpenDataProps) => {
  const texts = openData[page.lang]
  return (
    <Table
      caption={texts.registers}
      captionClasses="govuk-table__caption--m"
      firstCellIsHeader
      head={[{ text: texts.register }, { text: texts.read }]}
      rows={registers.map((definition) => {
        const { id, title } = definition
        const addresses = addressesOf(id)
        const { listed } = browseOf(definition)
        const direct = DIRECT.filter((what) => listed || (what !== 'csv' && what !== 'jsonLines'))
        return [
          { text: title[page.lang] },
          {
            text: (
              <ul class="izvor-inline">
                {direct.map((what) => (
                  <li>
                    <a class="govuk-link" href={addresses[what]}>
                      {texts[what]}
                      <span class="govuk-visually-hidden">: {title[page.lang]}</span>
                    </a>
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      })}
    />
  )
}

export const OpenDataPage = ({ page, registers }: OpenDataProps) => {
  const texts = openData[page.lang]
  return (
    <Layout page={page} title={texts.title}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <p class="govuk-body">{texts.closed}</p>
      <h2 class="govuk-heading-m">{texts.how}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.json}</li>
        <li>{texts.etag}</li>
        <li>{texts.moments}</li>
        <li>{texts.pages}</li>
        <li>
          {texts.refusals}{' '}
          <a class="govuk-link" href={page.href('/problems')}>
            {texts.toProblems}
          </a>
        </li>
      </ul>
      <p class="govuk-body">
        {texts.logs}{' '}
        <a class="govuk-link" href={page.href('/proofs')}>
          {texts.toProofs}
        </a>
      </p>
      <Registers page={page} registers={registers} />
      <h2 class="govuk-heading-m">{texts.addresses}</h2>
      <Patterns page={page} />
    </Layout>
  )
}
