// A person's own pages: overview, inbox, devices. Each asks the person's object whether the session still stands.
import { Hono, type Context } from 'hono'
import { DataPage } from '../../../web/views/identity/data.tsx'
import { DevicesPage, isDone, RemovePage, RenamePage, type Done } from '../../../web/views/identity/devices.tsx'
import { InboxPage, MePage, MessagePage } from '../../../web/views/identity/me.tsx'
import { catalogue } from '../../catalogue.ts'
import { messagesPage } from '../../engines/identity/person.ts'
import { captionOf } from '../../engines/snapshot.ts'
import { auditRefusal } from '../audit.ts'
import { live, requireSession } from '../middleware/session.ts'
import { namesOf } from '../../store/browse.ts'
import { findAbout, readAbout, recordsPage } from '../../store/about.ts'
import { mailboxOf } from '../mailbox.ts'
import { ownOf } from '../own.ts'
import { problem } from '../problem.ts'
import { authoritiesOf, referencesIn, surroundingsOf } from '../surroundings.ts'
import type { AppEnv } from '../types.ts'
import { walletOf } from '../wallet.ts'

type Ctx = Context<AppEnv>

async function passkeyOf(c: Ctx) {
  const { person, hash } = ownOf(c)
  const devices = await person.devices(hash)
  return devices.ok ? devices.value.passkeys.find(({ id }) => id === c.req.param('id')) : undefined
}

const toDevices = (c: Ctx, done: Done) => c.redirect(c.get('page').href(`/me/devices?done=${done}`), 303)

/** Behind how many of a long list a page begins. */
const fromOf = (c: Ctx): number => {
  const text = c.req.query('from') ?? ''
  return /^\d{1,6}$/u.test(text) ? Number(text) : 0
}

/** Where the pages before and after begin. */
const around = (from: number, found: number) => ({
  ...(from > 0 ? { before: Math.max(0, from - recordsPage) } : {}),
  ...(found > recordsPage ? { after: from + recordsPage } : {}),
})

const fresh = requireSession('low', true)

export const me = new Hono<AppEnv>()
  .use('/me', live, requireSession())
  .use('/me/*', live, requireSession())
  .get('/me', async (c) => {
    const mailbox = await mailboxOf(c)
    const { cases, unread } = await mailbox.overview()
    const titled = cases.flatMap((one) => {
      const title = catalogue.services.get(one.service)?.title
      return title === undefined ? [] : [{ ...one, title }]
    })
    const wallet = walletOf(c.env) !== null
    return c.html(<MePage page={c.get('page')} cases={titled} unread={unread} of={mailbox.of} wallet={wallet} />)
  })
  .get('/me/data', async (c) => {
    const { person } = ownOf(c)
    const [identity, { cases }] = await Promise.all([person.identity(), person.overview()])
    const number = identity?.personalNumber ?? ''
    const from = fromOf(c)
    const found = await findAbout(c.env, catalogue.registers.values(), number, { from, most: recordsPage + 1 })
    const own = await readAbout(c.env, found.slice(0, recordsPage), number)
    const records = own.flatMap(({ register, ...rest }) => {
      const loaded = catalogue.register(register)
      if (loaded === undefined) return []
      return [{ definition: loaded.definition, caption: captionOf(loaded, rest.view.values, rest.view.id), ...rest }]
    })
    const references = records.flatMap(({ definition, view, accesses }) => [
      ...referencesIn(definition.fields, view.values),
      ...authoritiesOf(accesses.map(({ authority }) => authority)),
      ...accesses.map(({ authority }) => ({ register: 'relying-parties', id: authority })),
    ])
    const surroundings = surroundingsOf(c, await namesOf(c.env.DB, references))
    const ids = cases.map(({ id }) => id)
    return c.html(
      <DataPage
        page={c.get('page')}
        surroundings={surroundings}
        records={records}
        cases={ids}
        {...around(from, found.length)}
      />,
    )
  })
  .get('/me/inbox', async (c) => {
    const mailbox = await mailboxOf(c)
    const messages = await mailbox.inbox(c.req.query('after'))
    const more = messages.length === messagesPage
    return c.html(<InboxPage page={c.get('page')} messages={messages} of={mailbox.of} more={more} />)
  })
  .get('/me/inbox/:id', async (c) => {
    const message = await (await mailboxOf(c)).message(c.req.param('id'))
    if (message === null) return problem(c, { error: 'not-found' })
    return c.html(<MessagePage page={c.get('page')} message={message} />)
  })
  .get('/me/devices', async (c) => {
    const { person, hash } = ownOf(c)
    const devices = await person.devices(hash)
    if (!devices.ok) return problem(c, devices)
    const done = c.req.query('done')
    return c.html(<DevicesPage page={c.get('page')} devices={devices.value} done={isDone(done) ? done : undefined} />)
  })
  .get('/me/devices/:id/rename', async (c) => {
    const passkey = await passkeyOf(c)
    if (passkey === undefined) return problem(c, { error: 'not-found' })
    return c.html(<RenamePage page={c.get('page')} passkey={passkey} />)
  })
  .post('/me/devices/:id/rename', async (c) => {
    const passkey = await passkeyOf(c)
    if (passkey === undefined) return problem(c, { error: 'not-found' })
    const { name } = await c.req.parseBody()
    const typed = typeof name === 'string' ? name : ''
    const { person, hash } = ownOf(c)
    const answer = await person.renamePasskey(hash, passkey.id, typed)
    if (answer.ok) return toDevices(c, 'renamed')
    return c.html(<RenamePage page={c.get('page')} passkey={passkey} typed={typed} refused={answer.error} />, 422)
  })
  .get('/me/devices/:id/remove', fresh, async (c) => {
    const passkey = await passkeyOf(c)
    if (passkey === undefined) return problem(c, { error: 'not-found' })
    return c.html(<RemovePage page={c.get('page')} passkey={passkey} />)
  })
  .post('/me/devices/:id/remove', fresh, async (c) => {
    const passkey = await passkeyOf(c)
    if (passkey === undefined) return problem(c, { error: 'not-found' })
    const { person, hash } = ownOf(c)
    const answer = await person.removePasskey(hash, passkey.id)
    if (answer.ok) return toDevices(c, 'removed')
    auditRefusal(c, 'remove-passkey', answer.error)
    return c.html(<RemovePage page={c.get('page')} passkey={passkey} refused={answer.error} />, 422)
  })
  .post('/me/sign-out-everywhere', async (c) => {
    const { person, hash } = ownOf(c)
    const answer = await person.signOutEverywhere(hash)
    return answer.ok ? toDevices(c, 'signed-out') : problem(c, answer)
  })
