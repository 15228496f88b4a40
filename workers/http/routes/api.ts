// The registers for machines: definitions, records as of any time, and acts. Reads are open; an act needs a role.
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import { catalogue } from '../../catalogue.ts'
import { isPast, parseMoment } from '../../engines/moment.ts'
import { recordById, recordByKey } from '../../store/objects.ts'
import { actorOf } from '../actor.ts'
import { idPattern, pageOfRecords, parseBefore } from '../browse.ts'
import { session } from '../middleware/session.ts'
import { anyOrigin, askedLanguage, openJson } from '../open-data.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

const scalar = v.union([v.string(), v.number(), v.boolean()])

/** One act, as asked of a record; the record itself checks `input` against its definition. */
export const actBody = v.strictObject({
  key: v.pipe(v.string(), v.maxLength(200)),
  input: v.record(v.string(), v.union([scalar, v.array(v.record(v.string(), scalar))])),
  effectiveFrom: v.optional(v.string()),
  expectedSeq: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

/** A register that is there, or the refusal to answer with. */
const registerOf = (c: Context<AppEnv>) => catalogue.registers.get(c.req.param('register') ?? '')

/** A record's object, by the address; null where no record can be called so. */
function recordOf(c: Context<AppEnv>, register: string) {
  const id = c.req.param('id') ?? ''
  return idPattern.test(id) ? recordById(c.env, register, id) : null
}

export const api = new Hono<AppEnv>()
  .use(askedLanguage)
  .get('*', anyOrigin)
  .options('*', anyOrigin)
  .get('/registers', (c) =>
    openJson(
      c,
      [...catalogue.registers.values()].map(({ id, title, about, law, keeper }) => ({ id, title, about, law, keeper })),
    ),
  )
  .get('/registers/:register', (c) => {
    const definition = registerOf(c)
    return definition === undefined ? problem(c, { error: 'unknown-register' }) : openJson(c, definition)
  })
  .get('/services', (c) =>
    openJson(
      c,
      [...catalogue.services.values()].map(({ id, title, about, law, authority }) => ({
        id,
        title,
        about,
        law,
        authority,
      })),
    ),
  )
  .get('/services/:service', (c) => {
    const definition = catalogue.services.get(c.req.param('service'))
    return definition === undefined ? problem(c, { error: 'unknown-service' }) : openJson(c, definition)
  })
  /** A page of records: all of them, or those that `q` finds. `next` is the `after` of the page that follows. */
  .get('/registers/:register/records', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const page = await pageOfRecords(c, definition)
    if (!page.ok) return problem(c, page)
    const { found, next } = page.value
    return openJson(c, {
      records: found.map(({ id, seq, open }) => ({ id, seq, values: open })),
      ...(next === undefined ? {} : { next }),
    })
  })
  .get('/registers/:register/records/:id', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const moment = parseMoment(c.req.query('asOf'), c.req.query('effective'))
    if (!moment.ok) return problem(c, moment)
    const object = recordOf(c, definition.id)
    const record = await (isPast(moment.value) ? object?.openAt(moment.value) : object?.open())
    if (record === undefined || record === null) return problem(c, { error: 'unknown-record' })
    return openJson(c, { register: definition.id, ...record })
  })
  /** What changed it, the latest first. `next` is the `before` of the page that follows. */
  .get('/registers/:register/records/:id/entries', async (c) => {
    const definition = registerOf(c)
    if (definition === undefined) return problem(c, { error: 'unknown-register' })
    const before = parseBefore(c.req.query('before'))
    if (before === null) return problem(c, { error: 'cursor-invalid' })
    const page = await recordOf(c, definition.id)?.page({}, before)
    if (page === undefined || page === null) return problem(c, { error: 'unknown-record' })
    const next = page.entries.at(-1)?.seq ?? 1
    return openJson(c, { entries: page.entries, ...(next > 1 ? { next } : {}) })
  })
  .post('/registers/:register/acts/:act', session, async (c) => {
    const { register: registerId, act: actId } = c.req.param()
    const register = catalogue.register(registerId)
    if (register === undefined) return problem(c, { error: 'unknown-register' })
    const act = register.acts.get(actId)
    if (act === undefined) return problem(c, { error: 'unknown-act' })
    const acting = await actorOf(c, act.definition)
    if (acting instanceof Response) return acting
    const idempotencyKey = c.req.header('Idempotency-Key')
    if (idempotencyKey === undefined || !/^[\w.:-]{8,128}$/u.test(idempotencyKey))
      return problem(c, { error: 'idempotency-key-invalid' })
    const body = v.safeParse(actBody, await c.req.json().catch(() => undefined))
    if (!body.success) return problem(c, { error: 'body-invalid' })

    const { effectiveFrom, expectedSeq, key, input } = body.output
    const answer = await recordByKey(c.env, register.definition, key).perform({
      register: registerId,
      act: actId,
      key,
      input,
      // Two officials may choose the same key: each has their own.
      idempotencyKey: `${acting.whose}:${idempotencyKey}`,
      ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
      ...(expectedSeq === undefined ? {} : { expectedSeq }),
      actor: acting.actor,
      basis: { law: act.definition.law ?? register.definition.law },
    })
    return answer.ok ? c.json(answer.value, 201) : problem(c, { ...answer, register: registerId, act: actId })
  })
