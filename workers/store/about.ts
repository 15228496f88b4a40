// Which records of the registers are about a person: found by blind indexes, so that the number itself is nowhere.
import { personFields } from '../engines/disclosure.ts'
import { blindIndex } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { fieldAt, type Field } from '../kernel/field.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { recordById } from './objects.ts'

/** As many as are read of one page, each from a record of its own. */
export const recordsPage = 50

type Surroundings = Pick<Env, 'DB' | 'INDEX_KEY' | 'RECORD' | 'JURISDICTION'>

const isFound = (field: Field | undefined) => field !== undefined && 'find' in field && field.find === 'exact'

interface Blind {
  readonly register: string
  readonly field: string
  readonly blind: string
}

/** So many records in which one of these fields has its value, from behind so many, in the order of the registers. */
const foundBy = async ({ DB }: Pick<Env, 'DB'>, asked: readonly Blind[], most: number, from: number) =>
  (
    await DB.prepare(
      `SELECT DISTINCT register, id FROM exact WHERE (register, field, blind) IN
         (SELECT value->>'register', value->>'field', value->>'blind' FROM json_each(?))
       ORDER BY register, id LIMIT ? OFFSET ?`,
    )
      .bind(JSON.stringify(asked), most, from)
      .all<{ register: string; id: string }>()
  ).results

/** The records of a register that name a record of another as what they are of: the vehicles of a company. */
export async function recordsNaming(
  env: Surroundings,
  definition: RegisterDefinition,
  principal: { readonly register: string; readonly key: string },
) {
  const asked = Object.entries(definition.fields).flatMap(([field, one]) =>
    one.type === 'reference' && one.register === principal.register && isFound(one)
      ? [{ register: definition.id, field, blind: blindIndex(env.INDEX_KEY, definition.id, field, principal.key) }]
      : [],
  )
  const found = await foundBy(env, asked, recordsPage, 0)
  const records = await Promise.all(
    found.map(({ register, id }) => recordById(env, register, id).ofSubject(principal.key, principal.register)),
  )
  return records.filter((record) => record !== null)
}

/** What the read model says is about a person, in the order of the registers; so many, from behind so many. */
export async function findAbout(
  env: Pick<Surroundings, 'DB' | 'INDEX_KEY'>,
  registers: Iterable<RegisterDefinition>,
  personalNumber: string,
  { from = 0, most = recordsPage }: { readonly from?: number; readonly most?: number } = {},
): Promise<readonly { readonly register: string; readonly id: string }[]> {
  const asked = [...registers].flatMap((register) =>
    personFields(register)
      .filter((path) => isFound(fieldAt(register.fields, path)))
      .map((field) => ({
        register: register.id,
        field,
        blind: blindIndex(env.INDEX_KEY, register.id, field, personalNumber),
      })),
  )
  return foundBy(env, asked, most, from)
}

/** The records themselves, which confirm whom they are about. */
export async function readAbout(
  env: Surroundings,
  found: readonly { readonly register: string; readonly id: string }[],
  personalNumber: string,
) {
  const records = await Promise.all(
    found.map(({ register, id }) => recordById(env, register, id).ofSubject(personalNumber)),
  )
  return records.filter((record) => record !== null)
}

/** A page of what is about a person: who has more than one of it has a fleet, or a long life. */
export const recordsAbout = async (
  env: Surroundings,
  registers: Iterable<RegisterDefinition>,
  personalNumber: string,
  from = 0,
) => readAbout(env, await findAbout(env, registers, personalNumber, { from }), personalNumber)
