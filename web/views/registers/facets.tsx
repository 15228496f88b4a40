// What was found, counted by the values of its fields: each value narrows to it; and all of it as files.
import { search } from '../../messages/search.ts'
import type { Field } from '../../../workers/kernel/field.ts'
import { Details } from '../components/details.tsx'
import { fieldValue } from '../field-value.ts'
import { formatNumber } from '../format.ts'
import { addressOf, isOtherDay } from './list-day.tsx'
import type { RegisterProps } from './register.tsx'

/** A value that every record found has; `name` is that of its parameter in the address. */
export interface Narrowed {
  readonly name: string
  readonly field: string
  readonly value: string
}

export interface Tally {
  readonly records: number
  /** Whether there are more than were counted. */
  readonly more: boolean
  readonly values: ReadonlyMap<string, readonly { readonly value: string; readonly records: number }[]>
  /** The name of the parameter by which a field narrows. */
  readonly nameOf: (field: string) => string
  /** Rows of one file. */
  readonly most: number
}

function wordsOf({ page, surroundings }: RegisterProps, field: Field, value: string): string {
  if (field.type === 'boolean') return fieldValue(page.lang, field, value === 'true')
  if (field.type === 'reference') return surroundings.nameOf(field.register, value) ?? value
  return fieldValue(page.lang, field, value)
}

/** A single value is worth no choice. */
const isChoice = (values: readonly unknown[], narrowed: boolean): boolean => values.length > 1 && !narrowed

const Removable = (props: RegisterProps) => {
  const { page, definition, narrowed } = props
  const texts = search[page.lang]
  return (
    <>
      <p class="govuk-body">{texts.narrowed}</p>
      <ul class="govuk-list izvor-narrowed">
        {narrowed.map((one) => {
          const field = definition.fields[one.field]
          if (field === undefined) return null
          const words = `${field.label[page.lang]}: ${wordsOf(props, field, one.value)}`
          return (
            <li>
              {words}{' '}
              <a class="govuk-link" href={addressOf(props, { narrowed: narrowed.filter((other) => other !== one) })}>
                {texts.widen}
                <span class="govuk-visually-hidden"> {texts.widenAbout(words)}</span>
              </a>
            </li>
          )
        })}
      </ul>
    </>
  )
}

const Group = ({ name, tally, ...props }: RegisterProps & { readonly name: string; readonly tally: Tally }) => {
  const { page, definition, narrowed } = props
  const field = definition.fields[name]
  const values = tally.values.get(name) ?? []
  if (field === undefined) return null
  return (
    <section class="izvor-facet" aria-labelledby={`facet-${name}`}>
      <h2 class="govuk-heading-s" id={`facet-${name}`}>
        {field.label[page.lang]}
      </h2>
      <ul class="govuk-list">
        {values.map(({ value, records }) => (
          <li>
            <a
              class="govuk-link govuk-link--no-visited-state"
              href={addressOf(props, { narrowed: [...narrowed, { name: tally.nameOf(name), field: name, value }] })}
            >
              {wordsOf(props, field, value)}
            </a>{' '}
            <span class="izvor-facet__count">{formatNumber(page.lang, records)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export const Count = ({ page, query, narrowed, tally, rows }: RegisterProps) => {
  if (tally === undefined || rows.length === 0 || (query === '' && narrowed.length === 0)) return null
  const count = formatNumber(page.lang, Math.max(tally.records, rows.length))
  return (
    <p class="govuk-body" role="status">
      {tally.more ? search[page.lang].foundMore(count) : search[page.lang].found(count)}
    </p>
  )
}

export const Facets = (props: RegisterProps) => {
  const { page, narrowed, tally } = props
  const texts = search[page.lang]
  const isNarrowed = (name: string) => narrowed.some(({ field }) => field === name)
  const shown = [...(tally?.values ?? [])].filter(([name, values]) => isChoice(values, isNarrowed(name)))
  return (
    <>
      {narrowed.length > 0 && <Removable {...props} />}
      {tally !== undefined && shown.length > 0 && (
        <Details summary={texts.narrow} classes="izvor-facets-fold">
          {tally.more && <p class="govuk-body">{texts.narrowAbout(formatNumber(page.lang, tally.records))}</p>}
          <div class="izvor-facets">
            {shown.map(([name]) => (
              <Group {...props} name={name} tally={tally} />
            ))}
          </div>
        </Details>
      )}
    </>
  )
}

/** Files are for programs and spreadsheets: their addresses have no language. */
export const Files = (props: RegisterProps) => {
  const { page, definition, rows, query, narrowed, tally } = props
  if (rows.length === 0 || tally === undefined || isOtherDay(props)) return null
  const texts = search[page.lang]
  const asked = new URLSearchParams([
    ...(query === '' ? [] : [['q', query]]),
    ...narrowed.map(({ name, value }) => [name, value]),
  ]).toString()
  const address = (kind: string) => `/api/registers/${definition.id}/records.${kind}${asked === '' ? '' : `?${asked}`}`
  return (
    <Details summary={texts.take}>
      <p class="govuk-body">{texts.takeAbout(formatNumber(page.lang, tally.most))}</p>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={address('csv')} download="">
            {texts.csv}
          </a>
        </li>
        <li>
          <a class="govuk-link" href={address('jsonl')} download="">
            {texts.jsonLines}
          </a>
        </li>
      </ul>
    </Details>
  )
}
