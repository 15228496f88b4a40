// What a register answers to a question: the least that serves, and never the record itself.
import type { LoadedEvidence } from '../kernel/load-evidence.ts'
import type { Value, Values } from '../kernel/value.ts'

export interface Answered {
  /** Whether there is such a record. */
  readonly found: boolean
  readonly values: Values
}

/** The answers that can be given; one that needs a record, or a field, that is not there is left out. */
export function answersOf(evidence: LoadedEvidence, record: Values | null, input: Values): Answered {
  const found = record !== null
  const values: { [name: string]: Value } = {}
  for (const [name, expression] of evidence.answers) {
    try {
      const value = expression.evaluate({ ...(found ? { record } : {}), found, input })
      if (value !== null) values[name] = value
    } catch {
      // CEL throws where what is absent is read.
    }
  }
  return { found, values }
}
