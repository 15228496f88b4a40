// What was refused to whom it concerns the operator: step, code and request, and never a person.
import type { Context } from 'hono'
import type { AppEnv } from './types.ts'

/** One line of JSON in the log; the request id is the one that the visitor was shown. */
export const auditRefusal = (c: Context<AppEnv>, step: string, code: string): void =>
  console.error(JSON.stringify({ audit: 'refused', step, code, request: c.get('requestId') }))
