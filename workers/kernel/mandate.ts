// The mandate, as a register gives it: a record of it lets somebody act for another, and says within which limits.
import type { Localised } from './localised.ts'
import type { Expression } from './register.ts'

/** The widest scope of a mandate: every service that its principal may ask for. */
export const ALL_SERVICES = '*'

/**
 * For whom it lets act: the record of another register that the field refers to, the record itself, or an authority
 * (an expression that yields `authority.role`).
 */
type PrincipalRule = { readonly field: string } | { readonly self: true } | { readonly role: Expression }

/** Expressions see `record` and `today`; one that reads an absent field says nothing, so a limit of it is none. */
export interface MandateRule {
  readonly title: Localised
  readonly law: string
  /** The field with the number of the person who acts. */
  readonly representative: string
  readonly principal: PrincipalRule
  /** What the principal is called, where the caption of its own record does not say it. */
  readonly called?: Expression
  /** What the representative is called; nothing is said of them where it says nothing. */
  readonly actor?: Expression
  /** Why a record gives no mandate, or none any more. Tried in this order; texts are among the register's refusals. */
  readonly refuse?: { readonly [code: string]: Expression }
  /** The first and the last day ('YYYY-MM-DD'); open where the expression yields nothing. */
  readonly since?: Expression
  readonly until?: Expression
  /** Ids of services, separated by spaces; `*`, which is also meant where nothing is said, for all. */
  readonly services?: Expression
  /** The most that one case or act may move, in euro cents; no limit where nothing is yielded. What counts, they say. */
  readonly amount?: { readonly most: Expression; readonly per: 'case' }
  /**
   * Who holds it does not act in the principal's place: the principal acts, and they sign their consent to it. Of several
   * who hold such mandates one is enough.
   */
  readonly consents?: true
  /** How many representatives of the principal by this rule sign together; 1 where nothing is yielded. */
  readonly joint?: Expression
  /** Whether it may be passed on, once; never where nothing is said. */
  readonly delegable?: Expression
  /** The field with the key of the mandate, in the same register, of which this one passes a part on. */
  readonly source?: string
}
