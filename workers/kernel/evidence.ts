// Evidence: a question that registers answer, in place of a certificate; it yields the least that serves.
import type { Field, Fields } from './field.ts'
import type { Localised } from './localised.ts'
import type { Expression } from './register.ts'

interface EvidenceAnswer {
  readonly field: Field
  /** CEL over `record` (the source's fields, absent where there is no record), `found` and `input`. */
  readonly value: Expression
  /** Read by expressions alone: neither shown nor signed, as a personal number is. */
  readonly silent?: true
}

export interface EvidenceDefinition {
  readonly kind: 'evidence'
  readonly id: string
  readonly title: Localised
  readonly law: string
  /** The register that answers. */
  readonly source: string
  readonly input: Fields
  /** CEL over `input`: the key of the record asked. */
  readonly key: Expression
  /** Left out of the answer: an answer whose expression needs a record where none was found. */
  readonly answer: { readonly [name: string]: EvidenceAnswer }
}

export const evidence = (definition: Omit<EvidenceDefinition, 'kind'>): EvidenceDefinition => ({
  kind: 'evidence',
  ...definition,
})
