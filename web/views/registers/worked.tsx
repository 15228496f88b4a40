// A number that follows from a record, term by term: whoever reads it can add it up.
import { boards } from '../../messages/boards.ts'
import { registers } from '../../messages/registers.ts'
import type { Worked } from '../../../workers/engines/computed.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { formatNumber } from '../format.ts'
import type { Page } from '../page.ts'

/** The number, or why there is none for who looks. */
export const pointsOf = (page: Page, points: Worked['total'] | undefined): string =>
  typeof points === 'number' ? formatNumber(page.lang, points) : boards[page.lang][points ?? 'unknown']

export interface WorkedProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly worked: Worked
}

export const WorkedTable = ({ page, definition, worked }: WorkedProps) => {
  const texts = boards[page.lang]
  const computed = definition.computed?.[worked.name]
  if (computed === undefined) return null
  const label = computed.label[page.lang]
  return (
    <Table
      caption={label}
      captionClasses="govuk-table__caption--s"
      head={[{ text: texts.term }, { text: texts.points, format: 'numeric' }]}
      firstCellIsHeader
      rows={[
        ...worked.terms.map(({ name, points }) => [
          { text: computed.terms[name]?.label[page.lang] ?? name },
          { text: pointsOf(page, points), format: 'numeric' as const },
        ]),
        [{ text: texts.total }, { text: <strong>{pointsOf(page, worked.total)}</strong>, format: 'numeric' as const }],
      ]}
    />
  )
}

/** All numbers of a record, as its page shows them. */
export const AllWorked = ({
  page,
  definition,
  all,
}: Omit<WorkedProps, 'worked'> & { readonly all: readonly Worked[] }) => {
  const texts = boards[page.lang]
  if (all.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-l">{texts.computed}</h2>
      <p class="govuk-body">{texts.workedAbout}</p>
      {all.map((worked) => (
        <WorkedTable page={page} definition={definition} worked={worked} />
      ))}
      {all.some(({ total }) => total === 'closed') && <p class="govuk-body">{texts.closedAbout}</p>}
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(`/registers/${definition.id}/definition#computed`)}>
          {registers[page.lang].rules}
        </a>
      </p>
    </>
  )
}

/** The rules by which numbers are worked out, as the page of a definition shows them. */
export const ComputedRules = ({ page, definition }: Omit<WorkedProps, 'worked'>) => {
  const texts = boards[page.lang]
  if (definition.computed === undefined) return null
  return (
    <>
      <h2 class="govuk-heading-l" id="computed">
        {texts.computed}
      </h2>
      <p class="govuk-body">{texts.workedAbout}</p>
      {Object.entries(definition.computed).map(([name, { label, hint, terms }]) => (
        <>
          <h3 class="govuk-heading-m">
            {label[page.lang]} <code>{name}</code>
          </h3>
          {hint !== undefined && <p class="govuk-body">{hint[page.lang]}</p>}
          <SummaryList
            rows={Object.values(terms).map((term) => ({
              key: { text: term.label[page.lang] },
              value: { text: <code>{term.value}</code> },
            }))}
          />
        </>
      ))}
    </>
  )
}
