// Which system of an authority is calling: a token that is bound to its key, a role that its registration still has, and
// no more calls than it may make.
import type { Context } from 'hono'
import { isOfPortal } from '../kernel/register.ts'
import { auditRefusal } from './audit.ts'
import { throttled, throttledCaller } from './ceremony.ts'
import { findClient } from './oidc/clients.ts'
import { presented } from './oidc/tokens.ts'
import { problem } from './problem.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

export interface System {
  /** Its number as a client. */
  readonly id: string
  /** `authority.role` */
  readonly role: string
  /** Ids of the registers and evidence that it may read. */
  readonly reads: readonly string[]
}

export const isSystem = (c: Ctx): boolean => c.req.header('Authorization')?.startsWith('DPoP ') === true

function refuse(c: Ctx, code: string): Response {
  auditRefusal(c, 'system', code)
  const answer = problem(c, { error: code })
  // RFC 9449, 7.1: what is wrong with the token, or with the proof that came with it.
  if (answer.status === 401) {
    const error = code.startsWith('dpop-') ? 'invalid_dpop_proof' : 'invalid_token'
    answer.headers.set('WWW-Authenticate', `DPoP error="${error}", error_description="${code}"`)
  }
  return answer
}

const wait = (c: Ctx, retryAfter: number) => problem(c, { error: 'too-many-requests', retryAfter })

/** The refusal is the response to answer with. */
export async function systemOf(c: Ctx): Promise<System | Response> {
  const first = await throttled(c, 'relying-party')
  if (first > 0) return wait(c, first)
  const grant = await presented(c)
  if (!grant.ok) return refuse(c, grant.error)
  const { client: id, role } = grant.value
  // Asked each time: a system that was stopped, or lost its role, does nothing more.
  const client = await findClient(c.env, id)
  if (role === undefined || client?.role !== role || client.mode !== 'production' || isOfPortal(role))
    return refuse(c, 'not-allowed')
  const then = await throttledCaller(c, 'system', id)
  return then > 0 ? wait(c, then) : { id, role, reads: client.reads }
}
