// The official's work queue: what waits for a decision, the most urgent first.
import { alike as alikeTexts } from '../../messages/alike.ts'
import { audit } from '../../messages/audit.ts'
import { boards as boardTexts } from '../../messages/boards.ts'
import { cards } from '../../messages/cards.ts'
import { counter } from '../../messages/counter.ts'
import { fourEyes } from '../../messages/four-eyes.ts'
import { signing } from '../../messages/signing.ts'
import { imports } from '../../messages/imports.ts'
import { makers } from '../../messages/makers.ts'
import { oidc } from '../../messages/oidc.ts'
import { work as messages } from '../../messages/work.ts'
import { CARD_ROLE } from '../../../workers/engines/identity/card-order.ts'
import type { DeskRow } from '../../../workers/engines/case/effects.ts'
import type { Status } from '../../../workers/engines/case/state.ts'
import { auditors } from '../../../workers/engines/watch.ts'
import { holdsRole } from '../../../workers/kernel/register.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { Tag } from '../components/tag.tsx'
import { caseNumber, StatusTag } from '../cases/common.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export type Desk = 'waiting' | 'decided' | 'signing'

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
  /** Whether any of them signs what others ask for. */
  readonly signs: boolean
  /** Boards of registers that any of them sees. */
  readonly boards: readonly { readonly title: Localised; readonly path: string }[]
  /** Registers in which any of them looks for records entered twice. */
  readonly alike: readonly { readonly title: Localised; readonly path: string }[]
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
      {desk !== 'decided' && dueOn < today && <Tag classes="govuk-tag--red">{texts.overdue}</Tag>}
      {desk !== 'decided' && dueOn === today && <Tag classes="govuk-tag--orange">{texts.today}</Tag>}
    </>
  )
}

const Tabs = ({ page, desk, decides, signs }: Pick<QueueProps, 'page' | 'desk' | 'decides' | 'signs'>) => {
  const texts = messages[page.lang]
  const tabs = [
    ...(decides || !signs
      ? ([
          { id: 'waiting', text: texts.toQueue, path: '/work' },
          { id: 'decided', text: texts.toDecided, path: '/work?desk=decided' },
        ] as const)
      : []),
    ...(signs ? ([{ id: 'signing', text: signing[page.lang].toSign, path: '/work?desk=signing' }] as const) : []),
  ]
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

const titleOf = ({ lang }: Page, desk: Desk): string =>
  ({ waiting: messages[lang].queue, decided: messages[lang].decided, signing: signing[lang].toSign })[desk]
const emptyOf = ({ lang }: Page, desk: Desk): string =>
  ({ waiting: messages[lang].empty, decided: messages[lang].emptyDecided, signing: signing[lang].emptyToSign })[desk]

export const QueuePage = ({ page, desk, rows, today, next, decides, signs, boards, alike }: QueueProps) => {
  const texts = messages[page.lang]
  const title = titleOf(page, desk)
  const pathOf = (id: string) => (desk === 'signing' ? `/cases/${id}/cosign` : `/work/cases/${id}`)
  const more = `/work?desk=${desk}&after=${encodeURIComponent(next ?? '')}`
  return (
    <Layout page={page} title={title} width="full">
      <h1 class="govuk-heading-xl">{title}</h1>
      <Tabs page={page} desk={desk} decides={decides} signs={signs} />
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/work/proposals')}>
          {fourEyes[page.lang].title}
        </a>
      </p>
      {page.person?.roles.some((role) => role.endsWith('.clerk')) && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/work/counter')}>
            {counter[page.lang].title}
          </a>
        </p>
      )}
      {page.demo && page.person?.roles.includes(CARD_ROLE) && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/work/cards')}>
            {cards[page.lang].title}
          </a>
        </p>
      )}
      {page.person?.roles.some((role) => role.endsWith('.steward')) && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/work/registers')}>
            {makers[page.lang].title}
          </a>
        </p>
      )}
      {page.person?.roles.some((role) => role.endsWith('.registrar')) && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/work/imports')}>
            {imports[page.lang].title}
          </a>
        </p>
      )}
      {page.person?.roles.includes('meu.registrar') && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/work/relying-parties')}>
            {oidc[page.lang].desk}
          </a>
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/work/lookup')}>
          {audit[page.lang].lookup}
        </a>
      </p>
      {page.person?.roles.some((role) => holdsRole(auditors, role)) && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href('/work/audit')}>
            {audit[page.lang].title}
          </a>
        </p>
      )}
      {alike.map(({ title: of, path }) => (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(path)}>
            {alikeTexts[page.lang].toQueue}: {of[page.lang]}
          </a>
        </p>
      ))}
      {boards.map((board) => (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(board.path)}>
            {boardTexts[page.lang].toDesk(board.title[page.lang])}
          </a>
        </p>
      ))}
      {!decides && !signs && <p class="govuk-body">{texts.noService}</p>}
      {(decides || signs) && rows.length === 0 && <p class="govuk-body">{emptyOf(page, desk)}</p>}
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
                  <a class="govuk-link" href={page.href(pathOf(id))}>
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
