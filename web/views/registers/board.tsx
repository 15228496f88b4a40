// The records of a register in groups: for everyone what is open, for officials what their role may see besides.
import { boards } from '../../messages/boards.ts'
import { registers } from '../../messages/registers.ts'
import type { Worked } from '../../../workers/engines/computed.ts'
import type { Board } from '../../../workers/kernel/board.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { Details } from '../components/details.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { formatNumber } from '../format.ts'
import { atWork, trail } from '../trail.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { pathOf, stepsTo, valueOf, Law, type Surroundings } from './words.tsx'
import { pointsOf, WorkedTable } from './worked.tsx'

interface Row {
  readonly id: string
  readonly caption: string
  readonly values: Values
  readonly worked: readonly Worked[]
}

interface Group {
  readonly value: string
  readonly title: Localised
  readonly rows: readonly Row[]
  /** Whether there are more than are shown. */
  readonly cut: boolean
}

export interface BoardProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly name: string
  readonly board: Board
  readonly surroundings: Surroundings
  readonly groups: readonly Group[]
  /** How many a group shows at most. */
  readonly most: number
  /** Whether it is the page of officials. */
  readonly desk: boolean
}

export const boardPath = (register: string, board: string): string => `/registers/${register}/boards/${board}`
export const deskPath = (register: string, board: string): string => `/work/boards/${register}/${board}`

const labelOf = ({ page, definition }: BoardProps, column: string): string =>
  (definition.fields[column] ?? definition.computed?.[column])?.label[page.lang] ?? column

const Rows = (props: BoardProps & { readonly group: Group }) => {
  const { page, definition, board, surroundings, group, desk } = props
  const texts = boards[page.lang]
  const columns = desk ? (board.desk?.columns ?? []) : board.columns
  const title = group.title[page.lang]
  return (
    <ScrollRegion label={title}>
      <Table
        caption={title}
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[
          { text: registers[page.lang].record },
          ...columns.map((column) => ({
            text: labelOf(props, column),
            ...(definition.computed?.[column] === undefined ? {} : { format: 'numeric' as const }),
          })),
        ]}
        rows={group.rows.map(({ id, caption, values, worked }) => [
          {
            text: (
              <>
                <a class="govuk-link" href={page.href(pathOf(definition.id, id))}>
                  {caption}
                </a>
                {desk && worked.length > 0 && (
                  <Details summary={texts.rule} classes="izvor-board__worked">
                    {worked.map((one) => (
                      <WorkedTable page={page} definition={definition} worked={one} />
                    ))}
                  </Details>
                )}
              </>
            ),
          },
          ...columns.map((column) => {
            const field = definition.fields[column]
            return field === undefined
              ? { text: pointsOf(page, worked.find(({ name }) => name === column)?.total), format: 'numeric' as const }
              : { text: valueOf(page, surroundings, field, values[column]) }
          }),
        ])}
      />
    </ScrollRegion>
  )
}

const GroupOf = (props: BoardProps & { readonly group: Group }) => {
  const { page, group, most } = props
  const texts = boards[page.lang]
  return (
    <section aria-labelledby={`group-${group.value}`}>
      <h2 class="govuk-heading-l" id={`group-${group.value}`}>
        {group.title[page.lang]}{' '}
        <span class="govuk-caption-m">
          {texts.count(formatNumber(page.lang, group.rows.length) + (group.cut ? '+' : ''))}
        </span>
      </h2>
      {group.rows.length === 0 ? <p class="govuk-body">{texts.none}</p> : <Rows {...props} />}
      {group.cut && <p class="govuk-body">{texts.more(formatNumber(page.lang, most))}</p>}
    </section>
  )
}

export const BoardPage = (props: BoardProps) => {
  const { page, definition, name, board, groups, desk } = props
  const texts = boards[page.lang]
  const title = board.title[page.lang]
  return (
    <Layout
      page={page}
      title={title}
      width="full"
      breadcrumbs={desk ? trail(page, atWork(page), title) : trail(page, ...stepsTo(page, definition), title)}
    >
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{desk ? texts.desk : definition.title[page.lang]}</span> {title}
      </h1>
      <p class="govuk-body-l izvor-reading">{board.about[page.lang]}</p>
      {desk && board.desk !== undefined && (
        <InsetText>
          {texts.deskAbout} <Law>{board.desk.law}</Law>
        </InsetText>
      )}
      <nav aria-label={texts.groups}>
        <ul class="govuk-list izvor-tabs">
          {groups.map(({ value, title: group, rows }) => (
            <li>
              <a class="govuk-link" href={`#group-${value}`}>
                {group[page.lang]} ({formatNumber(page.lang, rows.length)})
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {groups.map((group) => (
        <GroupOf {...props} group={group} />
      ))}
      <ul class="govuk-list">
        {desk && (
          <li>
            <a class="govuk-link" href={page.href(boardPath(definition.id, name))}>
              {texts.toPublic}
            </a>
          </li>
        )}
        <li>
          <a class="govuk-link" href={page.href(`/registers/${definition.id}/definition#computed`)}>
            {texts.computed}
          </a>
        </li>
      </ul>
    </Layout>
  )
}
