// Expressions of the law: CEL, checked against the types of what they may see before anything is decided by them.
import { Environment } from '@marcbachmann/cel-js'
import { addDays, addMonths, ageOn } from './calendar.ts'
import { dearness } from './cost.ts'
import type { Field, Fields, SingleField } from './field.ts'
import { areaOf, makeUp, within } from './geometry/ground.ts'
import { shapeOf } from './geometry/shape.ts'
import { totalOf } from './fraction.ts'
import { err, ok, type Result } from './result.ts'
import { isItems, type Item, type Scalar, type Value, type Values } from './value.ts'

type Single = 'string' | 'int' | 'bool'
/** A group is called by its columns, so that two of the same columns are one type. */
type Type = Single | `list<${string}>`

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

const TYPES: { readonly [type in SingleField['type']]: Single } = {
  text: 'string',
  choice: 'string',
  reference: 'string',
  date: 'string',
  integer: 'int',
  boolean: 'bool',
}

export const typeOf = (field: Field): Type =>
  field.type === 'list'
    ? `list<Items${Object.entries(field.of)
        .map(([column, one]) => `_${column}_${TYPES[one.type]}`)
        .join('')}>`
    : TYPES[field.type]

export const typesOf = (fields: Fields): { readonly [field: string]: Type } =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, typeOf(field)]))

const ITEMS = /^list<Items((?:_[a-zA-Z0-9]+_(?:string|int|bool))*)>$/u

/** Items as CEL knows them: it tells types by their class. */
type Classes = Map<string, new () => object>

const isSameItem = (one: object, other: object): boolean => {
  const cells = new Map(Object.entries(other))
  const own = Object.entries(one)
  return own.length === cells.size && own.every(([column, cell]) => cells.get(column) === cell)
}

/** Makes the type of a group known once, from its name. */
function knowItems(env: Environment, classes: Classes, type: Type): void {
  const columns = ITEMS.exec(type)?.[1]
  if (columns === undefined || classes.has(type)) return
  const ctor = function Items() {} as unknown as new () => object
  const pairs = [...columns.matchAll(/_([a-zA-Z0-9]+)_(string|int|bool)/gu)].map(([, column, of]) => [column, of])
  const name = type.slice('list<'.length, -1)
  env.registerType(name, { ctor, fields: Object.fromEntries(pairs) })
  // Items are equal by what they hold, so that one group can be compared with another.
  env.registerOperator(`${name} == ${name}`, isSameItem)
  classes.set(type, ctor)
}

/**
 * The one language of all definitions: CEL, three functions on dates ('YYYY-MM-DD'), three on lists: `sum` of numbers,
 * `total` of fractions in lowest terms ('1/1' is a whole), and whether texts are `distinct`; and `member`, which reads a
 * member of a document in JSON by its path, as text: '' where there is none. Three on shapes: `area` in hundredths of a square metre, whether one lies `within` another, and
 * whether some `makeUp` a whole.
 */
function environment(scope: Scope, classes: Classes): Environment {
  const env = new Environment({ limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200 } })
    .registerFunction('age(string, string): int', (birth: string, on: string) => BigInt(ageOn(birth, on)))
    .registerFunction('plusDays(string, int): string', (day: string, count: bigint) => addDays(day, Number(count)))
    .registerFunction('plusMonths(string, int): string', (day: string, count: bigint) => addMonths(day, Number(count)))
    .registerFunction('sum(list<int>): int', (numbers: bigint[]) => numbers.reduce((sum, one) => sum + one, 0n))
    .registerFunction('total(list<string>): string', (fractions: string[]) => totalOf(fractions))
    .registerFunction('distinct(list<string>): bool', (texts: string[]) => new Set(texts).size === texts.length)
    .registerFunction('area(string): int', (shape: string) => BigInt(areaOf(shapeOf(shape))))
    .registerFunction('within(string, string): bool', (one: string, other: string) =>
      within(shapeOf(one), shapeOf(other)),
    )
    .registerFunction('makeUp(list<string>, string): bool', (parts: string[], whole: string) =>
      makeUp(shapeOf(whole), parts.map(shapeOf)),
    )
    .registerFunction('member(string, string): string', (document: string, path: string) => memberOf(document, path))
  for (const type of Object.values(scope).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))))
    knowItems(env, classes, type)
  for (const [name, type] of Object.entries(scope)) {
    if (typeof type === 'string') env.registerVariable(name, type)
    else env.registerVariable({ name, schema: type })
  }
  return env
}

function memberOf(document: string, path: string): string {
  let found: unknown = JSON.parse(document)
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return ''
    found = (found as { readonly [name: string]: unknown })[name]
  }
  return typeof found === 'string' ? found : JSON.stringify(found)
}

const inward = (value: Scalar): unknown => (typeof value === 'number' ? BigInt(value) : value)

const inwardAll = (values: Values | Item, types: { readonly [field: string]: Type }, classes: Classes): object =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, see(value, types[name] ?? 'string', classes)]),
  )

function see(seen: Value, type: Type, classes: Classes): unknown {
  if (!isItems(seen)) return inward(seen)
  const Items = classes.get(type) ?? Object
  return seen.map((item) =>
    Object.assign(
      new Items(),
      Object.fromEntries(Object.entries(item).map(([column, cell]) => [column, inward(cell)])),
    ),
  )
}

const scalar = (value: unknown): Scalar => (typeof value === 'bigint' ? Number(value) : (value as Scalar))

function outward(value: unknown): Value | null {
  if (value === null) return null
  if (!Array.isArray(value)) return scalar(value)
  return value.map((item: object) =>
    Object.fromEntries(Object.entries(item).map(([column, cell]) => [column, scalar(cell)])),
  )
}

const isType = (type: string): type is Type | 'null' =>
  type === 'string' || type === 'int' || type === 'bool' || type === 'null' || ITEMS.test(type)

/** Compiles expressions over one scope; the environment is made once and shared by them. */
export function compiler(scope: Scope): (source: string) => Result<Compiled, 'bad-expression'> {
  const classes: Classes = new Map()
  const env = environment(scope, classes)
  const sight = (name: string, seen: Value | Values): unknown => {
    const type = scope[name]
    if (typeof type === 'object') return inwardAll(seen as Values, type, classes)
    return see(seen as Value, type ?? 'string', classes)
  }
  return (source) => {
    if (source.length > SOURCE_MAX) return err('bad-expression', `longer than ${SOURCE_MAX} characters`)
    const checked = env.check(source)
    if (!checked.valid) return err('bad-expression', `${source}: ${checked.error?.message.split('\n')[0] ?? 'invalid'}`)
    const type = String(checked.type)
    if (!isType(type)) return err('bad-expression', `${source}: yields ${type}`)
    const run = env.parse(source)
    const dear = dearness(run.ast)
    if (dear !== null) return err('bad-expression', `${source}: ${dear}`)
    return ok({
      source,
      type,
      evaluate: (seen) =>
        outward(run(Object.fromEntries(Object.entries(seen).map(([name, one]) => [name, sight(name, one)])))),
    })
  }
}

/** Names of the fields of a group (`record`, `input`) that an expression reads. */
export const fieldsRead = (source: string, group: string): readonly string[] =>
  [...source.matchAll(new RegExp(`\\b${group}\\.([a-zA-Z][a-zA-Z0-9]*)`, 'gu'))].map(([, field = '']) => field)
