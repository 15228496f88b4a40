// The registers for machines: definitions, records as of any time, and acts. Reads are open; an act needs a role.
import { Hono, type Context } from 'hono'
import * as v from 'valibot'
import type { RecordView } from '../../engines/command.ts'
import type { Moment } from '../../engines/record.ts'
import { catalogue } from '../../catalogue.ts'
import { isDate } from '../../kernel/calendar.ts'
import { recordById, recordByKey } from '../../store/objects.ts'
import { listRecords } from '../../store/snapshots.ts'
import { session } from '../middleware/session.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

/** A record's id as it stands in an address: 26 characters, or an open key. */
export const idPattern = /^[\p{L}\p{N}._-]{1,80}$/u

/** One act, as asked of a record; the record itself checks `input` against its definition. */
export const actBody = v.strictObject({
  key: v.pipe(v.string(), v.maxLength(200)),
  input: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
  effectiveFrom: v.optional(v.string()),
  expectedSeq: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})

/** Reads `?asOf=` (milliseconds or ISO 8601 with zone) and `?effective=` (a date); null where one of them is nonsense. */
export function momentOf(c: Context<AppEnv>): Moment | null {
  const recorded = c.req.query('asOf')
  const effective = c.req.query('effective')
  const at = recorded === undefined ? undefined : /^\d{1,15}$/u.test(recorded) ? Number(recorded) : Date.parse(recorded)
  if (Number.isNaN(at) || (effective !== undefined && !isDate(effective))) return null
  return { ...(at === undefined ? {} : { recorded: at }), ...(effective === undefined ? {} : { effective }) }
}

/** A record of the address's register, at the address's moment; or the refusal to answer with. */
export async function recordAt(c: Context<AppEnv>): Promise<{ record: RecordView; past: boolean } | { error: string }> {
  const register = c.req.param('register') ?? ''
  const id = c.req.param('id') ?? ''
  if (!catalogue.registers.has(register)) return { error: 'unknown-register' }
  if (!idPattern.test(id)) return { error: 'unknown-record' }
  const moment = momentOf(c)
  if (moment === null) return { error: 'moment-invalid' }
  const past = moment.recorded !== undefined || moment.effective !== undefined
  const object = recordById(c.env, register, id)
  const record = past ? await object.openAt(moment) : await object.open()
  return record === null ? { error: 'unknown-record' } : { record, past }
}

/** Who acts, by the role that the act asks for and the session or the operator's token grants. */
const roleFor = (roles: readonly string[], by: readonly string[]): string | undefined =>
  roles.find((role) => by.includes(role))

export const api = new Hono<AppEnv>()
  .get('/registers', (c) =>
    c.json([...catalogue.registers.values()].map(({ id, title, law, keeper }) => ({ id, title, law, keeper }))),
  )
  .get('/registers/:register', (c) => {
    const definition = catalogue.registers.get(c.req.param('register'))
    return definition === undefined ? problem(c, { error: 'unknown-register' }) : c.json(definition)
  })
  .get('/registers/:register/records', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    const after = c.req.query('after') ?? '0'
    if (!/^\d{1,15}$/u.test(after)) return problem(c, { error: 'cursor-invalid' })
    const page = await listRecords(c.env.DB, register, Number(after))
    return c.json({
      records: page.found.map(({ id, seq, open }) => ({ id, seq, values: open })),
      ...(page.next ? { next: page.next } : {}),
    })
  })
  .get('/registers/:register/records/:id', async (c) => {
    const answer = await recordAt(c)
    if ('error' in answer) return problem(c, answer)
    // The values that are open change only with an entry, or on the day that an entry takes effect.
    const { record } = answer
    const etag = `"${record.seq}-${record.effectiveFrom}"`
    const headers = { ETag: etag, 'Cache-Control': 'no-cache' }
    if (c.req.header('If-None-Match') === etag) return c.body(null, 304, headers)
    return c.json({ register: c.req.param('register'), ...record }, 200, headers)
  })
  .get('/registers/:register/records/:id/entries', async (c) => {
    const register = c.req.param('register')
    if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
    const before = c.req.query('before')
    if (before !== undefined && !/^\d{1,9}$/u.test(before)) return problem(c, { error: 'cursor-invalid' })
    if (!idPattern.test(c.req.param('id'))) return problem(c, { error: 'unknown-record' })
    const entries = await recordById(c.env, register, c.req.param('id')).history(
      before === undefined ? undefined : Number(before),
    )
    return c.json({ entries })
  })
  .post('/registers/:register/acts/:act', session, async (c) => {
    const { register: registerId, act: actId } = c.req.param()
    const register = catalogue.register(registerId)
    if (register === undefined) return problem(c, { error: 'unknown-register' })
    const act = register.acts.get(actId)
    if (act === undefined) return problem(c, { error: 'unknown-act' })
    const person = c.get('session')
    if (person === undefined) return problem(c, { error: 'not-signed-in' })
    const role = roleFor(person.roles, act.definition.by)
    if (role === undefined) return problem(c, { error: 'not-allowed' })
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
      idempotencyKey: `${person.person}:${idempotencyKey}`,
      ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
      ...(expectedSeq === undefined ? {} : { expectedSeq }),
      actor: { role, person: person.person },
      basis: { law: act.definition.law ?? register.definition.law },
    })
    return answer.ok ? c.json(answer.value, 201) : problem(c, { ...answer, register: registerId })
  })
