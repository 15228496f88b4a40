// Whether the registers would survive a disaster: when they were last saved, when that was last tried, and what is promised.
import {
  lossMaxMs,
  restoreMaxMs,
  testEveryMs,
  type Backup,
  type Standing,
  type Standings,
} from '../../../workers/engines/backup/objectives.ts'
import { continuity } from '../../messages/continuity.ts'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { Tag } from '../components/tag.tsx'
import { formatDateTime, formatNumber, machineTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

const MINUTE_MS = 60_000
const COLOURS: { readonly [standing in Standing]: string } = {
  kept: 'govuk-tag--green',
  late: 'govuk-tag--red',
  never: 'govuk-tag--grey',
}

type Texts = (typeof continuity)['en']

/** In the unit that a person would use. */
function lasting(texts: Texts, ms: number): string {
  if (ms < 2 * MINUTE_MS) return texts.seconds(Math.max(1, Math.round(ms / 1000)))
  if (ms < 120 * MINUTE_MS) return texts.minutes(Math.round(ms / MINUTE_MS))
  if (ms < 48 * 60 * MINUTE_MS) return texts.hours(Math.round(ms / (60 * MINUTE_MS)))
  return texts.days(Math.round(ms / (24 * 60 * MINUTE_MS)))
}

const Moment = ({ page, at }: { readonly page: Page; readonly at: number }) => (
  <time datetime={machineTime(at)}>{formatDateTime(page.lang, at)}</time>
)

export interface ContinuityProps {
  readonly page: Page
  /** The latest first. */
  readonly backups: readonly Backup[]
  readonly tested: Backup | null
  readonly standings: Standings
}

const Last = ({ page, backup, texts }: { readonly page: Page; readonly backup: Backup; readonly texts: Texts }) => {
  const number = (n: number) => formatNumber(page.lang, n)
  return (
    <SummaryList
      rows={[
        { key: { text: texts.asOf }, value: { text: <Moment page={page} at={backup.takenAt} /> } },
        { key: { text: texts.kind }, value: { text: backup.whole ? texts.whole : texts.changes } },
        { key: { text: texts.holds }, value: { text: texts.counts(number(backup.objects), number(backup.entries)) } },
      ]}
    />
  )
}

const Test = ({
  page,
  tested,
  texts,
}: {
  readonly page: Page
  readonly tested: Backup | null
  readonly texts: Texts
}) => {
  const test = tested?.test ?? null
  if (tested === null || test === null) return <p class="govuk-body">{texts.untested}</p>
  return (
    <SummaryList
      rows={[
        { key: { text: texts.testedAt }, value: { text: <Moment page={page} at={test.at} /> } },
        { key: { text: texts.took }, value: { text: lasting(texts, 1000 * test.seconds) } },
        { key: { text: texts.result }, value: { text: test.equal ? texts.equal : texts.differs } },
      ]}
    />
  )
}

export const ContinuityPage = ({ page, backups, tested, standings }: ContinuityProps) => {
  const texts: Texts = continuity[page.lang]
  const [last] = backups
  const promises: readonly (readonly [text: string, standing: Standing])[] = [
    [texts.loss(lasting(texts, lossMaxMs)), standings.loss],
    [texts.time(lasting(texts, restoreMaxMs)), standings.time],
    [texts.often(lasting(texts, testEveryMs)), standings.test],
  ]
  return (
    <Layout page={page} title={texts.title}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <h2 class="govuk-heading-m">{texts.last}</h2>
      {last === undefined ? <p class="govuk-body">{texts.none}</p> : <Last page={page} backup={last} texts={texts} />}
      <h2 class="govuk-heading-m">{texts.test}</h2>
      <Test page={page} tested={tested} texts={texts} />
      <h2 class="govuk-heading-m">{texts.promises}</h2>
      <ul class="govuk-list govuk-list--spaced">
        {promises.map(([text, standing]) => (
          <li>
            {text} <Tag classes={COLOURS[standing]}>{texts[standing]}</Tag>
          </li>
        ))}
      </ul>
      {backups.length > 0 && (
        <>
          <ScrollRegion label={texts.recent}>
            <Table
              caption={texts.recent}
              captionClasses="govuk-table__caption--m"
              firstCellIsHeader
              head={[{ text: texts.asOf }, { text: texts.kind }, { text: texts.test }, { text: texts.proof }]}
              rows={backups.map((backup) => [
                { text: <Moment page={page} at={backup.takenAt} /> },
                { text: backup.whole ? texts.whole : texts.changes },
                { text: backup.test === null ? '–' : <Moment page={page} at={backup.test.at} /> },
                {
                  text: (
                    <a class="govuk-link" href={page.href(`/registers/backups/records/${backup.id}`)}>
                      {backup.id.slice(0, 8)}
                    </a>
                  ),
                },
              ])}
            />
          </ScrollRegion>
          <p class="govuk-body">
            <a class="govuk-link" href={page.href('/registers/backups')}>
              {texts.all}
            </a>
          </p>
        </>
      )}
      <h2 class="govuk-heading-m">{texts.how}</h2>
      <p class="govuk-body">{texts.compared}</p>
    </Layout>
  )
}
