// The field: one object that drives the form, the API, the search, the open data and what is shown to whom.
import type { FormatId } from './formats/index.ts'
import type { Localised } from './localised.ts'

/**
 * Who may see a field: `open` anyone; `restricted` authorities with a purpose; `personal` the subject, and
 * authorities with a purpose; `sensitive` only the roles that the field names.
 */
export type Disclosure = 'open' | 'restricted' | 'personal' | 'sensitive'

interface FieldOptions {
  readonly label: Localised
  readonly hint?: Localised
  readonly disclose: Disclosure
  /** How a record may be found by this field: by the whole value, or by words of it (open fields only). */
  readonly find?: 'exact' | 'text'
  /** A record may be without it. */
  readonly optional?: true
  /** Names a person whom the record is not about: a parent in the record of a child. */
  readonly subject?: false
  /** For `sensitive` fields: the roles that may see it. */
  readonly roles?: readonly string[]
}

export interface TextField extends FieldOptions {
  readonly type: 'text'
  readonly format?: FormatId
  /** Longest value, in characters; 200 where not said. */
  readonly max?: number
}
export interface ChoiceField extends FieldOptions {
  readonly type: 'choice'
  readonly options: { readonly [value: string]: Localised }
}
export interface IntegerField extends FieldOptions {
  readonly type: 'integer'
  readonly min: number
  readonly max: number
  /** What is counted, for the reader: `kg`, `cm³`. */
  readonly unit?: Localised
}
export interface DateField extends FieldOptions {
  readonly type: 'date'
  readonly notAfterToday?: true
}
export interface BooleanField extends FieldOptions {
  readonly type: 'boolean'
}
/** The key of a record in another register; its values are checked as that register's key is. */
export interface ReferenceField extends FieldOptions {
  readonly type: 'reference'
  readonly register: string
  readonly format?: FormatId
}

export type Field = TextField | ChoiceField | IntegerField | DateField | BooleanField | ReferenceField
export type Fields = { readonly [name: string]: Field }

const make =
  <T extends Field>(type: T['type']) =>
  (options: Omit<T, 'type'>): T =>
    ({ type, ...options }) as T

export const text = make<TextField>('text')
export const integer = make<IntegerField>('integer')
export const date = make<DateField>('date')
export const boolean = make<BooleanField>('boolean')
export const reference = make<ReferenceField>('reference')
export const oneOf = (options: ChoiceField['options'], rest: Omit<ChoiceField, 'type' | 'options'>): ChoiceField => ({
  type: 'choice',
  options,
  ...rest,
})
/** A human, by personal number: the key of the register of persons. */
export const personRef = (options: Omit<ReferenceField, 'type' | 'register' | 'format'>): ReferenceField =>
  reference({ register: 'civil', format: 'personal-number', ...options })
/** A company, by its number: the key of the commercial register. */
export const companyRef = (options: Omit<ReferenceField, 'type' | 'register' | 'format'>): ReferenceField =>
  reference({ register: 'companies', format: 'company-number', ...options })
