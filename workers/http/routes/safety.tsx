// A person's own safety: freezing and unfreezing, what other devices were told, ending one session, carrying on.
import { Hono, type Context } from 'hono'
import { CarryOnPage, DONE, FreezePage, UnfreezePage, type Done } from '../../../web/views/safety/pages.tsx'
import { auditRefusal } from '../audit.ts'
import { keptForm } from '../kept.ts'
import { live, referringPath, requireCard, requireSession } from '../middleware/session.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const doneOf = (text: string | undefined): Done | undefined =>
  text !== undefined && Object.hasOwn(DONE, text) ? (text as Done) : undefined

const to = (c: Ctx, path: string) => c.redirect(c.get('page').href(path), 303)

export const safety = new Hono<AppEnv>()
  .use('/me/*', live, requireSession())
  .get('/me/freeze', async (c) => {
    const { person, hash } = ownOf(c)
    const devices = await person.devices(hash)
    if (!devices.ok) return refusedPage(c, devices)
    const { freeze } = devices.value
    return c.html(<FreezePage page={c.get('page')} freeze={freeze} done={doneOf(c.req.query('done'))} />)
  })
  .post('/me/freeze', async (c) => {
    const { person, hash } = ownOf(c)
    const frozen = await person.freeze(hash)
    return frozen.ok ? to(c, '/me/freeze?done=frozen') : refusedPage(c, frozen)
  })
  .use('/me/unfreeze', requireCard)
  .get('/me/unfreeze', (c) => c.html(<UnfreezePage page={c.get('page')} />))
  .post('/me/unfreeze', async (c) => {
    const { person, hash } = ownOf(c)
    const thawed = await person.unfreeze(hash)
    if (thawed.ok) return to(c, '/me/freeze?done=unfrozen')
    auditRefusal(c, 'unfreeze', thawed.error)
    return refusedPage(c, thawed)
  })
  /** Back to the page on which it was pressed. */
  .post('/me/alerts/seen', async (c) => {
    const { person, hash } = ownOf(c)
    const { n = '' } = await typedForm(c)
    const answer = /^\d{1,15}$/u.test(n) ? await person.seen(hash, Number(n)) : null
    return answer?.ok === false ? refusedPage(c, answer) : c.redirect(referringPath(c), 303)
  })
  .post('/me/sessions/:id{[0-9a-f]{32}}/end', async (c) => {
    const { person, hash } = ownOf(c)
    const ended = await person.endSession(hash, c.req.param('id'))
    return ended.ok ? to(c, '/me/devices?done=ended') : refusedPage(c, ended)
  })
  .use('/carry-on/*', requireSession())
  .get('/carry-on/:id{[A-Za-z0-9_-]{16}}', async (c) => {
    const form = await keptForm(c, c.req.param('id'), ownOf(c).id)
    if (form.ok) return c.html(<CarryOnPage page={c.get('page')} form={form.value} />)
    auditRefusal(c, 'carry-on', form.error)
    return refusedPage(c, form)
  })
