// The official's work queue: what waits for a decision, the most urgent first.
import { cards } from '../../messages/cards.ts'
import { work as messages } from '../../messages/work.ts'
import { CARD_ROLE } from '../../../workers/engines/identity/card-order.ts'
import type { DeskRow } from '../../../workers/engines/case/effects.ts'
import type { Status } from '../../../workers/engines/case/state.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { Tag } from '../components/tag.tsx'
import { caseNumber, StatusTag } from '../cases/common.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export type Desk = 'waiting' | 'decided'

export interface QueueProps {
  readonly page: Page
  readonly desk: Desk
  readonly rows: readonly (DeskRow & { readonly title: Localised })[]
  /** 'YYYY-MM-DD', in Sofia. */
  readonly today: string
  /** Where the next page begins. */
  readonly next?: string | undefined
  /** Whether any role of the person decides a service. */
  readonly decides: boolean
}

const Due = ({
  page,
  dueOn,
  today,
  desk,
}: {
  readonly page: Page
  readonly dueOn: string
  readonly today: string
  readonly desk: Desk
}) => {
  const texts = messages[page.lang]
  return (
    <>
      {formatDate(page.lang, dueOn)}{' '}
      {desk === 'waiting' && dueOn < today && <Tag classes="govuk-tag--red">{texts.overdue}</Tag>}
      {desk === 'waiting' && dueOn === today && <Tag classes="govuk-tag--orange">{texts.today}</Tag>}
    </>
  )
}

const Tabs = ({ page, desk }: Pick<QueueProps, 'page' | 'desk'>) => {
  const texts = messages[page.lang]
  const tabs = [
    { id: 'waiting', text: texts.toQueue, path: '/work' },
    { id: 'decided', text: texts.toDecided, path: '/work?desk=decided' },
  ] as const
  return (
    <nav aria-label={texts.queue}>
      <ul class="govuk-list izvor-tabs">
        {tabs.map(({ id, text, path }) => (
          <li>
            <a class="govuk-link" href={page.href(path)} aria-current={id === desk ? 'page' : undefined}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export const QueuePage = ({ page, desk, rows, today, next, decides }: QueueProps) => {
  const texts = messages[page.lang]
  const title = desk === 'waiting' ? texts.queue : texts.decided
  const more = `/work?desk=${desk}&after=${encodeURIComponent(next ?? '')}`
  return (
    <Layout page={page} title={title} width="full">
      <h1 class="govuk-heading-xl">{title}</h1>
      <Tabs page={page} desk={desk} />
      {page.demo && page.person?.roles.includes(CARD_ROLE) && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/work/cards')}>
            {cards[page.lang].title}
          </a>
        </p>
      )}
      {!decides && <p class="govuk-body">{texts.noService}</p>}
      {decides && rows.length === 0 && (
        <p class="govuk-body">{desk === 'waiting' ? texts.empty : texts.emptyDecided}</p>
      )}
      {rows.length > 0 && (
        <ScrollRegion label={title}>
          <Table
            caption={title}
            captionClasses="govuk-visually-hidden"
            head={[texts.number, texts.due, texts.service, texts.submitted, texts.status].map((text) => ({ text }))}
            firstCellIsHeader
            rows={rows.map(({ id, title: service, submittedAt, dueOn, status }) => [
              {
                text: (
                  <a class="govuk-link" href={page.href(`/work/cases/${id}`)}>
                    {caseNumber(id)}
                  </a>
                ),
              },
              { text: <Due page={page} dueOn={dueOn} today={today} desk={desk} /> },
              { text: service[page.lang] },
              { text: formatDateTime(page.lang, submittedAt) },
              { text: <StatusTag page={page} status={status as Status} /> },
            ])}
          />
        </ScrollRegion>
      )}
      {next !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(more)}>
            {texts.more}
          </a>
        </p>
      )}
    </Layout>
  )
}
