// Loading a service: each question finds its field, each evidence its register, and the act that it causes fits.
import { applicants, NUMBERS, type Applicant } from './applicant.ts'
import { checkDemand } from './demand.ts'
import { compiler, typeOf, typesOf, type Compiled, type Scope } from './expression.ts'
import type { Field, Fields } from './field.ts'
import type { LoadedEvidence } from './load-evidence.ts'
import type { LoadedAct, LoadedRegister } from './load.ts'
import { err, ok, type Result } from './result.ts'
import type { Expression } from './register.ts'
import { loadSigners, type LoadedSigner } from './load-signers.ts'
import type { Localised } from './localised.ts'
import type { Questions, ServiceDefinition } from './service.ts'

export interface LoadedPage {
  readonly id: string
  readonly fields: Fields
}

interface LoadedAsk {
  readonly name: string
  readonly title: Localised
  readonly evidence: LoadedEvidence
  readonly input: readonly (readonly [name: string, value: Compiled])[]
}

export interface LoadedService {
  readonly definition: ServiceDefinition
  readonly applicants: readonly Applicant[]
  readonly pages: readonly LoadedPage[]
  /** Every question of the form, in the order in which it is asked. */
  readonly form: Fields
  /** What an official answers when granting. */
  readonly decision: Fields
  /** Questions that are answered by choosing among one's own records, and the register of those. */
  readonly own: ReadonlyMap<string, LoadedRegister>
  readonly evidence: readonly LoadedAsk[]
  readonly signers: readonly LoadedSigner[]
  readonly refuse: readonly (readonly [code: string, condition: Compiled])[]
  /** What counts against the amount of a mandate beside the fee; null where nothing does. */
  readonly amount: Compiled | null
  readonly causes: {
    readonly register: LoadedRegister
    readonly act: LoadedAct
    readonly key: Compiled
    readonly input: readonly (readonly [field: string, value: Compiled])[]
  }
}

interface Known {
  readonly register: (id: string) => LoadedRegister | undefined
  readonly evidence: (id: string) => LoadedEvidence | undefined
}

type Say = (what: string) => void

/** Words of the expressions that no evidence may take for its name. */
const RESERVED = new Set([...applicants, 'form', 'decision', 'today'])
/** What every decision answers, and every form may carry: no question may be called so. */
const CONTROLS = new Set(['outcome', 'reasons', 'assertion', 'changing'])

type Question = Questions[string]

/** `vehicles.vin`, where a question is a field of a register. */
const placeOf = (question: Question): string | undefined =>
  typeof question === 'string' ? question : 'own' in question ? question.own : undefined

function fieldOf(question: Question, { register }: Known): Field | undefined {
  if (typeof question !== 'string' && !('own' in question)) return question
  const [id = '', field = ''] = placeOf(question)?.split('.') ?? []
  const fields = register(id)?.definition.fields ?? {}
  return Object.hasOwn(fields, field) ? fields[field] : undefined
}

/** The questions that are answered by choosing a record: by its key, and of a register that knows whose it is. */
function ownOf(questions: Questions, { register }: Known, say: Say): readonly (readonly [string, LoadedRegister])[] {
  return Object.entries(questions).flatMap(([name, question]) => {
    if (typeof question === 'string' || !('own' in question)) return []
    const [id = '', field] = question.own.split('.')
    const loaded = register(id)
    if (loaded === undefined) return []
    if (loaded.definition.key !== field) say(`${name} is chosen by ${question.own}, which names no record`)
    return [[name, loaded] as const]
  })
}

function fieldsOf(questions: Questions, known: Known, say: Say): Fields {
  const fields: { [name: string]: Field } = {}
  for (const [name, question] of Object.entries(questions)) {
    const field = fieldOf(question, known)
    if (CONTROLS.has(name)) say(`a question cannot be called ${name}`)
    if (field !== undefined) fields[name] = field
    else say(`the question ${name} asks for ${placeOf(question) ?? name}, which is no field`)
  }
  return fields
}

/** Compiles a value for each field of an input: none unknown, none that is required left out, each of its type. */
function inputOf(
  given: { readonly [name: string]: Expression },
  fields: Fields,
  required: (name: string) => boolean,
  compile: ReturnType<typeof compiler>,
  say: Say,
): readonly (readonly [string, Compiled])[] {
  for (const name of Object.keys(fields)) if (required(name) && !Object.hasOwn(given, name)) say(`${name} is left out`)
  return Object.entries(given).flatMap(([name, source]) => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    const compiled = compile(source)
    if (field === undefined) say(`${name} is no input`)
    else if (!compiled.ok) say(compiled.detail ?? compiled.error)
    else if (compiled.value.type !== typeOf(field)) say(`${name}: ${source} yields ${compiled.value.type}`)
    else return [[name, compiled.value] as const]
    return []
  })
}

/** Whether an evidence may be called so: a name that expressions can read, and none that they have already. */
function isName(name: string): boolean {
  if (RESERVED.has(name)) return false
  try {
    return compiler({ [name]: 'string' })(name).ok
  } catch {
    // CEL keeps some words for itself.
    return false
  }
}

const answersOf = ({ definition }: LoadedEvidence): Scope[string] =>
  Object.fromEntries(Object.entries(definition.answer).map(([answer, { field }]) => [answer, typeOf(field)]))

/** Each sees what is answered to those before it. */
function loadAsks({ evidence }: ServiceDefinition, scope: Scope, known: Known, say: Say): readonly LoadedAsk[] {
  const seen: { [name: string]: Scope[string] } = { ...scope }
  return Object.entries(evidence).flatMap(([name, { ask, input, title }]) => {
    const compile = compiler(seen)
    const loaded = known.evidence(ask)
    if (loaded === undefined) say(`there is no evidence ${ask}`)
    if (!isName(name)) say(`an evidence cannot be called ${name}`)
    if (loaded === undefined || !isName(name)) return []
    const fields = loaded.definition.input
    const required = (field: string) => !fields[field]?.optional
    seen[name] = answersOf(loaded)
    const values = inputOf(input, fields, required, compile, (what) => say(`${name}: ${what}`))
    return [{ name, title: title ?? loaded.definition.title, evidence: loaded, input: values }]
  })
}

const isCount = (value: number, min: number): boolean => Number.isSafeInteger(value) && value >= min

/** What is wrong with a service by itself, whatever registers there are. */
function checkAlone(definition: ServiceDefinition, say: Say): void {
  const { law, pages, fee, term, decide, refuse, refusals } = definition
  checkDemand(definition, (path, code, about = '') => say(`${path}: ${code} (${about})`))
  const { signature } = definition
  if (signature !== undefined && signature !== 'qualified') say(`${String(signature)} is no kind of signature`)
  if (!/\d/u.test(law)) say('no article of law is cited')
  if (pages.length === 0) say('it has no page')
  if (new Set(pages.map(({ id }) => id)).size < pages.length) say('two pages have one id')
  const asked = pages.flatMap(({ questions }) => Object.keys(questions))
  if (new Set(asked).size < asked.length) say('it asks one question twice')
  if (!isCount(fee.cents, 0)) say('its fee is no sum')
  if (!isCount(term.count, 1)) say('its term is no time')
  if (decide.by.length === 0) say('nobody decides')
  for (const code of Object.keys(refuse)) if (!Object.hasOwn(refusals, code)) say(`the refusal ${code} has no text`)
}

function loadRefusals(
  { refuse }: ServiceDefinition,
  compile: ReturnType<typeof compiler>,
  say: Say,
): LoadedService['refuse'] {
  return Object.entries(refuse).flatMap(([code, source]) => {
    const compiled = compile(source)
    if (!compiled.ok) say(compiled.detail ?? compiled.error)
    else if (compiled.value.type !== 'bool') say(`${source}: a condition is true or false`)
    else return [[code, compiled.value] as const]
    return []
  })
}

function loadAmount({ amount }: ServiceDefinition, compile: ReturnType<typeof compiler>, say: Say): Compiled | null {
  if (amount === undefined) return null
  const compiled = compile(amount)
  if (!compiled.ok) say(compiled.detail ?? compiled.error)
  else if (compiled.value.type !== 'int') say(`${amount} yields ${compiled.value.type}, and an amount is euro cents`)
  else return compiled.value
  return null
}

function loadCaused(
  definition: ServiceDefinition,
  scope: Scope,
  known: Known,
  say: Say,
): LoadedService['causes'] | undefined {
  const { causes, decide } = definition
  const register = known.register(causes.register)
  const act = register?.acts.get(causes.act)
  if (register === undefined || act === undefined) {
    say(`there is no act ${causes.register}.${causes.act}`)
    return undefined
  }
  // Whoever signs the request or the decision is to know what is at stake.
  const { moves } = act.definition
  if (moves !== undefined && moves !== definition.moves) say(`${causes.act} moves ${moves}, and it does not say so`)
  for (const role of decide.by)
    if (!act.definition.by.includes(role)) say(`${role} decides, but may not do ${causes.act}`)
  if (act.definition.alongside) say(`${causes.act} is not done by itself`)
  if (act.definition.fourEyes) say(`${causes.act} asks for two officials, and a case is decided by one`)
  const compile = compiler(scope)
  const key = compile(causes.key)
  if (!key.ok) say(key.detail ?? key.error)
  else if (key.value.type !== 'string') say('the key of its act is no text')
  const input = inputOf(causes.input, act.input, act.required, compile, (what) => say(`${causes.act}: ${what}`))
  return key.ok ? { register, act, key: key.value, input } : undefined
}

/** Checks and compiles a service. Refused whole, with every fault named. */
export function loadService(definition: ServiceDefinition, known: Known): Result<LoadedService, 'bad-definition'> {
  const problems: string[] = []
  const say: Say = (what) => void problems.push(`${definition.id}: ${what}`)
  checkAlone(definition, say)
  const pages = definition.pages.map(({ id, questions }) => ({ id, fields: fieldsOf(questions, known, say) }))
  const form: Fields = Object.assign({}, ...pages.map(({ fields }) => fields))
  const decision = fieldsOf(definition.decide.questions, known, say)

  const { applicants: kinds = ['person'] } = definition
  if (kinds.length === 0 || kinds.some((kind) => !applicants.includes(kind))) say('nobody may apply')
  if (definition.inPerson === true && kinds.some((kind) => kind !== 'person'))
    say('a company acts by somebody, so not in person')
  const numbers = kinds.flatMap((kind) => {
    const number = Object.hasOwn(NUMBERS, kind) ? NUMBERS[kind].field : undefined
    return number === undefined ? [] : [[kind, { [number]: 'string' as const }] as const]
  })
  const applied: Scope = { ...Object.fromEntries(numbers), form: typesOf(form), today: 'string' }
  const evidence = loadAsks(definition, applied, known, say)
  const answered = Object.fromEntries(evidence.map(({ name, evidence: one }) => [name, answersOf(one)]))
  const scope = { ...applied, ...answered }
  const refuse = loadRefusals(definition, compiler(scope), say)
  const amount = loadAmount(definition, compiler(scope), say)
  const signers = loadSigners(definition, compiler(scope), say)
  const own = new Map(definition.pages.flatMap(({ questions }) => ownOf(questions, known, say)))
  const causes = loadCaused(definition, { ...scope, decision: typesOf(decision) }, known, say)
  if (problems.length > 0 || causes === undefined) return err('bad-definition', problems.join('\n'))
  return ok({ definition, applicants: kinds, pages, form, decision, own, evidence, signers, refuse, amount, causes })
}
