// What every page is given, and how a refusal looks to a person.
import type { Context } from 'hono'
import { createMiddleware } from 'hono/factory'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { createPage, type Page } from '../../web/views/page.ts'
import { RefusedPage } from '../../web/views/refused.tsx'
import type { Session } from '../engines/identity/session.ts'
import { problem, problemOf, refusalHeaders } from './problem.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** Addresses that machines ask: they get problem documents, whatever they accept. */
const MACHINES = /^\/(?:api|operator)(?:\/|$)/u

const personOf = ({ name, roles, represents }: Session) => ({
  name,
  roles,
  ...(represents === undefined ? {} : { acting: represents.called }),
})

/** What a view may know of this request by now. */
export function pageOf(c: Ctx): Page {
  const session = c.get('session')
  const footing = c.get('footing')
  return createPage({
    lang: c.get('lang'),
    path: c.req.path,
    search: new URL(c.req.url).search,
    demo: c.env.DEMO_CARDS !== '[]',
    ...(session === undefined ? {} : { person: personOf(session) }),
    ...(session === undefined || footing === undefined ? {} : { footing }),
  })
}

/** Sets `page`; a page that shows who is signed in is nobody else's. */
export const viewed = createMiddleware<AppEnv>(async (c, next) => {
  c.set('page', pageOf(c))
  await next()
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'private, no-store')
})

/** A refusal as a page, or as a problem document for who asks for JSON. */
export function refusedPage(c: Ctx, refusal: Parameters<typeof problemOf>[1]): Response | Promise<Response> {
  if (MACHINES.test(c.req.path) || c.req.header('Accept')?.startsWith('application/json')) return problem(c, refusal)
  const body = problemOf(c, refusal)
  refusalHeaders(c, body)
  const page = c.get('page') ?? pageOf(c)
  return c.html(<RefusedPage page={page} problem={body} />, body.status as ContentfulStatusCode)
}
