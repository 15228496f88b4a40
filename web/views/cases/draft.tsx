// An application while it is filled in: what is left to do, who applies, the questions.
import { cases as messages } from '../../messages/cases.ts'
import type { CaseView } from '../../../workers/engines/case/view.ts'
import type { LoadedPage, LoadedService } from '../../../workers/kernel/load-service.ts'
import type { Fields } from '../../../workers/kernel/field.ts'
import type { FieldIssue } from '../../../workers/kernel/parse.ts'
import { Button } from '../components/button.tsx'
import { Details } from '../components/details.tsx'
import { ErrorSummary } from '../components/error-summary.tsx'
import { TaskList, type Task } from '../components/task-list.tsx'
import { anchorOf, FormErrors, FormField } from '../forms/form-field.tsx'
import type { Typed } from '../forms/typed.ts'
import { Layout } from '../layout.tsx'
import { CarryOn } from '../mandates/carry-on.tsx'
import { Represents } from '../mandates/represents.tsx'
import type { Page } from '../page.ts'
import type { Surroundings } from '../registers/words.tsx'
import { SetbackNote } from '../signing/signers.tsx'
import { Evidence } from './common.tsx'

export interface DraftProps {
  readonly page: Page
  readonly service: LoadedService
  readonly view: CaseView
}

const pathOf = (id: string, rest: string): string => `/cases/${id}/${rest}`

/** Which of the steps a page is: the applicant, the pages of the form, the check, the signature. */
const Step = ({ page, service, at }: { readonly page: Page; readonly service: LoadedService; readonly at: number }) => (
  <span class="govuk-caption-l">
    {service.definition.title[page.lang]} · {messages[page.lang].step(String(at), String(service.pages.length + 3))}
  </span>
)

export const CheckStep = (props: { readonly page: Page; readonly service: LoadedService }) => (
  <Step {...props} at={props.service.pages.length + 2} />
)
export const SignStep = (props: { readonly page: Page; readonly service: LoadedService }) => (
  <Step {...props} at={props.service.pages.length + 3} />
)

const Withdraw = ({ page, id }: { readonly page: Page; readonly id: string }) => (
  <p class="govuk-body">
    <a class="govuk-link" href={page.href(pathOf(id, 'withdraw'))}>
      {messages[page.lang].withdraw}
    </a>
  </p>
)

interface DraftPageProps extends DraftProps {
  readonly answered: readonly string[]
  /** Whether whoever looks is at it; else another who acts for the same applicant is. */
  readonly own: boolean
}

export const DraftPage = ({ page, service, view, answered, own }: DraftPageProps) => {
  const texts = messages[page.lang]
  const { id } = view
  const done = { text: texts.filled }
  const to = (rest: string) => (own ? { href: page.href(pathOf(id, rest)) } : {})
  const todo = { tag: { text: texts.todo, classes: 'govuk-tag--blue' } }
  const tasks: readonly Task[] = service.definition.pages.map((one) => ({
    title: { text: one.title[page.lang] },
    ...to(`form/${one.id}`),
    status: answered.includes(one.id) ? done : todo,
  }))
  const ready = answered.length === service.pages.length
  const last: Task = {
    title: { text: texts.check },
    status: ready ? todo : { text: texts.wait, classes: 'govuk-task-list__status--cannot-start-yet' },
    ...(ready ? to('check') : {}),
  }
  const first: Task = { title: { text: texts.applicant }, ...to('applicant'), status: done }
  return (
    <Layout page={page} title={service.definition.title[page.lang]} back="/me">
      <SetbackNote page={page} service={service} view={view} />
      <span class="govuk-caption-xl">{texts.draft}</span>
      <h1 class="govuk-heading-xl">{service.definition.title[page.lang]}</h1>
      {own ? <p class="govuk-body-l">{texts.draftLead}</p> : <CarryOn page={page} view={view} />}
      <h2 class="govuk-heading-m">{texts.tasks}</h2>
      <TaskList items={[first, ...tasks, last]} />
      {own && <Withdraw page={page} id={id} />}
    </Layout>
  )
}

/** `objection`: why somebody of whom the registers say this cannot apply. */
export const ApplicantPage = ({
  page,
  surroundings,
  service,
  view,
  objection,
}: DraftProps & { readonly surroundings: Surroundings; readonly objection?: string | undefined }) => {
  const texts = messages[page.lang]
  const asked = Object.keys(view.evidence)
  return (
    <Layout page={page} title={texts.applicant} back={`/cases/${view.id}`} error={objection !== undefined}>
      {objection !== undefined && <ErrorSummary errorList={[{ text: objection }]} />}
      <Step page={page} service={service} at={1} />
      <h1 class="govuk-heading-l">{texts.applicant}</h1>
      <p class="govuk-body">{asked.length === 0 ? texts.applicantUnknown : texts.applicantLead}</p>
      <Represents page={page} represented={view.represented} />
      <Evidence
        page={page}
        surroundings={surroundings}
        service={service}
        evidence={aboutPerson(view, service)}
        level={2}
      />
      <Details summary={texts.applicantWrong}>{texts.applicantWrongAbout}</Details>
      {objection === undefined && (
        <Button href={page.href(pathOf(view.id, `form/${service.pages[0]?.id ?? ''}`))}>{texts.applicantButton}</Button>
      )}
      <p class="govuk-hint">{texts.saved}</p>
    </Layout>
  )
}

/** The evidence that hangs on nothing but who applies. */
function aboutPerson({ evidence }: CaseView, service: LoadedService) {
  const own = service.evidence.filter(({ input }) => input.every(([, { source }]) => source.startsWith('person.')))
  return Object.fromEntries(own.flatMap(({ name }) => (evidence[name] ? [[name, evidence[name]] as const] : [])))
}

export interface QuestionsProps extends DraftProps {
  readonly asked: LoadedPage
  readonly typed: Typed
  readonly issues: readonly FieldIssue[]
  /** Why the answers together cannot be granted, and the question to mend it at. */
  readonly objection?: { readonly text: string; readonly field: string } | undefined
  /** Questions that are answered by choosing among one's own records. */
  readonly choices: Fields
  /** Whether the person came to change an answer, and goes back to the check. */
  readonly changing: boolean
}

export const QuestionsPage = (props: QuestionsProps) => {
  const { page, service, view, asked, typed, issues, objection, changing } = props
  const fields: Fields = { ...asked.fields, ...props.choices }
  const texts = messages[page.lang]
  const at = service.pages.indexOf(asked)
  const definition = service.definition.pages[at]
  const before = at === 0 ? 'applicant' : `form/${service.pages[at - 1]?.id ?? ''}`
  const title = definition?.title[page.lang] ?? ''
  return (
    <Layout
      page={page}
      title={title}
      back={pathOf(view.id, changing ? 'check' : before)}
      error={issues.length > 0 || objection !== undefined}
    >
      <FormErrors page={page} fields={fields} issues={issues} />
      {objection && (
        <ErrorSummary
          errorList={[{ text: objection.text, href: anchorOf(objection.field, fields[objection.field]) }]}
        />
      )}
      <Step page={page} service={service} at={at + 2} />
      <h1 class="govuk-heading-l">{title}</h1>
      {definition?.about && <p class="govuk-body">{definition.about[page.lang]}</p>}
      <form method="post" action={page.href(pathOf(view.id, `form/${asked.id}`))} novalidate>
        {changing && <input type="hidden" name="changing" value="yes" />}
        {Object.entries(fields).map(([name, field]) => (
          <FormField
            page={page}
            name={name}
            field={field}
            typed={typed}
            issues={issues}
            objection={objection?.field === name ? objection.text : undefined}
          />
        ))}
        <Button>{texts.continue}</Button>
      </form>
      <p class="govuk-hint">{texts.saved}</p>
    </Layout>
  )
}
