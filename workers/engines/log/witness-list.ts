// The witnesses whose word an operator takes: by their keys, and where those are asked that answer.
import { parseWitnessKey } from './cosignature.ts'
import type { Verifier } from './note.ts'
import { err, ok, type Result } from '../../kernel/result.ts'

/** A log with more of them would be asked more than it writes. */
const WITNESSES_MAX = 16

export interface Witness extends Verifier {
  /** Its submission prefix (c2sp.org/tlog-witness); absent where it comes by itself. */
  readonly url?: string
}

function readOne(value: unknown): Witness | null {
  const { key, url } = (value ?? {}) as { readonly key?: unknown; readonly url?: unknown }
  const parsed = parseWitnessKey(typeof key === 'string' ? key : '')
  if (!parsed.ok) return null
  if (url === undefined) return parsed.value
  return typeof url === 'string' && /^https?:\/\/\S+[^/\s]$/u.test(url) && URL.canParse(url)
    ? { ...parsed.value, url }
    : null
}

/** The setting `WITNESSES`: a JSON array of `{ key, url? }`; empty for none. No two have the same name. */
export function readWitnesses(text: string): Result<readonly Witness[], 'witnesses-invalid'> {
  let value: unknown
  try {
    value = JSON.parse(text === '' ? '[]' : text)
  } catch {
    return err('witnesses-invalid')
  }
  if (!Array.isArray(value) || value.length > WITNESSES_MAX) return err('witnesses-invalid')
  const read = value.map(readOne)
  const witnesses = read.filter((one) => one !== null)
  const names = new Set(witnesses.map(({ name }) => name))
  return witnesses.length === value.length && names.size === witnesses.length ? ok(witnesses) : err('witnesses-invalid')
}
