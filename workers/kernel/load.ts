// Loading a definition: every name is resolved and every expression type-checked, once, before it decides anything.
import { checkBoards } from './load-board.ts'
import { checkAlike } from './alike.ts'
import { loadApart, type LoadedApart } from './load-apart.ts'
import { compiler, typesOf, type Compiled } from './expression.ts'
import { faultText, sayAt, sayInto, type Fault, type Say } from './fault.ts'
import { formatOf } from './field.ts'
import { loadAct, loadSets, type LoadedAct } from './load-act.ts'
import { loadGuard, type LoadedGuard } from './load-guard.ts'
import { loadComputed, type LoadedComputed } from './load-computed.ts'
import { cellsMost, checkField, isId, own } from './load-field.ts'
import { loadCapacity, type LoadedCapacity } from './load-capacity.ts'
import { loadMandates, type LoadedMandate } from './load-mandate.ts'
import { ok, type Err, type Ok } from './result.ts'
import type { RegisterDefinition } from './register.ts'

export type { LoadedAct } from './load-act.ts'

interface LoadedMigration {
  readonly to: number
  readonly set: LoadedAct['set']
}

export interface LoadedRegister {
  readonly definition: RegisterDefinition
  /** Those that are still done. */
  readonly acts: ReadonlyMap<string, LoadedAct>
  readonly caption: Compiled
  readonly ended: Compiled | undefined
  /** Null where a record may do all that it is not forbidden. */
  readonly capacity: LoadedCapacity | null
  /** By the name of the rule. */
  readonly mandates: ReadonlyMap<string, LoadedMandate>
  readonly migrations: readonly LoadedMigration[]
  readonly apart: readonly LoadedApart[]
  /** In the order in which they are worked out. */
  readonly computed: readonly LoadedComputed[]
  readonly guard: LoadedGuard | undefined
}

/** A definition of more fields than this is several registers. */
const FIELDS_MAX = 100
/** Each makes an environment of its own for its expressions: about a millisecond. */
const ACTS_MAX = 40
/** A version a month for ten years. */
const MIGRATIONS_MAX = 120

/** An entry stands in the log as one leaf of 64 kB, with about 120 bytes for each cell (C2SP tlog-tiles). */
const CELLS_MAX = 400

/** Formats whose values could not stand in an address. */
export const NO_NAMES: ReadonlySet<string> = new Set(['fraction', 'definition', 'shape'])

function checkKey({ fields, key: name }: RegisterDefinition, say: Say): void {
  const key = own(fields, name)
  if (key === undefined) say('key', 'key-no-field', name)
  else if (key.type !== 'text' && key.type !== 'reference') say('key', 'key-no-text')
  else if (key.optional) say('key', 'key-optional')
  else if (key.unique) say(`fields.${name}.unique`, 'unique-misplaced')
  // An open key stands in addresses.
  else if (key.disclose === 'open' && key.format === undefined) say('key', 'key-without-format')
  else if (NO_NAMES.has(key.format ?? '')) say('key', 'key-no-name')
}

function loadCaption({ caption, fields }: RegisterDefinition, say: Say): Compiled | undefined {
  const open = Object.fromEntries(Object.entries(fields).filter(([, field]) => field.disclose === 'open'))
  const compiled = compiler({ record: typesOf(open) })(caption)
  if (!compiled.ok) say('caption', 'expression-wrong', compiled.detail)
  else if (compiled.value.type !== 'string') say('caption', 'type-wrong', compiled.value.type)
  else return compiled.value
  return undefined
}

function loadEnded({ ended, fields }: RegisterDefinition, say: Say): Compiled | undefined {
  if (ended === undefined) return undefined
  const compiled = compiler({ record: typesOf(fields), today: 'string' })(ended)
  if (!compiled.ok) say('ended', 'expression-wrong', compiled.detail)
  else if (compiled.value.type !== 'bool') say('ended', 'type-wrong', compiled.value.type)
  else return compiled.value
  return undefined
}

function loadMigrations(register: RegisterDefinition, say: Say): readonly LoadedMigration[] {
  const { migrations = [], fields, version } = register
  if (migrations.length > MIGRATIONS_MAX) say('migrations', 'too-many', String(MIGRATIONS_MAX))
  if (migrations.length === 0) return []
  const compile = compiler({ record: typesOf(fields), today: 'string' })
  return migrations.slice(0, MIGRATIONS_MAX).map(({ to, set }, at) => {
    const before = migrations[at - 1]?.to ?? 1
    if (to <= before || to > version) say(`migrations.${at}.to`, 'migration-order', String(to))
    return { to, set: loadSets(set, register, compile, sayAt(say, `migrations.${at}`)) }
  })
}

export type Unloaded = Err<'bad-definition'> & { readonly faults: readonly Fault[] }

export const unloaded = (faults: readonly Fault[]): Unloaded => ({
  ok: false,
  error: 'bad-definition',
  detail: faults.map(faultText).join('\n'),
  faults,
})

/** Relatives are persons, and homes are records of one register. */
function checkCloseness({ closeness, fields }: RegisterDefinition, say: Say): void {
  const { kin = [], near = [] } = closeness ?? {}
  for (const name of kin) if (formatOf(own(fields, name)) !== 'personal-number') say('closeness.kin', 'no-person', name)
  const places = new Set(
    near.map((name) => {
      const field = own(fields, name)
      if (field?.type !== 'reference') say('closeness.near', 'principal-wrong', name)
      return field?.type === 'reference' ? field.register : name
    }),
  )
  if (places.size > 1) say('closeness.near', 'too-many', '1')
}

/** Checks and compiles a register. Refused whole, with every fault named, so that an author mends them at once. */
export function loadRegister(definition: RegisterDefinition): Ok<LoadedRegister> | Unloaded {
  const faults: Fault[] = []
  const say = sayInto(faults)
  if (!isId(definition.id)) say('id', 'id-wrong', definition.id)
  if (!/\d/u.test(definition.law)) say('law', 'law-without-article')
  const fields = Object.entries(definition.fields)
  if (fields.length > FIELDS_MAX) say('fields', 'too-many', String(FIELDS_MAX))
  for (const [name, field] of fields) checkField(name, field, say, `fields.${name}`)
  const cells = fields.reduce((sum, [, field]) => sum + cellsMost(field), 0)
  if (cells > CELLS_MAX) say('fields', 'too-many-values', String(CELLS_MAX))
  checkKey(definition, say)
  const caption = loadCaption(definition, say)
  const ended = loadEnded(definition, say)

  const named = Object.entries(definition.acts)
  if (named.length > ACTS_MAX) say('acts', 'too-many', String(ACTS_MAX))
  const acts = named.slice(0, ACTS_MAX).map(([name, act]) => loadAct(name, act, definition, say))
  const done = acts.filter((act) => !act.definition.retired)
  if (!done.some((act) => act.definition.creates)) say('acts', 'no-creating-act')

  checkAlike(definition, say)
  const mandates = loadMandates(definition, say)
  const capacity = loadCapacity(definition, sayAt(say, 'capacity'))
  const migrations = loadMigrations(definition, say)
  const computed = loadComputed(definition, say)
  const guard = loadGuard(definition, say)
  const apart = loadApart(definition, say)
  checkBoards(definition, say)
  checkCloseness(definition, say)
  const { defines } = definition
  if (defines !== undefined && formatOf(own(definition.fields, defines)) !== 'definition')
    say('defines', 'defines-nothing', defines)

  if (faults.length > 0 || caption === undefined) return unloaded(faults)
  const byName = new Map(done.map((act) => [act.name, act]))
  return ok({ definition, acts: byName, caption, ended, capacity, mandates, migrations, apart, computed, guard })
}
