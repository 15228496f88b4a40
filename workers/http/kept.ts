// What was typed when the session was over, too weak or too old: it waits, sealed, for whoever logs in in this browser.
import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { KEPT_MS, keepable, keptName, mayCarryOn, openForm, sealForm } from '../engines/identity/kept-form.ts'
import { IV_BYTES } from '../engines/identity/session.ts'
import { toBase64Url } from '../kernel/bytes.ts'
import { err } from '../kernel/result.ts'
import { ceremonyByName } from '../store/objects.ts'
import { throttled } from './ceremony.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

const COOKIE = 'kept'
const OPTIONS = { prefix: 'host', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' } as const
const SECRET = /^[A-Za-z0-9_-]{43}$/u
/** Of a form among those of this browser; it opens nothing. */
const ID_BYTES = 12

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))

function known(c: Ctx): string | undefined {
  const secret = getCookie(c, COOKIE, 'host')
  return secret !== undefined && SECRET.test(secret) ? secret : undefined
}

/** Keeps the form of this request; its name, or null where it is none of ours, or this address keeps too many. */
export async function keepForm(c: Ctx, page: string): Promise<string | null> {
  const type = c.req.header('Content-Type') ?? ''
  if (!/^(?:application\/x-www-form-urlencoded|multipart\/form-data)(?:;|$)/u.test(type)) return null
  const person = c.get('session')?.person ?? c.get('past') ?? null
  if (person === null && (await throttled(c, 'form')) > 0) return null
  const body = Object.entries(await c.req.parseBody({ all: true })).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, one] as const),
  )
  const fields = body.flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')] as [string, string]] : [],
  )
  const { pathname, search } = new URL(c.req.url)
  const now = Date.now()
  const form = keepable({
    person,
    action: pathname + search,
    page,
    fields,
    files: fields.length < body.length,
    at: now,
  })
  if (form === null) return null
  const secret = known(c) ?? toBase64Url(random(32))
  const id = toBase64Url(random(ID_BYTES))
  await ceremonyByName(c.env, keptName(secret)).keepForm(id, await sealForm(form, secret, random(IV_BYTES)))
  setCookie(c, COOKIE, secret, { ...OPTIONS, maxAge: KEPT_MS / 1000 })
  return id
}

/** The form of this name, if this browser kept it and it is this person's. */
export async function keptForm(c: Ctx, id: string, person: string) {
  const secret = known(c)
  if (secret === undefined) return err('form-gone')
  const sealed = await ceremonyByName(c.env, keptName(secret)).form(id)
  return mayCarryOn(sealed === null ? null : await openForm(sealed, secret), person, Date.now())
}

/** After a logout nothing that was typed here can be read any more. */
export const forgetForms = (c: Ctx): void => void deleteCookie(c, COOKIE, OPTIONS)
