// The choice for whom somebody acts, and the page that asks for another choice before a case goes on.
import { mandates as messages } from '../../messages/mandates.ts'
import type { Localised } from '../../../workers/kernel/localised.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Radios } from '../components/radios.tsx'
import { formatDate } from '../format.ts'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'

/** Somebody for whom the person may act. */
export interface Choice {
  /** `register:record:rule` */
  readonly mandate: string
  readonly called: string
  /** By which right. */
  readonly right: Localised
  readonly until: string | null
}

interface ActingProps {
  readonly page: Page
  readonly choices: readonly Choice[]
  /** The mandate that the session acts by; empty for oneself. */
  readonly current: string
  /** Internal path to go on to. */
  readonly next: string
  readonly refused?: string | undefined
}

export const ActingPage = ({ page, choices, current, next, refused }: ActingProps) => {
  const { lang } = page
  const texts = messages[lang]
  return (
    <Layout page={page} title={texts.actingTitle} back="/me" error={refused !== undefined}>
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused, href: '#mandate' }]} />}
      <form method="post" action={page.href('/me/acting')} novalidate>
        <input type="hidden" name="next" value={next} />
        <Radios
          name="mandate"
          value={current}
          fieldset={{
            legend: { text: texts.actingTitle, classes: 'govuk-fieldset__legend--l', isPageHeading: true },
          }}
          hint={{ text: choices.length === 0 ? texts.nobodyElse : texts.actingLead }}
          {...(refused === undefined ? {} : { errorMessage: { text: refused } })}
          items={[
            { value: '', text: texts.myself, checked: current === '' },
            ...choices.map(({ mandate, called, right, until }) => ({
              value: mandate,
              text: called,
              hint: { text: until === null ? right[lang] : `${right[lang]}, ${texts.until(formatDate(lang, until))}` },
            })),
          ]}
        />
        <Button>{texts.continue}</Button>
      </form>
    </Layout>
  )
}

interface SwitchProps {
  readonly page: Page
  /** For whom the case is; null where it is the person's own. */
  readonly represented: { readonly called: string; readonly mandate: { readonly id: string } } | null
  readonly next: string
}

/** Nobody goes on with a case for one while they act for another: what they sign would be somebody else's. */
export const SwitchPage = ({ page, represented, next }: SwitchProps) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.switchTitle} back="/me">
      <h1 class="govuk-heading-l">{texts.switchTitle}</h1>
      <InsetText>
        <p class="govuk-body">{represented === null ? texts.switchOwn : texts.switchLead(represented.called)}</p>
      </InsetText>
      <form method="post" action={page.href('/me/acting')}>
        <input type="hidden" name="mandate" value={represented?.mandate.id ?? ''} />
        <input type="hidden" name="next" value={next} />
        <div class="govuk-button-group">
          <Button>{represented === null ? texts.backToMyself : texts.switchTo(represented.called)}</Button>
          <a class="govuk-link" href={page.href('/me')}>
            {texts.keep}
          </a>
        </div>
      </form>
    </Layout>
  )
}
