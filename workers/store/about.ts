// Which records of the registers are about a person: found by blind indexes, so that the number itself is nowhere.
import { personFields } from '../engines/disclosure.ts'
import { blindIndex } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { fieldAt, type Field } from '../kernel/field.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { recordById } from './objects.ts'

/** A person with more is shown the first: a fleet is a company's. */
const RECORDS_MAX = 50

const isFound = (field: Field | undefined) => field !== undefined && 'find' in field && field.find === 'exact'

/** In the order of the registers. The records themselves confirm whom they are about. */
export async function recordsAbout(
  env: Pick<Env, 'DB' | 'INDEX_KEY' | 'RECORD' | 'JURISDICTION'>,
  registers: Iterable<RegisterDefinition>,
  personalNumber: string,
) {
  const asked = [...registers].flatMap((register) =>
    personFields(register)
      .filter((path) => isFound(fieldAt(register.fields, path)))
      .map((field) => ({
        register: register.id,
        field,
        blind: blindIndex(env.INDEX_KEY, register.id, field, personalNumber),
      })),
  )
  const { results } = await env.DB.prepare(
    `SELECT DISTINCT register, id FROM exact WHERE (register, field, blind) IN
       (SELECT value->>'register', value->>'field', value->>'blind' FROM json_each(?)) ORDER BY register, id LIMIT ?`,
  )
    .bind(JSON.stringify(asked), RECORDS_MAX)
    .all<{ register: string; id: string }>()
  const records = await Promise.all(
    results.map(({ register, id }) => recordById(env, register, id).ofSubject(personalNumber)),
  )
  return records.filter((record) => record !== null)
}
