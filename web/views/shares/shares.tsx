// What somebody shows to others of their own records: choosing it, the code to show, and all that is shown now.
import { shares as messages } from '../../messages/shares.ts'
import type { Share, ShareTerm } from '../../../workers/engines/share.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Radios } from '../components/radios.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Table } from '../components/table.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { valueOf, type Surroundings } from '../registers/words.tsx'
import { mine, trail, type Step } from '../trail.ts'
import { Qr } from '../wallet/qr.tsx'

export interface ChooseProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly definition: RegisterDefinition
  readonly id: string
  readonly caption: string
  /** What the person may see of it. */
  readonly values: Values
  /** One for each form, however often it is sent. */
  readonly nonce: string
  readonly chosen: readonly string[]
  readonly term?: ShareTerm | undefined
  readonly faults: readonly ('fields' | 'term' | 'notNow')[]
}

const FAULTS = { fields: 'noFields', term: 'noTerm', notNow: 'notNow' } as const
const PLACES = { fields: '#field-0', term: '#term', notNow: '#main-content' } as const

const Fields = ({ page, surroundings, definition, values, chosen, faults }: ChooseProps) => {
  const texts = messages[page.lang]
  const wrong = faults.includes('fields')
  const shown = Object.entries(definition.fields).filter(([name]) => name in values)
  return (
    <div class={`govuk-form-group${wrong ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby="fields-hint">
        <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{texts.fields}</legend>
        <div class="govuk-hint" id="fields-hint">
          {texts.fieldsHint}
        </div>
        {wrong && <ErrorMessage id="fields-error" text={texts.noFields} />}
        <div class="govuk-checkboxes">
          {shown.map(([name, field], at) => (
            <div class="govuk-checkboxes__item">
              <input
                class="govuk-checkboxes__input"
                id={`field-${at}`}
                name="field"
                type="checkbox"
                value={name}
                checked={chosen.includes(name)}
              />
              <label class="govuk-label govuk-checkboxes__label" for={`field-${at}`}>
                <strong>{field.label[page.lang]}</strong>
                <br />
                {valueOf(page, surroundings, field, values[name])}
              </label>
            </div>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

export const ChoosePage = (props: ChooseProps) => {
  const { page, definition, id, caption, nonce, term, faults } = props
  const texts = messages[page.lang]
  const steps: readonly Step[] = [mine(page), [texts.all, '/me/shares'], texts.choose]
  return (
    <Layout page={page} title={texts.choose} breadcrumbs={trail(page, ...steps)} error={faults.length > 0}>
      {faults.length > 0 && (
        <ErrorSummary errorList={faults.map((fault) => ({ text: texts[FAULTS[fault]], href: PLACES[fault] }))} />
      )}
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">
          {definition.title[page.lang]}: {caption}
        </span>{' '}
        {texts.choose}
      </h1>
      <p class="govuk-body-l">{texts.chooseLead}</p>
      <form method="post" action={page.href(`/me/show/${definition.id}/${encodeURIComponent(id)}`)} novalidate>
        <input type="hidden" name="nonce" value={nonce} />
        <Fields {...props} />
        <Radios
          name="term"
          value={term}
          fieldset={{ legend: { text: texts.term, classes: 'govuk-fieldset__legend--m' } }}
          items={[
            { value: 'hour', text: texts.hour },
            { value: 'day', text: texts.day },
            { value: 'month', text: texts.month },
          ]}
          {...(faults.includes('term') ? { errorMessage: { text: texts.noTerm } } : {})}
        />
        <Button>{texts.make}</Button>
      </form>
    </Layout>
  )
}

const openedText = ({ lang }: Page, { opened, lastAt }: Share): string => {
  const texts = messages[lang]
  if (lastAt === null) return texts.notOpened
  return `${texts.times(String(opened))}, ${texts.lastOpened(formatDateTime(lang, lastAt))}`
}

interface ShownProps {
  readonly page: Page
  readonly share: Share
  /** The whole address that the other opens. */
  readonly address: string
}

export const ShownPage = ({ page, share, address }: ShownProps) => {
  const texts = messages[page.lang]
  const steps: readonly Step[] = [mine(page), [texts.all, '/me/shares'], texts.shown]
  return (
    <Layout page={page} title={texts.shown} breadcrumbs={trail(page, ...steps)}>
      <h1 class="govuk-heading-xl">
        <span class="govuk-caption-xl">{share.caption}</span> {texts.shown}
      </h1>
      <p class="govuk-body-l">{texts.shownLead}</p>
      <Qr text={address} label={texts.qr} />
      <SummaryList
        rows={[
          {
            key: { text: texts.address },
            value: {
              text: (
                <a class="govuk-link izvor-break" href={address}>
                  {address}
                </a>
              ),
            },
          },
          { key: { text: texts.until }, value: { text: formatDateTime(page.lang, share.until) } },
          { key: { text: texts.opened }, value: { text: openedText(page, share) } },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/me/shares/${share.id}/extract.tlog-proof`} download="">
          {texts.file}
        </a>
      </p>
      <form method="post" action={page.href(`/me/shares/${share.id}/end`)}>
        <Button classes="govuk-button--warning">{texts.end}</Button>
      </form>
    </Layout>
  )
}

export const SharesPage = ({ page, shares }: { readonly page: Page; readonly shares: readonly Share[] }) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.all} breadcrumbs={trail(page, mine(page), texts.all)}>
      <h1 class="govuk-heading-xl">{texts.all}</h1>
      {shares.length === 0 ? (
        <InsetText>{texts.none}</InsetText>
      ) : (
        <Table
          caption={texts.all}
          captionClasses="govuk-visually-hidden"
          head={[texts.what, texts.until, texts.opened].map((text) => ({ text }))}
          rows={shares.map((share) => [
            {
              text: (
                <a class="govuk-link" href={page.href(`/me/shares/${share.id}`)}>
                  {share.caption}
                </a>
              ),
            },
            { text: formatDateTime(page.lang, share.until) },
            { text: openedText(page, share) },
          ])}
        />
      )}
    </Layout>
  )
}
