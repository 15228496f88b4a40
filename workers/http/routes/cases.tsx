// A person's own case: checking, paying, signing; and what became of it.
import { Hono, type Context } from 'hono'
import { objectionText, unknownSignerText } from '../objection.ts'
import { problemTitle } from '../../../web/messages/problems.ts'
import { CasePage, DonePage, WithdrawPage } from '../../../web/views/cases/case.tsx'
import { CheckPage, SignPage } from '../../../web/views/cases/check.tsx'
import { ApplicantPage, DraftPage } from '../../../web/views/cases/draft.tsx'
import { submitRequest } from '../../engines/case/decide.ts'
import { isAnswered } from '../../engines/case/form.ts'
import { mayMove } from '../../engines/case/state.ts'
import type { CaseView } from '../../engines/case/view.ts'
import { admits } from '../../engines/identity/assurance.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import type { LoadedService } from '../../kernel/load-service.ts'
import { err, ok } from '../../kernel/result.ts'
import { paymentProvider } from '../../store/payments.ts'
import { auditRefusal } from '../audit.ts'
import { cardSignOptions, ownDemoCards, signedForm } from '../card-sign.ts'
import { CASE, caseOf, draftOf, objectOf, toCase, withService } from '../case.ts'
import { requireSession, toLogin } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { cosignedFile, signedFile } from '../signed-file.ts'
import { switchPage } from '../switch.tsx'
import { surroundingsOfService } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const SIGNING = /\/sign(?:(?:\/card)?\/options)?$/u

const answeredPages = ({ answers }: CaseView, service: LoadedService): readonly string[] => {
  const today = sofiaDate(Date.now())
  return service.pages.filter((one) => isAnswered(one, answers, today)).map(({ id }) => id)
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
  if (!view.acting) return err('mandate-of-another')
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
    const own = view.person === ownOf(c).id
    const answered = answeredPages(view, service)
    return c.html(<DraftPage page={page} service={service} view={view} answered={answered} own={own} />)
  })
  .post(`/cases/${CASE}/carry-on`, async (c) => {
    const { id, by } = ownOf(c)
    if (by === null) return toCase(c)
    const answer = await objectOf(c).carryOn(id, by)
    return answer.ok || answer.error === 'case-not-draft' ? toCase(c) : refusedPage(c, answer)
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
