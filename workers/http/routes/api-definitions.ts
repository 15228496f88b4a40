// Definitions for machines: checking one before it is proposed, the versions that there were, what differs, and OpenAPI.
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { faultSentence } from '../../../web/messages/definition-faults.ts'
import { catalogue } from '../../catalogue.ts'
import { changesOf } from '../../engines/definition/compare.ts'
import { openApiOf } from '../../engines/openapi-register.ts'
import type { Fault } from '../../kernel/fault.ts'
import { authoritiesIn, checkedText, versionIn, versionsOf } from '../definitions.ts'
import { requireRole, session } from '../middleware/session.ts'
import { openJson } from '../open-data.ts'
import { ownOf } from '../own.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const checkBody = v.strictObject({
  definition: v.union([v.string(), v.record(v.string(), v.unknown())]),
})

const said = (c: Ctx, faults: readonly Fault<string>[]) =>
  faults.map((fault) => ({ ...fault, title: faultSentence(c.get('lang'), fault) }))

const versions = (c: Ctx) => {
  const definition = catalogue.registers.get(c.req.param('register') ?? '')
  return definition === undefined ? null : versionsOf(c.env, definition)
}

export const apiDefinitions = new Hono<AppEnv>()
  .use('/definitions/*', session, requireRole())
  /** Nothing is kept. `faults` is empty where the definition could be proposed. */
  .post('/definitions/check', async (c) => {
    const [authority] = authoritiesIn(ownOf(c).roles)
    if (authority === undefined) return problem(c, { error: 'not-allowed' })
    const body = v.safeParse(checkBody, await c.req.json().catch(() => undefined))
    if (!body.success) return problem(c, { error: 'body-invalid' })
    const { definition } = body.output
    const text = typeof definition === 'string' ? definition : JSON.stringify(definition)
    const answer = await checkedText(c.env, text, authority)
    const { faults, changes = [], opened = [] } = answer.ok ? answer.value : { faults: answer.faults }
    return c.json({ faults: said(c, faults), changes, opened }, 200, { 'Cache-Control': 'no-store' })
  })
  .get('/registers/:register/versions', async (c) => {
    const all = await versions(c)
    if (all === null) return problem(c, { error: 'unknown-register' })
    return openJson(c, {
      versions: all.map(({ definition: { version }, entry }) => ({ version, ...entry })),
    })
  })
  .get('/registers/:register/versions/:version', async (c) => {
    const all = await versions(c)
    if (all === null) return problem(c, { error: 'unknown-register' })
    const found = versionIn(all, c.req.param('version'))
    return found === undefined ? problem(c, { error: 'unknown-version' }) : openJson(c, found.definition)
  })
  /** What differs between two versions. */
  .get('/registers/:register/diff', async (c) => {
    const all = await versions(c)
    if (all === null) return problem(c, { error: 'unknown-register' })
    const [from, to] = [versionIn(all, c.req.query('from')), versionIn(all, c.req.query('to'))]
    if (from === undefined || to === undefined) return problem(c, { error: 'unknown-version' })
    return openJson(c, { changes: changesOf(from.definition, to.definition) })
  })
  .get('/registers/:register/openapi.json', async (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    return openJson(c, openApiOf(definition, c.env.ORIGIN, c.get('lang')))
  })
