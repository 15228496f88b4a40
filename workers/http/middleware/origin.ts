// Whether a change comes from our own pages: each one is checked by Origin, and by Fetch Metadata where it is sent.
import { createMiddleware } from 'hono/factory'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses `foreign-origin`. A program with a bearer token sends no cookies: a request with both is a page's. */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  const program = /^(?:Bearer|DPoP) /u.test(c.req.header('Authorization') ?? '') && c.req.header('Cookie') === undefined
  if (SAFE.has(c.req.method) || program) return next()
  const site = c.req.header('Sec-Fetch-Site')
  const fromUs = c.req.header('Origin') === c.env.ORIGIN && (site === undefined || site === 'same-origin')
  return fromUs ? next() : problem(c, { error: 'foreign-origin' })
})
