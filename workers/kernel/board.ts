// A page on which the records of a register stand in groups, by what one field says of them: a plan by its waves.
import type { Localised } from './localised.ts'

interface Shown {
  /** Fields and computed numbers, beside the caption. */
  readonly columns: readonly string[]
  /** The number that comes first where it is greatest. */
  readonly order?: string
}

export interface Board extends Shown {
  readonly title: Localised
  readonly about: Localised
  /** An open choice that is found by its whole value: its options are the groups, in their order. */
  readonly by: string
  /** What officials of these roles see besides, on a page of their own: each look is kept, under this article. */
  readonly desk?: Shown & { readonly roles: readonly string[]; readonly law: string }
}
