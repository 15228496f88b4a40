// What a system of an authority reads of the registers: each look names its ground, shows what its role may see and no
// more, and stands among who looked before the answer leaves.
import type { Context } from 'hono'
import { catalogue } from '../catalogue.ts'
import type { Purpose } from '../engines/command.ts'
import { decodeHeader, readGround } from '../engines/purpose.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { cellsOf } from '../kernel/field.ts'
import { parseInput, parseValue } from '../kernel/parse.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { isItems, type Scalar } from '../kernel/value.ts'
import { idsBy } from '../store/lookup.ts'
import { recordById, recordByKey } from '../store/objects.ts'
import { auditRefusal } from './audit.ts'
import { idPattern } from './browse.ts'
import { problem } from './problem.ts'
import { systemOf } from './system.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

interface AskedGround {
  readonly law?: string | undefined
  readonly case?: string | undefined
}

function refuse(c: Ctx, error: string): Response {
  auditRefusal(c, 'read', error)
  return problem(c, { error })
}

/** For what a system reads this, or the refusal to answer with. `what` is a register or an evidence. */
async function purposeOf(c: Ctx, what: string, asked: AskedGround): Promise<Purpose | Response> {
  const system = await systemOf(c)
  if (system instanceof Response) return system
  const { id, role, reads } = system
  if (!reads.includes(what)) return refuse(c, 'read-not-allowed')
  const ground = readGround(asked)
  if (!ground.ok) return refuse(c, ground.error)
  return { authority: role.split('.')[0] ?? role, role, ...ground.value, person: id, desk: true }
}

/** Nothing of it is kept on the way. */
const closedJson = (c: Ctx, value: object): Response => c.json(value, 200, { 'Cache-Control': 'no-store' })

/** One record by its id, with the ground in two headers. */
export async function readOne(c: Ctx, { id: register }: RegisterDefinition, id: string): Promise<Response> {
  const law = decodeHeader(c.req.header('Purpose-Law'))
  const purpose = await purposeOf(c, register, { law, case: decodeHeader(c.req.header('Purpose-Case')) })
  if (purpose instanceof Response) return purpose
  const view = idPattern.test(id) ? await recordById(c.env, register, id).read(purpose) : null
  return view === null ? problem(c, { error: 'unknown-record' }) : closedJson(c, { register, ...view })
}

interface AskedSearch {
  readonly find: { readonly [field: string]: unknown }
  readonly after?: string | undefined
  readonly purpose?: AskedGround | undefined
}

/** The one field that is searched, with its value as the register keeps it; null where it is none to find by. */
export function searchedBy({ fields }: RegisterDefinition, find: AskedSearch['find']) {
  const [[name, raw] = [], ...more] = Object.entries(find)
  const field = cellsOf(fields).find(([path]) => path === name)?.[1]
  if (name === undefined || field?.find !== 'exact' || field.disclose === 'sensitive' || more.length > 0) return null
  const value = parseValue(field, raw, sofiaDate(Date.now()))
  return value.ok && !isItems(value.value) ? { field: name, value: value.value } : null
}

export async function foundBy(
  c: Ctx,
  definition: RegisterDefinition,
  by: { field: string; value: Scalar },
  after?: string,
) {
  if (by.field !== definition.key) {
    const { ids, next } = await idsBy(c.env, definition.id, by.field, String(by.value), after)
    return { records: ids.map((id) => recordById(c.env, definition.id, id)), next }
  }
  // By its key a record is found at once, also one that was entered a moment ago.
  return { records: [recordByKey(c.env, definition, String(by.value))], next: undefined }
}

/** The records that have a value in a field; by POST, so that it stands in no address. */
export async function search(c: Ctx, definition: RegisterDefinition, asked: AskedSearch): Promise<Response> {
  const purpose = await purposeOf(c, definition.id, asked.purpose ?? {})
  if (purpose instanceof Response) return purpose
  const by = searchedBy(definition, asked.find)
  if (by === null || (asked.after !== undefined && !idPattern.test(asked.after))) return refuse(c, 'search-invalid')
  const { records, next } = await foundBy(c, definition, by, asked.after)
  const views = await Promise.all(records.map((record) => record.read(purpose, by)))
  return closedJson(c, {
    register: definition.id,
    records: views.filter((view) => view !== null),
    ...(next === undefined ? {} : { next }),
  })
}

interface AskedEvidence {
  readonly input: { readonly [field: string]: unknown }
  readonly purpose?: AskedGround | undefined
}

/** The least answer that serves, out of the register that knows it. */
export async function ask(c: Ctx, id: string, { input: raw, purpose: ground = {} }: AskedEvidence): Promise<Response> {
  const evidence = catalogue.evidence(id)
  if (evidence === undefined) return problem(c, { error: 'unknown-evidence' })
  const purpose = await purposeOf(c, id, ground)
  if (purpose instanceof Response) return purpose
  const { definition, source, key } = evidence
  const isAsked = (name: string) => !definition.input[name]?.optional
  const { values: input, issues } = parseInput(definition.input, raw, isAsked, sofiaDate(Date.now()))
  if (issues.length > 0) return problem(c, { error: 'invalid-input', issues })
  const record = recordByKey(c.env, source.definition, String(key.evaluate({ input })))
  const { found: known, values } = await record.answer(id, input, purpose)
  const told = Object.entries(values).filter(([name]) => definition.answer[name]?.silent !== true)
  return closedJson(c, { evidence: id, found: known, values: Object.fromEntries(told) })
}
