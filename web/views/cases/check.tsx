// The last look before an application is made: all answers, what the registers say, the fee; and its signature.
import { cases as messages } from '../../messages/cases.ts'
import { signing } from '../../messages/signing.ts'
import type { CaseView } from '../../../workers/engines/case/view.ts'
import type { DemoCard } from '../../../workers/engines/identity/software-card.ts'
import type { LoadedService } from '../../../workers/kernel/load-service.ts'
import { Button } from '../components/button.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { NotificationBanner } from '../components/notification-banner.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { formatMoney } from '../format.ts'
import { SignForm } from '../identity/sign-form.tsx'
import { CardSignForm } from '../signatures/card-choice.tsx'
import { Layout } from '../layout.tsx'
import { Represents } from '../mandates/represents.tsx'
import type { Page } from '../page.ts'
import { authorityName, Law, type Surroundings } from '../registers/words.tsx'
import { SignersAhead } from '../signing/signers.tsx'
import { Answers, caseNumber, Evidence } from './common.tsx'
import { CheckStep, SignStep } from './draft.tsx'

export interface CheckProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly service: LoadedService
  readonly view: CaseView
  /** What speaks against the request, and where it may be mended. */
  readonly objection?: { readonly text: string; readonly path?: string | undefined } | undefined
  /** The payer came back without having paid. */
  readonly cancelled: boolean
}

/** The answers of each page, with where to change them. */
export const AllAnswers = ({
  page,
  surroundings,
  service,
  view,
  change,
}: Pick<CheckProps, 'page' | 'surroundings' | 'service'> & {
  readonly view: Pick<CaseView, 'id' | 'answers'>
  readonly change: boolean
}) => (
  <>
    {service.pages.map(({ id, fields }, at) => (
      <>
        <h2 class="govuk-heading-m">{service.definition.pages[at]?.title[page.lang]}</h2>
        <Answers
          page={page}
          surroundings={surroundings}
          fields={fields}
          values={view.answers}
          {...(change ? { change: (name) => page.href(`/cases/${view.id}/form/${id}?changing=yes#${name}`) } : {})}
        />
      </>
    ))}
  </>
)

export const CheckPage = (props: CheckProps) => {
  const { page, surroundings, service, view, objection, cancelled } = props
  const { lang } = page
  const texts = messages[lang]
  const { fee } = service.definition
  const paid = view.payment?.status === 'paid'
  return (
    <Layout page={page} title={texts.check} back={`/cases/${view.id}`} error={objection !== undefined}>
      {objection && (
        <ErrorSummary
          errorList={[
            { text: objection.text, ...(objection.path === undefined ? {} : { href: page.href(objection.path) }) },
          ]}
        />
      )}
      {cancelled && !paid && <NotificationBanner text={texts.cancelled} />}
      <CheckStep page={page} service={service} />
      <h1 class="govuk-heading-l">{texts.check}</h1>
      <p class="govuk-body">{texts.checkLead}</p>
      <AllAnswers {...props} change />
      <h2 class="govuk-heading-m">{texts.fromRegisters}</h2>
      <Represents page={page} represented={view.represented} />
      <Evidence page={page} surroundings={surroundings} service={service} evidence={view.evidence} level={3} />
      <SignersAhead page={page} surroundings={surroundings} service={service} signers={view.signers} />
      {fee.cents > 0 && (
        <>
          <h2 class="govuk-heading-m">{texts.fee}</h2>
          <p class="govuk-body">
            {formatMoney(lang, fee.cents)}
            {paid && `, ${texts.feePaid}`}{' '}
            <span class="govuk-hint">
              (<Law>{fee.law}</Law>)
            </span>
          </p>
        </>
      )}
      {objection === undefined &&
        (paid || fee.cents === 0 ? (
          <Button href={page.href(`/cases/${view.id}/sign`)}>{texts.toSign}</Button>
        ) : (
          <form method="post" action={page.href(`/cases/${view.id}/pay`)}>
            <Button>{texts.payButton(formatMoney(lang, fee.cents))}</Button>
          </form>
        ))}
    </Layout>
  )
}

export interface SignProps {
  readonly page: Page
  readonly service: LoadedService
  readonly view: CaseView
  readonly surroundings: Surroundings
  /** Hex SHA-256 of what is signed. */
  readonly hash: string
  readonly passkeys: number
  /** The demo's cards of the applicant. */
  readonly cards: readonly DemoCard[]
  /** Why the last signature was not taken. */
  readonly refused?: string | undefined
}

export const SignPage = (props: SignProps) => {
  const { page, service, view, surroundings, hash, passkeys, cards, refused } = props
  const { lang } = page
  const texts = messages[lang]
  const path = `/cases/${view.id}/sign`
  const alone = view.signers.length === 0
  const qualified = service.definition.signature === 'qualified'
  return (
    <Layout
      page={page}
      title={texts.sign}
      back={`/cases/${view.id}/check`}
      error={refused !== undefined}
      islands={['sign.js', 'sign-card.js']}
    >
      {refused !== undefined && <ErrorSummary errorList={[{ text: refused }]} />}
      <SignStep page={page} service={service} />
      <h1 class="govuk-heading-l">{texts.sign}</h1>
      <p class="govuk-body">{alone ? texts.signLead : signing[lang].signLead}</p>
      <SummaryList
        rows={[
          { key: { text: texts.signWhat }, value: { text: service.definition.title[lang] } },
          { key: { text: texts.number }, value: { text: caseNumber(view.id) } },
          { key: { text: texts.signTo }, value: { text: authorityName(surroundings, service.definition.authority) } },
          { key: { text: texts.signHash }, value: { text: <code class="izvor-hash">{hash}</code> } },
        ]}
      />
      {!qualified && (
        <SignForm
          page={page}
          passkeys={passkeys}
          back={path}
          action={path}
          options={`${path}/options`}
          done={`/cases/${view.id}`}
          moves={service.definition.moves}
        >
          <Button>{alone ? texts.signButton : signing[lang].signButton}</Button>
        </SignForm>
      )}
      <CardSignForm page={page} path={path} cards={cards} demanded={qualified} done={`/cases/${view.id}`} />
    </Layout>
  )
}
