// Which fields of a record may be seen by whom: each field says it itself, and this carries it out.
import { cellsOf, isOpen, type Field, type ListField } from '../kernel/field.ts'
import { holdsRole, type RegisterDefinition } from '../kernel/register.ts'
import { isItems, type Item, type Scalar, type Value, type Values } from '../kernel/value.ts'

export type Audience =
  | { readonly kind: 'public' }
  /** The person whom the record is about, by their number: of a group with others they see what is said of them. */
  | { readonly kind: 'subject'; readonly personalNumber?: string }
  /** An authority with a purpose; `role` is `authority.role`. */
  | { readonly kind: 'authority'; readonly role: string }

export function maySee(field: Field, audience: Audience): boolean {
  switch (field.disclose) {
    case 'open':
      return true
    case 'restricted':
      return audience.kind !== 'public'
    case 'personal':
      return audience.kind !== 'public'
    case 'sensitive':
      return audience.kind === 'authority' && holdsRole(field.roles ?? [], audience.role)
  }
}

const isPerson = (field: Field): boolean =>
  (field.type === 'text' || field.type === 'reference') && field.format === 'personal-number'

/** Whether an item speaks of somebody else than the one who looks. */
const isOthers = ({ of }: ListField, item: Item, audience: Audience): boolean => {
  const named = Object.entries(of).flatMap(([column, one]) => (isPerson(one) ? [item[column]] : []))
  const own = audience.kind === 'subject' ? audience.personalNumber : undefined
  return own !== undefined && named.some((one) => one !== undefined) && !named.includes(own)
}

/** Of a value, what the audience may see: of a group, each cell that they may; undefined where that is nothing. */
export function seenOf(field: Field, value: Value | null | undefined, audience: Audience): Value | undefined {
  if (value === undefined || value === null || !maySee(field, audience)) return undefined
  if (field.type !== 'list' || !isItems(value)) return value
  return value.map((item) => {
    const others = isOthers(field, item, audience)
    return Object.fromEntries(
      Object.entries(item).filter(([column]) => {
        const one = field.of[column]
        return one !== undefined && maySee(one, audience) && (!others || one.disclose === 'open')
      }),
    )
  })
}

/** Of these fields, those that not anyone may see whole: a read of them is kept. */
export const closedOf = ({ fields }: RegisterDefinition, names: readonly string[]): readonly string[] =>
  names.filter((name) => !isOpen(fields[name]))

/** Of `values`, those that the audience may see; in the order of the definition. */
export function disclose(
  definition: RegisterDefinition,
  values: { readonly [field: string]: Value | null },
  audience: Audience,
): Values {
  const seen: { [field: string]: Value } = {}
  for (const [name, field] of Object.entries(definition.fields)) {
    const value = seenOf(field, values[name], audience)
    if (value !== undefined) seen[name] = value
  }
  return seen
}

/** The fields that name the person whom a record is about by their number, by path: `owner`, `owners.person`. */
export const personFields = ({ fields }: RegisterDefinition): readonly string[] =>
  cellsOf(fields).flatMap(([path, field]) => (isPerson(field) && field.subject !== false ? [path] : []))

/** The values of a field by its path: of a column, that of each item which has one. */
export function valuesOf(values: Values, path: string): readonly Scalar[] {
  const [name = '', column] = path.split('.')
  const value = values[name]
  if (value === undefined) return []
  if (!isItems(value)) return [value]
  return value.flatMap((item) => (column === undefined ? [] : (item[column] ?? [])))
}

/** Whether a record names one of another register: one of its fields refers to it. */
export const isNamed = (definition: RegisterDefinition, values: Values, register: string, key: string): boolean =>
  Object.entries(definition.fields).some(
    ([name, field]) => field.type === 'reference' && field.register === register && values[name] === key,
  )

/** Whether a record is about a person: one of its fields is their number. */
export const isAbout = (definition: RegisterDefinition, values: Values, personalNumber: string): boolean =>
  personFields(definition).some((path) => valuesOf(values, path).includes(personalNumber))
