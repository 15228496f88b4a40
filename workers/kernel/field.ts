// The field: one object that drives the form, the API, the search, the open data and what is shown to whom.
import { shapeMax } from './geometry/read.ts'
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
  /**
   * Whether what is found is counted by its values, and narrowed to one. Where nothing is said, choices, yes and no, and
   * references are; a text is where this says so (open fields only).
   */
  readonly facet?: boolean
  /** No two records that stand have the same value; it has to be found by the whole value. */
  readonly unique?: true
  /** A record may be without it. */
  readonly optional?: true
  /** Names a person whom the record is not about: a parent in the record of a child. */
  readonly subject?: false
  /** For `sensitive` fields: the roles that may see it. */
  readonly roles?: readonly string[]
  /** Nothing new is written to it; what stands in older entries is still read, and shown, by it. */
  readonly retired?: true
}

export interface TextField extends FieldOptions {
  readonly type: 'text'
  readonly format?: FormatId
  /** Longest value, in characters; 200 where not said. */
  readonly max?: number
  /** A whole document: it is read with its record, and no list and no search holds it. */
  readonly document?: true
  /**
   * CEL over `record`: outlines of records for which it says the same text share no ground, but for what rounding leaves;
   * '' puts nothing apart. Open outlines only.
   */
  readonly apart?: string
}
export interface ChoiceField extends FieldOptions {
  readonly type: 'choice'
  readonly options: { readonly [value: string]: Localised }
}
export interface IntegerField extends FieldOptions {
  readonly type: 'integer'
  /** Of how many decimal places it counts the last one: with 2, `1250` is typed and shown as 12,50. */
  readonly decimals?: number
  readonly min: number
  readonly max: number
  /** It names and does not count: a year, which is written without a mark for thousands. */
  readonly ordinal?: true
  /** What is counted, for the reader: `kg`, `cm³`. */
  readonly unit?: Localised
}
export interface DateField extends FieldOptions {
  readonly type: 'date'
  readonly notAfterToday?: true
  readonly notBeforeToday?: true
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

export type SingleField = TextField | ChoiceField | IntegerField | DateField | BooleanField | ReferenceField
/** A repeated group: each item has these columns, each with a disclosure of its own within that of the whole. */
export interface ListField extends Omit<FieldOptions, 'find' | 'unique' | 'facet'> {
  readonly type: 'list'
  readonly of: { readonly [column: string]: SingleField }
  /** Its columns say it. */
  readonly find?: never
  readonly unique?: never
  readonly facet?: never
  readonly min?: number
  readonly max: number
}

export type Field = SingleField | ListField
export interface Fields {
  readonly [name: string]: Field
}

/** The format of a field's values, where it is one that has any. */
export const formatOf = (field: Field | undefined): FormatId | undefined =>
  field?.type === 'text' || field?.type === 'reference' ? field.format : undefined

/** The fields of a format, by name. */
export const fieldsWithFormat = (fields: Fields, format: FormatId): readonly string[] =>
  Object.keys(fields).filter((name) => formatOf(fields[name]) === format)

const make =
  <T extends Field>(type: T['type']) =>
  (options: Omit<T, 'type'>): T =>
    ({ type, ...options }) as T

export const text = make<TextField>('text')
export const integer = make<IntegerField>('integer')
export const date = make<DateField>('date')
export const boolean = make<BooleanField>('boolean')
export const reference = make<ReferenceField>('reference')
export const list = (of: ListField['of'], rest: Omit<ListField, 'type' | 'of'>): ListField => ({
  type: 'list',
  of,
  ...rest,
})
/** An outline on the ground, in WGS 84. */
export const shape = (options: Omit<TextField, 'type' | 'format' | 'max' | 'document'>): TextField =>
  text({ format: 'shape', max: shapeMax, ...options })
/** An amount of euro, kept in whole cents. */
export const money = (
  options: Omit<IntegerField, 'type' | 'decimals' | 'unit' | 'min' | 'max'> & { min?: number; max?: number },
): IntegerField => integer({ min: 0, max: 99_999_999_999_99, decimals: 2, unit: { bg: '€', en: '€' }, ...options })
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

/** The columns of groups and the fields that are none, by path: `status`, `owners.share`. */
export const cellsOf = (fields: Fields): readonly (readonly [path: string, field: SingleField])[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'list'
      ? Object.entries(field.of).map(([column, one]) => [`${name}.${column}`, one] as const)
      : [[name, field] as const],
  )

/** The field of a path, with or without the number of an item: `owners.share`, `owners.0.share`. */
export function fieldAt(fields: Fields, path: string): Field | undefined {
  const [name = '', ...rest] = path.split('.')
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  const column = rest.at(-1)
  if (column === undefined || field === undefined) return field
  if (field.type !== 'list') return undefined
  if (rest.length === 1 && /^\d+$/u.test(column)) return field
  return Object.hasOwn(field.of, column) ? field.of[column] : undefined
}

/** Whether a register counts its records by a field, where it is no column of a group. */
export function isFacet(field: Field | undefined): field is SingleField {
  if (field === undefined || field.disclose !== 'open' || field.type === 'list' || isDocument(field)) return false
  if (field.retired || formatOf(field) === 'personal-number') return false
  return field.facet ?? (field.type === 'choice' || field.type === 'boolean' || field.type === 'reference')
}

export const isShape = (field: Field | undefined): field is TextField =>
  field?.type === 'text' && field.format === 'shape'

export const isDocument = (field: Field | undefined): boolean =>
  (field?.type === 'text' && field.document === true) || isShape(field)

/** Whether anyone may see all of it. */
export const isOpen = (field: Field | undefined): boolean =>
  field?.disclose === 'open' &&
  (field.type !== 'list' || Object.values(field.of).every(({ disclose }) => disclose === 'open'))
