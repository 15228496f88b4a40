// What a service asks and what follows from the answers: pages, evidence to gather, and what speaks against the request.
import canonicalize from 'canonicalize'
import { fieldsRead, type Compiled, type Sight } from '../../kernel/expression.ts'
import type { LoadedPage, LoadedService } from '../../kernel/load-service.ts'
import { parseInput, parseValue, type FieldIssue, type Sent } from '../../kernel/parse.ts'
import type { Value, Values } from '../../kernel/value.ts'
import { numbersOf } from './represented.ts'
import type { CaseState, Gathered, Happening } from './state.ts'

export type Asked = Pick<CaseState, 'personalNumber' | 'answers' | 'evidence'> & Partial<Pick<CaseState, 'represented'>>

/** What the expressions of a service see. */
export function sightOf(asked: Asked, service: LoadedService, today: string): Sight {
  const { answers, evidence } = asked
  // What was not gathered yet is not there at all: nothing follows from it, neither that something is so nor that it is not.
  const answered = service.evidence.flatMap(({ name }) => {
    const gathered = evidence[name]
    return gathered === undefined ? [] : [[name, gathered.values] as const]
  })
  return { ...numbersOf(asked), form: answers, today, ...Object.fromEntries(answered) }
}

/** CEL throws where an answer that is not there is read: then nothing follows yet. */
export function evaluated(expression: Compiled | null, sight: Sight): Value | null {
  try {
    return expression?.evaluate(sight) ?? null
  } catch {
    return null
  }
}

function inputFrom(given: readonly (readonly [string, Compiled])[], sight: Sight): Values {
  const input: { [name: string]: Value } = {}
  for (const [name, expression] of given) {
    const value = evaluated(expression, sight)
    if (value !== null) input[name] = value
  }
  return input
}

/** Reads the answers of a page, as typed. An optional answer that was left empty is taken back. */
export function readPage(page: LoadedPage, typed: Sent, today: string) {
  const asked = Object.fromEntries(Object.keys(page.fields).map((name) => [name, typed[name] ?? '']))
  const { values, issues } = parseInput(page.fields, asked, (name) => !page.fields[name]?.optional, today)
  const answers = Object.fromEntries(Object.keys(page.fields).map((name) => [name, values[name] ?? null]))
  return { answers, issues }
}

/** Whether each question of a page has an answer that still holds. */
export const isAnswered = ({ fields }: LoadedPage, answers: Values, today: string): boolean =>
  Object.entries(fields).every(([name, field]) => {
    const value = answers[name]
    return value === undefined ? field.optional === true : parseValue(field, value, today).ok
  })

export interface Ask {
  readonly name: string
  readonly evidence: string
  readonly input: Values
}

/** What can be asked of the registers by now; what hangs on an answer that holds no longer has to wait for the new one. */
export function asksOf(state: Asked, service: LoadedService, today: string): readonly Ask[] {
  const sight: { [name: string]: Sight[string] } = { ...sightOf({ ...state, evidence: {} }, service, today) }
  return service.evidence.flatMap(({ name, evidence, input }) => {
    const values = inputFrom(input, sight)
    const whole = Object.entries(evidence.definition.input).every(
      ([field, { optional }]) => optional || field in values,
    )
    if (!whole) return []
    const known = state.evidence[name]
    if (known !== undefined && canonicalize(known.input) === canonicalize(values)) sight[name] = known.values
    return [{ name, evidence: evidence.definition.id, input: values }]
  })
}

/** Asks whatever can be asked, and what hangs on the answers after them; `known` says what need not be asked again. */
export async function gathering(
  state: Asked,
  service: LoadedService,
  today: string,
  known: (ask: Ask) => boolean,
  answerTo: (ask: Ask) => Promise<Gathered>,
): Promise<{ readonly [name: string]: Gathered }> {
  const answered: { [name: string]: Gathered } = {}
  for (;;) {
    const asks = asksOf({ ...state, evidence: { ...state.evidence, ...answered } }, service, today).filter(
      (ask) => !(ask.name in answered && isAnswerTo(answered[ask.name], ask)) && !known(ask),
    )
    if (asks.length === 0) return answered
    for (const [name, gathered] of await Promise.all(asks.map(async (ask) => [ask.name, await answerTo(ask)] as const)))
      answered[name] = gathered
  }
}

/** Whether what was gathered is the answer to what is asked now. */
export const isAnswerTo = (gathered: Gathered | undefined, { input }: Ask): boolean =>
  gathered !== undefined && canonicalize(gathered.input) === canonicalize(input)

/**
 * What these answers of registers tell that was not known: those that still are to what is asked, and what they take the
 * ground from. Null where they tell nothing new.
 */
export function news(
  state: Asked,
  service: LoadedService,
  today: string,
  answered: { readonly [name: string]: Gathered },
): Extract<Happening, { type: 'gathered' }> | null {
  const whole = { ...state.evidence, ...answered }
  const asks = new Map(asksOf({ ...state, evidence: whole }, service, today).map((ask) => [ask.name, ask]))
  const holds = (name: string) => {
    const ask = asks.get(name)
    return ask !== undefined && isAnswerTo(whole[name], ask)
  }
  const evidence = Object.fromEntries(
    Object.entries(answered).filter(
      ([name, one]) => holds(name) && canonicalize(one) !== canonicalize(state.evidence[name]),
    ),
  )
  const outdated = Object.keys(state.evidence).filter((name) => !holds(name))
  return Object.keys(evidence).length + outdated.length === 0 ? null : { type: 'gathered', evidence, outdated }
}

/** What of the answers of registers may be shown and signed: expressions alone read the rest. */
export const toldOf = (
  evidence: CaseState['evidence'],
  service: LoadedService,
): { readonly [name: string]: Omit<Gathered, 'input'> } =>
  Object.fromEntries(
    Object.entries(evidence).map(([name, { found, values }]) => {
      const answers = service.evidence.find((one) => one.name === name)?.evidence.definition.answer ?? {}
      const told = Object.entries(values).filter(([answer]) => answers[answer]?.silent !== true)
      return [name, { found, values: Object.fromEntries(told) }]
    }),
  )

/** Evidence that is no answer any more to what these answers ask for. */
export function outdatedBy(state: Asked, answers: Values, service: LoadedService, today: string): readonly string[] {
  const asked = new Map(
    asksOf({ ...state, answers }, service, today).map(({ name, input }) => [name, canonicalize(input)]),
  )
  return Object.entries(state.evidence).flatMap(([name, { input }]) =>
    asked.get(name) === canonicalize(input) ? [] : [name],
  )
}

/** Why a request cannot be granted as it is; `fields` are the questions that it hangs on, in the order of the form. */
export interface Objection {
  readonly code: string
  /** Whose text says it: the service's, or that of the register whose act would be refused. */
  readonly register?: string
  readonly fields: readonly string[]
}

const inFormOrder = ({ form }: LoadedService, names: readonly string[]): readonly string[] =>
  Object.keys(form).filter((name) => names.includes(name))

/** The first refusal that is true of what is known by now: the service's own, then those of the act that it causes. */
export function objectionTo(state: Asked, service: LoadedService, today: string): Objection | null {
  const sight = sightOf(state, service, today)
  for (const [code, condition] of service.refuse) {
    if (evaluated(condition, sight) !== true) continue
    const asked = service.evidence.flatMap(({ name, input }) =>
      fieldsRead(condition.source, name).length > 0 ? input.map(([, { source }]) => source) : [],
    )
    const names = [condition.source, ...asked].flatMap((source) => fieldsRead(source, 'form'))
    return { code, fields: inFormOrder(service, names) }
  }
  const { register, act, input } = service.causes
  // The act of a record that exists is judged by that record alone, when it is done.
  if (!act.definition.creates) return null
  const values = inputFrom(input, sight)
  for (const [code, condition] of act.refuse) {
    if (evaluated(condition, { record: {}, input: values, today, effective: today }) !== true) continue
    const names = fieldsRead(condition.source, 'input').flatMap((name) =>
      input.flatMap(([own, { source }]) => (own === name ? fieldsRead(source, 'form') : [])),
    )
    return { code, register: register.definition.id, fields: inFormOrder(service, names) }
  }
  return null
}

/** What the official answers when granting. */
export function readDecision(
  service: LoadedService,
  typed: Sent,
  today: string,
): { readonly values: Values; readonly issues: readonly FieldIssue[] } {
  const { answers, issues } = readPage({ id: 'decision', fields: service.decision }, typed, today)
  const values = Object.fromEntries(Object.entries(answers).filter((pair): pair is [string, Value] => pair[1] !== null))
  return { values, issues }
}

/** The key and the input of the act that a granted case causes. */
export function causedBy(state: Asked, decision: Values, service: LoadedService, today: string) {
  const sight = { ...sightOf(state, service, today), decision }
  const key = evaluated(service.causes.key, sight)
  return { key: String(key ?? ''), input: inputFrom(service.causes.input, sight) }
}
