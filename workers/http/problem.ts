// A refusal on its way out: a problem document for machines; pages show it in their own way.
import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { issueText } from '../../web/messages/issues.ts'
import { problemTitle } from '../../web/messages/problems.ts'
import type { Refused } from '../engines/command.ts'
import { catalogue } from '../catalogue.ts'
import { statusOf, type Problem } from '../kernel/problem.ts'
import type { AppEnv } from './types.ts'

type Refusal = Omit<Refused, 'ok'> & {
  /** The act, of the register whose own refusal the code may be, whose fields the issues are of. */
  readonly act?: string
}

export function problemOf(c: Context<AppEnv>, refusal: Refusal): Problem {
  const { error, issues, seq, register, act } = refusal
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
      : { issues: issues.map((issue) => ({ ...issue, title: issueText(lang, fieldOf(issue.field), issue.code) })) }),
    ...(seq === undefined ? {} : { seq }),
  }
}

export function problem(c: Context<AppEnv>, refusal: Refusal): Response {
  const body = problemOf(c, refusal)
  return c.json(body, body.status as ContentfulStatusCode, { 'Content-Type': 'application/problem+json' })
}
