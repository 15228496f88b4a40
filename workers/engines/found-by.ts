// What a record is found by: the folded words of its texts, and tokens that stand for its register and single values.
import { cellsOf, fieldAt, isFacet, type Field } from '../kernel/field.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import type { Value, Values } from '../kernel/value.ts'
import { valuesOf } from './disclosure.ts'
import { foldedWords, otherSpellings } from './fold.ts'
import { tokenOf } from './names.ts'

export interface FoundBy {
  /** Folded, in the order of the fields; other spellings of the same words come last. */
  readonly words: readonly string[]
  /** The first words of the texts, each once: what begins with a search comes first, in the order of the alphabet. */
  readonly called: string
  readonly facets: readonly Facet[]
  /** Of the register, of each facet, and of each open value that finds the record by the whole of it. */
  readonly tokens: readonly string[]
}

/** One value by which records are counted. */
export interface Facet {
  readonly field: string
  readonly value: string
  readonly token: string
}

/** Nobody types more of a beginning. */
const CALLED_MAX = 80
/** Values repeat: their tokens are made once. */
const KNOWN_MAX = 20_000

const known = new Map<string, string>()

function token(...parts: readonly string[]): string {
  const name = parts.join('\0')
  const found = known.get(name)
  if (found !== undefined) return found
  if (known.size >= KNOWN_MAX) known.clear()
  const made = tokenOf(...parts)
  known.set(name, made)
  return made
}

/** Stands for all records of a register. */
export const registerToken = (id: string): string => token('register', id)
/** Stands for those that have a value in a field. */
export const valueToken = ({ id }: RegisterDefinition, field: string, value: string): string =>
  token('value', id, field, value)

/** More would fill the page before what was found. */
const facetsMax = 8

/** The fields by which a register counts its records, in their order. */
export const facetsOf = ({ fields }: RegisterDefinition): readonly string[] =>
  Object.keys(fields)
    .filter((name) => isFacet(fields[name]))
    .slice(0, facetsMax)

const isSeen = ({ fields }: RegisterDefinition, path: string, field: Field): boolean =>
  field.disclose === 'open' && fieldAt(fields, path.split('.')[0] ?? '')?.disclose === 'open'

const held = (values: { readonly [field: string]: Value | null }): Values =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))

/** Of the open values alone. */
export function foundBy(definition: RegisterDefinition, changes: { readonly [field: string]: Value | null }): FoundBy {
  const values = held(changes)
  const texts: string[] = []
  const whole: string[] = []
  for (const [path, field] of cellsOf(definition.fields)) {
    if (field.find === undefined || !isSeen(definition, path, field)) continue
    const own = [...new Set(valuesOf(values, path))].map(String)
    if (field.find === 'text') texts.push(...own)
    else whole.push(...own.map((value) => valueToken(definition, path, value)))
  }
  const facets = facetsOf(definition).flatMap((field) => {
    const value = values[field]
    return value === undefined
      ? []
      : [{ field, value: String(value), token: valueToken(definition, field, String(value)) }]
  })
  // A name that stands in both alphabets is one name.
  const words = [...new Set(texts.flatMap(foldedWords))]
  return {
    words: [...new Set([...words, ...texts.flatMap(otherSpellings)])],
    called: words.join(' ').slice(0, CALLED_MAX),
    facets,
    tokens: [...new Set([registerToken(definition.id), ...facets.map(({ token: one }) => one), ...whole])],
  }
}
