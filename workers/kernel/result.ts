// How a decision answers: with a value, or with a refusal that is itself a value.
export type Ok<T> = { readonly ok: true; readonly value: T }
export type Err<E extends string> = { readonly ok: false; readonly error: E; readonly detail?: string }
export type Result<T, E extends string> = Ok<T> | Err<E>

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })

/** A refusal: a kebab-case code, and what it is about (a field's name, never a value that a person typed). */
export const err = <const E extends string>(error: E, detail?: string): Err<E> =>
  detail === undefined ? { ok: false, error } : { ok: false, error, detail }
