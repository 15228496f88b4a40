// Loading what a register says of mandates: whom its records name, for whom they let act, and each limit by its type.
import { compiler, typesOf, type Compiled } from './expression.ts'
import { sayAt, type Say } from './fault.ts'
import { formatOf } from './field.ts'
import { isId, own } from './load-field.ts'
import type { MandateRule } from './mandate.ts'
import type { RegisterDefinition } from './register.ts'

type LoadedPrincipal = { readonly register: string; readonly field: string } | { readonly role: Compiled }

/** A limit that the rule does not name is none. */
interface Limits {
  readonly called: Compiled | null
  readonly actor: Compiled | null
  readonly since: Compiled | null
  readonly until: Compiled | null
  readonly services: Compiled | null
  readonly amount: Compiled | null
  readonly joint: Compiled | null
  readonly delegable: Compiled | null
}

export interface LoadedMandate extends Limits {
  readonly id: string
  readonly definition: MandateRule
  readonly principal: LoadedPrincipal
  readonly refuse: readonly (readonly [code: string, condition: Compiled])[]
}

const TYPES = {
  called: 'string',
  actor: 'string',
  since: 'string',
  until: 'string',
  services: 'string',
  amount: 'int',
  joint: 'int',
  delegable: 'bool',
} as const satisfies { readonly [limit in keyof Limits]: Compiled['type'] }

function loadPrincipal(
  { principal }: MandateRule,
  { id, key, fields }: RegisterDefinition,
  compile: ReturnType<typeof compiler>,
  say: Say,
): LoadedPrincipal | undefined {
  if ('self' in principal) return { register: id, field: key }
  if ('field' in principal) {
    const field = own(fields, principal.field)
    if (field?.type === 'reference') return { register: field.register, field: principal.field }
    say('principal', 'principal-wrong', principal.field)
    return undefined
  }
  const role = compile(principal.role)
  if (!role.ok) say('principal', 'expression-wrong', role.detail)
  else if (role.value.type !== 'string') say('principal', 'type-wrong', role.value.type)
  else return { role: role.value }
  return undefined
}

function loadRule(id: string, rule: MandateRule, register: RegisterDefinition, say: Say): LoadedMandate | undefined {
  const { fields, refusals } = register
  if (!isId(id)) say('', 'id-wrong', id)
  if (!/\d/u.test(rule.law)) say('law', 'law-without-article')
  const representative = own(fields, rule.representative)
  if (formatOf(representative) !== 'personal-number') say('representative', 'no-person', rule.representative)
  // A mandate that cannot be found from its person is one that nobody can use, or take back.
  else if (representative?.find !== 'exact') say('representative', 'person-not-found', rule.representative)
  if (rule.source !== undefined) {
    const source = own(fields, rule.source)
    if (source?.type !== 'reference' || source.register !== register.id) say('source', 'source-wrong', rule.source)
  }
  const compile = compiler({ record: typesOf(fields), today: 'string' })
  const compiled = (at: string, source: string, type: Compiled['type']): Compiled | null => {
    const answer = compile(source)
    if (!answer.ok) say(at, 'expression-wrong', answer.detail)
    else if (answer.value.type !== type) say(at, 'type-wrong', answer.value.type)
    else return answer.value
    return null
  }
  const refuse = Object.entries(rule.refuse ?? {}).flatMap(([code, source]) => {
    if (!Object.hasOwn(refusals, code)) say(`refuse.${code}`, 'refusal-without-text', code)
    const condition = compiled(`refuse.${code}`, source, 'bool')
    return condition === null ? [] : [[code, condition] as const]
  })
  const limit = (name: keyof Limits) => {
    const source = name === 'amount' ? rule.amount?.most : rule[name]
    return source === undefined ? null : compiled(name, source, TYPES[name])
  }
  // An authority needs nobody's consent.
  if (rule.consents && 'role' in rule.principal) say('consents', 'principal-wrong', id)
  const principal = loadPrincipal(rule, register, compile, say)
  if (principal === undefined) return undefined
  return {
    id,
    definition: rule,
    principal,
    refuse,
    called: limit('called'),
    actor: limit('actor'),
    since: limit('since'),
    until: limit('until'),
    services: limit('services'),
    amount: limit('amount'),
    joint: limit('joint'),
    delegable: limit('delegable'),
  }
}

/** The mandates that the records of a register give, by the name of their rule. Every fault is said. */
export const loadMandates = (register: RegisterDefinition, say: Say): ReadonlyMap<string, LoadedMandate> =>
  new Map(
    Object.entries(register.mandates ?? {}).flatMap(([id, rule]) => {
      const loaded = loadRule(id, rule, register, sayAt(say, `mandates.${id}`))
      return loaded === undefined ? [] : [[id, loaded] as const]
    }),
  )
