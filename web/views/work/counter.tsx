// At a counter, for officials: whom they look for, what registers say, the identification that they sign, and the ticket.
import { counter as messages } from '../../messages/counter.ts'
import type { Field, Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { atWork, trail } from '../trail.ts'
import { Qr } from '../wallet/qr.tsx'

const HOME = '/work/counter'

const way = (page: Page, title?: string) => trail(page, atWork(page), [messages[page.lang].title, HOME], title)

export interface FindPersonProps {
  readonly page: Page
  readonly field: Field
  readonly typed: string
  readonly issues: readonly FieldIssue[]
  /** Why nobody of this number is identified. */
  readonly refused?: 'person-not-found' | 'person-dead' | undefined
}

export const FindPersonPage = ({ page, field, typed, issues, refused }: FindPersonProps) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.title} breadcrumbs={way(page)} error={issues.length > 0 || refused !== undefined}>
      <FormErrors page={page} fields={{ personalNumber: field }} issues={issues} />
      {refused !== undefined && <ErrorSummary errorList={[{ text: texts[refused], href: '#personalNumber' }]} />}
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <form method="post" action={page.href(HOME)} novalidate>
        <FormField page={page} name="personalNumber" field={field} typed={{ personalNumber: typed }} issues={issues} />
        <p class="govuk-body">{texts.findWhy}</p>
        <Button>{texts.find}</Button>
      </form>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(`${HOME}/annul`)}>
          {texts.toAnnul}
        </a>
      </p>
    </Layout>
  )
}

interface Known {
  readonly names: string
  /** 'YYYY-MM-DD' */
  readonly bornOn: string
  readonly address: string
  readonly cards: readonly { readonly number: string; readonly validUntil: string; readonly status: string }[]
}

export interface IdentifyProps {
  readonly page: Page
  readonly personalNumber: string
  /** Of the record to make. */
  readonly number: string
  readonly known: Known
  readonly fields: Fields
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  readonly passkeys: number
  /** Why it was not entered, in words. */
  readonly refused?: string | undefined
}

export const IdentifyPage = (props: IdentifyProps) => {
  const { page, personalNumber, number, known, fields, typed, issues, passkeys, refused } = props
  const { lang } = page
  const texts = messages[lang]
  const error = refused !== undefined || issues.length > 0
  return (
    <Layout page={page} title={known.names} breadcrumbs={way(page, known.names)} islands={['sign.js']} error={error}>
      <FormErrors page={page} fields={fields} issues={issues} />
      {refused !== undefined && <ErrorSummary titleText={texts.refused} errorList={[{ text: refused }]} />}
      <span class="govuk-caption-xl">{texts.identify}</span>
      <h1 class="govuk-heading-xl">{known.names}</h1>
      <h2 class="govuk-heading-m">{texts.says}</h2>
      <SummaryList
        rows={[
          { key: { text: texts.born }, value: { text: formatDate(lang, known.bornOn) } },
          { key: { text: texts.address }, value: { text: known.address } },
          {
            key: { text: texts.cards },
            value: {
              text:
                known.cards.length === 0
                  ? texts.noCards
                  : known.cards
                      .map(
                        ({ number: card, validUntil, status }) => `${card}: ${status}, ${formatDate(lang, validUntil)}`,
                      )
                      .join('; '),
            },
          },
        ]}
      />
      <h2 class="govuk-heading-m">{texts.checks}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.checkPhoto}</li>
        <li>{texts.checkSafe}</li>
        <li>{texts.checkAsk}</li>
      </ul>
      <SignForm
        page={page}
        passkeys={passkeys}
        back={HOME}
        action={`${HOME}/identify/sign`}
        options={`${HOME}/identify/sign/options`}
      >
        <input type="hidden" name="person" value={personalNumber} />
        <input type="hidden" name="number" value={number} />
        {Object.entries(fields).map(([name, field]) => (
          <FormField page={page} name={name} field={field} typed={typed} issues={issues} />
        ))}
        <p class="govuk-body">{texts.afterwards}</p>
        <Button>{texts.sign}</Button>
      </SignForm>
    </Layout>
  )
}

export interface TicketProps {
  readonly page: Page
  readonly name: string
  /** Where the ticket is given: a path of this page. */
  readonly path: string
  /** In groups, and until when; absent before it is given. */
  readonly ticket?: { readonly code: string; readonly until: number }
  /** Where the person types it. */
  readonly address: string
  /** Of the identification. */
  readonly number: string
  readonly refused?: string | undefined
}

export const TicketPage = ({ page, name, path, ticket, address, number, refused }: TicketProps) => {
  const { lang } = page
  const texts = messages[lang]
  return (
    <Layout page={page} title={texts.ticket} breadcrumbs={way(page, texts.ticket)} error={refused !== undefined}>
      {refused !== undefined && <ErrorSummary titleText={texts.refused} errorList={[{ text: refused }]} />}
      <span class="govuk-caption-xl">{texts.ticketFor}</span>
      <h1 class="govuk-heading-xl">{name}</h1>
      <p class="govuk-body-l">{texts.ticketLead}</p>
      {ticket !== undefined && (
        <SummaryList
          rows={[
            {
              key: { text: texts.code },
              value: {
                text: (
                  <strong class="govuk-!-font-size-48" id="ticket">
                    {ticket.code}
                  </strong>
                ),
              },
            },
            { key: { text: texts.where }, value: { text: address } },
            { key: { text: texts.until }, value: { text: formatDateTime(lang, ticket.until) } },
            { key: { text: texts.numberOf }, value: { text: number } },
          ]}
        />
      )}
      {ticket !== undefined && (
        <>
          <h2 class="govuk-heading-m">{texts.scan}</h2>
          {/* Behind the # nothing is sent to anybody: the code is in no log and no Referer (RFC 9110, 10.1.3). */}
          <Qr text={`${address}#${ticket.code}`} label={texts.scanLabel} />
          <p class="govuk-body">{texts.print}</p>
        </>
      )}
      <form class="izvor-unprinted" method="post" action={page.href(path)}>
        {ticket !== undefined && <p class="govuk-body">{texts.anotherAbout}</p>}
        <Button {...(ticket === undefined ? {} : { classes: 'govuk-button--secondary' })}>
          {ticket === undefined ? texts.give : texts.another}
        </Button>
      </form>
      <p class="govuk-body izvor-unprinted">
        <a class="govuk-link" href={page.href(`${HOME}/annul?number=${number}`)}>
          {texts.toAnnul}
        </a>
      </p>
    </Layout>
  )
}
