// Which roles a person holds in authorities: the mandates that registers give them for it today.
import { catalogue } from '../catalogue.ts'
import { rolesBy } from '../engines/mandate.ts'
import { personId } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { isOfPortal } from '../kernel/register.ts'
import { mandatesOf } from '../store/mandates.ts'

/** `authority.role` of each office that has begun and has not ended. `now` in milliseconds. */
export async function rolesOf(
  env: Pick<Env, 'DB' | 'INDEX_KEY' | 'RECORD' | 'JURISDICTION'>,
  personalNumber: string,
  now: number,
): Promise<string[]> {
  const mandates = await mandatesOf(env, catalogue.mandating(), personalNumber, ({ principal }) => 'role' in principal)
  const roles = rolesBy(mandates, personId(env.INDEX_KEY, personalNumber), sofiaDate(now))
  return roles.filter((role) => !isOfPortal(role))
}
