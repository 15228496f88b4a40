// The simulated payment provider: its page, and its word to the case. A real provider has its own page elsewhere.
import { Hono, type Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import { PaymentPage } from '../../../web/views/payment.tsx'
import { catalogue } from '../../catalogue.ts'
import { openNotice, openOrder, sealNotice } from '../../engines/payment.ts'
import type { Env } from '../../env.ts'
import { caseById } from '../../store/objects.ts'
import { requireSession } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

const simulatedOnly = createMiddleware<AppEnv>((c, next) =>
  c.env.PAYMENT_PROVIDER === 'simulated' ? next() : Promise.resolve(c.notFound()),
)

/** Takes a provider's word, as it comes in; believed only if the provider sealed it. */
async function receive(env: Env, token: string) {
  const notice = openNotice(env.SESSION_KEY, token)
  return notice.ok ? caseById(env, notice.value.case).paid(notice.value) : notice
}

/** The order, if it is of a case of one's own that still waits for it; else the answer to give. */
async function orderOf(c: Context<AppEnv>) {
  const order = openOrder(c.env.SESSION_KEY, c.req.param('order') ?? '')
  if (!order.ok) return { response: await refusedPage(c, order) }
  const { case: id } = order.value
  const { id: person, by } = ownOf(c)
  const view = await caseById(c.env, id).view(person, by)
  if (!view.ok) return { response: await refusedPage(c, view) }
  const { status, payment: known, service } = view.value
  const to = (path: string) => ({ response: c.redirect(c.get('page').href(path), 303) })
  // Who has given up owes nothing.
  if (status !== 'draft') return to(`/cases/${id}`)
  return known?.status === 'paid' ? to(`/cases/${id}/sign`) : { order: order.value, service }
}

export const payment = new Hono<AppEnv>()
  .use('/payment/*', simulatedOnly, requireSession())
  .get('/payment/:order', async (c) => {
    const { order, service, response } = await orderOf(c)
    if (order === undefined) return response
    const { case: id, cents } = order
    const about = catalogue.services.get(service)?.title ?? { bg: '', en: '' }
    return c.html(
      <PaymentPage
        page={c.get('page')}
        id={id}
        about={about}
        cents={cents}
        path={`/payment/${c.req.param('order')}`}
      />,
    )
  })
  .post('/payment/:order', async (c) => {
    const { order, response } = await orderOf(c)
    if (order === undefined) return response
    const { choice } = await typedForm(c)
    const { href } = c.get('page')
    if (choice !== 'pay') return c.redirect(href(`/cases/${order.case}/check?payment=cancelled`), 303)
    const reference = `SIM-${order.payment.slice(0, 8).toUpperCase()}`
    const paid = await receive(c.env, sealNotice(c.env.SESSION_KEY, { ...order, reference }))
    return paid.ok ? c.redirect(href(`/cases/${order.case}/sign`), 303) : refusedPage(c, paid)
  })
