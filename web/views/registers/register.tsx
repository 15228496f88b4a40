// One register: what it is, a search of its open data, and what the search finds, page by page.
import { log } from '../../messages/log.ts'
import { registers } from '../../messages/registers.ts'
import { boardPath } from './board.tsx'
import { shapes } from '../../messages/shapes.ts'
import { search } from '../../messages/search.ts'
import { outlineField } from '../../../workers/engines/outline.ts'
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
import { FormErrors } from '../forms/form-field.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { mapPath } from '../map/map.tsx'
import { trail } from '../trail.ts'
import { Count, Facets, Files, type Narrowed, type Tally } from './facets.tsx'
import { addressOf, Carried, ChooseDay, isOtherDay, momentQuery, OtherDay, type ListMoment } from './list-day.tsx'
import { momentFields } from './moment-fields.ts'
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
  /** Why the search was refused. */
  readonly refused?: 'too-long' | 'search-empty' | undefined
  /** What the address asks for beside the words and the page: it is carried along. */
  readonly narrowed: readonly Narrowed[]
  readonly moment: ListMoment
  /** Absent where nothing is counted. */
  readonly tally?: Tally | undefined
  readonly rows: readonly Row[]
  /** Whether this is not the first page. */
  readonly later: boolean
  /** Where the next page begins. */
  readonly next?: string | undefined
}

/** What narrows the list narrows the map. */
const filterQuery = ({ narrowed }: RegisterProps): string =>
  narrowed.length === 0 ? '' : `?${String(new URLSearchParams(narrowed.map(({ name, value }) => [name, value])))}`

const labels = ({ page, definition }: RegisterProps, names: readonly string[]): string =>
  names.map((name) => fieldAt(definition.fields, name)?.label[page.lang] ?? name).join(', ')

const refusalOf = ({ page: { lang }, refused }: RegisterProps): string | undefined => {
  if (refused === undefined) return undefined
  return refused === 'too-long' ? registers[lang].searchTooLong(String(searchMax)) : search[lang].noWords
}

const SearchForm = (props: RegisterProps) => {
  const { page, definition, browse, query } = props
  const texts = registers[page.lang]
  const refusal = refusalOf(props)
  return (
    <>
      <form method="get" action={page.href(pathOf(definition.id))} role="search" class="izvor-search">
        <Input
          name="q"
          type="search"
          value={query}
          label={{ text: texts.search, classes: 'govuk-label--m' }}
          hint={{
            text: `${texts.searchBy(labels(props, [...browse.words, ...browse.exact]))} ${browse.words.length > 0 ? search[page.lang].both : ''}`,
          }}
          autocomplete="off"
          spellcheck={false}
          {...(refusal === undefined ? {} : { errorMessage: { text: refusal } })}
        />
        <Carried {...props} />
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
            <a class="govuk-link" href={page.href(pathOf(definition.id, id)) + momentQuery(props)}>
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

const Nothing = (props: RegisterProps) => {
  const { page, definition, query, narrowed } = props
  const texts = registers[page.lang]
  if (isOtherDay(props)) return <p class="govuk-body">{search[page.lang].nothingThen}</p>
  if (query === '' && narrowed.length === 0) return <p class="govuk-body">{texts.empty}</p>
  return (
    <>
      <h2 class="govuk-heading-m">{query === '' ? search[page.lang].found('0') : texts.nothing(query)}</h2>
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
  const { page, rows, later, next } = props
  return (
    <>
      {isOtherDay(props) && <OtherDay {...props} />}
      <Count {...props} />
      <Facets {...props} />
      {rows.length === 0 ? <Nothing {...props} /> : <Results {...props} />}
      {(next !== undefined || later) && (
        <Pagination
          previous={later ? { href: addressOf(props), text: registers[page.lang].start } : undefined}
          next={next === undefined ? undefined : { href: addressOf(props, { after: next }) }}
        />
      )}
      <ChooseDay {...props} />
      <Files {...props} />
    </>
  )
}

export const RegisterPage = (props: RegisterProps) => {
  const { page, definition, browse, surroundings, refused } = props
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
      error={refused !== undefined || props.moment.issues.length > 0}
    >
      {refused !== undefined && <ErrorSummary errorList={[{ text: refusalOf(props) ?? '', href: '#q' }]} />}
      <FormErrors page={page} fields={momentFields} issues={props.moment.issues} />
      <h1 class="govuk-heading-xl">{title}</h1>
      <p class="govuk-body-l izvor-reading">{definition.about[page.lang]}</p>
      {browse.listed ? <SearchForm {...props} /> : <InsetText>{texts.notListed}</InsetText>}
      {browse.listed && outlineField(definition) !== undefined && (
        <p class="govuk-body">
          {link(page.href(mapPath(definition.id)) + filterQuery(props), shapes[page.lang].seeMap)}
        </p>
      )}
      {browse.listed && refused === undefined && <Records {...props} />}
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
        <li>{link(page.href(`${pathOf(definition.id)}/log`), log[page.lang].link)}</li>
        {browse.listed && <li>{link(`/api/registers/${definition.id}/records`, texts.openData)}</li>}
      </ul>
    </Layout>
  )
}
