// Into which registers an official may bring a file, and what was brought into one of them.
import { imports as messages } from '../../messages/imports.ts'
import type { Import } from '../../../workers/engines/import/state.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { FileField } from '../signatures/file-field.tsx'
import { importPath, importsPath, numeral, StateTag, wayTo } from './common.tsx'

export const ImportTargetsPage = ({
  page,
  registers,
}: {
  readonly page: Page
  readonly registers: readonly RegisterDefinition[]
}) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.title} breadcrumbs={wayTo(page)}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <h2 class="govuk-heading-l">{texts.where}</h2>
      {registers.length === 0 && <p class="govuk-body">{texts.nothing}</p>}
      <ul class="govuk-list">
        {registers.map(({ id, title }) => (
          <li>
            <a class="govuk-link" href={page.href(importsPath(id))}>
              {title[page.lang]}
            </a>
          </li>
        ))}
      </ul>
    </Layout>
  )
}

export interface ImportsProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly imports: readonly Import[]
  readonly refused?: string | undefined
}

const Before = ({ page, imports }: ImportsProps) => {
  const texts = messages[page.lang]
  if (imports.length === 0) return <p class="govuk-body">{texts.none}</p>
  return (
    <ScrollRegion label={texts.before}>
      <Table
        caption={texts.before}
        captionClasses="govuk-visually-hidden"
        head={[texts.file, texts.state, texts.rows, texts.begun].map((text) => ({ text }))}
        firstCellIsHeader
        rows={imports.map((one) => [
          {
            text: (
              <a class="govuk-link" href={page.href(importPath(one))}>
                {one.name}
              </a>
            ),
          },
          { text: <StateTag page={page} one={one} /> },
          { text: numeral(page, one.total ?? one.counts.rows), format: 'numeric' },
          { text: formatDateTime(page.lang, one.begunAt) },
        ])}
      />
    </ScrollRegion>
  )
}

export const ImportsPage = (props: ImportsProps) => {
  const { page, definition, refused } = props
  const texts = messages[page.lang]
  const title = texts.into(definition.title[page.lang])
  return (
    <Layout page={page} title={title} breadcrumbs={wayTo(page, definition)} error={refused !== undefined}>
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused, href: '#file' }]} />}
      <h1 class="govuk-heading-xl">{title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <h2 class="govuk-heading-l">{texts.new}</h2>
      <form method="post" action={page.href(importsPath(definition.id))} enctype="multipart/form-data">
        <FileField
          id="file"
          name="file"
          label={texts.file}
          hint={texts.fileHint}
          accept=".csv,.txt,.tsv,.jsonl,.ndjson,text/csv,text/plain"
        />
        <Button>{texts.upload}</Button>
      </form>
      <h2 class="govuk-heading-l">{texts.before}</h2>
      <Before {...props} />
    </Layout>
  )
}
