// The officials' side: the queue of the services that they decide, a case on the desk, and its signed decision.
import { Hono, type Context } from 'hono'
import { problemTitle } from '../../../web/messages/problems.ts'
import { DeskCasePage, SignDecisionPage, type DeskCaseProps } from '../../../web/views/work/case.tsx'
import { QueuePage, type Desk } from '../../../web/views/work/queue.tsx'
import { deskPath } from '../../../web/views/registers/board.tsx'
import { reshaped, textsOf, type Typed } from '../../../web/views/forms/typed.ts'
import { catalogue } from '../../catalogue.ts'
import { decideRequest, isInvolved, type DecisionDraft } from '../../engines/case/decide.ts'
import type { CaseView } from '../../engines/case/view.ts'
import { readAssertion } from '../../engines/identity/answer.ts'
import { sofiaDate } from '../../kernel/calendar.ts'
import { holdsRole } from '../../kernel/register.ts'
import type { LoadedService } from '../../kernel/load-service.ts'
import { readDesk } from '../../store/cases.ts'
import { caseById } from '../../store/objects.ts'
import { auditRefusal } from '../audit.ts'
import { requireRole } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { surroundingsOfService } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'
import { alikeDesks } from './alike.tsx'

type Ctx = Context<AppEnv>

const CASE = ':case{[a-z2-7]{16}}'

/** A lapsed case still waits for its decision. */
const STATUSES: { readonly [desk in Desk]: readonly string[] } = {
  waiting: ['submitted', 'granting', 'lapsed'],
  decided: ['granted', 'refused'],
  signing: ['signing'],
}

const objectOf = (c: Ctx) => caseById(c.env, c.req.param('case') ?? '')

function serviceOf(id: string): LoadedService {
  const service = catalogue.service(id)
  if (service === undefined) throw new Error(`a case of no service: ${id}`)
  return service
}

/** The services that an office signs with the applicant. */
const signedBy = (roles: readonly string[]): readonly string[] =>
  [...catalogue.services.values()]
    .filter(({ signing }) =>
      Object.values(signing?.signers ?? {}).some((signer) => 'role' in signer && roles.includes(signer.role)),
    )
    .map(({ id }) => id)

const deskOf = (text: string | undefined, decides: boolean): Desk =>
  text === 'decided' ? 'decided' : text === 'signing' || (text === undefined && !decides) ? 'signing' : 'waiting'

const decidedBy = (roles: readonly string[]): readonly string[] =>
  [...catalogue.services.values()]
    .filter(({ decide }) => decide.by.some((role) => roles.includes(role)))
    .map(({ id }) => id)

/** The boards that officials of these roles see besides what everyone sees. */
const boardsOf = (roles: readonly string[]) =>
  [...catalogue.registers.values()].flatMap(({ id, boards = {} }) =>
    Object.entries(boards).flatMap(([name, { title, desk }]) =>
      roles.some((role) => holdsRole(desk?.roles ?? [], role)) ? [{ title, path: deskPath(id, name) }] : [],
    ),
  )

type Shown = Partial<Pick<DeskCaseProps, 'typed' | 'issues' | 'done'>> & { readonly refused?: string }

async function deskPage(c: Ctx, view: CaseView, { typed = {}, issues = [], done = false, refused }: Shown = {}) {
  const page = c.get('page')
  const service = serviceOf(view.service)
  const failure =
    view.failure === null
      ? undefined
      : refusalText(page.lang, view.failedIn ?? service.causes.register.definition.id, view.failure)
  return c.html(
    <DeskCasePage
      page={page}
      surroundings={await surroundingsOfService(c, service, view)}
      service={service}
      view={view}
      typed={typed}
      issues={issues}
      done={done}
      own={isInvolved(view, ownOf(c).id)}
      failure={failure}
      refused={refused === undefined ? undefined : problemTitle(page.lang, refused)}
    />,
    issues.length > 0 || refused !== undefined ? 422 : 200,
  )
}

/** The decision as typed, one text a question. */
const decisionTexts = (service: LoadedService, typed: Typed) => ({
  ...textsOf(service.decision, typed),
  outcome: typed['outcome'] ?? '',
  reasons: typed['reasons'] ?? '',
})

/** The case as the official may see it, what they typed, and the document that their decision is; or the answer to give. */
async function draftOf(c: Ctx) {
  const { id, roles } = ownOf(c)
  const examined = await objectOf(c).examine(id, roles)
  if (!examined.ok) return { view: undefined, refusal: examined }
  const { assertion = '', ...typed } = await typedForm(c)
  const service = serviceOf(examined.value.service)
  const texts = decisionTexts(service, typed)
  return { view: examined.value, service, typed, texts, assertion, draft: await objectOf(c).draft(id, roles, texts) }
}

interface Decided {
  readonly view: CaseView
  readonly service: LoadedService
  readonly typed: Typed
}

async function signaturePage(c: Ctx, { view, service, typed }: Decided, { decided, document }: DecisionDraft) {
  const [hash = ''] = decideRequest(document, service).documents
  const { passkeys } = await ownOf(c).person.overview()
  return c.html(
    <SignDecisionPage
      page={c.get('page')}
      surroundings={await surroundingsOfService(c, service, view)}
      service={service}
      view={view}
      decided={decided}
      hash={hash}
      typed={typed}
      passkeys={passkeys}
    />,
  )
}

export const work = new Hono<AppEnv>()
  .use('/work', requireRole())
  .use('/work/*', requireRole())
  .get('/work', async (c) => {
    const { roles } = ownOf(c)
    const [decides, signs] = [decidedBy(roles), signedBy(roles)]
    const desk =
      signs.length === 0 && c.req.query('desk') !== 'decided'
        ? 'waiting'
        : deskOf(c.req.query('desk'), decides.length > 0)
    const services = desk === 'signing' ? signs : decides
    const queue = await readDesk(c.env.DB, services, STATUSES[desk], c.req.query('after'))
    if (queue === null) return refusedPage(c, { error: 'cursor-invalid' })
    const rows = queue.rows.map((row) => ({ ...row, title: serviceOf(row.service).definition.title }))
    return c.html(
      <QueuePage
        page={c.get('page')}
        desk={desk}
        rows={rows}
        today={sofiaDate(Date.now())}
        next={queue.next}
        decides={decides.length > 0}
        signs={signs.length > 0}
        boards={boardsOf(roles)}
        alike={alikeDesks(roles)}
      />,
    )
  })
  .get(`/work/cases/${CASE}`, async (c) => {
    const { id, roles } = ownOf(c)
    const examined = await objectOf(c).examine(id, roles)
    return examined.ok ? deskPage(c, examined.value, { done: c.req.query('done') === 'yes' }) : refusedPage(c, examined)
  })
  /** Back from the signature, with all that was typed. */
  .post(`/work/cases/${CASE}/edit`, async (c) => {
    const { view, typed, refusal } = await draftOf(c)
    return view === undefined ? refusedPage(c, refusal) : deskPage(c, view, { typed })
  })
  .post(`/work/cases/${CASE}/decide`, async (c) => {
    const { view, service, typed, draft, refusal } = await draftOf(c)
    if (view === undefined) return refusedPage(c, refusal)
    const other = reshaped(service.decision, typed)
    if (other !== null) return deskPage(c, view, { typed: other })
    if (!draft.ok)
      return draft.issues === undefined
        ? deskPage(c, view, { typed, refused: draft.error })
        : deskPage(c, view, { typed, issues: draft.issues })
    return signaturePage(c, { view, service, typed }, draft.value)
  })
  .post(`/work/cases/${CASE}/sign/options`, async (c) => {
    const { view, service, draft, refusal } = await draftOf(c)
    if (view === undefined) return problem(c, refusal)
    if (!draft.ok) return problem(c, draft)
    const { person, hash } = ownOf(c)
    const asked = await person.beginSign(hash, decideRequest(draft.value.document, service))
    return asked.ok ? c.json(asked.value.options) : problem(c, asked)
  })
  .post(`/work/cases/${CASE}/sign`, async (c) => {
    const { view, service, typed, texts, assertion, draft, refusal } = await draftOf(c)
    if (view === undefined) return refusedPage(c, refusal)
    const refuse = (code: string) => {
      auditRefusal(c, 'decide', code)
      return deskPage(c, view, { typed, refused: code })
    }
    if (!draft.ok) return refuse(draft.error)
    // Nothing was signed yet: a browser without scripts, or somebody who comes back from a login.
    if (assertion === '') return signaturePage(c, { view, service, typed }, draft.value)
    const answer = readAssertion(assertion)
    if (!answer.ok) return refuse(answer.error)
    const { id, roles, person, hash } = ownOf(c)
    const signed = await person.finishSign(hash, answer.value, decideRequest(draft.value.document, service))
    if (!signed.ok) return refuse(signed.error)
    const decided = await objectOf(c).decide(id, roles, texts, signed.value)
    if (!decided.ok) return refuse(decided.error)
    return c.redirect(c.get('page').href(`/work/cases/${view.id}?done=yes`), 303)
  })
