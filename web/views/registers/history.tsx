// What has happened to a record: each entry in words, the latest first.
import { erasure } from '../../messages/erasure.ts'
import { compare } from '../../messages/compare.ts'
import { fourEyes } from '../../messages/four-eyes.ts'
import { registers } from '../../messages/registers.ts'
import { together } from '../../messages/together.ts'
import type { Change, PublicEntry } from '../../../workers/engines/history.ts'
import type { Moment } from '../../../workers/engines/record.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { Tag } from '../components/tag.tsx'
import { fieldValue } from '../field-value.ts'
import { formatDate, formatDateTime, machineTime } from '../format.ts'
import type { Page } from '../page.ts'
import { labelsOf, Law, lawOfAct, pathOf, roleInWords, valueOf, type Surroundings } from './words.tsx'

export interface HistoryProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly surroundings: Surroundings
  readonly id: string
  readonly entries: readonly PublicEntry[]
  /** The moment at which the record is shown; empty for now. */
  readonly moment: Moment
  /** 'YYYY-MM-DD' */
  readonly today: string
}

const Changed = ({ change, ...props }: HistoryProps & { readonly change: Change }) => {
  const { page, definition, surroundings } = props
  const field = definition.fields[change.field]
  if (field === undefined) return <li>{change.field}</li>
  const value = (one: Change['to']) =>
    field.type === 'list' ? fieldValue(page.lang, field, one) : valueOf(page, surroundings, field, one)
  return (
    <li>
      {field.label[page.lang]}: {value(change.to)}
      {change.from !== undefined && (
        <span class="izvor-before">
          {' '}
          ({registers[page.lang].before} {value(change.from)})
        </span>
      )}
    </li>
  )
}

/** Whether what is shown counts an entry: it was recorded, and had effect, by then. */
const counted = ({ moment, today }: HistoryProps, { recordedAt, effectiveFrom }: PublicEntry): boolean =>
  recordedAt <= (moment.recorded ?? Number.POSITIVE_INFINITY) && effectiveFrom <= (moment.effective ?? today)

export const actTitle = (page: Page, definition: RegisterDefinition, act: string): string =>
  definition.acts[act]?.title[page.lang] ?? act

/** The further records that changed in the same moment. */
const With = ({ page, surroundings, others }: HistoryProps & { readonly others: PublicEntry['together'] & object }) => (
  <>
    <p class="govuk-body">{together[page.lang].enteredWith}</p>
    <ul class="govuk-list govuk-list--bullet">
      {others.map(({ register, act, id }) => {
        const deed = surroundings.deedOf(register, act)
        if (id === undefined)
          return (
            <li>
              {deed} <span class="izvor-before">({together[page.lang].withClosed})</span>
            </li>
          )
        return (
          <li>
            <a class="govuk-link" href={page.href(pathOf(register, id))}>
              {deed}, {surroundings.nameOf(register, id) ?? id}
            </a>
          </li>
        )
      })}
    </ul>
  </>
)

const Entry = ({ entry, ...props }: HistoryProps & { readonly entry: PublicEntry }) => {
  const { page, definition, surroundings, id, today } = props
  const texts = registers[page.lang]
  const { act, changes, closed, erases, erased, effectiveFrom, recordedAt, role, second, seq } = entry
  const called = (names: readonly string[]) => labelsOf(page, definition, names).join(', ')
  return (
    <li class="izvor-entry">
      <h3 class="govuk-heading-m izvor-entry__title">
        {seq}. {actTitle(page, definition, act)}
        {effectiveFrom > today && <Tag>{texts.future}</Tag>}
        {effectiveFrom <= today && !counted(props, entry) && <Tag classes="govuk-tag--grey">{texts.notCounted}</Tag>}
      </h3>
      <p class="govuk-body">
        {texts.inForceFrom} <time datetime={effectiveFrom}>{formatDate(page.lang, effectiveFrom)}</time>
      </p>
      <ul class="govuk-list govuk-list--bullet">
        {changes.map((change) => (
          <Changed {...props} change={change} />
        ))}
        {closed.length > 0 && <li>{texts.closedChanged(called(closed))}</li>}
        {erases.length > 0 && <li>{erasure[page.lang].erased(called(erases))}</li>}
        {erased.length > 0 && <li>{erasure[page.lang].gone(called(erased))}</li>}
      </ul>
      {entry.together !== undefined && <With {...props} others={entry.together} />}
      <p class="izvor-entry__facts">
        {texts.recordedAt} <time datetime={machineTime(recordedAt)}>{formatDateTime(page.lang, recordedAt)}</time>{' '}
        {role === 'operator' ? texts.byOperator : texts.recordedBy(roleInWords(page.lang, surroundings, role))}{' '}
        {second !== undefined && `${fourEyes[page.lang].confirmedBy(roleInWords(page.lang, surroundings, second))} `}
        <Law>{lawOfAct(definition, definition.acts[act]?.law)}</Law>
      </p>
      <ul class="izvor-inline">
        <li>
          <a class="govuk-link" href={page.href(`${pathOf(definition.id, id)}/entries/${seq}`)}>
            {texts.proof}
            <span class="govuk-visually-hidden"> {texts.ofEntry(String(seq))}</span>
          </a>
        </li>
        {seq > 1 && (
          <li>
            <a class="govuk-link" href={page.href(`${pathOf(definition.id, id)}/compare?from=${seq - 1}&to=${seq}`)}>
              {compare[page.lang].title}
              <span class="govuk-visually-hidden"> {compare[page.lang].ofEntry(String(seq))}</span>
            </a>
          </li>
        )}
      </ul>
    </li>
  )
}

export const History = (props: HistoryProps) => {
  const texts = registers[props.page.lang]
  return (
    <section aria-labelledby="history">
      <h2 class="govuk-heading-l" id="history">
        {texts.history}
      </h2>
      <ol class="izvor-entries">
        {props.entries.map((entry) => (
          <Entry {...props} entry={entry} />
        ))}
      </ol>
    </section>
  )
}
