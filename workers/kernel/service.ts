// The service: what a person may ask of the state, from the questions of its form to the act that it causes.
import type { Field } from './field.ts'
import type { Localised } from './localised.ts'
import type { Expression } from './register.ts'

/** How surely we know who acts (eIDAS, Art. 8). */
export const levels = ['low', 'substantial', 'high'] as const
export type Level = (typeof levels)[number]

/** A field of a register, `vehicles.vin`, asked with that register's label and checks; or one of the service's own. */
export type Question = `${string}.${string}` | Field

export interface FormPage {
  readonly id: string
  readonly title: Localised
  readonly about?: Localised
  readonly questions: { readonly [name: string]: Question }
}

/** When the answer is due, counted from the submission; АПК чл. 57. */
export interface Term {
  readonly count: number
  readonly unit: 'days' | 'working-days' | 'months'
  readonly law: string
}

export interface CausedAct {
  readonly register: string
  readonly act: string
  /** CEL over `person` (`personalNumber`), `form`, `evidence`: the key of the record, and each input of the act. */
  readonly key: Expression
  readonly input: { readonly [field: string]: Expression }
}

export interface ServiceDefinition {
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
  /** The request is refused before it is submitted where the expression (over `person`, `form`, `evidence`, `today`) is true. */
  readonly refuse: { readonly [code: string]: Expression }
  readonly refusals: { readonly [code: string]: Localised }
  readonly fee: { readonly cents: number; readonly law: string }
  readonly term: Term
  readonly decide: { readonly by: readonly string[] }
  readonly causes: CausedAct
}

export const service = (definition: Omit<ServiceDefinition, 'kind'>): ServiceDefinition => ({
  kind: 'service',
  ...definition,
})
