// For whom a person may act today: what the registers say, each time asked of the records themselves.
import { catalogue } from '../catalogue.ts'
import { judge, mandateId, type Mandate } from '../engines/mandate.ts'
import { personId } from '../engines/names.ts'
import type { Represents } from '../engines/identity/session.ts'
import type { Refused } from '../engines/command.ts'
import type { Env } from '../env.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import type { Localised } from '../kernel/localised.ts'
import { ok, type Ok } from '../kernel/result.ts'
import { mandatesOf, principalOf, readCompanions, readHeld } from '../store/mandates.ts'

/** A mandate in words, and whether it may be used now. */
export interface Known {
  readonly mandate: Mandate
  readonly called: string
  readonly right: Localised
  /** Why it may not be used; null where it may. */
  readonly refused: Refused | null
}

const rightOf = ({ register, rule }: Mandate): Localised => {
  const title = catalogue.registers.get(register)?.mandates?.[rule]?.title
  if (title === undefined) throw new Error(`no mandate ${register}:${rule}`)
  return title
}

/** Whatever lets a person act for people and companies, whether it still does or not. */
export async function knownOf(env: Env, personalNumber: string): Promise<readonly Known[]> {
  const mandates = await mandatesOf(
    env,
    catalogue.mandating(),
    personalNumber,
    ({ principal }) => !('role' in principal),
  )
  const person = personId(env.INDEX_KEY, personalNumber)
  const today = sofiaDate(Date.now())
  const known = await Promise.all(
    mandates.map(async (mandate): Promise<readonly Known[]> => {
      const held = await readHeld(env, catalogue.register, mandateId(mandate))
      const principal = await principalOf(env, catalogue.register, mandate)
      if (held === null || principal === null) return []
      const cosigners = await readCompanions(env, catalogue.register, held)
      const answer = judge(held, { person, today, cosigners })
      return [{ mandate, called: principal.called, right: rightOf(mandate), refused: answer.ok ? null : answer }]
    }),
  )
  return known.flat()
}

/** For whom a session acts from now on, or why it may not. */
export async function representing(env: Env, person: string, id: string): Promise<Ok<Represents> | Refused> {
  const held = await readHeld(env, catalogue.register, id)
  if (held === null) return { ok: false, error: 'mandate-not-yours' }
  const cosigners = await readCompanions(env, catalogue.register, held)
  const answer = judge(held, { person, today: sofiaDate(Date.now()), cosigners })
  if (!answer.ok) return answer
  const principal = await principalOf(env, catalogue.register, held.mandate)
  return principal === null
    ? { ok: false, error: 'mandate-out-of-scope' }
    : ok({ mandate: id, called: principal.called })
}
