// What somebody sees who was shown an extract: the values that were chosen for them, what holds, and how to check it alone.
import { shares as messages } from '../../messages/shares.ts'
import type { VerifiedSheet } from '../../../workers/engines/log/sheet.ts'
import { fieldAt } from '../../../workers/kernel/field.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { InsetText } from '../components/inset-text.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { fieldValue } from '../field-value.ts'
import { formatDate, formatDateTime, formatNumber } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { actTitle } from '../registers/history.tsx'
import { Law, valueOf, type Surroundings } from '../registers/words.tsx'

export interface ReceivedProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly definition: RegisterDefinition
  readonly verified: VerifiedSheet
  readonly madeAt: number
  readonly until: number
  /** Whether the record has had entries since. */
  readonly changed: boolean
  /** Where the file is. */
  readonly file: string
  /** Under which name it is saved. */
  readonly name: string
}

type Entry = VerifiedSheet['entries'][number]

/** The paths of an entry that say something: a group by its cells. */
const cells = ({ page, surroundings, definition }: ReceivedProps, { act, values }: Entry) =>
  Object.entries(values).flatMap(([path, value]) => {
    const name = path === 'key' ? definition.key : path.replace(/^(?:set|input)\./u, '')
    const field = fieldAt({ ...definition.acts[act]?.input, ...definition.fields }, name)
    if (path === 'record' || field === undefined) return []
    const item = /\.(\d+)\./u.exec(path)?.[1]
    const label = `${field.label[page.lang]}${item === undefined ? '' : ` (${Number(item) + 1})`}`
    const text =
      field.type === 'list'
        ? formatNumber(page.lang, Number(value))
        : value === null
          ? messages[page.lang].cleared
          : valueOf(page, surroundings, field, value)
    return [{ key: { text: label }, value: { text: text === '' ? fieldValue(page.lang, field, value) : text } }]
  })

export const ReceivedPage = (props: ReceivedProps) => {
  const { page, definition, verified, madeAt, until, changed, file, name } = props
  const texts = messages[page.lang]
  const seen = verified.cosigned.map(({ witness }) => witness.name)
  return (
    <Layout page={page} title={texts.receivedTitle}>
      <NotificationBanner type="success" titleText={texts.receivedTitle}>
        <p class="govuk-notification-banner__heading">{texts.holds}</p>
        <p class="govuk-body">{texts.holdsAbout}</p>
      </NotificationBanner>
      <h1 class="govuk-heading-xl">{texts.received(definition.title[page.lang])}</h1>
      <p class="govuk-body">
        <Law>{definition.law}</Law>
      </p>
      {verified.entries.map((entry) => (
        <section class="izvor-item">
          <h2 class="govuk-heading-m">{actTitle(page, definition, entry.act)}</h2>
          <p class="govuk-hint">{texts.entry(String(entry.seq), formatDate(page.lang, entry.effectiveFrom))}</p>
          <SummaryList rows={cells(props, entry)} />
        </section>
      ))}
      <InsetText>{changed ? texts.changed : texts.current}</InsetText>
      <SummaryList
        rows={[
          { key: { text: texts.made }, value: { text: formatDateTime(page.lang, madeAt) } },
          { key: { text: texts.until }, value: { text: formatDateTime(page.lang, until) } },
          { key: { text: texts.witnesses }, value: { text: seen.length === 0 ? texts.noWitnesses : seen.join(', ') } },
        ]}
      />
      <h2 class="govuk-heading-m">{texts.check}</h2>
      <p class="govuk-body">
        <a class="govuk-link" href={file} download="">
          {texts.checkFile}
        </a>{' '}
        <a class="govuk-link" href={page.href('/verify')}>
          {texts.checkHere}
        </a>{' '}
        {texts.checkOr}
      </p>
      <pre class="izvor-code">
        <code>npx izvor verify record {name}.tlog-proof</code>
      </pre>
    </Layout>
  )
}
