// Loading which outlines share no ground: the field, and the expression that says among which records.
import { compiler, fieldsRead, typesOf, type Compiled } from './expression.ts'
import { sayAt, type Say } from './fault.ts'
import { isShape } from './field.ts'
import type { RegisterDefinition } from './register.ts'

export interface LoadedApart {
  readonly field: string
  /** What two records have alike whose outlines are apart; '' puts nothing apart. */
  readonly group: Compiled
}

/** A text that is always the same. */
export const isConstant = (source: string): boolean => /^'[^'\\]*'$/u.test(source)

/** Ground is claimed before an act is decided, by what it takes: nothing else may move it. */
function checkSets({ acts }: RegisterDefinition, names: readonly string[], say: Say): void {
  for (const [act, { set = {} }] of Object.entries(acts))
    for (const name of names)
      if (Object.hasOwn(set, name) && !isConstant(set[name] ?? '')) say(`acts.${act}.set.${name}`, 'sets-apart', name)
}

export function loadApart(register: RegisterDefinition, sayAll: Say): readonly LoadedApart[] {
  const loaded: LoadedApart[] = []
  for (const [field, one] of Object.entries(register.fields)) {
    if (one.type !== 'text' || one.apart === undefined) continue
    const say = sayAt(sayAll, `fields.${field}.apart`)
    if (!isShape(one) || one.disclose !== 'open') say('', 'apart-misplaced', field)
    const compiled = compiler({ record: typesOf(register.fields) })(one.apart)
    if (!compiled.ok) say('', 'expression-wrong', compiled.detail)
    else if (compiled.value.type !== 'string') say('', 'type-wrong', compiled.value.type)
    else loaded.push({ field, group: compiled.value })
    checkSets(register, [field, ...fieldsRead(one.apart, 'record')], sayAll)
  }
  return loaded
}
