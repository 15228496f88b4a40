// The identity card on the phone: where it is, putting it there, taking it back.
import { problemTitle } from '../../messages/problems.ts'
import { wallet as messages } from '../../messages/wallet.ts'
import { TX_ATTEMPTS_MAX, type Standing } from '../../../workers/engines/wallet/issuance.ts'
import type { WalletRow } from '../../../workers/engines/wallet/grant.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { Input } from '../components/input.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { Panel } from '../components/panel.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { Tag } from '../components/tag.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { mine, trail } from '../trail.ts'
import { Qr } from './qr.tsx'

const HOME = '/me/wallet'

const way = (page: Page, title?: string) => trail(page, mine(page), [messages[page.lang].title, HOME], title)

function statusText(page: Page, { status, reason }: WalletRow): string {
  const texts = messages[page.lang]
  if (status !== 'invalid') return texts[status]
  return reason === 'card' ? texts.byCard : reason === 'wallet' ? texts.byWallet : texts.invalid
}

const COLOURS = { valid: 'green', suspended: 'orange', invalid: 'red', over: 'grey' } as const

const Row = ({ page, row }: { readonly page: Page; readonly row: WalletRow }) => {
  const texts = messages[page.lang]
  const { id, name, issuedAt, expiresAt, copies, status } = row
  const stands = status === 'valid' || status === 'suspended'
  return (
    <SummaryList
      rows={[
        {
          key: { text: texts.status },
          value: { text: <Tag classes={`govuk-tag--${COLOURS[status]}`}>{statusText(page, row)}</Tag> },
        },
        { key: { text: texts.issued }, value: { text: formatDateTime(page.lang, issuedAt) } },
        stands && { key: { text: texts.until }, value: { text: formatDateTime(page.lang, expiresAt) } },
        stands && { key: { text: texts.copies }, value: { text: texts.copiesAbout(String(copies)) } },
      ]}
      card={{
        title: { text: name, headingLevel: 3 },
        actions: { items: stands ? [{ href: page.href(`${HOME}/${id}/remove`), text: texts.remove }] : [] },
      }}
    />
  )
}

export interface WalletProps {
  readonly page: Page
  readonly wallets: readonly WalletRow[]
  readonly removed: boolean
}

export const WalletPage = ({ page, wallets, removed }: WalletProps) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.title} breadcrumbs={way(page)}>
      {removed && <NotificationBanner type="success" text={texts.removedDone} />}
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <h2 class="govuk-heading-l">{texts.goodFor}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{texts.goodForAge}</li>
        <li>{texts.goodForWho}</li>
        <li>{texts.goodForChoice}</li>
      </ul>
      <p class="govuk-body">{texts.notFor}</p>
      <h2 class="govuk-heading-l">{texts.where}</h2>
      {wallets.length === 0 && <p class="govuk-body">{texts.none}</p>}
      {wallets.map((row) => (
        <Row page={page} row={row} />
      ))}
      <p class="govuk-body">{texts.renew}</p>
      <Button href={page.href(`${HOME}/new`)}>{texts.add}</Button>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/verify/age')}>
          {texts.ageTitle}
        </a>
      </p>
    </Layout>
  )
}

export interface AddProps {
  readonly page: Page
  readonly typed: string
  /** The code of a refusal. */
  readonly refused?: string
}

export const AddPage = ({ page, typed, refused }: AddProps) => {
  const texts = messages[page.lang]
  const problem = refused === undefined ? undefined : problemTitle(page.lang, refused)
  return (
    <Layout page={page} title={texts.addTitle} breadcrumbs={way(page, texts.addTitle)} error={problem !== undefined}>
      {problem !== undefined && <ErrorSummary errorList={[{ text: problem, href: '#name' }]} />}
      <h1 class="govuk-heading-xl">{texts.addTitle}</h1>
      <p class="govuk-body-l">{texts.addLead}</p>
      <p class="govuk-body">{texts.addWhy}</p>
      <p class="govuk-body">{texts.addLooked}</p>
      <form method="post" action={page.href(`${HOME}/new`)} novalidate>
        <Input
          name="name"
          value={typed}
          label={{ text: texts.name }}
          hint={{ text: texts.nameHint }}
          {...(problem === undefined ? {} : { errorMessage: { text: problem } })}
        />
        <Button>{texts.next}</Button>
      </form>
    </Layout>
  )
}

export interface OfferProps {
  readonly page: Page
  readonly offer: {
    readonly reference: string
    readonly name: string
    readonly attempts: number
    readonly until: number
    readonly standing: Standing
  }
  /** What the code holds. */
  readonly scan: string
  /** What opens the wallet of this device. */
  readonly open: string
  readonly txCode: string
}

const Waiting = ({ page, offer, scan, open, txCode }: OfferProps) => {
  const texts = messages[page.lang]
  const path = page.href(`${HOME}/offers/${offer.reference}`)
  return (
    <div data-await={`${path}/standing`} data-key={`${offer.standing}:${offer.attempts}`}>
      <h1 class="govuk-heading-xl">{texts.offerTitle}</h1>
      {offer.attempts > 0 && <WarningText>{texts.attempts(String(TX_ATTEMPTS_MAX - offer.attempts))}</WarningText>}
      {offer.standing === 'collected' ? (
        <p class="govuk-body-l">{texts.collected}</p>
      ) : (
        <>
          <p class="govuk-body">{texts.step1}</p>
          <Qr text={scan} label={texts.qr} />
          <p class="govuk-body">
            <a class="govuk-link" href={open}>
              {texts.onThisPhone}
            </a>
          </p>
          <p class="govuk-body">{texts.step2}</p>
          <p class="izvor-pin">{txCode}</p>
          <p class="govuk-body">{texts.pinSafe}</p>
          <p class="govuk-body govuk-hint">{texts.offerUntil(formatDateTime(page.lang, offer.until))}</p>
        </>
      )}
      <Button href={path} classes="govuk-button--secondary">
        {texts.check}
      </Button>
      {page.demo && <DemoWallet page={page} command={`npx izvor wallet receive '${scan}' --pin ${txCode}`} />}
    </div>
  )
}

/** On a fresh machine nobody has a wallet that knows the demo. */
export const DemoWallet = ({ page, command }: { readonly page: Page; readonly command: string }) => {
  const texts = messages[page.lang]
  return (
    <Details summary={texts.noWallet}>
      <p class="govuk-body">{texts.noWalletAbout}</p>
      <pre class="izvor-code">
        <code>{command}</code>
      </pre>
    </Details>
  )
}

export const OfferPage = (props: OfferProps) => {
  const { page, offer } = props
  const texts = messages[page.lang]
  const ENDS = {
    issued: { title: texts.doneTitle, about: texts.doneAbout(offer.name) },
    locked: { title: texts.lockedTitle, about: texts.lockedAbout },
    over: { title: texts.overTitle, about: texts.overAbout },
  }
  const { standing } = offer
  const end = standing === 'offered' || standing === 'collected' ? undefined : ENDS[standing]
  const title = end?.title ?? texts.offerTitle
  return (
    <Layout page={page} title={title} breadcrumbs={way(page, title)} islands={end === undefined ? ['await.js'] : []}>
      {end === undefined ? (
        <Waiting {...props} />
      ) : (
        <>
          {standing === 'issued' ? (
            <Panel title={end.title}>{end.about}</Panel>
          ) : (
            <>
              <h1 class="govuk-heading-xl">{end.title}</h1>
              <p class="govuk-body-l">{end.about}</p>
              <Button href={page.href(`${HOME}/new`)}>{texts.again}</Button>
            </>
          )}
          <p class="govuk-body">
            <a class="govuk-link" href={page.href(HOME)}>
              {texts.toWallet}
            </a>
          </p>
        </>
      )}
    </Layout>
  )
}

export const RemoveWalletPage = ({ page, wallet }: { readonly page: Page; readonly wallet: WalletRow }) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.removeTitle} breadcrumbs={way(page, texts.remove)}>
      <h1 class="govuk-heading-xl">{texts.removeTitle}</h1>
      <WarningText>{texts.removeAbout(wallet.name)}</WarningText>
      <form method="post" action={page.href(`${HOME}/${wallet.id}/remove`)}>
        <div class="govuk-button-group">
          <Button classes="govuk-button--warning">{texts.removeButton}</Button>
          <a class="govuk-link" href={page.href(HOME)}>
            {texts.keep}
          </a>
        </div>
      </form>
    </Layout>
  )
}
