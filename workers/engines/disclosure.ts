// Which fields of a record may be seen by whom: each field says it itself, and this carries it out.
import type { Field } from '../kernel/field.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import type { Value, Values } from '../kernel/value.ts'

export type Audience =
  | { readonly kind: 'public' }
  /** The person whom the record is about. */
  | { readonly kind: 'subject' }
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
      return audience.kind === 'authority' && (field.roles ?? []).includes(audience.role)
  }
}

/** Of `values`, those that the audience may see; in the order of the definition. */
export function disclose(
  definition: RegisterDefinition,
  values: { readonly [field: string]: Value | null },
  audience: Audience,
): Values {
  const seen: { [field: string]: Value } = {}
  for (const [name, field] of Object.entries(definition.fields)) {
    const value = values[name]
    if (value !== undefined && value !== null && maySee(field, audience)) seen[name] = value
  }
  return seen
}

/** The fields that name the person whom a record is about by their number. */
export const personFields = ({ fields }: RegisterDefinition): readonly string[] =>
  Object.entries(fields).flatMap(([name, field]) => {
    const format = field.type === 'text' || field.type === 'reference' ? field.format : undefined
    return format === 'personal-number' && field.subject !== false ? [name] : []
  })

/** Whether a record is about a person: one of its fields is their number. */
export const isAbout = (definition: RegisterDefinition, values: Values, personalNumber: string): boolean =>
  personFields(definition).some((name) => values[name] === personalNumber)
