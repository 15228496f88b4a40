// A refusal on its way out: a problem document for machines; pages show it in their own way.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { issueText } from '../../web/messages/issues.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import type { Refused } from '../engines/command.ts'
import { FRESH_MS } from '../engines/identity/assurance.ts'
import { catalogue } from '../catalogue.ts'
import type { Demand } from '../kernel/demand.ts'
import { statusOf, type Problem } from '../kernel/problem.ts'
import type { AppEnv } from './types.ts'

type Refusal = Omit<Refused, 'ok'> & {
  /** The login that would be enough. */
  readonly needs?: Demand
  /** Seconds until it may be tried again. */
  readonly retryAfter?: number
  /** The act, of the register whose own refusal the code may be, whose fields the issues are of. */
  readonly act?: string
}

const needed = ({ level = 'substantial', fresh }: Demand) => ({
  level,
  ...(fresh === true ? { maxAge: FRESH_MS / 1000 } : {}),
})

export function problemOf(c: Context<AppEnv>, refusal: Refusal): Problem {
  const { error, issues, seq, register, act, needs, retryAfter } = refusal
  const lang = c.get('lang')
  const definition = register === undefined ? undefined : catalogue.registers.get(register)
  const own = definition?.refusals[error]
  const fields = { ...(act === undefined ? {} : definition?.acts[act]?.input), ...definition?.fields }
  const fieldOf = (name: string) => (Object.hasOwn(fields, name) ? fields[name] : undefined)
  return {
    type: `/problems/${error}`,
    code: error,
    title: own?.[lang] ?? problemTitle(lang, error),
    status: statusOf(error),
    instance: c.get('requestId'),
    ...(issues === undefined
      ? {}
      : {
          issues: issues.map((issue) => ({
            ...issue,
            title: issueText(lang, fieldOf(issue.field), issue.code, issue.about),
          })),
        }),
    ...(seq === undefined ? {} : { seq }),
    ...(needs === undefined ? {} : { needs: needed(needs) }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  }
}

/** RFC 9470, 3: the authentication that is asked for, in OpenID's words. */
const challengeOf = ({ code, needs }: Problem): string => {
  const error = code === 'not-signed-in' ? '' : ', error="insufficient_user_authentication"'
  const level = needs === undefined ? '' : `, acr_values="${needs.level}"`
  const age = needs?.maxAge === undefined ? '' : `, max_age="${needs.maxAge}"`
  return `Bearer realm="izvor"${error}${level}${age}`
}

/** The headers that come with a refusal: how to log in (RFC 9110, 11.6.1), when to come back (10.2.3). */
export function refusalHeaders(c: Context<AppEnv>, body: Problem): void {
  if (body.status === 401) c.header('WWW-Authenticate', challengeOf(body))
  if (body.retryAfter !== undefined) c.header('Retry-After', String(body.retryAfter))
}

export function problem(c: Context<AppEnv>, refusal: Refusal): Response {
  const body = problemOf(c, refusal)
  refusalHeaders(c, body)
  return c.json(body, body.status as ContentfulStatusCode, { 'Content-Type': 'application/problem+json' })
}
