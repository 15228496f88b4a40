// Whether an authority may read a record that protects a person: by law, because the person let it, or in an emergency.
import { catalogue } from '../../workers/catalogue.ts'
import type { Purpose } from '../../workers/engines/command.ts'
import type { Env } from '../../workers/env.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import { holdsRole } from '../../workers/kernel/register.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { recordByKey } from '../../workers/store/objects.ts'

export async function isLet(
  env: Env,
  { definition, guard }: LoadedRegister,
  values: Values,
  { role, authority }: Purpose,
): Promise<boolean> {
  const { guarded } = definition
  if (guarded === undefined || guard === undefined || holdsRole(guarded.free, role)) return true
  const person = values[guarded.person]
  if (typeof person !== 'string') return false
  const sight = { person, authority, today: sofiaDate(Date.now()) }
  const standings = await Promise.all(
    guard.grants.map(async ([id, key]) => {
      const register = catalogue.registers.get(id)
      return register && (await recordByKey(env, register, String(key.evaluate(sight))).standing())
    }),
  )
  return standings.includes('stands')
}
