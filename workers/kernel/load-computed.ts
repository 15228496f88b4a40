// Loading what a register works out: each term is a number, and reads what stands before it.
import { compiler, fieldsRead, typesOf, type Compiled } from './expression.ts'
import type { Say } from './fault.ts'
import { isName, own } from './load-field.ts'
import type { RegisterDefinition } from './register.ts'

interface LoadedTerm {
  readonly name: string
  readonly value: Compiled
  /** The fields that it reads, and the numbers before it. */
  readonly reads: readonly string[]
  readonly after: readonly string[]
}

export interface LoadedComputed {
  readonly name: string
  readonly terms: readonly LoadedTerm[]
}

/** Each is a paragraph that somebody reads. */
const COMPUTED_MAX = 10
const TERMS_MAX = 20

/** The numbers of a register, as expressions of its acts see them. */
export const computedTypes = ({ computed = {} }: RegisterDefinition) =>
  Object.fromEntries(Object.keys(computed).map((name) => [name, 'int' as const]))

export function loadComputed(register: RegisterDefinition, say: Say): readonly LoadedComputed[] {
  const all = Object.entries(register.computed ?? {})
  if (all.length > COMPUTED_MAX) say('computed', 'too-many', String(COMPUTED_MAX))
  const before: { [name: string]: 'int' } = {}
  return all.slice(0, COMPUTED_MAX).map(([name, { terms }]) => {
    const at = `computed.${name}`
    if (!isName(name)) say(at, 'name-wrong', name)
    if (own(register.fields, name) !== undefined) say(at, 'hides-field', name)
    const named = Object.entries(terms)
    if (named.length > TERMS_MAX || named.length === 0) say(`${at}.terms`, 'too-many', String(TERMS_MAX))
    const compile = compiler({ record: typesOf(register.fields), today: 'string', computed: { ...before } })
    const loaded = named.slice(0, TERMS_MAX).flatMap(([term, { value }]): readonly LoadedTerm[] => {
      const place = `${at}.terms.${term}`
      if (!isName(term)) say(place, 'name-wrong', term)
      const compiled = compile(value)
      if (!compiled.ok) say(`${place}.value`, 'expression-wrong', compiled.detail)
      else if (compiled.value.type !== 'int') say(`${place}.value`, 'type-wrong', compiled.value.type)
      else
        return [
          {
            name: term,
            value: compiled.value,
            reads: fieldsRead(value, 'record'),
            after: fieldsRead(value, 'computed'),
          },
        ]
      return []
    })
    before[name] = 'int'
    return { name, terms: loaded }
  })
}
