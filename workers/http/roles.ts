// Which roles a person holds in authorities: what the register of officials says of them today.
import { blindIndex } from '../engines/names.ts'
import type { Env } from '../env.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { isOfPortal } from '../kernel/register.ts'
import { findExact } from '../store/snapshots.ts'

const REGISTER = 'officials'

/** `authority.role` of each office that has begun and has not ended. `now` in milliseconds. */
export async function rolesOf(
  env: Pick<Env, 'DB' | 'INDEX_KEY'>,
  personalNumber: string,
  now: number,
): Promise<string[]> {
  const today = sofiaDate(now)
  const offices = await findExact(
    env.DB,
    REGISTER,
    'person',
    blindIndex(env.INDEX_KEY, REGISTER, 'person', personalNumber),
  )
  return offices
    .map(({ open }) => open)
    .filter(
      ({ status, since, until }) =>
        status === 'active' && String(since) <= today && (typeof until !== 'string' || until >= today),
    )
    .map(({ authority, role }) => `${authority}.${role}`)
    .filter((role) => !isOfPortal(role))
}
