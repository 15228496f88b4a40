// What comes with every answer, and what no request gets past: an id, a language, headers of defence, a size, the settings.
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import { readWitnesses } from '../../engines/log/witness-list.ts'
import { partMax } from '../../engines/import/state.ts'
import { missingSettings } from '../../settings.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'
import { acceptedLanguage, languageOf } from './language.ts'

/** A form or a command: the longest has a hundred fields of 200 characters. */
const BODY_MAX = 64 * 1024
/** The definition of a register: 40,000 characters, each of which may take six bytes as JSON within JSON. */
const DEFINITION_MAX = 256 * 1024
const DEFINITIONS = /^(?:\/api\/(?:definitions|registers\/registers)|\/(?:en\/)?work\/registers)\//u
/** A part of an old register's file. */
const PARTS = /^\/(?:api|operator|(?:en\/)?work)\/registers\/[^/]+\/imports\/[^/]+\/parts\/\d+$/u
/** A whole file, as a form sends it. */
const UPLOAD_MAX = 20 * 1024 * 1024
const UPLOADS = /^\/(?:en\/)?work\/registers\/[^/]+\/imports$/u
/** A batch of the operator: a thousand acts. */
const BATCH_MAX = 4 * 1024 * 1024
/** A large object or file of a backup, in base64. */
const RESTORE_MAX = 40 * 1024 * 1024

function bodyMax(path: string): number {
  if (PARTS.test(path)) return partMax
  if (UPLOADS.test(path)) return UPLOAD_MAX
  if (path.startsWith('/operator/restore/')) return RESTORE_MAX
  if (path.startsWith('/operator/')) return BATCH_MAX
  return DEFINITIONS.test(path) ? DEFINITION_MAX : BODY_MAX
}

export const identified = createMiddleware<AppEnv>(async (c, next) => {
  c.set('requestId', crypto.randomUUID())
  c.set(
    'lang',
    c.req.path.startsWith('/api/') ? acceptedLanguage(c.req.header('Accept-Language')) : languageOf(c.req.raw),
  )
  await next()
  c.res.headers.set('X-Request-Id', c.get('requestId'))
})

/** Everything comes from our own origin; nothing is inline, nothing is framed. */
export const defended = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  crossOriginOpenerPolicy: 'same-origin',
  permissionsPolicy: { publickeyCredentialsGet: ['self'], camera: [], microphone: [], geolocation: [] },
})

export const limited = createMiddleware<AppEnv>((c, next) =>
  bodyLimit({
    maxSize: bodyMax(c.req.path),
    onError: () => problem(c, { error: 'body-too-large' }),
  })(c, next),
)

/** A deployment's settings never change under it: they are looked at once. */
const found = new WeakSet<object>()

/** Nothing is served by a deployment that lacks a secret; the answer and the log name it. */
export const settled = createMiddleware<AppEnv>(async (c, next) => {
  if (found.has(c.env)) return next()
  // A witness that cannot be read would be missed by nobody.
  const missing = [...missingSettings(c.env), ...(readWitnesses(c.env.WITNESSES).ok ? [] : ['WITNESSES'])]
  if (missing.length === 0) {
    found.add(c.env)
    return next()
  }
  const text = `settings missing or malformed: ${missing.join(', ')}`
  console.error(text)
  return c.text(`${text}\n`, 503)
})
