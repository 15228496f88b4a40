// A person's own case: filling it in page by page, checking, paying, signing; and what became of it.
import { Hono, type Context } from 'hono'
import { issueOrObjection, objectionText, unknownSignerText } from '../objection.ts'
import { problemTitle } from '../../../web/messages/problems.ts'
import { CasePage, DonePage, WithdrawPage } from '../../../web/views/cases/case.tsx'
import { CheckPage, SignPage } from '../../../web/views/cases/check.tsx'
import { ApplicantPage, DraftPage, QuestionsPage } from '../../../web/views/cases/draft.tsx'
import { reshaped, textsOf, typedOf, type Typed } from '../../../web/views/forms/typed.ts'
import { catalogue } from '../../catalogue.ts'
import { submitRequest } from '../../engines/case/decide.ts'
import { isAnswered } from '../../engines/case/form.ts'
import { mayMove } from '../../engines/case/state.ts'
import type { CaseView } from '../../engines/case/view.ts'
import type { Refused } from '../../engines/command.ts'
import { admits } from '../../engines/identity/assurance.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import type { LoadedPage, LoadedService } from '../../kernel/load-service.ts'
import { err, ok } from '../../kernel/result.ts'
import { caseById } from '../../store/objects.ts'
import { paymentProvider } from '../../store/payments.ts'
import { auditRefusal } from '../audit.ts'
import { cardSignOptions, ownDemoCards, signedForm } from '../card-sign.ts'
import { requireSession, toLogin } from '../middleware/session.ts'
import { ownChoices } from '../own-records.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { cosignedFile, signedFile } from '../signed-file.ts'
import { actsForIt, switchPage } from '../switch.tsx'
import { surroundingsOfService } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const CASE = ':case{[a-z2-7]{16}}'
const SIGNING = /\/sign(?:(?:\/card)?\/options)?$/u

const objectOf = (c: Ctx) => caseById(c.env, c.req.param('case') ?? '')

/** The case, its service, and the page that shows it; or the refusal to answer with. */
async function caseOf(c: Ctx): Promise<{ readonly ok: true; view: CaseView; service: LoadedService } | Refused> {
  const answer = await objectOf(c).view(ownOf(c).id)
  return answer.ok ? withService(answer.value) : answer
}

function withService(view: CaseView): { readonly ok: true; view: CaseView; service: LoadedService } {
  const service = catalogue.service(view.service)
  if (service === undefined) throw new Error(`a case of no service: ${view.service}`)
  return { ok: true, view, service }
}

const toCase = (c: Ctx, rest = '') => c.redirect(c.get('page').href(`/cases/${c.req.param('case')}${rest}`), 303)

/** A draft alone is filled in: whoever comes back to a form of a case that was made is led to the case. */
async function draftOf(c: Ctx) {
  const found = await caseOf(c)
  if (!found.ok) return { response: await refusedPage(c, found) }
  if (found.view.status !== 'draft') return { response: toCase(c) }
  const switched = switchPage(c, found.view)
  return switched === undefined ? { draft: found } : { response: await switched }
}

const answeredPages = ({ answers }: CaseView, service: LoadedService): readonly string[] => {
  const today = sofiaDate(Date.now())
  return service.pages.filter((one) => isAnswered(one, answers, today)).map(({ id }) => id)
}

interface Shown {
  readonly asked: LoadedPage
  readonly view: CaseView
  readonly service: LoadedService
  readonly typed: Typed
  readonly changing: boolean
}

/** A page of questions as it stands; 422 where something is wrong with it. */
async function questions(
  c: Ctx,
  { asked, view, service, typed, changing }: Shown,
  issues: NonNullable<Refused['issues']> = [],
) {
  const page = c.get('page')
  const objection = issueOrObjection(page.lang, view, service, asked, issues)
  const choices = await ownChoices(c.env, ownOf(c).id, service, asked)
  const wrong = issues.length > 0 || objection !== undefined
  return c.html(
    <QuestionsPage
      page={page}
      service={service}
      view={view}
      asked={asked}
      typed={typed}
      issues={issues}
      objection={objection}
      choices={choices}
      changing={changing}
    />,
    wrong ? 422 : 200,
  )
}

/** Where a page that was answered leads: the next one, or the check. */
function nextOf(service: LoadedService, asked: LoadedPage, changing: boolean): string {
  const next = service.pages[service.pages.indexOf(asked) + 1]
  return changing || next === undefined ? '/check' : `/form/${next.id}`
}

async function signPage(c: Ctx, refused?: string) {
  const { draft, response } = await draftOf(c)
  if (draft === undefined) return response
  const { person, id } = ownOf(c)
  const application = await objectOf(c).application(id)
  if (!application.ok) return toCase(c, '/check')
  const { view, service } = draft
  const [surroundings, { passkeys }] = await Promise.all([surroundingsOfService(c, service), person.overview()])
  const [hash = ''] = submitRequest(application.value, service, view.represented).documents
  const page = c.get('page')
  const why = refused === undefined ? undefined : problemTitle(page.lang, refused)
  return c.html(
    <SignPage
      page={page}
      service={service}
      view={view}
      surroundings={surroundings}
      hash={hash}
      passkeys={passkeys}
      cards={ownDemoCards(c)}
      refused={why}
    />,
    refused === undefined ? 200 : 422,
  )
}

/** A signed document of the case, as a file that whoever gets it can check. */
async function file(c: Ctx, name: 'application' | 'decision') {
  const found = await caseOf(c)
  if (!found.ok) return name === 'application' ? cosignedFile(c) : refusedPage(c, found)
  const { submission, decision, proposal } = found.view
  const signed = name === 'application' ? (submission ?? proposal) : decision
  if (signed === null) return refusedPage(c, { error: 'not-found' })
  return signedFile(c, name, signed)
}

/** What the applicant is to sign, and how. */
async function askedToSign(c: Ctx) {
  const found = await caseOf(c)
  if (!found.ok) return found
  const { view, service } = found
  if (!actsForIt(c, view)) return err('mandate-of-another')
  const application = await objectOf(c).application(ownOf(c).id)
  if (!application.ok) return application
  const request = submitRequest(application.value, service, view.represented)
  return ok({ request, demand: service.definition.signature })
}

/** Asks for the login that the service demands; the login says why, and leads back. */
async function levelled(c: Ctx): Promise<Response | undefined> {
  const found = await caseOf(c)
  const session = c.get('session')
  if (!found.ok || session === undefined) return undefined
  const { level, fresh } = found.service.definition
  // A login a moment ago is asked of who signs, not of who reads on.
  const demand = { level, ...(fresh && SIGNING.test(c.req.path) ? { fresh } : {}) }
  const admitted = admits(session, demand, Date.now())
  return admitted.ok ? undefined : toLogin(c, admitted.error, demand)
}

export const cases = new Hono<AppEnv>()
  .use('/cases/*', requireSession())
  .use(`/cases/${CASE}/*`, async (c, next) => (await levelled(c)) ?? next())
  .get(`/cases/${CASE}`, async (c) => {
    const found = await caseOf(c)
    if (!found.ok) {
      const { id, roles } = ownOf(c)
      return (await objectOf(c).cosigning(id, roles)).ok ? toCase(c, '/cosign') : refusedPage(c, found)
    }
    const { view, service } = found
    const page = c.get('page')
    if (view.status !== 'draft') {
      const surroundings = await surroundingsOfService(c, service, view)
      return c.html(<CasePage page={page} surroundings={surroundings} service={service} view={view} />)
    }
    const switched = switchPage(c, view)
    if (switched !== undefined) return switched
    return c.html(<DraftPage page={page} service={service} view={view} answered={answeredPages(view, service)} />)
  })
  .get(`/cases/${CASE}/applicant`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    // What no answer of theirs can mend may have been mended where it is kept.
    const hopeless = draft.view.objection?.fields.length === 0
    const answer = hopeless ? await objectOf(c).refresh(ownOf(c).id) : { ok: true as const, value: draft.view }
    if (!answer.ok) return refusedPage(c, answer)
    const { view, service } = withService(answer.value)
    const page = c.get('page')
    const objection =
      view.objection?.fields.length === 0 ? objectionText(page.lang, view.objection, service) : undefined
    const surroundings = await surroundingsOfService(c, service, view)
    return c.html(
      <ApplicantPage page={page} surroundings={surroundings} service={service} view={view} objection={objection} />,
    )
  })
  .get(`/cases/${CASE}/form/:page`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    const { view, service } = draft
    const asked = service.pages.find(({ id }) => id === c.req.param('page'))
    if (asked === undefined) return refusedPage(c, { error: 'not-found' })
    const typed = typedOf(asked.fields, view.answers)
    return questions(c, { asked, view, service, typed, changing: c.req.query('changing') === 'yes' })
  })
  .post(`/cases/${CASE}/form/:page`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    const { service } = draft
    const asked = service.pages.find(({ id }) => id === c.req.param('page'))
    if (asked === undefined) return refusedPage(c, { error: 'not-found' })
    const typed = await typedForm(c)
    const changing = typed['changing'] === 'yes'
    const other = reshaped(asked.fields, typed)
    if (other !== null) return questions(c, { asked, view: draft.view, service, typed: other, changing })
    const answer = await objectOf(c).answer(ownOf(c).id, asked.id, textsOf(asked.fields, typed))
    if (!answer.ok && answer.error === 'invalid-input')
      return questions(c, { asked, view: draft.view, service, typed, changing }, answer.issues)
    if (!answer.ok) return refusedPage(c, answer)
    const { value: view } = answer
    if (issueOrObjection(c.get('lang'), view, service, asked, []) !== undefined)
      return questions(c, { asked, view, service, typed, changing })
    return toCase(c, nextOf(service, asked, changing))
  })
  .get(`/cases/${CASE}/check`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    const answer = await objectOf(c).refresh(ownOf(c).id)
    if (!answer.ok) return refusedPage(c, answer)
    const { view, service } = withService(answer.value)
    if (view.obstacle?.kind === 'page') return toCase(c, `/form/${view.obstacle.page}`)
    const page = c.get('page')
    const unknown = view.obstacle?.kind === 'signer' ? view.obstacle.signer : undefined
    const where = view.objection?.fields[0]
    const at = service.pages.find(({ fields }) => where !== undefined && Object.hasOwn(fields, where))
    const objection = view.objection && {
      text: objectionText(page.lang, view.objection, service),
      path: at && `/cases/${view.id}/form/${at.id}?changing=yes#${where}`,
    }
    return c.html(
      <CheckPage
        page={page}
        surroundings={await surroundingsOfService(c, service, view)}
        service={service}
        view={view}
        objection={
          objection ?? (unknown === undefined ? undefined : { text: unknownSignerText(page.lang, service, unknown) })
        }
        cancelled={c.req.query('payment') === 'cancelled'}
      />,
    )
  })
  .post(`/cases/${CASE}/pay`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    const provider = paymentProvider(c.env)
    if (provider === null) return refusedPage(c, { error: 'payment-unavailable' })
    const ordered = await objectOf(c).order(ownOf(c).id)
    if (!ordered.ok) return ordered.error === 'fee-paid' ? toCase(c, '/sign') : toCase(c, '/check')
    const address = provider.begin(ordered.value)
    return c.redirect(address.startsWith('/') ? c.get('page').href(address) : address, 303)
  })
  .get(`/cases/${CASE}/sign`, (c) => signPage(c))
  .post(`/cases/${CASE}/sign/options`, async (c) => {
    const asked = await askedToSign(c)
    if (!asked.ok) return problem(c, asked)
    const { person, hash } = ownOf(c)
    if (asked.value.demand !== undefined) return problem(c, { error: 'signature-by-card' })
    const begun = await person.beginSign(hash, asked.value.request)
    return begun.ok ? c.json(begun.value.options) : problem(c, begun)
  })
  .post(`/cases/${CASE}/sign/card/options`, async (c) => {
    const asked = await askedToSign(c)
    if (!asked.ok) return problem(c, asked)
    const { certificate = '' } = await typedForm(c)
    const begun = await cardSignOptions(c, certificate, asked.value.request, asked.value.demand)
    return begun.ok ? c.json(begun.value) : problem(c, begun)
  })
  .post(`/cases/${CASE}/sign`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    const refuse = (code: string) => {
      auditRefusal(c, 'sign', code)
      return signPage(c, code)
    }
    const typed = await typedForm(c)
    // Nothing was signed yet: a browser without scripts, or somebody who comes back from a login.
    if ((typed['assertion'] ?? '') === '' && (typed['card'] ?? '') === '') return signPage(c)
    const { id } = ownOf(c)
    const application = await objectOf(c).application(id)
    if (!application.ok) return toCase(c, '/check')
    const request = submitRequest(application.value, draft.service, draft.view.represented)
    const signed = await signedForm(c, typed, request, draft.service.definition.signature)
    if (!signed.ok) return refuse(signed.error)
    const submitted = await objectOf(c).submit(id, signed.value)
    if (submitted.ok) return toCase(c, '/done')
    return submitted.error === 'case-not-draft' ? toCase(c) : refuse(submitted.error)
  })
  .get(`/cases/${CASE}/done`, async (c) => {
    const found = await caseOf(c)
    if (!found.ok) return refusedPage(c, found)
    if (found.view.submission === null && found.view.proposal === null) return toCase(c)
    return c.html(<DonePage page={c.get('page')} view={found.view} />)
  })
  .get(`/cases/${CASE}/withdraw`, async (c) => {
    const found = await caseOf(c)
    if (!found.ok) return refusedPage(c, found)
    return mayMove(found.view.status, 'withdraw')
      ? c.html(<WithdrawPage page={c.get('page')} view={found.view} />)
      : toCase(c)
  })
  .post(`/cases/${CASE}/withdraw`, async (c) => {
    const answer = await objectOf(c).withdraw(ownOf(c).id)
    return answer.ok || answer.error === 'case-not-draft' ? toCase(c) : refusedPage(c, answer)
  })
  .get(`/cases/${CASE}/application.json`, (c) => file(c, 'application'))
  .get(`/cases/${CASE}/decision.json`, (c) => file(c, 'decision'))
