// What of a record may be copied into the read model: its open fields, words to search, and blind indexes of the rest.
import type { LoadedRegister } from '../kernel/load.ts'
import type { Values } from '../kernel/value.ts'
import { disclose } from './disclosure.ts'
import { blindIndex } from './names.ts'

export interface Snapshot {
  readonly id: string
  readonly seq: number
  readonly recordedAt: number
  readonly effectiveFrom: string
  readonly caption: string
  readonly open: Values
  /** Field → blind index, for each field that is found by its whole value and is not sensitive. */
  readonly exact: { readonly [field: string]: string }
  /** The searchable words, separated by spaces. */
  readonly words: string
}

interface Standing {
  readonly id: string
  readonly seq: number
  readonly recordedAt: number
  readonly effectiveFrom: string
  readonly values: Values
}

/** How a record is called, from its open fields; its id where the definition's caption needs a field that is absent. */
export function captionOf(register: LoadedRegister, open: Values, id: string): string {
  try {
    return String(register.caption.evaluate({ record: open }))
  } catch {
    return id
  }
}

/** `indexKey` is the secret of the blind indexes (base64 of 32 bytes). */
export function snapshotOf(register: LoadedRegister, standing: Standing, indexKey: string): Snapshot {
  const { definition } = register
  const { id, seq, recordedAt, effectiveFrom, values } = standing
  const open = disclose(definition, values, { kind: 'public' })
  const exact: { [field: string]: string } = {}
  const words: string[] = []
  for (const [name, field] of Object.entries(definition.fields)) {
    const value = values[name]
    if (value === undefined || field.disclose === 'sensitive') continue
    if (field.find === 'exact') exact[name] = blindIndex(indexKey, definition.id, name, String(value))
    if (field.find === 'text') words.push(String(value))
  }
  return {
    id,
    seq,
    recordedAt,
    effectiveFrom,
    caption: captionOf(register, open, id),
    open,
    exact,
    words: words.join(' '),
  }
}
