// Expressions of the law: CEL, checked against the types of what they may see before anything is decided by them.
import { Environment } from '@marcbachmann/cel-js'
import { addDays, addMonths, ageOn } from './calendar.ts'
import { dearness } from './cost.ts'
import type { Field, Fields } from './field.ts'
import { err, ok, type Result } from './result.ts'
import type { Value, Values } from './value.ts'

type Type = 'string' | 'int' | 'bool'

/** What an expression may see: single values by type, and groups of fields, of which any may be absent. */
export interface Scope {
  readonly [name: string]: Type | { readonly [field: string]: Type }
}
export interface Sight {
  readonly [name: string]: Value | Values
}

export interface Compiled {
  readonly source: string
  /** The checked type of the outcome; `null` clears a field. */
  readonly type: Type | 'null'
  /** Throws where a field that is absent is read without `has(…)`: a fault of the definition. */
  evaluate(sight: Sight): Value | null
}

/** An expression longer than this is not one that a lawyer reads. */
const SOURCE_MAX = 2000

const TYPES: { readonly [type in Field['type']]: Type } = {
  text: 'string',
  choice: 'string',
  reference: 'string',
  date: 'string',
  integer: 'int',
  boolean: 'bool',
}

export const typeOf = (field: Field): Type => TYPES[field.type]

export const typesOf = (fields: Fields): { readonly [field: string]: Type } =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, typeOf(field)]))

/** The one language of all definitions: CEL and these functions on dates ('YYYY-MM-DD'). */
function environment(scope: Scope): Environment {
  const env = new Environment({ limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200 } })
    .registerFunction('age(string, string): int', (birth: string, on: string) => BigInt(ageOn(birth, on)))
    .registerFunction('plusDays(string, int): string', (day: string, count: bigint) => addDays(day, Number(count)))
    .registerFunction('plusMonths(string, int): string', (day: string, count: bigint) => addMonths(day, Number(count)))
  for (const [name, type] of Object.entries(scope)) {
    if (typeof type === 'string') env.registerVariable(name, type)
    else env.registerVariable({ name, schema: type })
  }
  return env
}

const inward = (value: Value): unknown => (typeof value === 'number' ? BigInt(value) : value)

const see = (seen: Value | Values): unknown =>
  typeof seen === 'object'
    ? Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, inward(value)]))
    : inward(seen)

const outward = (value: unknown): Value | null => (typeof value === 'bigint' ? Number(value) : (value as Value | null))

/** Compiles expressions over one scope; the environment is made once and shared by them. */
export function compiler(scope: Scope): (source: string) => Result<Compiled, 'bad-expression'> {
  const env = environment(scope)
  return (source) => {
    if (source.length > SOURCE_MAX) return err('bad-expression', `longer than ${SOURCE_MAX} characters`)
    const checked = env.check(source)
    if (!checked.valid) return err('bad-expression', `${source}: ${checked.error?.message.split('\n')[0] ?? 'invalid'}`)
    const type = String(checked.type)
    if (type !== 'string' && type !== 'int' && type !== 'bool' && type !== 'null')
      return err('bad-expression', `${source}: yields ${type}`)
    const run = env.parse(source)
    const dear = dearness(run.ast)
    if (dear !== null) return err('bad-expression', `${source}: ${dear}`)
    return ok({
      source,
      type,
      evaluate: (sight) =>
        outward(run(Object.fromEntries(Object.entries(sight).map(([name, seen]) => [name, see(seen)])))),
    })
  }
}

/** Names of the fields of a group (`record`, `input`) that an expression reads. */
export const fieldsRead = (source: string, group: string): readonly string[] =>
  [...source.matchAll(new RegExp(`\\b${group}\\.([a-zA-Z][a-zA-Z0-9]*)`, 'gu'))].map(([, field = '']) => field)
