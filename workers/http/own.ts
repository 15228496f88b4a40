// The person of a session and the hash by which their object knows it; `requireSession` stands before every use.
import type { Context } from 'hono'
import { sessionHash } from '../engines/identity/session.ts'
import { personById } from '../store/objects.ts'
import type { AppEnv } from './types.ts'

export function ownOf(c: Context<AppEnv>) {
  const session = c.get('session')
  if (session === undefined) throw new Error('a page of nobody')
  return {
    id: session.person,
    roles: session.roles,
    /** By which they act for another now. */
    by: session.represents?.mandate ?? null,
    person: personById(c.env, session.person),
    hash: sessionHash(session),
  }
}

/**
 * The controls of a form that was sent, as text; files are none. A form sends each new line as CR LF, a script of the
 * page as LF alone (HTML Standard, form submission): here they are one, else what was signed is not what is sent.
 */
export async function typedForm(c: Context<AppEnv>): Promise<{ readonly [control: string]: string }> {
  const body = await c.req.parseBody()
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.replaceAll('\r\n', '\n')] as const] : [],
    ),
  )
}
