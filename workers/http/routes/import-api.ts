// Imports for machines: a file in parts, its columns, the dry run, the bad rows, and the word to enter the good ones.
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { catalogue } from '../../catalogue.ts'
import type { Actor } from '../../engines/command.ts'
import type { Import } from '../../engines/import/state.ts'
import { importsOf } from '../../store/objects.ts'
import { badRows } from '../bad-rows.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const ALL = '/registers/:register/imports'
const ONE = `${ALL}/:id{[a-z2-7]{16}}`

const announced = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  file: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u)),
  size: v.pipe(v.number(), v.integer(), v.minValue(0)),
})

const chosen = v.strictObject({
  encoding: v.optional(v.string()),
  separator: v.optional(v.string()),
  mapping: v.strictObject({
    act: v.string(),
    columns: v.record(v.string(), v.string()),
    references: v.picklist(['check', 'leave']),
  }),
})

/** How an import is told to machines: what only its object needs stays there. */
const importJson = (one: Import, received?: number) => {
  const { cursor, claiming: _, first: __, begunBy, actor, second, ...rest } = one
  const roles = [begunBy, ...(actor === undefined ? [] : [actor]), ...(second === undefined ? [] : [second])]
  return {
    ...rest,
    // Of a first look at all rows nothing is counted yet.
    done: one.claiming === true ? 0 : cursor.row,
    by: roles.map(({ role }) => role),
    ...(received === undefined ? {} : { received }),
  }
}

/** `by` says who asks, or refuses with a response; it is asked before anything is done. */
export const importRoutes = (by: (c: Ctx) => Promise<Actor | Response>) => {
  const asked = async (c: Ctx) => {
    const register = c.req.param('register') ?? ''
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    const actor = await by(c)
    return actor instanceof Response
      ? actor
      : { actor, id: c.req.param('id') ?? '', imports: importsOf(c.env, register) }
  }
  return new Hono<AppEnv>()
    .get(ALL, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      return c.json({ imports: (await known.imports.list()).map((one) => importJson(one)) })
    })
    .post(ALL, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const body = v.safeParse(announced, await c.req.json().catch(() => undefined))
      if (!body.success) return problem(c, { error: 'body-invalid' })
      const begun = await known.imports.begin(body.output, known.actor)
      return begun.ok
        ? c.json(importJson(begun.value, await known.imports.received(begun.value.id)))
        : problem(c, begun)
    })
    .get(ONE, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const one = await known.imports.get(known.id)
      return one === null ? problem(c, { error: 'import-unknown' }) : c.json(importJson(one))
    })
    .put(`${ONE}/parts/:n{[0-9]{1,6}}`, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const bytes = new Uint8Array(await c.req.arrayBuffer())
      const kept = await known.imports.receive(known.id, Number(c.req.param('n')), bytes)
      return kept.ok ? c.body(null, 204) : problem(c, kept)
    })
    .post(`${ONE}/read`, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const read = await known.imports.read(known.id)
      return read.ok ? c.json(importJson(read.value)) : problem(c, read)
    })
    .post(`${ONE}/check`, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const body = v.safeParse(chosen, await c.req.json().catch(() => undefined))
      if (!body.success) return problem(c, { error: 'body-invalid' })
      const { encoding, separator, mapping } = body.output
      const checking = await known.imports.check(
        known.id,
        {
          mapping,
          ...(encoding === undefined ? {} : { encoding }),
          ...(separator === undefined ? {} : { separator }),
        },
        known.actor,
      )
      if (checking.ok) return c.json(importJson(checking.value))
      if (!('faults' in checking)) return problem(c, checking)
      const issues = checking.faults.map(({ code, name }) => ({ field: name, code }))
      return c.json({ code: checking.error, status: 422, issues }, 422, { 'Content-Type': 'application/problem+json' })
    })
    .post(`${ONE}/enter`, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const entering = await known.imports.enter(known.id, { actor: known.actor })
      return entering.ok ? c.json(importJson(entering.value)) : problem(c, entering)
    })
    .get(`${ONE}/bad.csv`, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const one = await known.imports.get(known.id)
      return one === null ? problem(c, { error: 'import-unknown' }) : badRows(c, one)
    })
    .delete(ONE, async (c) => {
      const known = await asked(c)
      if (known instanceof Response) return known
      const discarded = await known.imports.discard(known.id)
      return discarded.ok ? c.body(null, 204) : problem(c, discarded)
    })
}
