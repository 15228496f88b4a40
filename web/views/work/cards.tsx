// The ministry's page on identity cards: whose cards, what may be done with each, and the order that is signed.
import { cards as messages } from '../../messages/cards.ts'
import { ORDERS, type CardOrder, type OrderAct } from '../../../workers/engines/identity/card-order.ts'
import type { DemoCard } from '../../../workers/engines/identity/software-card.ts'
import type { Field } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import type { Values } from '../../../workers/kernel/value.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { Panel } from '../components/panel.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Tag } from '../components/tag.tsx'
import { formatDate } from '../format.ts'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { atWork, trail } from '../trail.ts'

/** What was just done, as the address says. */
export const DONE = { suspend: 'suspended', resume: 'resumed', revoke: 'revoked' } as const
export type Done = keyof typeof DONE

const HOME = '/work/cards'

/** The way here, from the official's own work. */
const way = (page: Page, title?: string) => trail(page, atWork(page), [messages[page.lang].title, HOME], title)

export interface FindProps {
  readonly page: Page
  readonly field: Field
  readonly typed: string
  readonly issues: readonly FieldIssue[]
  /** That there is nobody of this number. */
  readonly nobody?: boolean
  readonly done?: Done | undefined
}

export const FindCardsPage = ({ page, field, typed, issues, nobody = false, done }: FindProps) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.title} breadcrumbs={way(page)} error={issues.length > 0 || nobody}>
      <FormErrors page={page} fields={{ personalNumber: field }} issues={issues} />
      {nobody && <ErrorSummary errorList={[{ text: texts.nobody, href: '#personalNumber' }]} />}
      {done && <NotificationBanner type="success" text={texts[DONE[done]]} />}
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <form method="post" action={page.href(HOME)} novalidate>
        <FormField page={page} name="personalNumber" field={field} typed={{ personalNumber: typed }} issues={issues} />
        <p class="govuk-body">{texts.findWhy}</p>
        <Button>{texts.find}</Button>
      </form>
    </Layout>
  )
}

interface Row {
  readonly serial: string
  readonly values: Values
}

/** What may still be done with a card, by how it stands. */
const MOVES: { readonly [status: string]: readonly OrderAct[] } = {
  active: ['suspend', 'revoke', 'reissue'],
  suspended: ['resume', 'revoke', 'reissue'],
  revoked: [],
}
const COLOURS: { readonly [status: string]: string } = { active: 'green', suspended: 'orange', revoked: 'red' }

const OrderButton = ({
  page,
  act,
  fields,
  about,
  primary = false,
}: {
  readonly page: Page
  readonly act: OrderAct
  readonly fields: { readonly [name: string]: string }
  /** For who does not see beside which card the button stands. */
  readonly about?: string
  readonly primary?: boolean
}) => (
  <form method="post" action={page.href(`${HOME}/order`)}>
    {Object.entries({ ...fields, act }).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <Button {...(primary ? {} : { classes: 'govuk-button--secondary' })}>
      {messages[page.lang][act]}
      {about !== undefined && <span class="govuk-visually-hidden"> ({about})</span>}
    </Button>
  </form>
)

export interface CardsProps {
  readonly page: Page
  readonly holder: { readonly personalNumber: string; readonly name: string; readonly dead: boolean }
  readonly cards: readonly Row[]
  readonly statuses: { readonly [status: string]: { readonly bg: string; readonly en: string } }
  /** 'YYYY-MM-DD', in Sofia. */
  readonly today: string
}

const CardFrame = ({ page, holder, statuses, today, card }: Omit<CardsProps, 'cards'> & { readonly card: Row }) => {
  const { lang } = page
  const texts = messages[lang]
  const { serial, values } = card
  const status = String(values['status'])
  const validUntil = String(values['validUntil'])
  const number = String(values['number'])
  const moves = (MOVES[status] ?? []).filter((act) => act !== 'reissue' || !holder.dead)
  const fields = { personalNumber: holder.personalNumber, serial }
  return (
    <>
      <SummaryList
        card={{
          title: { text: `${texts.card} ${number}`, headingLevel: 2 },
          actions: { items: [{ href: page.href(`/registers/id-cards/records/${serial}`), text: texts.publicRecord }] },
        }}
        rows={[
          {
            key: { text: texts.status },
            value: { text: <Tag classes={`govuk-tag--${COLOURS[status]}`}>{statuses[status]?.[lang] ?? status}</Tag> },
          },
          {
            key: { text: texts.validUntil },
            value: { text: formatDate(lang, validUntil) + (validUntil < today ? ` (${texts.over})` : '') },
          },
          { key: { text: texts.certificate }, value: { text: <code class="izvor-hash">{serial}</code> } },
        ]}
      />
      {moves.length > 0 && (
        <div class="govuk-button-group">
          {moves.map((act) => (
            <OrderButton page={page} act={act} fields={fields} about={`${texts.card} ${number}`} />
          ))}
        </div>
      )}
    </>
  )
}

export const CardsPage = (props: CardsProps) => {
  const { page, holder, cards } = props
  const texts = messages[page.lang]
  const has = cards.some(({ values }) => values['status'] === 'active')
  return (
    <Layout page={page} title={texts.title} breadcrumbs={way(page, holder.name)}>
      <span class="govuk-caption-xl">{texts.cardsOf}</span>
      <h1 class="govuk-heading-xl">{holder.name}</h1>
      {cards.length === 0 && <p class="govuk-body">{texts.none}</p>}
      {cards.map((card) => (
        <CardFrame {...props} card={card} />
      ))}
      {!holder.dead && (
        <OrderButton page={page} act="issue" fields={{ personalNumber: holder.personalNumber }} primary={!has} />
      )}
    </Layout>
  )
}

const TITLES = {
  issue: 'issueTitle',
  suspend: 'suspendTitle',
  resume: 'resumeTitle',
  revoke: 'revokeTitle',
  reissue: 'reissueTitle',
} as const satisfies { readonly [act in OrderAct]: string }
const ABOUTS = {
  issue: 'issueAbout',
  suspend: 'suspendAbout',
  resume: 'resumeAbout',
  revoke: 'revokeAbout',
  reissue: 'reissueAbout',
} as const satisfies { readonly [act in OrderAct]: string }

export interface OrderProps {
  readonly page: Page
  readonly order: CardOrder
  readonly holder: { readonly personalNumber: string; readonly name: string }
  /** The number of the card that the order is about. */
  readonly number?: string | undefined
  readonly reason: Field
  readonly typed: { readonly [name: string]: string }
  readonly passkeys: number
  /** Why it was not carried out, in words. */
  readonly refused?: string | undefined
}

export const OrderPage = ({ page, order, holder, number, reason, typed, passkeys, refused }: OrderProps) => {
  const { lang } = page
  const texts = messages[lang]
  const { act, serial, card } = order
  const title = texts[TITLES[act]]
  const hidden = {
    act,
    personalNumber: holder.personalNumber,
    ...(serial === undefined ? {} : { serial }),
    ...(card === undefined ? {} : { number: card.number }),
  }
  return (
    <Layout
      page={page}
      title={title}
      breadcrumbs={way(page, title)}
      islands={['sign.js']}
      error={refused !== undefined}
    >
      {refused !== undefined && <ErrorSummary titleText={texts.refused} errorList={[{ text: refused }]} />}
      <h1 class="govuk-heading-xl">{title}</h1>
      <p class="govuk-body-l">{texts[ABOUTS[act]]}</p>
      <SummaryList
        rows={[
          { key: { text: texts.holder }, value: { text: holder.name } },
          number !== undefined && { key: { text: texts.card }, value: { text: number } },
          card !== undefined && { key: { text: texts.newNumber }, value: { text: card.number } },
          card !== undefined && {
            key: { text: texts.newValidUntil },
            value: { text: formatDate(lang, card.validUntil) },
          },
        ]}
      />
      <SignForm page={page} passkeys={passkeys} back={HOME} action={`${HOME}/sign`} options={`${HOME}/sign/options`}>
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {ORDERS[act].length > 0 && <FormField page={page} name="reason" field={reason} typed={typed} issues={[]} />}
        <Button {...(act === 'issue' || act === 'resume' ? {} : { classes: 'govuk-button--warning' })}>
          {texts.sign}
        </Button>
      </SignForm>
    </Layout>
  )
}

/** The one time that the card's key is seen: it is in this page and nowhere else. */
export const IssuedPage = ({ page, card }: { readonly page: Page; readonly card: DemoCard }) => {
  const texts = messages[page.lang]
  const file = `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(card))}`
  return (
    <Layout page={page} title={texts.issued}>
      <Panel title={texts.issued}>
        {card.name[page.lang]}
        <br />
        {card.about[page.lang]}
      </Panel>
      <p class="govuk-body">{texts.issuedAbout}</p>
      <Button href={file} attributes={{ download: `${card.id}.json` }}>
        {texts.download}
      </Button>
      <p class="govuk-body">{texts.use}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(HOME)}>
          {texts.back}
        </a>
      </p>
    </Layout>
  )
}
