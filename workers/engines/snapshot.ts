// What of a record may be copied into the read model: its open fields, words to search, and blind indexes of the rest.
import { cellsOf, fieldAt, isDocument } from '../kernel/field.ts'
import type { LoadedRegister } from '../kernel/load.ts'
import type { Values } from '../kernel/value.ts'
import { groupedBy } from './alike.ts'
import { disclose, valuesOf } from './disclosure.ts'
import { foundBy, type Facet } from './found-by.ts'
import { blindIndex } from './names.ts'
import { outlineField, outlineOf, type Outline } from './outline.ts'
import { standingOf } from './references.ts'

export interface Snapshot {
  readonly id: string
  readonly seq: number
  /** The version of the definition by which it was made. */
  readonly definition: number
  readonly recordedAt: number
  readonly effectiveFrom: string
  readonly caption: string
  readonly open: Values
  /** Field → blind index, for each field that is found by its whole value and is not sensitive; a column has several. */
  readonly exact: { readonly [field: string]: string | readonly string[] }
  /** The searchable words, folded and separated by spaces; what a list is sorted by; the tokens of register and values. */
  readonly words: string
  readonly called: string
  readonly tokens: string
  /** By what it is counted. */
  readonly facets: readonly Facet[]
  /** Words and tokens by which it was found once, and is no more. */
  readonly past: string
  /** Where it lies; null where it lies nowhere, or ended. Absent where the register has no outlines. */
  readonly outline?: Outline | null
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

/**
 * `indexKey` is the secret of the blind indexes (base64 of 32 bytes); `once` holds the words and tokens of all entries.
 */
export function snapshotOf(
  register: LoadedRegister,
  standing: Standing,
  indexKey: string,
  once: ReadonlySet<string> = new Set(),
): Snapshot {
  const { definition } = register
  const { id, seq, recordedAt, effectiveFrom, values } = standing
  const seen = disclose(definition, values, { kind: 'public' })
  const open = Object.fromEntries(Object.entries(seen).filter(([name]) => !isDocument(definition.fields[name])))
  const exact: { [field: string]: string | readonly string[] } = {}
  for (const [path, field] of cellsOf(definition.fields)) {
    const group = path.split('.')[0] ?? ''
    if (field.find !== 'exact' || [field.disclose, fieldAt(definition.fields, group)?.disclose].includes('sensitive'))
      continue
    const held = [...new Set(valuesOf(values, path))].map(String)
    const blind = held.map((value) => blindIndex(indexKey, definition.id, path, value))
    if (blind.length > 0) exact[path] = path === group ? (blind[0] ?? []) : blind
  }
  Object.assign(exact, groupedBy(definition, values, indexKey))
  const { words, called, facets, tokens } = foundBy(definition, seen)
  const now = new Set([...words, ...tokens])
  return {
    id,
    seq,
    definition: definition.version,
    recordedAt,
    effectiveFrom,
    caption: captionOf(register, seen, id),
    open,
    exact,
    words: words.join(' '),
    called,
    tokens: tokens.join(' '),
    facets,
    past: [...once].filter((one) => !now.has(one)).join(' '),
    ...(outlineField(definition) === undefined
      ? {}
      : { outline: standingOf(register, values, effectiveFrom) === 'stands' ? outlineOf(definition, seen) : null }),
  }
}
