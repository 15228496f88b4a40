// What a service or an act demands of the login of whoever does it: how sure, how recent, and what is at stake.
import type { Say } from './fault.ts'
import { levels, type Level } from './service.ts'

/**
 * What somebody else could lose by it for ever: things that change their owner, and the power to act for another. A key
 * that was bound less than a day ago signs neither, unless the card is there too.
 */
const stakes = ['property', 'mandates'] as const
export type Stake = (typeof stakes)[number]

/** Where the law wants a qualified signature (Regulation 910/2014, Art. 25(2)): the card itself signs, and no passkey does. */
export type SignatureDemand = 'qualified'

export interface Demand {
  /** The least that is enough; `substantial` where an act says nothing. */
  readonly level?: Level
  /** The login is at most five minutes old. */
  readonly fresh?: true
  readonly moves?: Stake
}

/** Says what is wrong with a demand that nobody's compiler has read. */
export function checkDemand({ level, moves }: Demand, say: Say): void {
  if (level !== undefined && !levels.includes(level)) say('level', 'level-unknown', level)
  if (moves !== undefined && !stakes.includes(moves)) say('moves', 'stake-unknown', moves)
}
