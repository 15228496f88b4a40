// Loading a definition: every name is resolved and every expression type-checked, once, before it decides anything.
import { demandFaults } from './demand.ts'
import { formatOf, type Field, type Fields, type ListField } from './field.ts'
import { compiler, typeOf, typesOf, type Compiled, type Scope } from './expression.ts'
import { loadMandates, type LoadedMandate } from './load-mandate.ts'
import { err, ok, type Result } from './result.ts'
import { needsSecond, type Act, type RegisterDefinition } from './register.ts'

export interface LoadedAct {
  readonly name: string
  readonly definition: Act
  /** Everything that the act takes: fields of the register, then its own. */
  readonly input: Fields
  readonly required: (field: string) => boolean
  readonly refuse: readonly (readonly [code: string, condition: Compiled])[]
  readonly set: readonly (readonly [field: string, value: Compiled])[]
}

export interface LoadedRegister {
  readonly definition: RegisterDefinition
  readonly acts: ReadonlyMap<string, LoadedAct>
  readonly caption: Compiled
  readonly ended: Compiled | undefined
  /** By the name of the rule. */
  readonly mandates: ReadonlyMap<string, LoadedMandate>
}

const NAME = /^[a-z][a-zA-Z0-9]{0,39}$/u
const ID = /^[a-z][a-z0-9-]{0,39}$/u
const ROLE = /^([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*|operator)$/u

/** A definition of more fields than this is several registers. */
const FIELDS_MAX = 100

/** An entry stands in the log as one leaf of 64 kB, with about 120 bytes for each cell (C2SP tlog-tiles). */
const CELLS_MAX = 400

const cellsMost = (field: Field): number => (field.type === 'list' ? field.max * Object.keys(field.of).length : 1)

const RANK = { open: 0, restricted: 1, personal: 1, sensitive: 2 } as const

function checkList(name: string, field: ListField, say: (what: string) => void): void {
  if (!(field.max >= 1 && (field.min ?? 1) >= 1 && (field.min ?? 1) <= field.max)) say(`${name}: its bounds are none`)
  if (Object.keys(field.of).length === 0) say(`${name} has no columns`)
  for (const [column, one] of Object.entries(field.of)) {
    if (RANK[one.disclose] < RANK[field.disclose]) say(`${name}.${column} is more open than its group`)
    checkField(`${name}.${column}`, column, one, say)
  }
}

function checkField(path: string, name: string, field: Field, say: (what: string) => void): void {
  if (!NAME.test(name)) say(`${path} is no field name`)
  if (field.disclose === 'sensitive' && (field.roles ?? []).length === 0)
    say(`${path} is sensitive: say which roles see it`)
  if (field.type === 'list') return checkList(path, field, say)
  if (field.find === 'text' && field.disclose !== 'open') say(`${path} is not open, so no words of it may be searched`)
  if (field.type === 'integer' && field.min > field.max) say(`${path}: its least is over its most`)
}

function loadAct(name: string, act: Act, register: RegisterDefinition, problems: string[]): LoadedAct {
  const say = (what: string) => problems.push(`${register.id}.${name}: ${what}`)
  const taken = act.takes ?? []
  const input: { [field: string]: Field } = {}
  for (const field of taken) {
    const known = Object.hasOwn(register.fields, field) ? register.fields[field] : undefined
    if (known === undefined) say(`takes ${field}, which is no field`)
    else if (field === register.key) say(`takes the key, which comes with every act`)
    else input[field] = known
  }
  for (const [field, own] of Object.entries(act.input ?? {})) {
    if (Object.hasOwn(register.fields, field)) say(`its input ${field} hides a field of the register`)
    input[field] = own
  }
  for (const role of act.by) if (!ROLE.test(role)) say(`${role} is no role`)
  if (act.by.length === 0) say('nobody may do it')
  if (act.fourEyes && !act.by.some((role) => needsSecond(act, role))) say('no official could be the second')
  if (act.only !== undefined) {
    if (act.creates) say('it makes the record, so nobody is named in it yet')
    const named = Object.hasOwn(register.fields, act.only) ? register.fields[act.only] : undefined
    if (formatOf(named) !== 'personal-number') say(`${act.only} names no person who alone may do it`)
  }
  for (const fault of demandFaults(act)) say(fault)

  const scope: Scope = {
    record: typesOf(register.fields),
    input: typesOf(input),
    today: 'string',
    effective: 'string',
  }
  const compile = compiler(scope)
  const refuse: (readonly [string, Compiled])[] = []
  for (const [code, source] of Object.entries(act.refuse ?? {})) {
    const compiled = compile(source)
    if (!ID.test(code)) say(`${code} is no code`)
    if (!Object.hasOwn(register.refusals, code)) say(`the refusal ${code} has no text`)
    if (!compiled.ok) say(compiled.detail ?? compiled.error)
    else if (compiled.value.type !== 'bool') say(`${source}: a condition is true or false`)
    else refuse.push([code, compiled.value])
  }
  const set: (readonly [string, Compiled])[] = []
  for (const [field, source] of Object.entries(act.set ?? {})) {
    const target = Object.hasOwn(register.fields, field) ? register.fields[field] : undefined
    const compiled = compile(source)
    if (target === undefined) say(`sets ${field}, which is no field`)
    else if (field === register.key) say('sets the key, which never changes')
    else if (!compiled.ok) say(compiled.detail ?? compiled.error)
    else if (compiled.value.type === 'null' ? !target.optional : compiled.value.type !== typeOf(target))
      say(`${field}: ${source} yields ${compiled.value.type}`)
    else set.push([field, compiled.value])
  }
  if (act.creates) {
    const filled = new Set([register.key, ...taken, ...set.map(([field]) => field)])
    for (const [field, one] of Object.entries(register.fields))
      if (!one.optional && !filled.has(field)) say(`makes a record without ${field}`)
  }
  const required = (field: string) => !(act.partial && taken.includes(field)) && !input[field]?.optional
  return { name, definition: act, input, required, refuse, set }
}

/** Checks and compiles a register. Refused whole, with every fault named, so that an author mends them at once. */
export function loadRegister(definition: RegisterDefinition): Result<LoadedRegister, 'bad-definition'> {
  const problems: string[] = []
  const say = (what: string) => problems.push(`${definition.id}: ${what}`)
  if (!ID.test(definition.id)) say('the id is lower-case letters, digits and hyphens')
  if (!/\d/u.test(definition.law)) say('no article of law is cited')
  const names = Object.keys(definition.fields)
  if (names.length > FIELDS_MAX) say(`more than ${FIELDS_MAX} fields`)
  for (const [name, field] of Object.entries(definition.fields)) checkField(name, name, field, say)
  const cells = Object.values(definition.fields).reduce((sum, field) => sum + cellsMost(field), 0)
  if (cells > CELLS_MAX) say(`more than ${CELLS_MAX} values in one entry: bound its groups`)
  const key = Object.hasOwn(definition.fields, definition.key) ? definition.fields[definition.key] : undefined
  if (key === undefined) say(`its key ${definition.key} is no field`)
  else if (key.type !== 'text' && key.type !== 'reference') say('its key is no text')
  else if (key.optional) say('its key is optional')
  else if (key.disclose === 'open' && key.format === undefined)
    say('its key is open, so it stands in addresses: say its format')
  else if (key.format === 'fraction') say('its key is a share')

  const open = Object.fromEntries(Object.entries(definition.fields).filter(([, field]) => field.disclose === 'open'))
  const caption = compiler({ record: typesOf(open) })(definition.caption)
  if (!caption.ok) say(`caption (it sees open fields only): ${caption.detail}`)
  else if (caption.value.type !== 'string') say('its caption is no text')

  const ended =
    definition.ended === undefined ? undefined : compiler({ record: typesOf(definition.fields) })(definition.ended)
  if (ended?.ok === false) say(`ended: ${ended.detail}`)
  else if (ended !== undefined && ended.value.type !== 'bool') say('whether a record has ended is true or false')

  const acts = new Map(
    Object.entries(definition.acts).map(([name, act]) => [name, loadAct(name, act, definition, problems)]),
  )
  for (const name of acts.keys()) if (!ID.test(name)) say(`${name} is no act name`)
  if (![...acts.values()].some((act) => act.definition.creates)) say('no act makes a record')

  const mandates = loadMandates(definition, say)

  if (problems.length > 0 || !caption.ok) return err('bad-definition', problems.join('\n'))
  return ok({ definition, acts, caption: caption.value, ended: ended?.ok ? ended.value : undefined, mandates })
}
