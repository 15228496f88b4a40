// What other objects say of an act before it is decided: how the records stand that it names, and whose its values are.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActCommand } from '../../workers/engines/command.ts'
import { recordId } from '../../workers/engines/names.ts'
import { faultsOf, namedBy } from '../../workers/engines/references.ts'
import { ACT_MS, claimsOf } from '../../workers/engines/unique.ts'
import type { Other } from '../../workers/engines/together.ts'
import type { Env } from '../../workers/env.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { LoadedAct, LoadedRegister } from '../../workers/kernel/load.ts'
import type { FieldIssue } from '../../workers/kernel/parse.ts'
import type { Head } from '../../workers/engines/record.ts'
import { claimByName, recordByKey } from '../../workers/store/objects.ts'
import { faultsOfDefinition } from './defined.ts'

type Faults = Promise<readonly FieldIssue[]>
type Asked = Omit<ActCommand, 'idempotencyKey'>

/**
 * What is wrong with an act by what others know; null where nobody has to be asked, and nothing need be awaited. `within`:
 * the further records that change with it, whose own acts say whether they may be named.
 */
export function faultsIn(env: Env, command: Asked, head: Head | null, within: readonly Other[] = []): Faults | null {
  const register = catalogue.register(command.register)
  const act = register?.acts.get(command.act)
  if (register === undefined || act === undefined) return null
  const { defines } = register.definition
  if (defines !== undefined) return faultsOfDefinition(env, command, head?.values[defines]?.toString())
  const asked = [...namedFaults(env, act, command, within), ...takenFaults(env, register, act, command)]
  return asked.length === 0 ? null : inTime(asked)
}

/** Late answers decide nothing: what was claimed first might be another's by now. */
async function inTime(asked: readonly Faults[]): Promise<readonly FieldIssue[]> {
  const begun = Date.now()
  const faults = await Promise.all(asked)
  if (Date.now() - begun > ACT_MS) throw new Error('other records took too long to answer')
  return faults.flat()
}

/** Each of the records that it names is asked, none is changed. */
function namedFaults(env: Env, act: LoadedAct, command: Asked, within: readonly Other[]): readonly Faults[] {
  return namedBy(act, command, sofiaDate(Date.now())).map(async (named) => {
    const definition = catalogue.registers.get(named.register)
    const id = definition && recordId(env.INDEX_KEY, definition, named.key)
    if (within.some(({ register, record }) => register === named.register && record === id)) return []
    const standing = definition === undefined ? 'missing' : await recordByKey(env, definition, named.key).standing()
    return faultsOf([named], [standing], act.definition.corrects ?? false)
  })
}

/** Each value that one record alone may have is claimed for this one. */
function takenFaults(env: Env, register: LoadedRegister, act: LoadedAct, command: Asked): readonly Faults[] {
  const { definition } = register
  return claimsOf(register, act, command, env.INDEX_KEY, sofiaDate(Date.now())).map(async (claim): Faults => {
    const record = recordId(env.INDEX_KEY, definition, command.key)
    const object = claimByName(env, `${definition.id}.${claim.field}:${claim.blind}`)
    return (await object.claim(definition.id, claim, record)) ? [] : [{ field: claim.field, code: 'value-taken' }]
  })
}
