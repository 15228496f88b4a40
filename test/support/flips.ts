// One bit of a file changed, wherever: what is signed holds in no other form.
type Path = readonly (string | number)[]

export function* leaves(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) yield* leaves(inner, [...path, name])
  else yield path
}

/** The same, but for one bit of one value. */
export function flipped(value: unknown, [name, ...rest]: Path, at: number, bit: number): unknown {
  if (name === undefined) {
    if (typeof value === 'number') return value + 1
    if (typeof value === 'boolean') return !value
    const text = String(value)
    const n = at % text.length
    return text.slice(0, n) + String.fromCharCode(text.charCodeAt(n) ^ (1 << bit)) + text.slice(n + 1)
  }
  if (Array.isArray(value)) return value.map((one, n) => (String(n) === name ? flipped(one, rest, at, bit) : one))
  const fields = value as { readonly [field: string]: unknown }
  return { ...fields, [name]: flipped(fields[name], rest, at, bit) }
}
