// What waits for a second official, and one of them: read, confirmed with a signature, or declined with a reason.
import { fourEyes as messages } from '../../messages/four-eyes.ts'
import type { Proposal, ProposalRow } from '../../../workers/engines/proposal.ts'
import type { LoadedRegister } from '../../../workers/kernel/load.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { Tag } from '../components/tag.tsx'
import { Textarea } from '../components/textarea.tsx'
import { formatDateTime } from '../format.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { atWork, trail } from '../trail.ts'
import { pathOf, roleInWords, valueOf, type Surroundings } from '../registers/words.tsx'

const HOME = '/work/proposals'

export const proposalPath = ({ register, record, id }: Pick<ProposalRow, 'register' | 'record' | 'id'>): string =>
  `${HOME}/${register}/${encodeURIComponent(record)}/${id}`

const way = (page: Page, title?: string) => trail(page, atWork(page), [messages[page.lang].title, HOME], title)

export interface ProposalsProps {
  readonly page: Page
  readonly rows: readonly ProposalRow[]
  /** The id of whoever looks. */
  readonly own: string
  readonly definitionOf: (register: string) => RegisterDefinition | undefined
}

export const ProposalsPage = ({ page, rows, own, definitionOf }: ProposalsProps) => {
  const { lang } = page
  const texts = messages[lang]
  const titleOf = ({ register, act }: ProposalRow) =>
    definitionOf(register)?.acts[act.slice(register.length + 1)]?.title[lang] ?? act
  return (
    <Layout page={page} title={texts.title} breadcrumbs={way(page)} width="full">
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      {rows.length === 0 ? (
        <p class="govuk-body">{texts.none}</p>
      ) : (
        <ScrollRegion label={texts.title}>
          <Table
            caption={texts.title}
            captionClasses="govuk-visually-hidden"
            head={[texts.act, texts.register, texts.since, texts.until].map((text) => ({ text }))}
            firstCellIsHeader
            rows={rows.map((row) => [
              {
                text: (
                  <>
                    <a class="govuk-link" href={page.href(proposalPath(row))}>
                      {titleOf(row)}
                    </a>{' '}
                    {row.person === own && <Tag classes="govuk-tag--grey">{texts.own}</Tag>}
                  </>
                ),
              },
              { text: definitionOf(row.register)?.title[lang] ?? row.register },
              { text: formatDateTime(lang, row.at) },
              { text: formatDateTime(lang, row.expiresAt) },
            ])}
          />
        </ScrollRegion>
      )}
    </Layout>
  )
}

const COLOURS = { open: 'yellow', confirmed: 'green', declined: 'red', expired: 'grey' } as const

export interface ProposalProps {
  readonly page: Page
  readonly register: LoadedRegister
  /** The record's public id. */
  readonly record: string
  readonly proposal: Proposal
  readonly surroundings: Surroundings
  readonly own: boolean
  readonly passkeys: number
  readonly reason?: string
  /** Why it was not done, in words; `declining` where it is about the reason. */
  readonly refused?: string | undefined
  readonly declining?: boolean
  /** Just signed by the first official. */
  readonly done?: boolean
  /** Where what is proposed is read as people read it. */
  readonly reading?: readonly { readonly path: string; readonly text: string }[]
  /** Where an entry of this kind leads further. */
  readonly further?: { readonly path: string; readonly text: string } | undefined
}

const Content = ({ page, register, proposal, surroundings }: ProposalProps) => {
  const { lang } = page
  const texts = messages[lang]
  const { proposed, actor, at, expiresAt, state, hash, reason } = proposal
  const act = register.acts.get(proposal.act)
  return (
    <SummaryList
      rows={[
        {
          key: { text: texts.status },
          value: { text: <Tag classes={`govuk-tag--${COLOURS[state]}`}>{texts[state]}</Tag> },
        },
        reason !== undefined && { key: { text: texts.reason }, value: { text: reason } },
        proposed !== null && { key: { text: texts.record }, value: { text: proposed.key } },
        ...Object.entries(proposed?.input ?? {}).map(([name, value]) => {
          const field = act?.input[name]
          return {
            key: { text: field?.label[lang] ?? name },
            value: { text: field === undefined ? String(value) : valueOf(page, surroundings, field, value) },
          }
        }),
        { key: { text: texts.by }, value: { text: roleInWords(lang, surroundings, actor.role) } },
        { key: { text: texts.since }, value: { text: formatDateTime(lang, at) } },
        state === 'open' && { key: { text: texts.until }, value: { text: formatDateTime(lang, expiresAt) } },
        { key: { text: texts.hash }, value: { text: <code class="izvor-hash">{hash}</code> } },
      ]}
    />
  )
}

const Confirm = ({
  page,
  passkeys,
  path,
}: {
  readonly page: Page
  readonly passkeys: number
  readonly path: string
}) => {
  const texts = messages[page.lang]
  return (
    <SignForm page={page} passkeys={passkeys} back={path} action={`${path}/sign`} options={`${path}/sign/options`}>
      <p class="govuk-body">{texts.confirmLead}</p>
      <Button>{texts.confirm}</Button>
    </SignForm>
  )
}

export const ProposalPage = (props: ProposalProps) => {
  const {
    page,
    register,
    proposal,
    own,
    record,
    refused,
    declining = false,
    done = false,
    further,
    reading = [],
  } = props
  const { lang } = page
  const texts = messages[lang]
  const title = register.definition.acts[proposal.act]?.title[lang] ?? proposal.act
  const path = proposalPath({ register: register.definition.id, record, id: proposal.id })
  return (
    <Layout
      page={page}
      title={title}
      breadcrumbs={way(page, title)}
      islands={['sign.js']}
      error={refused !== undefined}
    >
      {refused !== undefined && (
        <ErrorSummary
          titleText={texts.refused}
          errorList={[{ text: refused, ...(declining ? { href: '#reason' } : {}) }]}
        />
      )}
      {done && <NotificationBanner type="success" text={texts.proposed} />}
      <span class="govuk-caption-xl">{register.definition.title[lang]}</span>
      <h1 class="govuk-heading-xl">{title}</h1>
      <Content {...props} />
      {reading.map(({ path: to, text }) => (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(to)}>
            {text}
          </a>
        </p>
      ))}
      {proposal.state === 'confirmed' && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(pathOf(register.definition.id, record))}>
            {texts.toRecord}
          </a>
        </p>
      )}
      {proposal.state === 'confirmed' && further !== undefined && (
        <Button href={page.href(further.path)}>{further.text}</Button>
      )}
      {proposal.state === 'open' && (
        <>
          {own ? <p class="govuk-body">{texts.ownLead}</p> : <Confirm {...props} path={path} />}
          <form method="post" action={page.href(`${path}/decline`)} novalidate>
            <Textarea
              name="reason"
              label={{ text: own ? texts.whyTakeBack : texts.whyDecline }}
              rows={2}
              value={props.reason ?? ''}
              {...(declining && refused !== undefined ? { errorMessage: { text: refused } } : {})}
            />
            <Button classes="govuk-button--secondary">{own ? texts.takeBack : texts.decline}</Button>
          </form>
        </>
      )}
    </Layout>
  )
}
