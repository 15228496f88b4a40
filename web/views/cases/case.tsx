// A case after its application was made: where it stands, what happened, what was decided and why.
import { cases as messages } from '../../messages/cases.ts'
import { registers } from '../../messages/registers.ts'
import { signing } from '../../messages/signing.ts'
import type { CaseEvent } from '../../../workers/engines/case/state.ts'
import type { CaseView } from '../../../workers/engines/case/view.ts'
import type { LoadedService } from '../../../workers/kernel/load-service.ts'
import { Button } from '../components/button.tsx'
import { InsetText } from '../components/inset-text.tsx'
import { Panel } from '../components/panel.tsx'
import { SummaryList } from '../components/summary-list.tsx'
import { WarningText } from '../components/warning-text.tsx'
import { formatDate, formatDateTime, machineTime } from '../format.ts'
import { Layout } from '../layout.tsx'
import { Represents } from '../mandates/represents.tsx'
import type { Page } from '../page.ts'
import { receiptPath, roleInWords, type Surroundings } from '../registers/words.tsx'
import { asWhom, Signatures, signedTogether } from '../signing/signers.tsx'
import { AllAnswers } from './check.tsx'
import { Answers, caseNumber, Evidence, StatusTag } from './common.tsx'

export interface CaseProps {
  readonly page: Page
  readonly surroundings: Surroundings
  readonly service: LoadedService
  readonly view: CaseView
}

/** Who reads a case: the one who asked, or the one who decides. */
type Reader = 'applicant' | 'official'

function happened(
  { page, surroundings, service }: Pick<CaseProps, 'page' | 'surroundings' | 'service'>,
  event: CaseEvent,
  reader: Reader,
): string | null {
  const { lang } = page
  const texts = messages[lang]
  const together = signing[lang]
  const who = 'as' in event ? asWhom(page, service, event.as).toLocaleLowerCase(lang) : ''
  const role = 'by' in event ? roleInWords(lang, surroundings, event.by.role) : ''
  switch (event.type) {
    case 'opened':
      return reader === 'applicant' ? texts.opened : texts.applicantOpened
    case 'paid':
      return reader === 'applicant' ? texts.paid : texts.applicantPaid
    case 'submitted':
      return reader === 'applicant' ? texts.submitted : texts.applicantSubmitted
    case 'proposed':
      return reader === 'applicant' ? together.proposed : together.applicantProposed
    case 'cosigned':
      return event.due === null
        ? together.cosigned(event.signer.name, who)
        : together.cosignedLast(event.signer.name, who)
    case 'declined':
      return together.declined(event.signer.name, who)
    case 'recalled':
      return event.why === 'applicant' ? together.recalled : together.recalledByRegisters
    case 'unsigned':
      return together.unsigned
    case 'completed':
    case 'returned':
    case 'lapsed':
      return texts[event.type]
    case 'withdrawn':
      return event.expired ? texts.expired : texts.withdrawn
    case 'looked':
      return texts.looked(role)
    case 'decided':
      return event.outcome === 'grant' ? texts.grantDecided(role) : texts.refuseDecided(role)
    case 'handed':
      return together.handed(event.represented.by)
    case 'mandated':
    case 'convened':
    case 'answered':
    case 'gathered':
    case 'ordered':
      return null
  }
}

/** What happened, the latest first. */
export const Timeline = ({ reader, ...props }: CaseProps & { readonly reader: Reader }) => (
  <ol class="izvor-timeline">
    {props.view.timeline.toReversed().map((event) => (
      <li class="izvor-timeline__item">
        <p class="izvor-timeline__what">{happened(props, event, reader)}</p>
        <time class="izvor-timeline__when" datetime={machineTime(event.at)}>
          {formatDateTime(props.page.lang, event.at)}
        </time>
      </li>
    ))}
  </ol>
)

/** The decision, as its applicant and the officials read it. */
export const Decision = ({ page, surroundings, service, view }: CaseProps) => {
  const texts = messages[page.lang]
  const { decision, receipt, status } = view
  if (decision === null || status === 'granting') return null
  return (
    <>
      <h2 class="govuk-heading-l">{texts.decision}</h2>
      <SummaryList
        rows={[
          {
            key: { text: texts.decision },
            value: { text: decision.outcome === 'grant' ? texts.granted : texts.refused },
          },
          { key: { text: texts.reasons }, value: { text: <span class="izvor-prose">{decision.reasons}</span> } },
          {
            key: { text: texts.by },
            value: {
              text: `${roleInWords(page.lang, surroundings, decision.by.role)}; ${formatDateTime(page.lang, decision.at)}`,
            },
          },
          receipt && {
            key: { text: texts.record },
            value: {
              text: (
                <>
                  <a class="govuk-link" href={page.href(`/registers/${receipt.register}/records/${receipt.id}`)}>
                    {service.causes.register.definition.title[page.lang]}
                  </a>
                  <br />
                  <a class="govuk-link" href={receiptPath(receipt.register, receipt.id, receipt.seq)} download="">
                    {registers[page.lang].receipt}
                  </a>
                </>
              ),
            },
          },
        ]}
      />
      {decision.outcome === 'grant' && (
        <Answers page={page} surroundings={surroundings} fields={service.decision} values={decision.input} />
      )}
      {status === 'refused' && <p class="govuk-body">{texts.appeal}</p>}
    </>
  )
}

const Files = ({ page, view }: Pick<CaseProps, 'page' | 'view'>) => {
  const texts = messages[page.lang]
  return (
    <>
      <h2 class="govuk-heading-m">{texts.files}</h2>
      <p class="govuk-body">{texts.filesAbout}</p>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={page.href(`/cases/${view.id}/application.json`)}>
            {view.submission?.parties.length ? signing[page.lang].applicationFile : texts.applicationFile}
          </a>
        </li>
        {view.decision && (
          <li>
            <a class="govuk-link" href={page.href(`/cases/${view.id}/decision.json`)}>
              {texts.decisionFile}
            </a>
          </li>
        )}
      </ul>
    </>
  )
}

/** What the applicant may still do, as long as not all have signed. */
const Awaited = ({ page, view }: Pick<CaseProps, 'page' | 'view'>) => {
  const texts = signing[page.lang]
  return (
    <>
      <p class="govuk-body">{texts.waitingAbout}</p>
      <div class="govuk-button-group">
        <Button href={page.href(`/cases/${view.id}/recall`)} classes="govuk-button--secondary">
          {texts.change}
        </Button>
        <a class="govuk-link" href={page.href(`/cases/${view.id}/withdraw`)}>
          {messages[page.lang].withdraw}
        </a>
      </div>
    </>
  )
}

export const CasePage = (props: CaseProps) => {
  const { page, surroundings, service, view } = props
  const { lang } = page
  const texts = messages[lang]
  const { submission, proposal, status } = view
  const together = signedTogether(view)
  const title = service.definition.title[lang]
  return (
    <Layout page={page} title={title} back="/me">
      <span class="govuk-caption-xl">
        {texts.case} {caseNumber(view.id)}
      </span>
      <h1 class="govuk-heading-xl">{title}</h1>
      <SummaryList
        rows={[
          { key: { text: texts.status }, value: { text: <StatusTag page={page} status={status} /> } },
          submission && { key: { text: texts.submittedAt }, value: { text: formatDateTime(lang, submission.at) } },
          submission && { key: { text: texts.dueOn }, value: { text: formatDate(lang, submission.dueOn) } },
          proposal && { key: { text: signing[lang].until }, value: { text: formatDate(lang, proposal.lapsesOn) } },
        ]}
      />
      {status === 'lapsed' && <WarningText>{texts.lapsedAbout}</WarningText>}
      {proposal && <Awaited page={page} view={view} />}
      {together && (
        <>
          <h2 class="govuk-heading-l">{signing[lang].signatures}</h2>
          <Signatures page={page} surroundings={surroundings} service={service} together={together} />
        </>
      )}
      <Decision {...props} />
      <h2 class="govuk-heading-l">{texts.timeline}</h2>
      <Timeline {...props} reader="applicant" />
      {(submission ?? proposal) && (
        <>
          <h2 class="govuk-heading-l">{proposal ? signing[lang].asked : texts.answers}</h2>
          <AllAnswers page={page} surroundings={surroundings} service={service} view={view} change={false} />
          <h2 class="govuk-heading-m">{texts.fromRegisters}</h2>
          <Represents page={page} represented={view.represented} />
          <Evidence page={page} surroundings={surroundings} service={service} evidence={view.evidence} level={3} />
          <Files page={page} view={view} />
        </>
      )}
    </Layout>
  )
}

export const DonePage = ({ page, view }: Pick<CaseProps, 'page' | 'view'>) => {
  const texts = messages[page.lang]
  const { proposal, submission } = view
  const title = proposal === null ? texts.done : signing[page.lang].done
  return (
    <Layout page={page} title={title}>
      <Panel title={title}>{texts.doneNumber(caseNumber(view.id))}</Panel>
      <h2 class="govuk-heading-m">{texts.doneNext}</h2>
      <p class="govuk-body">
        {proposal === null
          ? texts.doneDue(formatDate(page.lang, submission?.dueOn ?? ''))
          : signing[page.lang].doneLead(formatDate(page.lang, proposal.lapsesOn))}
      </p>
      <div class="govuk-button-group">
        <Button href={page.href(`/cases/${view.id}`)}>{texts.toCase}</Button>
        <a class="govuk-link" href={page.href('/me')}>
          {texts.toMine}
        </a>
      </div>
    </Layout>
  )
}

export const WithdrawPage = ({ page, view }: Pick<CaseProps, 'page' | 'view'>) => {
  const texts = messages[page.lang]
  return (
    <Layout page={page} title={texts.withdrawTitle} back={`/cases/${view.id}`}>
      <h1 class="govuk-heading-l">{texts.withdrawTitle}</h1>
      <WarningText>{texts.withdrawAbout}</WarningText>
      {view.payment?.status === 'paid' && <InsetText>{texts.withdrawPaid}</InsetText>}
      <form method="post" action={page.href(`/cases/${view.id}/withdraw`)}>
        <div class="govuk-button-group">
          <Button classes="govuk-button--warning">{texts.withdrawButton}</Button>
          <a class="govuk-link" href={page.href(`/cases/${view.id}`)}>
            {texts.keep}
          </a>
        </div>
      </form>
    </Layout>
  )
}
