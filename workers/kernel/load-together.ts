// Loading what an act has done to further records: which they are, by which act, and that whoever does the one may do the
// other.
import { compiler, fieldsRead, typeOf, typesOf, type Compiled, type Scope } from './expression.ts'
import type { Demand } from './demand.ts'
import { sayAt, sayInto, type Fault, type Say } from './fault.ts'
import type { Field, Fields } from './field.ts'
import { isName, isRole, own } from './load-field.ts'
import type { LoadedRegister } from './load.ts'
import { mayDo, type Act, type Companion, type RegisterDefinition } from './register.ts'
import { levels } from './service.ts'

/** More further records than these in one act are a migration. */
export const togetherMax = 40
/** Kinds of further records that one act names. */
const KINDS_MAX = 10

export interface LoadedCompanion {
  readonly name: string
  readonly register: string
  readonly act: string
  readonly when: Compiled | null
  /** The group of which each item is a companion. */
  readonly each: { readonly of: 'input' | 'record'; readonly field: string } | null
  readonly key: Compiled
  readonly input: readonly (readonly [field: string, value: Compiled])[]
  /** Whether anyone may know which record it is: all by which it is found is open. */
  readonly open: boolean
}

const EACH = /^(?<of>input|record)\.(?<field>[a-zA-Z][a-zA-Z0-9]*)$/u

interface Loading {
  readonly register: RegisterDefinition
  readonly input: Fields
  readonly scope: Scope
}

type Each = LoadedCompanion['each']

function loadEach({ each }: Companion, { register, input }: Loading, say: Say): { each: Each; items: Fields | null } {
  if (each === undefined) return { each: null, items: null }
  const { of, field = '' } = EACH.exec(each)?.groups ?? {}
  const group = of === 'input' ? own(input, field) : of === 'record' ? own(register.fields, field) : undefined
  if (group?.type === 'list') return { each: { of: of === 'input' ? of : 'record', field }, items: group.of }
  say('each', 'each-no-group', each)
  return { each: null, items: null }
}

/** Whether each field that an expression reads is open; `items` are the columns of the group that it goes through. */
function isFoundOpenly(sources: readonly string[], { register, input }: Loading, items: Fields | null): boolean {
  const groups: readonly (readonly [string, Fields | null])[] = [
    ['record', register.fields],
    ['input', input],
    ['one', items],
  ]
  return groups.every(([group, fields]) =>
    sources
      .flatMap((source) => fieldsRead(source, group))
      .every((field) => fields !== null && own(fields, field)?.disclose === 'open'),
  )
}

function loadCompanion(name: string, one: Companion, loading: Loading, sayAll: Say): LoadedCompanion | null {
  const say = sayAt(sayAll, `together.${name}`)
  if (!isName(name)) say('', 'name-wrong', name)
  const { each, items } = loadEach(one, loading, say)
  const compile = compiler(items === null ? loading.scope : { ...loading.scope, one: typesOf(items) })
  const value = (at: string, source: string, type?: string): Compiled | null => {
    const compiled = compile(source)
    if (!compiled.ok) say(at, 'expression-wrong', compiled.detail)
    else if (type !== undefined && compiled.value.type !== type) say(at, 'type-wrong', compiled.value.type)
    else return compiled.value
    return null
  }
  const when = one.when === undefined ? null : value('when', one.when, 'bool')
  const key = value('key', one.key, 'string')
  const input = Object.entries(one.input ?? {}).flatMap(([field, source]) => {
    const compiled = value(`input.${field}`, source)
    return compiled === null ? [] : [[field, compiled] as const]
  })
  const sources = [one.key, one.when ?? '', one.each ?? '']
  const open = isFoundOpenly(sources, loading, items)
  return key && { name, register: one.register, act: one.act, when, each, key, input, open }
}

export function loadTogether(act: Act, loading: Loading, say: Say): readonly LoadedCompanion[] {
  const named = Object.entries(act.together ?? {})
  if (named.length > KINDS_MAX) say('together', 'too-many', String(KINDS_MAX))
  return named.slice(0, KINDS_MAX).flatMap(([name, one]) => loadCompanion(name, one, loading, say) ?? [])
}

const rank = (level: Demand['level'] = 'substantial'): number => levels.indexOf(level)

/** Whether whoever may do the one act has shown all that the other asks for, so that it is no way around it. */
function covers(act: Act, other: Act): boolean {
  const pairs = [
    [act.fresh, other.fresh],
    [act.moves, other.moves],
    [act.fourEyes, other.fourEyes],
  ] as const
  return rank(act.level) >= rank(other.level) && pairs.every(([has, asked]) => asked === undefined || has === asked)
}

/** What an act takes. */
const takenBy = ({ takes = [], input = {} }: Act, fields: Fields): Fields => ({
  ...Object.fromEntries(
    takes.flatMap((name) => (own(fields, name) === undefined ? [] : [[name, fields[name] as Field]])),
  ),
  ...input,
})

function checkCompanion(act: Act, one: LoadedCompanion, other: RegisterDefinition | undefined, say: Say): void {
  const done = other !== undefined && Object.hasOwn(other.acts, one.act) ? other.acts[one.act] : undefined
  if (other === undefined || done === undefined || done.retired)
    return say('act', 'act-unknown', `${one.register}.${one.act}`)
  for (const role of act.by)
    if (isRole(role) && !mayDo(done, role) && !(role.startsWith('*.') && done.by.includes(role)))
      say('act', 'together-role', role)
  if (!covers(act, done)) say('act', 'together-demand', one.act)
  const fields = takenBy(done, other.fields)
  const leftOut = (name: string) => done.partial === true && (done.takes ?? []).includes(name)
  for (const [name, field] of Object.entries(fields))
    if (!field.optional && !leftOut(name) && !one.input.some(([given]) => given === name)) say('input', 'missing', name)
  for (const [name, value] of one.input) {
    const field = own(fields, name)
    if (field === undefined) say(`input.${name}`, 'no-field', name)
    else if (value.type !== typeOf(field)) say(`input.${name}`, 'type-wrong', value.type)
  }
}

/** What is wrong with the companions of a register's acts, among the registers that there are. */
export function togetherFaults(
  { definition, acts }: LoadedRegister,
  registerOf: (id: string) => RegisterDefinition | undefined,
): readonly Fault[] {
  const faults: Fault[] = []
  for (const { name, definition: act, together } of acts.values())
    for (const one of together) {
      const other = one.register === definition.id ? definition : registerOf(one.register)
      checkCompanion(act, one, other, sayInto(faults, `acts.${name}.together.${one.name}`))
    }
  return faults
}
