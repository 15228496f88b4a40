// The services: their list, what each takes, and the beginning of an application.
import { Hono, type Context } from 'hono'
import { ServicesPage } from '../../../web/views/services/list.tsx'
import { ServicePage } from '../../../web/views/services/service.tsx'
import { catalogue } from '../../catalogue.ts'
import { admits } from '../../engines/identity/assurance.ts'
import { caseId } from '../../engines/names.ts'
import { caseById } from '../../store/objects.ts'
import { mailboxOf } from '../mailbox.ts'
import { toLogin } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import { surroundingsOfService } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

/** What makes a form one form: a UUID that its page was given. */
const NONCE = /^[0-9a-f-]{36}$/u

async function draftsOf(c: Ctx, service: string) {
  if (c.get('session') === undefined) return []
  const { cases } = await (await mailboxOf(c)).overview()
  return cases.filter((one) => one.service === service && one.status === 'draft')
}

export const services = new Hono<AppEnv>()
  .get('/services', (c) => c.html(<ServicesPage page={c.get('page')} services={[...catalogue.services.values()]} />))
  .get('/services/:service', async (c) => {
    const service = catalogue.service(c.req.param('service'))
    if (service === undefined) return refusedPage(c, { error: 'unknown-service' })
    const { id } = service.definition
    const [surroundings, drafts] = await Promise.all([surroundingsOfService(c, service), draftsOf(c, id)])
    const nonce = crypto.randomUUID()
    return c.html(
      <ServicePage page={c.get('page')} service={service} surroundings={surroundings} drafts={drafts} nonce={nonce} />,
    )
  })
  /** Begins an application; the same form sent again leads to the same one. */
  .post('/services/:service', async (c) => {
    const service = catalogue.service(c.req.param('service'))
    if (service === undefined) return refusedPage(c, { error: 'unknown-service' })
    const { id, level } = service.definition
    const session = c.get('session')
    if (session === undefined) return toLogin(c, 'not-signed-in', { level })
    const admitted = admits(session, { level }, Date.now())
    if (!admitted.ok) return toLogin(c, admitted.error, { level })
    const { nonce = '' } = await typedForm(c)
    if (!NONCE.test(nonce)) return c.redirect(c.get('page').href(`/services/${id}`), 303)
    const own = ownOf(c)
    const number = caseId(c.env.INDEX_KEY, own.id, id, nonce)
    const opened = await caseById(c.env, number).open(number, id, own.id, session.represents?.mandate ?? null)
    if (!opened.ok) return refusedPage(c, opened)
    return c.redirect(c.get('page').href(`/cases/${number}${opened.value.status === 'draft' ? '/applicant' : ''}`), 303)
  })
