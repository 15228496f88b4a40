// A register kept in PostgreSQL: an act is one transaction, with the checks that the portal makes, by the same kernel.
import type { Pool, PoolClient } from 'pg'
import { catalogue } from '../../../workers/catalogue.ts'
import { disclose } from '../../../workers/engines/disclosure.ts'
import { recordId } from '../../../workers/engines/names.ts'
import { isDate, sofiaDate } from '../../../workers/kernel/calendar.ts'
import type { LoadedAct } from '../../../workers/kernel/load.ts'
import { parseInput, parseValue } from '../../../workers/kernel/parse.ts'
import type { Value, Values } from '../../../workers/kernel/value.ts'

export interface Command {
  readonly key: string
  readonly input: { readonly [field: string]: string | number | boolean }
  readonly effectiveFrom?: string
}

export interface Official {
  readonly person: string
  readonly roles: readonly string[]
}

interface Standing {
  readonly seq: number
  readonly recorded_at: string
  readonly effective_from: string
  readonly fields: Values
  /** Whether an act with this idempotency key was done. */
  readonly done: boolean
}

type Answer = { readonly seq: number } | { readonly error: string }

const loaded = catalogue.register('vehicles')
if (loaded === undefined) throw new Error('there is no register of vehicles')
const register = loaded
const { definition } = register

const STANDING = {
  name: 'standing',
  text: `SELECT seq, recorded_at, effective_from::text, fields,
           EXISTS (SELECT FROM history WHERE idempotency_key = $2) AS done
         FROM records WHERE id = $1 FOR UPDATE`,
}
/** History, audit and snapshot, in one round trip. */
const WRITE = {
  name: 'write',
  text: `WITH happened AS (
           INSERT INTO history VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ), seen AS (
           INSERT INTO audit (at, role, person, act, record) VALUES ($6, $8, $9, $3, $1)
         )
         INSERT INTO records (id, seq, recorded_at, effective_from, fields, open) VALUES ($1, $2, $6, $7, $12, $13)
         ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, recorded_at = excluded.recorded_at,
           effective_from = excluded.effective_from, fields = excluded.fields, open = excluded.open`,
}

/** What the act sets, or why it may not be done: the law's conditions, then what they say of each field. */
function judge(act: LoadedAct, record: Values, input: Values, today: string, effective: string) {
  const sight = { record, input, today, effective }
  for (const [code, condition] of act.refuse) if (condition.evaluate(sight) === true) return { error: code }
  const set: { [field: string]: Value | null } = {}
  for (const field of act.definition.takes ?? []) if (input[field] !== undefined) set[field] = input[field]
  for (const [field, value] of act.set) set[field] = value.evaluate(sight)
  for (const [name, value] of Object.entries(set)) {
    const field = definition.fields[name]
    if (value !== null && field !== undefined && !parseValue(field, value, today).ok) return { error: 'invalid-input' }
  }
  return { set }
}

async function actIn(
  client: PoolClient,
  act: LoadedAct,
  role: string,
  official: Official,
  idempotencyKey: string,
  command: Command,
  indexKey: string,
): Promise<Answer> {
  const now = Date.now()
  const today = sofiaDate(now)
  const keyField = definition.fields[definition.key]
  const key = keyField === undefined ? undefined : parseValue(keyField, command.key, today)
  if (!key?.ok || typeof key.value !== 'string') return { error: 'key-invalid' }
  const input = parseInput(act.input, command.input, act.required, today)
  if (input.issues.length > 0) return { error: 'invalid-input' }

  const id = recordId(indexKey, definition, key.value)
  const standing = (await client.query<Standing>({ ...STANDING, values: [id, idempotencyKey] })).rows[0]
  if (standing?.done) return { seq: standing.seq }
  if (act.definition.creates && standing !== undefined) return { error: 'record-exists' }
  if (!act.definition.creates && standing === undefined) return { error: 'record-missing' }
  const effective = command.effectiveFrom ?? today
  if (!isDate(effective) || (standing !== undefined && effective < standing.effective_from))
    return { error: 'effective-date-invalid' }

  const before = { ...standing?.fields, [definition.key]: key.value }
  const judged = judge(act, before, input.values, today, effective)
  if ('error' in judged) return { error: judged.error }
  const changes = Object.entries(judged.set)
  if (standing !== undefined && changes.every(([field, value]) => (standing.fields[field] ?? null) === value))
    return { error: 'nothing-changes' }
  const fields = Object.fromEntries(
    Object.entries({ ...before, ...judged.set }).filter((pair): pair is [string, Value] => pair[1] !== null),
  )
  const seq = (standing?.seq ?? 0) + 1
  await client.query({
    ...WRITE,
    values: [
      id,
      seq,
      act.name,
      input.values,
      judged.set,
      Math.max(now, Number(standing?.recorded_at ?? 0) + 1),
      effective,
      role,
      official.person,
      act.definition.law ?? definition.law,
      idempotencyKey,
      fields,
      disclose(definition, fields, { kind: 'public' }),
    ],
  })
  return { seq }
}

/** Does an act in one transaction of its own. Refusals by their code. */
export async function perform(
  pool: Pool,
  actId: string,
  official: Official,
  idempotencyKey: string,
  command: Command,
  indexKey: string,
): Promise<Answer> {
  const act = register.acts.get(actId)
  if (act === undefined) return { error: 'unknown-act' }
  const role = official.roles.find((one) => act.definition.by.includes(one))
  if (role === undefined) return { error: 'not-allowed' }
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    const answer = await actIn(client, act, role, official, idempotencyKey, command, indexKey)
    await client.query('error' in answer ? 'ROLLBACK' : 'COMMIT')
    return answer
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  } finally {
    client.release()
  }
}
