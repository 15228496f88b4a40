// For officials: which records may be of one thing, and two of them side by side, to be merged.
import { alike as messages } from '../../messages/alike.ts'
import { work } from '../../messages/work.ts'
import type { RecordView } from '../../../workers/engines/command.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { sameValue } from '../../../workers/kernel/value.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Radios } from '../components/radios.tsx'
import { ScrollRegion } from '../components/scroll-region.tsx'
import { Table } from '../components/table.tsx'
import { fieldValue } from '../field-value.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

export const listPath = (register: string): string => `/work/alike/${register}`
const pairPath = (register: string, one: string, other: string): string =>
  `${listPath(register)}/${encodeURIComponent(one)}/${encodeURIComponent(other)}`

export interface Pair {
  readonly one: string
  readonly other: string
  /** Of 100. */
  readonly likeness: number
}

export interface AlikeProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly pairs: readonly Pair[]
  /** Where the next page begins. */
  readonly next?: string | undefined
  readonly first: boolean
}

/** Enough of a long id to tell two apart. */
const short = (id: string): string => (id.length > 12 ? `${id.slice(0, 8)}…` : id)

export const AlikePage = ({ page, definition, pairs, next, first }: AlikeProps) => {
  const texts = messages[page.lang]
  const breadcrumbs = [{ text: work[page.lang].queue, href: page.href('/work') }, { text: texts.title }]
  const path = page.href(listPath(definition.id))
  return (
    <Layout page={page} title={texts.title} breadcrumbs={breadcrumbs}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.about(definition.title[page.lang])}</p>
      {pairs.length === 0 && <p class="govuk-body">{texts.none}</p>}
      <ul class="govuk-list">
        {pairs.map(({ one, other, likeness }) => (
          <li>
            <a class="govuk-link" href={page.href(pairPath(definition.id, one, other))}>
              {texts.compare} {texts.pair(short(one), short(other))}
            </a>
            {': '}
            {texts.likeness(String(likeness))}
          </li>
        ))}
      </ul>
      {!first && (
        <p class="govuk-body">
          <a class="govuk-link" href={path}>
            {texts.first}
          </a>
        </p>
      )}
      {next !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${path}?after=${encodeURIComponent(next)}`} rel="next">
            {texts.next}
          </a>
        </p>
      )}
    </Layout>
  )
}

export interface SideBySideProps {
  readonly page: Page
  readonly definition: RegisterDefinition
  readonly one: RecordView
  readonly other: RecordView
  readonly passkeys: number
  /** Why it was not proposed, in words. */
  readonly refused?: string | undefined
  /** The id of the record that was chosen to stand. */
  readonly chosen?: string | undefined
}

/** The fields that either has, each value beside the other. */
const Compared = ({ page, definition, one, other }: SideBySideProps) => {
  const { lang } = page
  const texts = messages[lang]
  const rows = Object.entries(definition.fields).flatMap(([name, field]) => {
    const [left, right] = [one.values[name], other.values[name]]
    if (left === undefined && right === undefined) return []
    const shown = (value: typeof left) => (value === undefined ? '' : fieldValue(lang, field, value))
    const second = sameValue(left ?? null, right ?? null) ? texts.same : <strong>{shown(right)}</strong>
    return [[{ text: field.label[lang] }, { text: shown(left) }, { text: second }]]
  })
  return (
    <ScrollRegion label={texts.sideBySide}>
      <Table
        caption={texts.sideBySide}
        captionClasses="govuk-visually-hidden"
        firstCellIsHeader
        head={[{ text: texts.field }, { text: texts.one }, { text: texts.other }]}
        rows={rows}
      />
    </ScrollRegion>
  )
}

export const SideBySidePage = (props: SideBySideProps) => {
  const { page, definition, one, other, passkeys, refused, chosen } = props
  const { lang } = page
  const texts = messages[lang]
  const path = pairPath(definition.id, one.id, other.id)
  const breadcrumbs = [
    { text: work[lang].queue, href: page.href('/work') },
    { text: texts.title, href: page.href(listPath(definition.id)) },
    { text: texts.sideBySide },
  ]
  const wrong = refused !== undefined
  return (
    <Layout page={page} title={texts.sideBySide} breadcrumbs={breadcrumbs} islands={['sign.js']} error={wrong}>
      {wrong && <ErrorSummary titleText={texts.refused} errorList={[{ text: refused }]} />}
      <h1 class="govuk-heading-xl">{texts.sideBySide}</h1>
      <p class="govuk-body-l">{texts.sideAbout}</p>
      <Compared {...props} />
      <SignForm page={page} passkeys={passkeys} back={path} action={`${path}/sign`} options={`${path}/sign/options`}>
        <Radios
          name="stands"
          fieldset={{ legend: { text: texts.which, classes: 'govuk-fieldset__legend--m' } }}
          hint={{ text: texts.whichHint }}
          items={[one, other].map((view) => ({
            value: view.id,
            text: texts.stays(String(view.values[definition.key])),
            checked: chosen === view.id,
          }))}
        />
        <p class="govuk-body">{texts.afterwards}</p>
        <Button classes="govuk-button--warning">{texts.sign}</Button>
      </SignForm>
    </Layout>
  )
}
