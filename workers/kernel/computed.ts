// A number that follows from a record: worked out term by term, so that whoever sees it can follow the sum.
import type { Localised } from './localised.ts'
import type { Expression } from './register.ts'

interface Term {
  readonly label: Localised
  /** Yields a whole number. It sees `record`, `today`, and `computed`: the numbers that stand before this one. */
  readonly value: Expression
}

/** Who may see a term is who may see each field that it reads; the sum is for who may see all of its terms. */
export interface Computed {
  readonly label: Localised
  readonly hint?: Localised
  readonly terms: { readonly [term: string]: Term }
}
