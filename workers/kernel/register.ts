// The register and its acts, as the law puts them: plain data that a lawyer can read and a machine can carry out.
import type { Board } from './board.ts'
import type { Closeness } from './closeness.ts'
import type { Computed } from './computed.ts'
import type { Alike } from './alike.ts'
import type { Demand } from './demand.ts'
import type { Fields } from './field.ts'
import type { Guard } from './guard.ts'
import type { Localised } from './localised.ts'
import type { MandateRule } from './mandate.ts'

/** A CEL expression. It sees `record`, `input`, `today`, `effective` (dates as 'YYYY-MM-DD'). */
export type Expression = string

/**
 * What an act means for a person beyond what the record says: whoever died holds nothing that proves who they are, and
 * whoever was not identified after all holds no key that rests on it. Of a consent in their name, and of what was opened
 * without one, they are told alone.
 */
export const MEANINGS = ['died', 'unidentified', 'consented', 'opened'] as const
export type Meaning = (typeof MEANINGS)[number]

/** A further record that an act changes, by an act of its own: all of it is entered in one moment, or nothing. */
export interface Companion {
  readonly register: string
  readonly act: string
  /** CEL, as in `refuse`: only where it is true. */
  readonly when?: Expression
  /** A group, `input.parts` or `record.liens`: one companion for each of its items, which expressions see as `one`. */
  readonly each?: string
  /** CEL: the key of the record. */
  readonly key: Expression
  /** CEL: what its act takes. An input whose value needs what is absent is left out. */
  readonly input?: { readonly [field: string]: Expression }
}

export interface Act extends Demand {
  readonly title: Localised
  readonly law?: string
  /** Makes the record; every other act needs one that exists. */
  readonly creates?: true
  /** Changes what was wrong from the start: the only act that may take effect before a later one. */
  readonly corrects?: true
  /**
   * The roles that may do it, `authority.role`, or `*.role` of any authority; `operator` is the importer of an old
   * register, `izvor.<part>` a part of the portal itself, which no official can be.
   */
  readonly by: readonly string[]
  /** The field that names the authority, once the act is done, whose officials alone may do it. */
  readonly within?: string
  /**
   * Done by one official and confirmed by another of the same roles; until then it is a proposal. Importers and the
   * portal itself are not two people: what they enter was decided elsewhere, and the act is theirs alone.
   */
  readonly fourEyes?: true
  /** The field that names the person who alone may do it. */
  readonly only?: string
  /**
   * What follows for the person whom the field `to` names: they are told at once, and what rested on it ends. Only the
   * portal's own registers say so.
   */
  readonly means?: { readonly to: string; readonly what: Meaning }
  /** Fields of the register that the act takes as they are, and sets. */
  readonly takes?: readonly string[]
  /**
   * Erases every value that these fields, and acts' own inputs of these names, have had before it; `closed`: of all that
   * not anyone may see, the key with it, and then the record is over. Its law has to say so.
   */
  readonly erases?: readonly string[] | 'closed'
  /** Of `takes`, those that may be left out although the record must have them: what a correction leaves alone. */
  readonly partial?: true
  /** Further input that is not a field of the register. */
  readonly input?: Fields
  /** Refusals: the act is refused with this code where the expression is true. Tried in this order. */
  readonly refuse?: { readonly [code: string]: Expression }
  /** Fields that it sets, beyond those it takes; `null` clears an optional field. */
  readonly set?: { readonly [field: string]: Expression }
  /**
   * The records that change with it. Whoever does the one does the other in the same role, and each is judged by its own
   * rules. One that names this record and act in turn, as spouses name each other, is met by it: neither is done alone.
   */
  readonly together?: { readonly [name: string]: Companion }
  /** Never asked for by itself: it comes about only together with an act that names it. */
  readonly alongside?: true
  /** It is done no more; what was done by it is still told by its title. */
  readonly retired?: true
}

/** What records of an earlier version need, so that they are as this one asks. */
export interface Migration {
  /** The version with which it came. */
  readonly to: number
  /** Field → CEL over `record`, as it stands, and `today`; `null` clears an optional field. */
  readonly set: { readonly [field: string]: Expression }
}

/** The act of an entry that a new definition made: no register has one of its own that is called so. */
export const MIGRATE = 'migrate'

/** The authority of a role. */
export const authorityOf = (role: string): string => role.split('.')[0] ?? role

/** Whether a role of any authority, and which. */
const anywhere = (role: string): string | undefined => (role.startsWith('*.') ? role.slice(1) : undefined)

/** Whether a role is one of these, of which some are any authority's. */
export const holdsRole = (roles: readonly string[], role: string): boolean =>
  roles.some((one) => {
    const suffix = anywhere(one)
    return suffix === undefined ? one === role : role.endsWith(suffix) && !isOfPortal(role)
  })

/** Whether somebody in this role may do an act. */
export const mayDo = ({ by }: Act, role: string): boolean => holdsRole(by, role)

/** Whether the second official may be of this role: of an act that any authority does, both are of the same one. */
export const mayBeSecond = (act: Act, first: string, second: string): boolean =>
  mayDo(act, second) && needsSecond(act, second) && (act.by.includes(second) || second === first)

/** Expressions see `record` and `today`; one that cannot be applied protects. */
interface Capacity {
  readonly law: string
  /** Whether it acts itself at all, though with the consent that a mandate of it gives; else it is acted for. */
  readonly acts: Expression
  /** Whether it acts without anybody's consent. */
  readonly alone: Expression
}

/** Whether a role is one of the portal itself. */
export const isOfPortal = (role: string): boolean => role.startsWith('izvor.')

/** Whether an act, done in this role, waits for a second official. */
export const needsSecond = ({ fourEyes }: Act, role: string): boolean =>
  fourEyes === true && role !== 'operator' && !isOfPortal(role)

export interface RegisterDefinition {
  readonly kind: 'register'
  readonly id: string
  readonly version: number
  readonly title: Localised
  readonly about: Localised
  /** The legal basis, cited in Bulgarian. */
  readonly law: string
  /** The authority that keeps it. */
  readonly keeper: string
  /** The field that names a record: it never changes. */
  readonly key: string
  /** How a record is called in lists, from open fields only. */
  readonly caption: Expression
  readonly fields: Fields
  /** When a record can no longer be named by what is new: a company that was struck off. It sees `record` and `today`. */
  readonly ended?: Expression
  readonly acts: { readonly [act: string]: Act }
  /** What a record may do for itself, where it is an applicant that the law protects. */
  readonly capacity?: Capacity
  /** Numbers that follow from a record; conditions of acts see those of the record as it stands, as `computed`. */
  readonly computed?: { readonly [name: string]: Computed }
  /** What an authority needs, besides a ground, to read what is closed. */
  readonly guarded?: Guard
  /** How its persons stand to each other, where its records are persons. */
  readonly closeness?: Closeness
  /** Pages on which the records stand in groups. */
  readonly boards?: { readonly [board: string]: Board }
  /** The mandates that a record gives, by the name of the rule. */
  readonly mandates?: { readonly [rule: string]: MandateRule }
  /** When two of its records may be of one thing. */
  readonly alike?: Alike
  /** The field that holds the definition of the register of which the record's key is the id. */
  readonly defines?: string
  /** In the order of their versions: a record takes each that it has not. */
  readonly migrations?: readonly Migration[]
  /** What each refusal of an act or of a mandate tells the person. */
  readonly refusals: { readonly [code: string]: Localised }
}

export const register = (
  definition: Omit<RegisterDefinition, 'kind' | 'version'> & { version?: number },
): RegisterDefinition => ({
  kind: 'register',
  version: 1,
  ...definition,
})
