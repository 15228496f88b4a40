// How open data leaves: to a page of any origin, and with a tag of its content, so that who has it is not sent it again.
import type { Context } from 'hono'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import { toBase64Url, utf8 } from '../kernel/bytes.ts'
import { acceptedLanguage, languageOf } from './middleware/language.ts'
import type { AppEnv } from './types.ts'

/** What browsers may remember of a preflight; they cut it to two hours themselves. */
const PREFLIGHT_S = 86_400

const EXPOSED = ['ETag', 'X-Request-Id']

const preflight = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD'],
  allowHeaders: ['If-None-Match'],
  exposeHeaders: EXPOSED,
  maxAge: PREFLIGHT_S,
})

/**
 * Reads may come from others' pages, without cookies; nothing else may. Said on the answer itself: `cors` would make one
 * before there is any, which costs a read as much as its routing.
 */
export const anyOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (c.req.method === 'OPTIONS') return preflight(c, next)
  await next()
  // What is closed is for a server that says who it is, never for a page.
  if (c.req.header('Authorization') !== undefined) return
  c.res.headers.set('Access-Control-Allow-Origin', '*')
  c.res.headers.set('Access-Control-Expose-Headers', EXPOSED.join(','))
})

/** The language of a machine's address is the one that it asks for, unless the address itself says English. */
export const askedLanguage = createMiddleware<AppEnv>(async (c, next) => {
  if (languageOf(c.req.raw) === 'bg') c.set('lang', acceptedLanguage(c.req.header('Accept-Language')))
  await next()
  // A refusal is for this caller and this moment: its sentence is in their language.
  if (c.res.status >= 400) {
    c.header('Vary', 'Accept-Language', { append: true })
    c.header('Cache-Control', 'no-store')
  }
})

/** Weakly, as RFC 9110, 13.1.2 has it: any tag of the list, or `*` for whatever there is. */
const matches = (header: string, tag: string): boolean =>
  header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//u, '') === tag)

/** Answers with JSON under a tag that says nothing but its content: whatever changes what is shown changes the tag. */
export async function openJson(c: Context<AppEnv>, value: object, type = 'application/json'): Promise<Response> {
  const body = JSON.stringify(value)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(body)))
  const tag = `"${toBase64Url(hash.subarray(0, 16))}"`
  const headers = { ETag: tag, 'Cache-Control': 'no-cache' }
  const known = c.req.header('If-None-Match')
  if (known !== undefined && matches(known, tag)) return c.body(null, 304, headers)
  return c.body(body, 200, { ...headers, 'Content-Type': type })
}
