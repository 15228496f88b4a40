// Where a person logged in with their eID, and taking back what they agreed to.
import { Hono } from 'hono'
import { ConsentsPage } from '../../../web/views/oidc/consents.tsx'
import { namesOf } from '../../store/browse.ts'
import { grantByName } from '../../store/objects.ts'
import { RELYING_PARTIES } from '../oidc/clients.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

export const consents = new Hono<AppEnv>()
  .get('/me/consents', async (c) => {
    const agreements = await ownOf(c).person.agreements()
    const names = await namesOf(
      c.env.DB,
      [...new Set(agreements.map(({ client }) => client))].map((id) => ({ register: RELYING_PARTIES, id })),
    )
    const shown = agreements.map((one) => ({
      ...one,
      site: names.get(`${RELYING_PARTIES}:${one.client}`)?.caption ?? one.client,
    }))
    return c.html(<ConsentsPage page={c.get('page')} agreements={shown} done={c.req.query('done') === 'withdrawn'} />)
  })
  .post('/me/consents', async (c) => {
    const { client = '' } = await typedForm(c)
    const { person, hash } = ownOf(c)
    const answer = await person.withdraw(hash, client)
    if (!answer.ok) return refusedPage(c, { error: answer.error })
    // At once, for it is said to be done; what fails here is the outbox's.
    await Promise.allSettled(answer.value.map((grant) => grantByName(c.env, grant).end()))
    return c.redirect(c.get('page').href('/me/consents?done=withdrawn'), 303)
  })
