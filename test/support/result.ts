// What a test expects to succeed: the value, or the refusal as an error.
export function unwrap<T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: string; readonly detail?: string },
): T {
  if (!result.ok) throw new Error(`${result.error} ${result.detail ?? ''}`)
  return result.value
}
