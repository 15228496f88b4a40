// What a field of a record can hold. An absent field is left out; there is no null.
export type Scalar = string | number | boolean
/** One of a repeated group: an owner with a share, an exam with its mark. */
export interface Item {
  readonly [column: string]: Scalar
}
export type Value = Scalar | readonly Item[]
export interface Values {
  readonly [field: string]: Value
}

export const isItems = (value: unknown): value is readonly Item[] => Array.isArray(value)

/** Whether two values say the same; the columns of an item stand in the order of its field. */
export const sameValue = (one: Value | null, other: Value | null): boolean =>
  one === other || (isItems(one) && isItems(other) && JSON.stringify(one) === JSON.stringify(other))
