// Loading an act: what it takes and sets are fields, each condition is true or false, and somebody may do it.
import { checkDemand } from './demand.ts'
import { compiler, typeOf, typesOf, type Compiled, type Scope } from './expression.ts'
import { sayAt, type Say } from './fault.ts'
import { formatOf, isOpen, type Field, type Fields } from './field.ts'
import { computedTypes } from './load-computed.ts'
import { loadTogether, type LoadedCompanion } from './load-together.ts'
import { checkField, isId, isRole, own } from './load-field.ts'
import { MIGRATE, needsSecond, type Act, type RegisterDefinition } from './register.ts'

export interface LoadedAct {
  readonly name: string
  readonly definition: Act
  /** Everything that the act takes: fields of the register, then its own. */
  readonly input: Fields
  readonly required: (field: string) => boolean
  readonly refuse: readonly (readonly [code: string, condition: Compiled])[]
  readonly set: readonly (readonly [field: string, value: Compiled])[]
  /** The further records that change with it. */
  readonly together: readonly LoadedCompanion[]
}

type Compile = ReturnType<typeof compiler>

/** What it asks for, the fields of the register first. */
function inputOf(act: Act, register: RegisterDefinition, say: Say): Fields {
  const input: { [field: string]: Field } = {}
  for (const field of act.takes ?? []) {
    const known = own(register.fields, field)
    if (known === undefined) say('takes', 'no-field', field)
    else if (field === register.key) say('takes', 'takes-key')
    else if (known.retired && !act.retired) say('takes', 'takes-retired', field)
    else input[field] = known
  }
  for (const [field, one] of Object.entries(act.input ?? {})) {
    if (Object.hasOwn(register.fields, field)) say(`input.${field}`, 'hides-field', field)
    checkField(field, one, say, `input.${field}`)
    input[field] = one
  }
  return input
}

function checkWho(act: Act, register: RegisterDefinition, say: Say): void {
  for (const role of act.by) if (!isRole(role)) say('by', 'role-wrong', role)
  if (act.by.length === 0) say('by', 'nobody')
  if (act.fourEyes && !act.by.some((role) => needsSecond(act, role))) say('fourEyes', 'no-second')
  if (act.only !== undefined) {
    if (act.creates) say('only', 'only-creates')
    if (formatOf(own(register.fields, act.only)) !== 'personal-number') say('only', 'only-nobody', act.only)
  }
  if (act.means !== undefined && formatOf(own(register.fields, act.means.to)) !== 'personal-number')
    say('means.to', 'only-nobody', act.means.to)
  if (act.within !== undefined && own(register.fields, act.within)?.type !== 'reference')
    say('within', 'within-nobody', act.within)
  checkDemand(act, say)
}

/** What is erased is there to be erased; the law says that it is, also where a record must have it otherwise. */
function checkErases(act: Act, register: RegisterDefinition, say: Say): void {
  const { erases } = act
  if (erases === undefined) return
  if (act.creates) say('erases', 'erases-nothing')
  if (!/\d/u.test(act.law ?? '')) say('law', 'law-without-article')
  if (erases === 'closed') {
    for (const field of [...(act.takes ?? []), ...Object.keys(act.set ?? {})])
      if (!isOpen(own(register.fields, field))) say('erases', 'erases-own', field)
    return
  }
  if (erases.length === 0) say('erases', 'erases-nothing')
  for (const name of erases) {
    const everywhere = [register.fields, ...Object.values(register.acts).map(({ input = {} }) => input)]
    if (!everywhere.some((fields) => own(fields, name) !== undefined)) say('erases', 'no-field', name)
    else if (name === register.key) say('erases', 'erases-key', name)
  }
}

function loadRefusals(act: Act, register: RegisterDefinition, compile: Compile, say: Say): LoadedAct['refuse'] {
  return Object.entries(act.refuse ?? {}).flatMap(([code, source]) => {
    const at = `refuse.${code}`
    const compiled = compile(source)
    if (!isId(code)) say(at, 'id-wrong', code)
    if (!Object.hasOwn(register.refusals, code)) say(at, 'refusal-without-text', code)
    if (!compiled.ok) say(at, 'expression-wrong', compiled.detail)
    else if (compiled.value.type !== 'bool') say(at, 'type-wrong', compiled.value.type)
    else return [[code, compiled.value] as const]
    return []
  })
}

/** What an act, or a migration, sets: each value is one that its field holds. */
export function loadSets(
  set: { readonly [field: string]: string },
  register: RegisterDefinition,
  compile: Compile,
  say: Say,
): LoadedAct['set'] {
  return Object.entries(set).flatMap(([field, source]) => {
    const at = `set.${field}`
    const target = own(register.fields, field)
    const compiled = compile(source)
    if (target === undefined) say(at, 'no-field', field)
    else if (field === register.key) say(at, 'sets-key')
    // What is claimed has to be known before the act is decided.
    else if (target.unique && source !== 'null') say(at, 'sets-unique', field)
    else if (!compiled.ok) say(at, 'expression-wrong', compiled.detail)
    else if (
      compiled.value.type === 'null' ? !target.optional && !target.retired : compiled.value.type !== typeOf(target)
    )
      say(at, 'type-wrong', compiled.value.type)
    else return [[field, compiled.value] as const]
    return []
  })
}

export function loadAct(name: string, act: Act, register: RegisterDefinition, sayAll: Say): LoadedAct {
  const say = sayAt(sayAll, `acts.${name}`)
  if (!isId(name)) say('', 'id-wrong', name)
  if (name === MIGRATE) say('', 'reserved-name', name)
  const input = inputOf(act, register, say)
  checkWho(act, register, say)
  checkErases(act, register, say)
  const scope: Scope = {
    record: typesOf(register.fields),
    input: typesOf(input),
    today: 'string',
    effective: 'string',
    ...(register.computed === undefined ? {} : { computed: computedTypes(register) }),
  }
  const compile = compiler(scope)
  const refuse = loadRefusals(act, register, compile, say)
  const set = loadSets(act.set ?? {}, register, compile, say)
  const together = loadTogether(act, { register, input, scope }, say)
  if (act.creates && !act.retired) {
    const filled = new Set([register.key, ...(act.takes ?? []), ...Object.keys(act.set ?? {})])
    for (const [field, one] of Object.entries(register.fields))
      if (!one.optional && !one.retired && !filled.has(field)) say('', 'record-without', field)
  }
  const required = (field: string) => !(act.partial && (act.takes ?? []).includes(field)) && !input[field]?.optional
  return { name, definition: act, input, required, refuse, set, together }
}
