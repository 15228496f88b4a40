// Which mandates a person holds: found by blind indexes, and told by the records themselves, so that one that was taken
// back counts no more at once.
import { blindIndex, personId } from '../engines/names.ts'
import { jointOf, mandateId, parseMandateId, type Held, type Mandate } from '../engines/mandate.ts'
import { captionOf } from '../engines/snapshot.ts'
import type { Env } from '../env.ts'
import type { LoadedRegister } from '../kernel/load.ts'
import type { LoadedMandate } from '../kernel/load-mandate.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { recordById, recordByKey } from './objects.ts'

type Settings = Pick<Env, 'DB' | 'INDEX_KEY' | 'RECORD' | 'JURISDICTION'>

/** Nobody acts for more at once; who does is shown the first, and finds the others by their company. */
const MANDATES_MAX = 50

const FIND = `SELECT DISTINCT register, id FROM exact WHERE (register, field, blind) IN
  (SELECT value->>'register', value->>'field', value->>'blind' FROM json_each(?)) ORDER BY register, id LIMIT ?`

/** Records in which one of these fields has its value. */
async function findRecords(
  { DB, INDEX_KEY }: Settings,
  asked: readonly { readonly register: string; readonly field: string; readonly value: string }[],
) {
  if (asked.length === 0) return []
  const blinds = asked.map(({ register, field, value }) => ({
    register,
    field,
    blind: blindIndex(INDEX_KEY, register, field, value),
  }))
  const { results } = await DB.prepare(FIND)
    .bind(JSON.stringify(blinds), MANDATES_MAX)
    .all<{ register: string; id: string }>()
  return results
}

/** What a person may do for others by rules that are asked for, whether it still holds or not. */
export async function mandatesOf(
  env: Settings,
  registers: Iterable<LoadedRegister>,
  personalNumber: string,
  isAsked: (rule: LoadedMandate) => boolean,
): Promise<readonly Mandate[]> {
  const asked = [...registers].flatMap(({ definition, mandates }) =>
    [...mandates.values()]
      .filter(isAsked)
      .map((rule) => ({ register: definition.id, field: rule.definition.representative, value: personalNumber })),
  )
  const person = personId(env.INDEX_KEY, personalNumber)
  const found = await findRecords(env, asked)
  const given = await Promise.all(found.map(({ register, id }) => recordById(env, register, id).mandates(person)))
  return given.flat()
}

/** A mandate and the one that it came from, as their records tell them now; null where there is none. */
export async function readHeld(
  env: Settings,
  register: (id: string) => LoadedRegister | undefined,
  id: string,
): Promise<Held | null> {
  const ref = parseMandateId(id)
  const known = ref === null ? undefined : register(ref.register)
  if (ref === null || known === undefined || !known.mandates.has(ref.rule)) return null
  const mandate = await recordById(env, ref.register, ref.record).mandate(ref.rule)
  if (mandate === null || mandateId(mandate) !== id) return null
  const source =
    mandate.source === null ? null : await recordByKey(env, known.definition, mandate.source).mandate(ref.rule)
  return { mandate, source }
}

/** What others hold for the same principal by the same rule; asked only where it takes more than one. */
export async function readCompanions(
  env: Settings,
  register: (id: string) => LoadedRegister | undefined,
  held: Held,
): Promise<readonly Held[]> {
  const { register: id, rule: name, principal } = held.mandate
  const rule = register(id)?.mandates.get(name)
  if (jointOf(held) < 2 || rule === undefined || !('key' in principal) || 'role' in rule.principal) return []
  const found = await findRecords(env, [{ register: id, field: rule.principal.field, value: principal.key }])
  const others = await Promise.all(
    found.map((one) => readHeld(env, register, mandateId({ register: id, record: one.id, rule: name }))),
  )
  return others.filter((one) => one !== null)
}

/** The register of whom a mandate lets act for, and what they are called; null where it is an authority. */
export async function principalOf(
  env: Settings,
  register: (id: string) => LoadedRegister | undefined,
  { principal, called }: Mandate,
): Promise<{ readonly register: RegisterDefinition; readonly called: string } | null> {
  const known = 'register' in principal ? register(principal.register) : undefined
  if (!('register' in principal) || known === undefined) return null
  const { definition } = known
  if (called !== null) return { register: definition, called }
  const view = await recordByKey(env, definition, principal.key).open()
  return { register: definition, called: view === null ? '' : captionOf(known, view.values, view.id) }
}

/** Who acts for somebody, by whatever lets them: by the records that refer to the principal. */
export async function mandatesFor(
  env: Settings,
  registers: Iterable<LoadedRegister>,
  principal: { readonly register: string; readonly key: string },
): Promise<readonly Mandate[]> {
  const asked = [...registers].flatMap(({ definition, mandates }) =>
    [...mandates.values()].flatMap(({ principal: of }) =>
      'field' in of && of.register === principal.register && definition.fields[of.field]?.find === 'exact'
        ? [{ register: definition.id, field: of.field, value: principal.key }]
        : [],
    ),
  )
  const found = await findRecords(env, asked)
  const given = await Promise.all(found.map(({ register, id }) => recordById(env, register, id).mandates()))
  return given.flat().filter((one) => 'register' in one.principal && one.principal.key === principal.key)
}
