// Showing that one is of age: what will be asked, the question, and the answer with nothing beside it.
import { problemTitle } from '../../messages/problems.ts'
import { wallet as messages } from '../../messages/wallet.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Panel } from '../components/panel.tsx'
import { formatDateTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { Qr } from './qr.tsx'
import { DemoWallet } from './wallet.tsx'

const HOME = '/verify/age'

export const AgePage = ({ page }: { readonly page: Page }) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.ageTitle}>
      <h1 class="govuk-heading-xl">{texts.ageTitle}</h1>
      <p class="govuk-body-l">{texts.ageLead}</p>
      <h2 class="govuk-heading-m">{texts.ageAsked}</h2>
      <p class="govuk-body">{texts.ageOnly}</p>
      <InsetText>{texts.ageNot}</InsetText>
      <form method="post" action={page.href(HOME)}>
        <Button>{texts.ageStart}</Button>
      </form>
      <p class="govuk-body govuk-hint">{texts.ageHow}</p>
    </Layout>
  )
}

export interface AskedProps {
  readonly page: Page
  /** Null for a browser that did not ask. */
  readonly asked: {
    readonly reference: string
    readonly outcome: { readonly ofAge: boolean | null; readonly refused: string | null } | null
    readonly fetched: boolean
    readonly over: boolean
    readonly until: number
  } | null
  /** What the code holds, and what opens the wallet of this device. */
  readonly link?: string
}

const Again = ({ page }: { readonly page: Page }) => (
  <form method="post" action={page.href(HOME)}>
    <Button classes="govuk-button--secondary">{messages[page.lang].ageAgain}</Button>
  </form>
)

export const AskedPage = ({ page, asked, link = '' }: AskedProps) => {
  const texts = messages[page.lang]
  if (asked === null)
    return (
      <Layout page={page} title={texts.ageElsewhere}>
        <h1 class="govuk-heading-xl">{texts.ageElsewhere}</h1>
        <p class="govuk-body-l">{texts.ageElsewhereAbout}</p>
      </Layout>
    )
  const { outcome, reference } = asked
  if (outcome?.ofAge === true || outcome?.ofAge === false) {
    const title = outcome.ofAge ? texts.ageYes : texts.ageNo
    return (
      <Layout page={page} title={title}>
        {outcome.ofAge ? <Panel title={title} /> : <h1 class="govuk-heading-xl">{title}</h1>}
        <p class="govuk-body-l">{texts.ageProven}</p>
        <Again page={page} />
      </Layout>
    )
  }
  if (outcome !== null || asked.over)
    return (
      <Layout page={page} title={texts.ageRefused}>
        <h1 class="govuk-heading-xl">{texts.ageRefused}</h1>
        <p class="govuk-body-l">{outcome?.refused ? problemTitle(page.lang, outcome.refused) : texts.overTitle}</p>
        <Again page={page} />
      </Layout>
    )
  const path = page.href(`${HOME}/${reference}`)
  return (
    <Layout page={page} title={texts.ageScan} back={HOME} islands={['await.js']}>
      <div data-await={`${path}/standing`} data-key={`open:${asked.fetched}`}>
        <h1 class="govuk-heading-xl">{texts.ageScan}</h1>
        <p class="govuk-body-l">{asked.fetched ? texts.ageFetched : texts.ageScanAbout}</p>
        <Qr text={link} label={texts.qr} />
        <p class="govuk-body">
          <a class="govuk-link" href={link}>
            {texts.onThisPhone}
          </a>
        </p>
        <p class="govuk-body govuk-hint">{texts.ageUntil(formatDateTime(page.lang, asked.until))}</p>
        <Button href={path} classes="govuk-button--secondary">
          {texts.check}
        </Button>
        {page.demo && <DemoWallet page={page} command={`npx izvor wallet present '${link}'`} />}
      </div>
    </Layout>
  )
}
