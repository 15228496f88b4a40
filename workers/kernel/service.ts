// The service: what a person may ask of the state, from the questions of its form to the act that it causes.
import type { Demand } from './demand.ts'
import type { Field } from './field.ts'
import type { Localised } from './localised.ts'
import type { Expression } from './register.ts'

/** How surely we know who acts (eIDAS, Art. 8). */
export const levels = ['low', 'substantial', 'high'] as const
export type Level = (typeof levels)[number]

/** A field of a register, `vehicles.vin`, asked with that register's label and checks; or one of the service's own. */
type Question = `${string}.${string}` | Field

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

interface CausedAct {
  readonly register: string
  readonly act: string
  /**
   * CEL over `person` (`personalNumber`), `form`, `decision`, each evidence by its name, `today`: the key of the record,
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
  readonly pages: readonly FormPage[]
  /** Asked of the registers, never of the person: evidence id, its input in CEL over `person` and `form`. */
  readonly evidence: {
    readonly [name: string]: { readonly ask: string; readonly input: { readonly [name: string]: Expression } }
  }
  /** The request is refused before it is submitted where the expression (the same, without `decision`) is true. */
  readonly refuse: { readonly [code: string]: Expression }
  readonly refusals: { readonly [code: string]: Localised }
  readonly fee: { readonly cents: number; readonly law: string }
  readonly term: Term
  /** Who decides, and what the official answers when granting. */
  readonly decide: { readonly by: readonly string[]; readonly questions: Questions }
  readonly causes: CausedAct
}

export const service = (definition: Omit<ServiceDefinition, 'kind'>): ServiceDefinition => ({
  kind: 'service',
  ...definition,
})
