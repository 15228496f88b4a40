// A case on the official's desk: what is asked, what the registers answered, and the decision with its reasons.
import { work as messages } from '../../messages/work.ts'
import { cases } from '../../messages/cases.ts'
import { reasonsField, type DecisionDraft } from '../../../workers/engines/case/decide.ts'
import type { CaseView } from '../../../workers/engines/case/view.ts'
import type { Field, Fields } from '../../../workers/kernel/field.ts'
import { oneOf } from '../../../workers/kernel/field.ts'
import type { LoadedService } from '../../../workers/kernel/load-service.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { AllAnswers } from '../cases/check.tsx'
import { Decision, Timeline } from '../cases/case.tsx'
import { Answers, caseNumber, Evidence, StatusTag } from '../cases/common.tsx'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import { signing } from '../../messages/signing.ts'
import { Signatures, signedTogether } from '../signing/signers.tsx'
import type { Typed } from '../forms/typed.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import { Represents } from '../mandates/represents.tsx'
import type { Page } from '../page.ts'
import type { Surroundings } from '../registers/words.tsx'

export interface DeskCaseProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly service: LoadedService
  readonly view: CaseView
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  /** Why the decision as a whole was not taken, or what the register said to it. */
  readonly refused?: string | undefined
  readonly failure?: string | undefined
  /** A decision was just signed. */
  readonly done: boolean
  /** Whether the official asks for it themselves: then another decides (АПК, чл. 10). */
  readonly own: boolean
}

const outcomeField: Field = oneOf(
  {
    grant: { bg: messages.bg.grant, en: messages.en.grant },
    refuse: { bg: messages.bg.refuse, en: messages.en.refuse },
  },
  { label: { bg: messages.bg.outcome, en: messages.en.outcome }, disclose: 'personal' },
)

/** All that the decision's form asks, in its order. */
const decisionFields = (service: LoadedService): Fields => ({
  outcome: outcomeField,
  ...service.decision,
  reasons: reasonsField,
})

const DecisionForm = ({ page, service, view, typed, issues }: DeskCaseProps) => {
  const texts = messages[page.lang]
  const common = { page, typed, issues }
  return (
    <>
      <h2 class="govuk-heading-l">{texts.decide}</h2>
      <form method="post" action={page.href(`/work/cases/${view.id}/decide`)} novalidate>
        <FormField {...common} name="outcome" field={outcomeField} />
        {Object.keys(service.decision).length > 0 && (
          <fieldset class="govuk-fieldset">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{texts.grantOnly}</legend>
            {Object.entries(service.decision).map(([name, field]) => (
              <FormField {...common} name={name} field={field} />
            ))}
          </fieldset>
        )}
        <FormField {...common} name="reasons" field={reasonsField} />
        <Button>{texts.toSign}</Button>
      </form>
    </>
  )
}

export const DeskCasePage = (props: DeskCaseProps) => {
  const { page, surroundings, service, view, issues, refused, failure, done, own } = props
  const { lang } = page
  const texts = messages[lang]
  const title = service.definition.title[lang]
  const open = view.status === 'submitted' || view.status === 'lapsed'
  const together = signedTogether(view)
  return (
    <Layout page={page} title={title} back="/work" error={issues.length > 0 || refused !== undefined}>
      <FormErrors page={page} fields={decisionFields(service)} issues={issues} />
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      {done && (
        <NotificationBanner
          text={view.failure === null ? texts.done : texts.doneReturned}
          {...(view.failure === null ? { type: 'success' as const } : {})}
        />
      )}
      <span class="govuk-caption-xl">
        {texts.case} {caseNumber(view.id)}
      </span>
      <h1 class="govuk-heading-xl">{title}</h1>
      {failure !== undefined && (
        <WarningText>
          {texts.failed}: {failure}
        </WarningText>
      )}
      <SummaryList
        rows={[
          { key: { text: texts.status }, value: { text: <StatusTag page={page} status={view.status} /> } },
          view.submission && {
            key: { text: texts.submitted },
            value: { text: formatDateTime(lang, view.submission.at) },
          },
          view.submission && { key: { text: texts.due }, value: { text: formatDate(lang, view.submission.dueOn) } },
        ]}
      />
      <h2 class="govuk-heading-l">{texts.asked}</h2>
      <AllAnswers page={page} surroundings={surroundings} service={service} view={view} change={false} />
      <h2 class="govuk-heading-l">{texts.evidence}</h2>
      <p class="govuk-body">{texts.evidenceAbout}</p>
      <Represents page={page} represented={view.represented} />
      <Evidence page={page} surroundings={surroundings} service={service} evidence={view.evidence} level={3} />
      {together && (
        <>
          <h2 class="govuk-heading-l">{signing[lang].signatures}</h2>
          <Signatures page={page} surroundings={surroundings} service={service} together={together} />
        </>
      )}
      <Decision page={page} surroundings={surroundings} service={service} view={view} />
      {open && (own ? <InsetText>{texts.ownCase}</InsetText> : <DecisionForm {...props} />)}
      <h2 class="govuk-heading-l">{cases[lang].timeline}</h2>
      <Timeline page={page} surroundings={surroundings} service={service} view={view} reader="official" />
    </Layout>
  )
}

export interface SignDecisionProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly service: LoadedService
  readonly view: CaseView
  readonly decided: DecisionDraft['decided']
  readonly hash: string
  readonly typed: Typed
  readonly passkeys: number
}

/** The decision once more, and its signature. */
export const SignDecisionPage = ({
  page,
  surroundings,
  service,
  view,
  decided,
  hash,
  typed,
  passkeys,
}: SignDecisionProps) => {
  const { lang } = page
  const texts = messages[lang]
  const path = `/work/cases/${view.id}`
  const hidden = Object.entries(typed).map(([name, value]) => <input type="hidden" name={name} value={value} />)
  return (
    <Layout page={page} title={texts.sign} islands={['sign.js']}>
      <span class="govuk-caption-xl">
        {texts.case} {caseNumber(view.id)}
      </span>
      <h1 class="govuk-heading-xl">{texts.sign}</h1>
      <p class="govuk-body-l">{texts.signLead}</p>
      <SummaryList
        rows={[
          { key: { text: texts.service }, value: { text: service.definition.title[lang] } },
          {
            key: { text: texts.outcomeLabel },
            value: { text: decided.outcome === 'grant' ? cases[lang].granted : cases[lang].refused },
          },
          { key: { text: cases[lang].reasons }, value: { text: <span class="izvor-prose">{decided.reasons}</span> } },
        ]}
      />
      {decided.outcome === 'grant' && (
        <Answers page={page} surroundings={surroundings} fields={service.decision} values={decided.input} />
      )}
      <SummaryList
        rows={[{ key: { text: texts.signHash }, value: { text: <code class="izvor-hash">{hash}</code> } }]}
      />
      <SignForm
        page={page}
        passkeys={passkeys}
        back={path}
        action={`${path}/sign`}
        options={`${path}/sign/options`}
        done={path}
        moves={service.definition.moves}
      >
        {hidden}
        <Button>{texts.signButton}</Button>
      </SignForm>
      <form method="post" action={page.href(`${path}/edit`)}>
        {hidden}
        <Button classes="govuk-button--secondary">{texts.back}</Button>
      </form>
    </Layout>
  )
}
