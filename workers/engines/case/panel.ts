// Who signs for somebody who does not sign alone, or not at all: of several by their own mandates, how many have to.
import type { SignRequest } from '../identity/intent.ts'
import { jointOf, mandateId, reaches, type Held } from '../mandate.ts'

export interface Panel {
  readonly needed: number
  readonly others: readonly { readonly person: string; readonly mandate: NonNullable<SignRequest['mandate']> }[]
}

interface When {
  /** 'YYYY-MM-DD' */
  readonly today: string
  readonly service: string
  /** Euro cents. */
  readonly cents: number
  readonly consent?: true
}

/** Those whose mandates reach it: any of those who may alone, or, where nobody may, as many as their mandates say. */
export function panelOf(held: readonly Held[], when: When): Panel {
  const standing = held.filter((one) => reaches(one, { ...when, person: one.mandate.representative }).ok)
  const single = standing.filter((one) => jointOf(one) < 2)
  const chosen = single.length > 0 ? single : standing
  const byPerson = new Map(chosen.map(({ mandate }) => [mandate.representative, mandate]))
  return {
    needed: Math.max(1, ...chosen.map(jointOf)),
    others: [...byPerson.values()].map((mandate) => ({
      person: mandate.representative,
      mandate: { id: mandateId(mandate), version: mandate.version },
    })),
  }
}

/** Nobody signs for another what they sign for themself (ЗЗД, чл. 38). */
export const without = ({ needed, others }: Panel, person: string): Panel => ({
  needed,
  others: others.filter((one) => one.person !== person),
})

/** Whether there are as many as have to sign. */
export const isFilled = (panel: Panel | undefined, person: string): boolean =>
  panel !== undefined && without(panel, person).others.length >= panel.needed
