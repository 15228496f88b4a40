// The service: what a person may ask of the state, from the questions of its form to the act that it causes.
import type { Applicant } from './applicant.ts'
import type { Demand, SignatureDemand } from './demand.ts'
import type { Field } from './field.ts'
import type { Localised } from './localised.ts'
import type { Expression } from './register.ts'

/** How surely we know who acts (eIDAS, Art. 8). */
export const levels = ['low', 'substantial', 'high'] as const
export type Level = (typeof levels)[number]

/** The key of a register, chosen among the records that are about the person: nobody copies what the state knows. */
interface OwnRecord {
  readonly own: `${string}.${string}`
}

/** A field of a register, `vehicles.vin`, asked with that register's label and checks; or one of the service's own. */
type Question = `${string}.${string}` | OwnRecord | Field

interface FormPage {
  readonly id: string
  readonly title: Localised
  readonly about?: Localised
  readonly questions: Questions
}

export type Questions = { readonly [name: string]: Question }

/** When the answer is due, counted from the day after the submission; АПК чл. 57 and 60. */
export interface Term {
  readonly count: number
  readonly unit: 'days' | 'working-days' | 'months'
  readonly law: string
  /** What the law makes of silence when the term is over; АПК чл. 58. */
  readonly silence: 'refusal'
}

/**
 * Somebody who has to sign beside the applicant: a person whom answers or registers name, or whoever holds an office.
 * An office signs last, and over the signatures of all others: it vouches for them (ГПК, чл. 589).
 */
export type SignerDefinition = {
  readonly title: Localised
  readonly law: string
  /** CEL, as in `refuse`: asked only where it is true; where it cannot be said yet, nothing is signed. */
  readonly when?: Expression
} & (
  | {
      /** CEL, as in `refuse`: the personal number. */
      readonly person: Expression
      /** CEL, as in `refuse`: what the applicant is told of them, so that a slip of the pen is seen. */
      readonly called: Expression
    }
  | {
      /** CEL, as in `refuse`: the number of a company. Whoever represents it by law signs, as many as have to. */
      readonly company: Expression
      readonly called: Expression
    }
  | { readonly role: string }
)

interface CausedAct {
  readonly register: string
  readonly act: string
  /**
   * CEL over the applicant (`person.personalNumber` or `company.number`, of which the other is absent), `form`,
   * `decision`, each evidence by its name, `today`: the key of the record,
   * and each input of the act. An input whose value needs an answer that was not given is left out.
   */
  readonly key: Expression
  readonly input: { readonly [field: string]: Expression }
}

export interface ServiceDefinition extends Demand {
  readonly kind: 'service'
  readonly id: string
  readonly title: Localised
  readonly about: Localised
  readonly law: string
  /** The authority that decides. */
  readonly authority: string
  readonly level: Level
  /** What may apply; a person where nothing is said. A company, and a child, does so by whoever acts for it. */
  readonly applicants?: readonly Applicant[]
  /** What kind of signature the applicant gives; by passkey, or by card as they like, where nothing is said. */
  readonly signature?: SignatureDemand
  /** Nobody may act for another in it; where `by-law`, nobody but who does so by law, and by no mandate that was given. */
  readonly inPerson?: true | 'by-law'
  readonly pages: readonly FormPage[]
  /**
   * Asked of the registers, never of the person: evidence id, its input in CEL over `person`, `form` and the evidence that
   * stands before it.
   */
  readonly evidence: {
    readonly [name: string]: {
      readonly ask: string
      readonly input: { readonly [name: string]: Expression }
      /** Where the evidence's own would not say whom or what it is asked about. */
      readonly title?: Localised
    }
  }
  /** The request is refused before it is submitted where the expression (the same, without `decision`) is true. */
  readonly refuse: { readonly [code: string]: Expression }
  readonly refusals: { readonly [code: string]: Localised }
  readonly fee: { readonly cents: number; readonly law: string }
  /**
   * What counts against the amount of a mandate beside the fee, in euro cents: CEL, as in `refuse`, over the answers. A
   * limited mandate reaches no case of which it says nothing once every page is answered.
   */
  readonly amount?: Expression
  readonly term: Term
  /** Who else signs, within so many days; then the application lapses and its fee is returned. */
  readonly signing?: {
    readonly days: number
    readonly law: string
    readonly signers: { readonly [name: string]: SignerDefinition }
  }
  /** Who decides, and what the official answers when granting. */
  readonly decide: { readonly by: readonly string[]; readonly questions: Questions }
  readonly causes: CausedAct
}

export const service = (definition: Omit<ServiceDefinition, 'kind'>): ServiceDefinition => ({
  kind: 'service',
  ...definition,
})
