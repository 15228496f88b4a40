// The list of a register as it was on another day: what says so, the form that asks for it, and addresses that keep it.
import { registers } from '../../messages/registers.ts'
import { search } from '../../messages/search.ts'
import type { Moment } from '../../../workers/engines/record.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { momentFields } from './moment-fields.ts'
import type { RegisterProps } from './register.tsx'
import { pathOf } from './words.tsx'

export interface ListMoment {
  /** Empty for today. */
  readonly moment: Moment
  /** As it stands in the address. */
  readonly asked: { readonly [name: string]: string }
  /** The form, as typed. */
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
}

type Listed = Pick<RegisterProps, 'page' | 'definition' | 'query' | 'narrowed' | 'moment'>

export const isOtherDay = ({ moment: { moment } }: Pick<Listed, 'moment'>): boolean =>
  moment.recorded !== undefined || moment.effective !== undefined

interface Other {
  readonly after?: string
  readonly narrowed?: Listed['narrowed']
  readonly today?: true
}

/** The list that is shown, or what differs from it. */
export function addressOf(props: Listed, { after, narrowed = props.narrowed, today }: Other = {}): string {
  const { page, definition, query, moment } = props
  const asked = new URLSearchParams([
    ...(query === '' ? [] : [['q', query]]),
    ...narrowed.map(({ name, value }) => [name, value]),
    ...(today ? [] : Object.entries(moment.asked)),
    ...(after === undefined ? [] : [['after', after]]),
  ]).toString()
  return page.href(pathOf(definition.id)) + (asked === '' ? '' : `?${asked}`)
}

/** A record of the list is opened as of the same moment. */
export const momentQuery = (props: Listed): string =>
  isOtherDay(props) ? `?${new URLSearchParams(props.moment.asked).toString()}` : ''

const Hidden = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <input type="hidden" name={name} value={value} />
)

/** What a new search keeps. */
export const Carried = ({ narrowed, moment }: Listed) => (
  <>
    {narrowed.map(({ name, value }) => (
      <Hidden name={name} value={value} />
    ))}
    {Object.entries(moment.asked).map(([name, value]) => (
      <Hidden name={name} value={value} />
    ))}
  </>
)

export const OtherDay = (props: Listed) => {
  const { page, moment } = props
  const [texts, own] = [registers[page.lang], search[page.lang]]
  const { effective, recorded } = moment.moment
  return (
    <NotificationBanner titleText={own.ofDay}>
      <p class="govuk-notification-banner__heading">{own.ofDayLead}</p>
      <ul class="govuk-list">
        {effective !== undefined && <li>{texts.inEffectOn(formatDate(page.lang, effective))}</li>}
        {recorded !== undefined && <li>{texts.knownAt(formatDateTime(page.lang, recorded))}</li>}
      </ul>
      <p class="govuk-body">{own.ofDayGaps}</p>
      <a class="govuk-link" href={addressOf(props, { today: true })}>
        {own.toToday}
      </a>
    </NotificationBanner>
  )
}

export const ChooseDay = (props: Listed) => {
  const { page, definition, query, narrowed, moment } = props
  const { typed, issues } = moment
  return (
    <Details summary={search[page.lang].chooseDay} open={isOtherDay(props) || issues.length > 0}>
      <form method="get" action={page.href(pathOf(definition.id))}>
        {query !== '' && <Hidden name="q" value={query} />}
        {narrowed.map(({ name, value }) => (
          <Hidden name={name} value={value} />
        ))}
        {Object.entries(momentFields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <Button classes="govuk-button--secondary">{registers[page.lang].show}</Button>
      </form>
    </Details>
  )
}
