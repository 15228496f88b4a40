// The registers for systems of authorities: search by what is closed, questions in place of certificates, and how to ask.
import { Hono } from 'hono'
import * as v from 'valibot'
import { catalogue } from '../../catalogue.ts'
import { openApi } from '../../engines/openapi.ts'
import { ask, search } from '../closed-reads.ts'
import { allRegisters } from '../middleware/known.ts'
import { openJson } from '../open-data.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

const ground = v.strictObject({ law: v.optional(v.string()), case: v.optional(v.string()) })
const values = v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))

const searchBody = v.strictObject({ find: values, after: v.optional(v.string()), purpose: v.optional(ground) })
const askBody = v.strictObject({ input: values, purpose: v.optional(ground) })

export const apiSystems = new Hono<AppEnv>()
  .get('/openapi.json', allRegisters, (c) =>
    openJson(c, openApi(c.env.ORIGIN, c.get('lang'), catalogue.registers.values(), catalogue.evidences.values())),
  )
  .get('/evidence', (c) =>
    openJson(
      c,
      [...catalogue.evidences.values()].map(({ id, title, law, source }) => ({ id, title, law, source })),
    ),
  )
  .get('/evidence/:evidence', (c) => {
    const definition = catalogue.evidences.get(c.req.param('evidence'))
    return definition === undefined ? problem(c, { error: 'unknown-evidence' }) : openJson(c, definition)
  })
  .post('/registers/:register/search', async (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const body = v.safeParse(searchBody, await c.req.json().catch(() => undefined))
    return body.success ? search(c, definition, body.output) : problem(c, { error: 'body-invalid' })
  })
  .post('/evidence/:evidence', async (c) => {
    const body = v.safeParse(askBody, await c.req.json().catch(() => undefined))
    return body.success ? ask(c, c.req.param('evidence'), body.output) : problem(c, { error: 'body-invalid' })
  })
