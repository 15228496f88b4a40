// Acting for others: the choice for whom, kept in the session.
import { Hono, type Context } from 'hono'
import { problemTitle } from '../../../web/messages/problems.ts'
import { ActingPage, type Choice } from '../../../web/views/mandates/acting.tsx'
import { mandateId } from '../../engines/mandate.ts'
import { knownOf, representing } from '../acting.ts'
import { auditRefusal } from '../audit.ts'
import { actFor, localPath, requireSession, toLogin } from '../middleware/session.ts'
import { refusalText } from '../objection.ts'
import { ownOf, typedForm } from '../own.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

async function choicesOf(c: Ctx): Promise<readonly Choice[]> {
  const identity = await ownOf(c).person.identity()
  const known = identity === null ? [] : await knownOf(c.env, identity.personalNumber)
  return known.flatMap(({ mandate, called, right, refused }) =>
    refused === null ? [{ mandate: mandateId(mandate), called, right, until: mandate.until }] : [],
  )
}

async function actingPage(c: Ctx, next: string, refused?: string) {
  return c.html(
    <ActingPage
      page={c.get('page')}
      choices={await choicesOf(c)}
      current={c.get('session')?.represents?.mandate ?? ''}
      next={next}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  )
}

export const mandates = new Hono<AppEnv>()
  .use('/me/acting', requireSession('substantial'))
  .get('/me/acting', (c) => actingPage(c, localPath(c.env.ORIGIN, c.req.query('next'))))
  .post('/me/acting', async (c) => {
    const { mandate = '', next } = await typedForm(c)
    const path = localPath(c.env.ORIGIN, next)
    const answer = mandate === '' ? null : await representing(c.env, ownOf(c).id, mandate)
    if (answer !== null && !answer.ok) {
      auditRefusal(c, 'act-for', answer.error)
      const { lang } = c.get('page')
      const { register, error } = answer
      return actingPage(
        c,
        path,
        register === undefined ? problemTitle(lang, error) : refusalText(lang, register, error),
      )
    }
    const done = await actFor(c, answer?.value)
    return done ? c.redirect(next === undefined ? c.get('page').href('/me') : path, 303) : toLogin(c, 'not-signed-in')
  })
