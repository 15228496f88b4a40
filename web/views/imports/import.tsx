// One import as an official sees it: its columns to be chosen, what the check says of its rows, the signature, the outcome.
import { imports as messages, rowIssueText } from '../../messages/imports.ts'
import { problemTitle } from '../../messages/problems.ts'
import type { Import } from '../../../workers/engines/import/state.ts'
import type { Cell } from '../../../workers/engines/import/rows.ts'
import type { RowIssue } from '../../../workers/engines/import/weigh.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { formatDateTime } from '../format.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { pathOf } from '../registers/words.tsx'
import { ColumnFaults, Columns, type ColumnsProps } from './columns.tsx'
import { importPath, numeral, Progress, StateTag, wayTo } from './common.tsx'

interface BadRow {
  readonly row: number
  readonly issues: readonly RowIssue[]
  readonly cells: readonly Cell[]
}

export interface ImportProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly one: Import
  /** Where the columns are to be chosen. */
  readonly columns?: ColumnsProps | undefined
  readonly bad: readonly BadRow[]
  /** The row from which the next page of them begins. */
  readonly next?: number | undefined
  readonly passkeys: number
  /** Whether the act asks for two; whether whoever looks has signed it; whether they may sign now. */
  readonly two: boolean
  readonly own: boolean
  readonly maySign: boolean
  readonly refused?: string | undefined
}

const Facts = ({ page, one }: ImportProps) => {
  const texts = messages[page.lang]
  return (
    <SummaryList
      rows={[
        { key: { text: texts.state }, value: { text: <StateTag page={page} one={one} /> } },
        { key: { text: texts.begun }, value: { text: formatDateTime(page.lang, one.begunAt) } },
        { key: { text: texts.hash }, value: { text: <code class="izvor-hash">{one.file}</code> } },
        one.fault !== undefined && {
          key: { text: texts.why },
          value: {
            text: `${problemTitle(page.lang, one.fault.code)} ${one.fault.line === undefined ? '' : texts.atLine(String(one.fault.line))}`,
          },
        },
      ]}
    />
  )
}

const Outcome = ({ page, definition, one }: ImportProps) => {
  const texts = messages[page.lang]
  const entered = one.state === 'done' || one.state === 'entering' || one.state === 'publishing'
  const { rows, same, bad } = one.counts
  const reasons = Object.entries(one.reasons).toSorted(([, a], [, b]) => b - a)
  const issueOf = (reason: string): RowIssue => {
    const at = reason.indexOf(' ')
    return { field: reason.slice(0, at), code: reason.slice(at + 1) }
  }
  return (
    <>
      <h2 class="govuk-heading-l">{entered ? texts.outcomeDone : texts.outcome}</h2>
      <SummaryList
        rows={[
          { key: { text: texts.rows }, value: { text: numeral(page, rows) } },
          {
            key: { text: entered ? texts.entered : texts.wouldEnter },
            value: { text: numeral(page, one.counts.entered) },
          },
          { key: { text: texts.same }, value: { text: numeral(page, same) } },
          { key: { text: texts.bad }, value: { text: numeral(page, bad) } },
        ]}
      />
      {reasons.length > 0 && (
        <Table
          caption={texts.why}
          head={[{ text: texts.why }, { text: texts.howMany, format: 'numeric' }]}
          rows={reasons.map(([reason, count]) => [
            { text: rowIssueText(page.lang, definition, one.mapping?.act, issueOf(reason)) },
            { text: numeral(page, count), format: 'numeric' },
          ])}
        />
      )}
    </>
  )
}

const Bad = ({ page, definition, one, bad, next }: ImportProps) => {
  const texts = messages[page.lang]
  if (one.counts.bad === 0) return <></>
  return (
    <>
      <h2 class="govuk-heading-l">{texts.badRows}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(importPath(one, '/bad.csv'))} download>
          {texts.download}
        </a>
        . {texts.mend}
      </p>
      <ScrollRegion label={texts.badRows}>
        <Table
          caption={texts.badRows}
          captionClasses="govuk-visually-hidden"
          head={[{ text: texts.row }, { text: texts.why }, { text: texts.content }]}
          firstCellIsHeader
          rows={bad.map(({ row, issues, cells }) => [
            { text: numeral(page, row) },
            {
              text: (
                <>
                  {issues.map((issue) => (
                    <p class="govuk-body">{rowIssueText(page.lang, definition, one.mapping?.act, issue)}</p>
                  ))}
                </>
              ),
            },
            { text: cells.map((cell) => (typeof cell === 'object' ? JSON.stringify(cell) : String(cell))).join(' · ') },
          ])}
        />
      </ScrollRegion>
      {next !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(importPath(one, `?from=${next}`))}>
            {texts.more}
          </a>
        </p>
      )}
    </>
  )
}

const Sign = ({ page, one, passkeys, two, own, maySign }: ImportProps) => {
  const texts = messages[page.lang]
  const path = importPath(one)
  const waits = one.state === 'proposed'
  if (waits && own) return <InsetText>{texts.ownWaits}</InsetText>
  if (!maySign || one.counts.entered === 0) return <></>
  return (
    <>
      <h2 class="govuk-heading-l">{texts.enterTitle}</h2>
      <p class="govuk-body">{waits ? texts.confirmLead : texts.enterLead}</p>
      {two && !waits && <p class="govuk-body">{texts.enterTwo}</p>}
      <SignForm page={page} passkeys={passkeys} back={path} action={`${path}/sign`} options={`${path}/sign/options`}>
        <Button>{two && !waits ? texts.signFirst : texts.sign}</Button>
      </SignForm>
    </>
  )
}

const MAY_DISCARD = new Set(['receiving', 'reading', 'read', 'checking', 'checked', 'done', 'failed'])

export const ImportPage = (props: ImportProps) => {
  const { page, definition, one, columns, refused } = props
  const texts = messages[page.lang]
  const counted = ['checked', 'proposed', 'entering', 'publishing', 'done'].includes(one.state)
  return (
    <Layout
      page={page}
      title={one.name}
      breadcrumbs={wayTo(page, definition, one.name)}
      width="full"
      islands={['sign.js', 'await.js']}
      error={refused !== undefined || (columns?.faults.length ?? 0) > 0}
    >
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      {columns !== undefined && <ColumnFaults {...columns} />}
      <span class="govuk-caption-xl">{texts.into(definition.title[page.lang])}</span>
      <h1 class="govuk-heading-xl">{one.name}</h1>
      <Facts {...props} />
      <Progress page={page} one={one} />
      {columns !== undefined && <Columns {...columns} />}
      {counted && <Outcome {...props} />}
      {counted && <Bad {...props} />}
      <Sign {...props} />
      {one.state === 'done' && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(pathOf(definition.id))}>
            {texts.toRegister}
          </a>
        </p>
      )}
      {(one.state === 'checked' || one.state === 'done') && columns === undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={page.href(importPath(one, '?columns=yes'))}>
            {texts.mapAgain}
          </a>
        </p>
      )}
      {one.state === 'proposed' && (
        <form method="post" action={page.href(importPath(one, '/take-back'))}>
          <Button classes="govuk-button--secondary">{texts.takeBack}</Button>
        </form>
      )}
      {MAY_DISCARD.has(one.state) && (
        <form method="post" action={page.href(importPath(one, '/discard'))}>
          <p class="govuk-hint">{texts.discardNote}</p>
          <Button classes="govuk-button--secondary">{texts.discard}</Button>
        </form>
      )}
    </Layout>
  )
}
