// Before a register is asked for by its address: one that was made at run time is read from its record.
import { createMiddleware } from 'hono/factory'
import { catalogue } from '../../catalogue.ts'
import type { AppEnv } from '../types.ts'

export const knownRegister = createMiddleware<AppEnv>(async (c, next) => {
  const asked = catalogue.know(c.env, c.req.param('register') ?? '')
  if (asked !== null) await asked
  await next()
})

/** Before all are listed. */
export const allRegisters = createMiddleware<AppEnv>(async (c, next) => {
  await catalogue.knowAll(c.env)
  await next()
})
