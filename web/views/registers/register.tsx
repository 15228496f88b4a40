// One register: what it is, a search of its open data, and what the search finds, page by page.
import { registers } from '../../messages/registers.ts'
import { boardPath } from './board.tsx'
import { searchMax, type Browse } from '../../../workers/engines/words.ts'
import { fieldAt } from '../../../workers/kernel/field.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Pagination } from '../components/pagination.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { trail } from '../trail.ts'
import { authorityName, Law, pathOf, valueOf, type Surroundings } from './words.tsx'

interface Row {
  readonly id: string
  readonly caption: string
  readonly open: Values
}

export interface RegisterProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly browse: Browse
  readonly surroundings: Surroundings
  /** As typed. */
  readonly query: string
  /** Whether the search was refused: it is too long. */
  readonly tooLong?: boolean | undefined
  readonly rows: readonly Row[]
  /** Whether this is not the first page. */
  readonly later: boolean
  /** Where the next page begins. */
  readonly next?: string | undefined
}

const labels = ({ page, definition }: RegisterProps, names: readonly string[]): string =>
  names.map((name) => fieldAt(definition.fields, name)?.label[page.lang] ?? name).join(', ')

const SearchForm = (props: RegisterProps) => {
  const { page, definition, browse, query, tooLong } = props
  const texts = registers[page.lang]
  return (
    <>
      <form method="get" action={page.href(pathOf(definition.id))} role="search" class="izvor-search">
        <Input
          name="q"
          type="search"
          value={query}
          label={{ text: texts.search, classes: 'govuk-label--m' }}
          hint={{ text: texts.searchBy(labels(props, [...browse.words, ...browse.exact])) }}
          autocomplete="off"
          spellcheck={false}
          {...(tooLong ? { errorMessage: { text: texts.searchTooLong(String(searchMax)) } } : {})}
        />
        <Button>{texts.searchButton}</Button>
      </form>
      {browse.closed.length > 0 && (
        <Details summary={texts.searchClosed}>{texts.searchClosedAbout(labels(props, browse.closed))}</Details>
      )}
    </>
  )
}

const Results = (props: RegisterProps) => {
  const { page, definition, browse, surroundings, query, rows } = props
  const texts = registers[page.lang]
  const fields = browse.columns.flatMap((name) => {
    const field = definition.fields[name]
    return field === undefined ? [] : [{ name, field }]
  })
  // A narrow screen shows the name and the last column, which is the status.
  const classes = (at: number) => (at < fields.length - 1 ? 'izvor-results__more' : undefined)
  return (
    <Table
      caption={query === '' ? texts.all : texts.found(query)}
      captionClasses="govuk-table__caption--m"
      firstCellIsHeader
      head={[
        { text: texts.record },
        ...fields.map(({ field }, at) => ({ text: field.label[page.lang], classes: classes(at) })),
      ]}
      rows={rows.map(({ id, caption, open }) => [
        {
          text: (
            <a class="govuk-link" href={page.href(pathOf(definition.id, id))}>
              {caption}
            </a>
          ),
        },
        ...fields.map(({ name, field }, at) => ({
          text: valueOf(page, surroundings, field, open[name]),
          classes: classes(at),
        })),
      ])}
    />
  )
}

const Nothing = ({ page, definition, query }: RegisterProps) => {
  const texts = registers[page.lang]
  if (query === '') return <p class="govuk-body">{texts.empty}</p>
  return (
    <>
      <h2 class="govuk-heading-m">{texts.nothing(query)}</h2>
      <p class="govuk-body">{texts.nothingHelp}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(pathOf(definition.id))}>
          {texts.showAll}
        </a>
      </p>
    </>
  )
}

const Records = (props: RegisterProps) => {
  const { page, definition, query, rows, later, next } = props
  const texts = registers[page.lang]
  const address = (after?: string) => {
    const asked = new URLSearchParams({
      ...(query === '' ? {} : { q: query }),
      ...(after === undefined ? {} : { after }),
    }).toString()
    return page.href(pathOf(definition.id)) + (asked === '' ? '' : `?${asked}`)
  }
  return (
    <>
      {rows.length === 0 ? <Nothing {...props} /> : <Results {...props} />}
      {(next !== undefined || later) && (
        <Pagination
          previous={later ? { href: address(), text: texts.start } : undefined}
          next={next === undefined ? undefined : { href: address(next) }}
        />
      )}
    </>
  )
}

export const RegisterPage = (props: RegisterProps) => {
  const { page, definition, browse, surroundings, tooLong } = props
  const texts = registers[page.lang]
  const title = definition.title[page.lang]
  const link = (path: string, text: string) => (
    <a class="govuk-link" href={path}>
      {text}
    </a>
  )
  return (
    <Layout
      page={page}
      title={title}
      width="full"
      breadcrumbs={trail(page, [texts.title, '/registers'], title)}
      error={tooLong}
    >
      {tooLong && <ErrorSummary errorList={[{ text: texts.searchTooLong(String(searchMax)), href: '#q' }]} />}
      <h1 class="govuk-heading-xl">{title}</h1>
      <p class="govuk-body-l izvor-reading">{definition.about[page.lang]}</p>
      {browse.listed ? <SearchForm {...props} /> : <InsetText>{texts.notListed}</InsetText>}
      {browse.listed && !tooLong && <Records {...props} />}
      <SummaryList
        classes="govuk-summary-list--no-border izvor-reading"
        rows={[
          { key: { text: texts.keeper }, value: { text: authorityName(surroundings, definition.keeper) } },
          { key: { text: texts.law }, value: { text: <Law>{definition.law}</Law> } },
        ]}
      />
      <ul class="govuk-list">
        {Object.entries(definition.boards ?? {}).map(([name, board]) => (
          <li>{link(page.href(boardPath(definition.id, name)), board.title[page.lang])}</li>
        ))}
        <li>{link(page.href(`${pathOf(definition.id)}/definition`), texts.rules)}</li>
        {browse.listed && <li>{link(`/api/registers/${definition.id}/records`, texts.openData)}</li>}
      </ul>
    </Layout>
  )
}
