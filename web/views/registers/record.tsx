// A record as anyone may see it: its open fields today or at another moment, what is closed, its past, its proofs.
import { registers } from '../../messages/registers.ts'
import type { Worked } from '../../../workers/engines/computed.ts'
import type { RecordView } from '../../../workers/engines/command.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { Pagination } from '../components/pagination.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Page } from '../page.ts'
import { Around, type AroundProps } from '../map/around.tsx'
import { trail } from '../trail.ts'
import type { Typed } from '../forms/typed.ts'
import { Layout } from '../layout.tsx'
import { ErasedNotice } from './erased.tsx'
import { History, type HistoryProps } from './history.tsx'
import { momentFields } from './moment-fields.ts'
import { AllWorked } from './worked.tsx'
import { stepsTo, pathOf, seenBy, valueOf } from './words.tsx'

export interface RecordProps extends HistoryProps {
  /** How the record is called at the moment shown, or its id. */
  readonly caption: string
  /** Null where it is not in effect at the moment shown. */
  readonly record: RecordView | null
  /** Where it lies; undefined where it lies nowhere. */
  readonly map: Pick<AroundProps, 'box' | 'drawn'> | undefined
  /** The numbers that follow from it. */
  readonly worked: readonly Worked[]
  /** Whether the read model has the latest of these entries. */
  readonly published: boolean
  /** The moment as it stands in the address, to be carried along: '' or a query with its question mark. */
  readonly asked: string
  /** Where the older entries begin, and whether newer ones were left out. */
  readonly older?: number | undefined
  readonly later: boolean
  /** The form of the other moment, as typed. */
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
}

const isElsewhen = ({ moment }: RecordProps) => moment.recorded !== undefined || moment.effective !== undefined

const OtherMoment = (props: RecordProps) => {
  const { page, definition, id, moment } = props
  const texts = registers[page.lang]
  return (
    <NotificationBanner titleText={texts.otherDay}>
      <p class="govuk-notification-banner__heading">{texts.otherDayLead}</p>
      <ul class="govuk-list">
        {moment.effective !== undefined && <li>{texts.inEffectOn(formatDate(page.lang, moment.effective))}</li>}
        {moment.recorded !== undefined && <li>{texts.knownAt(formatDateTime(page.lang, moment.recorded))}</li>}
      </ul>
      <a class="govuk-link" href={page.href(pathOf(definition.id, id))}>
        {texts.toToday}
      </a>
    </NotificationBanner>
  )
}

const OpenValues = ({ record, ...props }: RecordProps) => {
  const { page, definition, surroundings } = props
  const texts = registers[page.lang]
  if (record === null) return <InsetText>{texts.notThen}</InsetText>
  const fields = Object.entries(definition.fields).filter(([, field]) => field.disclose === 'open')
  if (fields.length === 0) return <InsetText>{texts.notListed}</InsetText>
  return (
    <>
      <h2 class="govuk-heading-l">{texts.openValues}</h2>
      <SummaryList
        rows={fields.map(([name, field]) => ({
          key: { text: field.label[page.lang] },
          value: { text: valueOf(page, surroundings, field, record.values[name]) },
        }))}
      />
    </>
  )
}

/** The fields that are not open; of a group of which some is, the columns that are not. */
const closedOf = (lang: Page['lang'], { fields }: RegisterDefinition) =>
  Object.values(fields).flatMap((field) => {
    const label = field.label[lang]
    if (field.disclose !== 'open') return [{ label, field }]
    if (field.type !== 'list') return []
    return Object.values(field.of)
      .filter(({ disclose }) => disclose !== 'open')
      .map((column) => ({ label: `${label}: ${column.label[lang]}`, field: column }))
  })

const ClosedFields = ({ page, definition, surroundings }: RecordProps) => {
  const texts = registers[page.lang]
  const fields = closedOf(page.lang, definition)
  if (fields.length === 0) return null
  return (
    <>
      <h2 class="govuk-heading-l">{texts.closedValues}</h2>
      <p class="govuk-body">{texts.closedAbout}</p>
      <SummaryList
        rows={fields.map(({ label, field }) => ({
          key: { text: label },
          value: { text: seenBy(page.lang, surroundings, field) },
        }))}
      />
    </>
  )
}

const ChooseMoment = (props: RecordProps) => {
  const { page, definition, id, typed, issues } = props
  const texts = registers[page.lang]
  return (
    <Details summary={texts.chooseDay} open={isElsewhen(props) || issues.length > 0}>
      <form method="get" action={page.href(pathOf(definition.id, id))}>
        {Object.entries(momentFields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <Button classes="govuk-button--secondary">{texts.show}</Button>
      </form>
    </Details>
  )
}

const Proofs = ({ page, definition, id, asked }: RecordProps) => {
  const texts = registers[page.lang]
  const path = pathOf(definition.id, id)
  return (
    <section aria-labelledby="proofs">
      <h2 class="govuk-heading-l" id="proofs">
        {texts.proof}
      </h2>
      <p class="govuk-body">{texts.proofAbout}</p>
      <Button
        href={page.href(`${path}/extract.tlog-proof`)}
        classes="govuk-button--secondary"
        attributes={{ download: '' }}
      >
        {texts.extract}
      </Button>
      <p class="govuk-body">{texts.verifyRun}</p>
      <p class="govuk-body">
        <code>{verifyCommand(definition.id, id)}</code>
      </p>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`/registers/${definition.id}/log/key`}>
            {texts.logKey}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`/api${path}${asked}`}>
            {texts.json}
          </a>
        </li>
      </ul>
    </section>
  )
}

/** What checks an extract offline, under the name by which a browser saves it. */
export const verifyCommand = (register: string, id: string): string =>
  `npx izvor verify record ${register}-${id}.tlog-proof`

const Pages = ({ page, definition, id, asked, older, later }: RecordProps) => {
  const texts = registers[page.lang]
  const address = page.href(pathOf(definition.id, id)) + asked
  if (older === undefined && !later) return null
  return (
    <Pagination
      previous={later ? { href: `${address}#history`, text: texts.newest } : undefined}
      next={
        older === undefined
          ? undefined
          : { href: `${address}${asked === '' ? '?' : '&'}before=${older}#history`, text: texts.older }
      }
    />
  )
}

export const RecordPage = (props: RecordProps) => {
  const { page, definition, caption, published, issues } = props
  const texts = registers[page.lang]
  return (
    <Layout
      page={page}
      title={caption}
      breadcrumbs={trail(page, ...stepsTo(page, definition), caption)}
      error={issues.length > 0}
    >
      <FormErrors page={page} fields={momentFields} issues={issues} />
      {isElsewhen(props) && <OtherMoment {...props} />}
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{definition.title[page.lang]}</span> {caption}
      </h1>
      {!published && (
        <InsetText>
          <p class="govuk-body">{texts.unpublished}</p>
          <a class="govuk-link" href={page.href(page.path) + page.search}>
            {texts.refresh}
          </a>
        </InsetText>
      )}
      <ErasedNotice {...props} />
      <OpenValues {...props} />
      {props.map && <Around page={page} definition={definition} {...props.map} own={props.id} />}
      <AllWorked page={page} definition={definition} all={props.worked} />
      <ChooseMoment {...props} />
      <ClosedFields {...props} />
      <History {...props} />
      <Pages {...props} />
      <Proofs {...props} />
    </Layout>
  )
}
