// The page of the simulated payment provider, where the fee of a case is paid, or not.
import { payment as messages } from '../messages/payment.ts'
import type { Localised } from '../../workers/kernel/localised.ts'
import { caseNumber } from './cases/common.tsx'
import { Button } from './components/button.tsx'
import { InsetText } from './components/inset-text.tsx'
import { SummaryList } from './components/summary-list.tsx'
import { formatMoney } from './format.ts'
import { Layout } from './layout.tsx'
import type { Page } from './page.ts'

export interface PaymentProps {
  readonly page: Page
  readonly id: string
  readonly about: Localised
  readonly cents: number
  /** Where the choice is sent. */
  readonly path: string
}

export const PaymentPage = ({ page, id, about, cents, path }: PaymentProps) => {
  const { lang } = page
  const texts = messages[lang]
  const sum = formatMoney(lang, cents)
  return (
    <Layout page={page} title={texts.title}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <InsetText>{texts.simulated}</InsetText>
      <SummaryList
        rows={[
          { key: { text: texts.sum }, value: { text: sum } },
          { key: { text: texts.about }, value: { text: about[lang] } },
          { key: { text: texts.number }, value: { text: caseNumber(id) } },
        ]}
      />
      <form method="post" action={page.href(path)}>
        <div class="govuk-button-group">
          <Button name="choice" value="pay">
            {texts.pay(sum)}
          </Button>
          <Button name="choice" value="cancel" classes="govuk-button--secondary">
            {texts.cancel}
          </Button>
        </div>
      </form>
    </Layout>
  )
}
