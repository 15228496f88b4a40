// For whom a person may act today: what the registers say, each time asked of the records themselves.
import { catalogue } from '../catalogue.ts'
import { judge, mandateId, type Held, type Mandate, type Principal } from '../engines/mandate.ts'
import type { Represents } from '../engines/identity/session.ts'
import type { Refused } from '../engines/command.ts'
import type { Env } from '../env.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import type { Localised } from '../kernel/localised.ts'
import { ok, type Ok } from '../kernel/result.ts'
import { mandatesFor, mandatesOf, principalOf, readCompanions, readHeld } from '../store/mandates.ts'

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

/** A mandate as its holder reads it (`mine`), or as whom it lets act for; null where it lets act for an authority. */
export async function knownBy(env: Env, held: Held, mine: boolean): Promise<Known | null> {
  const { mandate } = held
  const principal = await principalOf(env, catalogue.register, mandate)
  if (principal === null) return null
  const cosigners = await readCompanions(env, catalogue.register, held)
  const answer = judge(held, { person: mandate.representative, today: sofiaDate(Date.now()), cosigners })
  const called = mine ? principal.called : (mandate.actor ?? mandate.record)
  return { mandate, called, right: rightOf(mandate), refused: answer.ok ? null : answer }
}

async function known(env: Env, mandates: readonly Mandate[], mine: boolean): Promise<readonly Known[]> {
  const all = await Promise.all(
    mandates.map(async (mandate) => {
      const held = await readHeld(env, catalogue.register, mandateId(mandate))
      return held === null ? null : knownBy(env, held, mine)
    }),
  )
  return all.filter((one) => one !== null)
}

/** Whatever lets a person act for people and companies, whether it still does or not. */
export const knownOf = async (env: Env, personalNumber: string): Promise<readonly Known[]> =>
  known(
    env,
    await mandatesOf(env, catalogue.mandating(), personalNumber, ({ principal }) => !('role' in principal)),
    true,
  )

/** Whoever may act for somebody, with why not where they may not. */
export const givenFor = async (
  env: Env,
  principal: Extract<Principal, { register: string }>,
): Promise<readonly Known[]> => known(env, await mandatesFor(env, catalogue.mandating(), principal), false)

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
