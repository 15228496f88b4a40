// Loading an evidence: its question and its answers are checked against the register that answers.
import type { EvidenceDefinition } from './evidence.ts'
import { compiler, fieldsRead, typeOf, typesOf, type Compiled } from './expression.ts'
import type { LoadedRegister } from './load.ts'
import { err, ok, type Result } from './result.ts'

export interface LoadedEvidence {
  readonly definition: EvidenceDefinition
  readonly source: LoadedRegister
  readonly key: Compiled
  readonly answers: readonly (readonly [name: string, value: Compiled])[]
  /** Fields of the source that are read for the answers: what the read is kept under. */
  readonly reads: readonly string[]
}

/** Refused whole, with every fault named. */
export function loadEvidence(
  definition: EvidenceDefinition,
  register: (id: string) => LoadedRegister | undefined,
): Result<LoadedEvidence, 'bad-definition'> {
  const problems: string[] = []
  const say = (what: string) => problems.push(`${definition.id}: ${what}`)
  if (!/\d/u.test(definition.law)) say('no article of law is cited')
  const source = register(definition.source)
  if (source === undefined) say(`there is no register ${definition.source}`)
  if (source?.guard !== undefined) say(`${definition.source} is read by nobody without the consent that it asks for`)
  const input = typesOf(definition.input)
  const key = compiler({ input })(definition.key)
  if (!key.ok) say(key.detail ?? key.error)
  else if (key.value.type !== 'string') say('its key is no text')
  for (const name of fieldsRead(definition.key, 'input'))
    if (definition.input[name]?.optional) say(`its key needs ${name}, which may be left out`)
  if (source === undefined) return err('bad-definition', problems.join('\n'))
  const compile = compiler({ record: typesOf(source.definition.fields), found: 'bool', input })
  const answers = Object.entries(definition.answer).flatMap(([name, { field, value }]) => {
    const compiled = compile(value)
    if (!compiled.ok) say(compiled.detail ?? compiled.error)
    else if (compiled.value.type !== typeOf(field)) say(`${name}: ${value} yields ${compiled.value.type}`)
    else return [[name, compiled.value] as const]
    return []
  })
  if (problems.length > 0 || !key.ok) return err('bad-definition', problems.join('\n'))
  const reads = [...new Set(answers.flatMap(([, { source: text }]) => fieldsRead(text, 'record')))]
  return ok({ definition, source, key: key.value, answers, reads })
}
