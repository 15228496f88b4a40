// Signing an application with its applicant: reading it, signing or declining it; and the applicant's taking it back.
import { Hono, type Context } from 'hono'
import { problemTitle } from '../../../web/messages/problems.ts'
import { CosignPage, DeclinedPage, DeclinePage } from '../../../web/views/signing/cosign.tsx'
import { RecallPage } from '../../../web/views/signing/recall.tsx'
import { catalogue } from '../../catalogue.ts'
import { hashOf } from '../../engines/case/signing.ts'
import type { CosignView } from '../../engines/case/view.ts'
import { readAssertion } from '../../engines/identity/answer.ts'
import { admits } from '../../engines/identity/assurance.ts'
import type { LoadedService } from '../../kernel/load-service.ts'
import { auditRefusal } from '../audit.ts'
import { CASE, objectOf, toCase } from '../case.ts'
import { requireSession, toLogin } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { problem } from '../problem.ts'
import { surroundingsOfService } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const COSIGN = `/cases/${CASE}/cosign`

interface Asked {
  readonly view: CosignView
  readonly service: LoadedService
}

/** What this person is to sign or has signed; or the answer to give: a login that is strong enough, or a refusal. */
async function askedOf(c: Ctx): Promise<{ readonly asked: Asked } | { readonly response: Response }> {
  const { id, roles, by } = ownOf(c)
  const answer = await objectOf(c).cosigning(id, roles)
  if (!answer.ok) {
    const own = await objectOf(c).view(id, by)
    return { response: own.ok ? toCase(c) : await refusedPage(c, answer) }
  }
  const { value: view } = answer
  const service = catalogue.service(view.service)
  const session = c.get('session')
  if (service === undefined || session === undefined) throw new Error(`a case of no service: ${view.service}`)
  const { level, fresh } = service.definition
  // A login a moment ago is asked of who signs, not of who reads.
  const demand = { level, ...(fresh && c.req.method === 'POST' ? { fresh } : {}) }
  const admitted = admits(session, demand, Date.now())
  return admitted.ok ? { asked: { view, service } } : { response: await toLogin(c, admitted.error, demand) }
}

async function cosignPage(c: Ctx, { view, service }: Asked, refused?: string) {
  const page = c.get('page')
  const [surroundings, { passkeys }] = await Promise.all([
    surroundingsOfService(c, service, view),
    ownOf(c).person.overview(),
  ])
  return c.html(
    <CosignPage
      page={page}
      surroundings={surroundings}
      service={service}
      view={view}
      hash={hashOf(view.document)}
      passkeys={passkeys}
      refused={refused === undefined ? undefined : problemTitle(page.lang, refused)}
    />,
    refused === undefined ? 200 : 422,
  )
}

/** Who signs, as the case keeps them. */
function byOf(c: Ctx) {
  const { id, roles } = ownOf(c)
  return { person: id, roles, name: c.get('session')?.name ?? '' }
}

export const cosign = new Hono<AppEnv>()
  .use('/cases/*', requireSession())
  .get(COSIGN, async (c) => {
    const found = await askedOf(c)
    return 'asked' in found ? cosignPage(c, found.asked) : found.response
  })
  .post(`${COSIGN}/options`, async (c) => {
    const { id, roles, person, hash } = ownOf(c)
    const request = await objectOf(c).cosignRequest(id, roles)
    if (!request.ok) return problem(c, request)
    const begun = await person.beginSign(hash, request.value)
    return begun.ok ? c.json(begun.value.options) : problem(c, begun)
  })
  .post(COSIGN, async (c) => {
    const found = await askedOf(c)
    if (!('asked' in found)) return found.response
    // Sent twice, or signed in another window.
    if (found.asked.view.signed !== null) return toCase(c, '/cosign')
    const refuse = (code: string) => {
      auditRefusal(c, 'cosign', code)
      return cosignPage(c, found.asked, code)
    }
    const { assertion: text = '' } = await typedForm(c)
    // Nothing was signed yet: a browser without scripts, or somebody who comes back from a login.
    if (text === '') return cosignPage(c, found.asked)
    const assertion = readAssertion(text)
    if (!assertion.ok) return refuse(assertion.error)
    const { id, roles, person, hash } = ownOf(c)
    const request = await objectOf(c).cosignRequest(id, roles)
    if (!request.ok) return refuse(request.error)
    const signed = await person.finishSign(hash, assertion.value, request.value)
    if (!signed.ok) return refuse(signed.error)
    const answer = await objectOf(c).cosign(byOf(c), signed.value)
    if (answer.ok || answer.error === 'already-signed') return toCase(c, '/cosign')
    auditRefusal(c, 'cosign', answer.error)
    // It may not be theirs to read any more.
    return answer.error === 'intent-changed' ? cosignPage(c, found.asked, answer.error) : refusedPage(c, answer)
  })
  .get(`${COSIGN}/decline`, async (c) => {
    const found = await askedOf(c)
    if (!('asked' in found)) return found.response
    const { view } = found.asked
    return view.turn
      ? c.html(<DeclinePage page={c.get('page')} view={view} typed={{}} issues={[]} />)
      : toCase(c, '/cosign')
  })
  .post(`${COSIGN}/decline`, async (c) => {
    const found = await askedOf(c)
    if (!('asked' in found)) return found.response
    const typed = await typedForm(c)
    const declined = await objectOf(c).decline(byOf(c), typed['reason'] ?? '')
    if (declined.ok) return c.redirect(c.get('page').href('/cases/declined'), 303)
    const { view } = found.asked
    if (declined.issues === undefined) return refusedPage(c, declined)
    return c.html(<DeclinePage page={c.get('page')} view={view} typed={typed} issues={declined.issues} />, 422)
  })
  .get('/cases/declined', (c) => c.html(<DeclinedPage page={c.get('page')} />))
  .get(`/cases/${CASE}/recall`, async (c) => {
    const { id, by } = ownOf(c)
    const found = await objectOf(c).view(id, by)
    if (!found.ok) return refusedPage(c, found)
    return found.value.status === 'signing' ? c.html(<RecallPage page={c.get('page')} view={found.value} />) : toCase(c)
  })
  .post(`/cases/${CASE}/recall`, async (c) => {
    const answer = await objectOf(c).recall(ownOf(c).id)
    return answer.ok || answer.error === 'case-not-signing' ? toCase(c) : refusedPage(c, answer)
  })
