// Loading what a register says of who may act for themself: by its types, and with somebody who could consent.
import { compiler, typesOf, type Compiled } from './expression.ts'
import type { Say } from './fault.ts'
import type { RegisterDefinition } from './register.ts'

export interface LoadedCapacity {
  readonly acts: Compiled
  readonly alone: Compiled
}

/** Checks and compiles it; says every fault. Null where the register protects nobody, or says so wrongly. */
export function loadCapacity({ capacity, fields, mandates = {} }: RegisterDefinition, say: Say): LoadedCapacity | null {
  if (capacity === undefined) return null
  if (!/\d/u.test(capacity.law)) say('law', 'law-without-article')
  // A consent that nobody can give is a right that nobody can use.
  const consents = Object.values(mandates).some((rule) => rule.consents && 'self' in rule.principal)
  if (!consents) say('alone', 'nobody')
  const compile = compiler({ record: typesOf(fields), today: 'string' })
  const condition = (at: 'acts' | 'alone'): Compiled | null => {
    const compiled = compile(capacity[at])
    if (!compiled.ok) say(at, 'expression-wrong', compiled.detail)
    else if (compiled.value.type !== 'bool') say(at, 'type-wrong', compiled.value.type)
    else return compiled.value
    return null
  }
  const [acts, alone] = [condition('acts'), condition('alone')]
  return acts === null || alone === null ? null : { acts, alone }
}
