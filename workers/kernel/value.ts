// What a field of a record can hold. An absent field is left out; there is no null.
export type Value = string | number | boolean
export type Values = { readonly [field: string]: Value }
