// What somebody may do for themself: everything, with another's consent, or nothing, as the register that knows them says.
import type { Compiled, Sight } from '../kernel/expression.ts'
import type { LoadedCapacity } from '../kernel/load-capacity.ts'
import type { Values } from '../kernel/value.ts'

export type Capacity = 'none' | 'consent' | 'full'

/** What cannot be applied does not hold: then the record is protected. */
function holds(condition: Compiled, sight: Sight): boolean {
  try {
    return condition.evaluate(sight) === true
  } catch {
    return false
  }
}

/** `today` is 'YYYY-MM-DD'. */
export function capacityOf(rule: LoadedCapacity | null, record: Values, today: string): Capacity {
  if (rule === null || holds(rule.alone, { record, today })) return 'full'
  return holds(rule.acts, { record, today }) ? 'consent' : 'none'
}
