// What a test expects to succeed: the value, or the refusal as an error.
export function unwrap<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: string; readonly detail?: string },
): T {
  if (!result.ok) throw new Error(`${result.error} ${result.detail ?? ''}`)
  return result.value
}

/** What a test knows to be there. */
export function there<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('it is not there')
  return value
}
