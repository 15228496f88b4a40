// What somebody reads who is asked to sign another's application: all that it says, and the two things they may do.
import { signing as messages } from '../../messages/signing.ts'
import { cases } from '../../messages/cases.ts'
import { declineField } from '../../../workers/engines/case/signing.ts'
import type { CosignView } from '../../../workers/engines/case/view.ts'
import type { LoadedService } from '../../../workers/kernel/load-service.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { AllAnswers } from '../cases/check.tsx'
import { caseNumber, Evidence, StatusTag } from '../cases/common.tsx'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { formatDate, formatDateTime } from '../format.ts'
import { FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { Layout } from '../layout.tsx'
import { Represents } from '../mandates/represents.tsx'
import type { Page } from '../page.ts'
import { authorityName, type Surroundings } from '../registers/words.tsx'
import { asWhom, LawOf, Signatures } from './signers.tsx'

export interface CosignProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly service: LoadedService
  readonly view: CosignView
  /** Hex SHA-256 of the document. */
  readonly hash: string
  readonly passkeys: number
  /** Why the last signature was not taken. */
  readonly refused?: string | undefined
}

const pathOf = ({ id }: CosignView): string => `/cases/${id}/cosign`

/** What became of what they signed. */
const Signed = ({ page, view }: Pick<CosignProps, 'page' | 'view'>) => {
  const texts = messages[page.lang]
  const { signed, outcome, lapsesOn } = view
  if (signed === null) return null
  const next = lapsesOn === null ? texts.signedDoneAll : texts.signedDoneWait
  return (
    <NotificationBanner type="success" role="region">
      <p class="govuk-notification-banner__heading">{texts.signedDone(formatDateTime(page.lang, signed.at))}</p>
      <p class="govuk-body">{outcome === null ? next : outcome === 'grant' ? texts.granted : texts.refused}</p>
    </NotificationBanner>
  )
}

const SignNow = ({ page, surroundings, service, view, hash, passkeys }: CosignProps) => {
  const { lang } = page
  const texts = messages[lang]
  const path = pathOf(view)
  return (
    <>
      <h2 class="govuk-heading-l">{texts.signNow}</h2>
      <p class="govuk-body">{view.mine.role === null ? texts.signAbout : texts.attestAbout}</p>
      <SummaryList
        rows={[
          { key: { text: texts.what }, value: { text: service.definition.title[lang] } },
          {
            key: { text: cases[lang].signTo },
            value: { text: authorityName(surroundings, service.definition.authority) },
          },
          { key: { text: cases[lang].signHash }, value: { text: <code class="izvor-hash">{hash}</code> } },
        ]}
      />
      <SignForm
        page={page}
        passkeys={passkeys}
        back={path}
        action={path}
        options={`${path}/options`}
        done={path}
        moves={service.definition.moves}
      >
        <Button>{texts.signButton}</Button>
      </SignForm>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(`${path}/decline`)}>
          {texts.decline}
        </a>
      </p>
    </>
  )
}

export const CosignPage = (props: CosignProps) => {
  const { page, surroundings, service, view, refused } = props
  const { lang } = page
  const texts = messages[lang]
  const { mine, signed, turn, lapsesOn } = view
  const title = service.definition.title[lang]
  const applicant = { name: view.applicant, at: view.signature.intent.time }
  return (
    <Layout page={page} title={title} back="/me" error={refused !== undefined} islands={turn ? ['sign.js'] : []}>
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      <Signed page={page} view={view} />
      <span class="govuk-caption-xl">
        {cases[lang].case} {caseNumber(view.id)}
      </span>
      <h1 class="govuk-heading-xl">{title}</h1>
      {signed === null && <p class="govuk-body-l">{texts.lead(view.applicant)}</p>}
      <SummaryList
        rows={[
          { key: { text: texts.you }, value: { text: asWhom(page, service, mine.as) } },
          { key: { text: texts.law }, value: { text: <LawOf service={service} party={mine} /> } },
          { key: { text: cases[lang].status }, value: { text: <StatusTag page={page} status={view.status} /> } },
          lapsesOn !== null && { key: { text: texts.until }, value: { text: formatDate(lang, lapsesOn) } },
        ]}
      />
      <Represents page={page} represented={view.represented} />
      <h2 class="govuk-heading-l">{texts.asked}</h2>
      <AllAnswers page={page} surroundings={surroundings} service={service} view={view} change={false} />
      <h2 class="govuk-heading-m">{texts.fromRegisters}</h2>
      <Evidence page={page} surroundings={surroundings} service={service} evidence={view.evidence} level={3} />
      <h2 class="govuk-heading-m">{texts.signatures}</h2>
      <Signatures
        page={page}
        surroundings={surroundings}
        service={service}
        together={{ parties: view.parties, cosigned: view.cosigned, applicant }}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={page.href(`/cases/${view.id}/application.json`)}>
          {texts.applicationFile}
        </a>
      </p>
      {turn && <SignNow {...props} />}
      {!turn && signed === null && <InsetText>{texts.notYourTurn}</InsetText>}
    </Layout>
  )
}

export interface DeclineProps {
  readonly page: Page
  readonly view: CosignView
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
}

export const DeclinePage = ({ page, view, typed, issues }: DeclineProps) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.declineTitle} back={pathOf(view)} error={issues.length > 0}>
      <FormErrors page={page} fields={{ reason: declineField }} issues={issues} />
      <h1 class="govuk-heading-l">{texts.declineTitle}</h1>
      <p class="govuk-body">{texts.declineLead}</p>
      <form method="post" action={page.href(`${pathOf(view)}/decline`)} novalidate>
        <FormField page={page} name="reason" field={declineField} typed={typed} issues={issues} />
        <div class="govuk-button-group">
          <Button classes="govuk-button--warning">{texts.declineButton}</Button>
          <a class="govuk-link" href={page.href(pathOf(view))}>
            {texts.backToSign}
          </a>
        </div>
      </form>
    </Layout>
  )
}

export const DeclinedPage = ({ page }: { readonly page: Page }) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.declinedDone}>
      <h1 class="govuk-heading-xl">{texts.declinedDone}</h1>
      <p class="govuk-body-l">{texts.declinedDoneAbout}</p>
      <Button href={page.href('/me')}>{cases[page.lang].toMine}</Button>
    </Layout>
  )
}
