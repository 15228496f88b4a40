// What other objects say of an act before it is decided: how the records stand that it names, and whose its values are.
import { catalogue } from '../../workers/catalogue.ts'
import { cellsOf, groundsOf, othersOf } from '../../workers/engines/apart.ts'
import type { ActCommand } from '../../workers/engines/command.ts'
import { recordId } from '../../workers/engines/names.ts'
import { faultsOf, namedBy } from '../../workers/engines/references.ts'
import { ACT_MS, claimsOf } from '../../workers/engines/unique.ts'
import type { Other, Together } from '../../workers/engines/together.ts'
import type { Env } from '../../workers/env.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { LoadedAct, LoadedRegister } from '../../workers/kernel/load.ts'
import type { FieldIssue } from '../../workers/kernel/parse.ts'
import { mayDo } from '../../workers/kernel/register.ts'
import type { Head } from '../../workers/engines/record.ts'
import { claimByName, groundByName, recordByKey } from '../../workers/store/objects.ts'
import { faultsOfDefinition } from './defined.ts'

type Faults = Promise<readonly FieldIssue[]>
type Asked = Omit<ActCommand, 'idempotencyKey'>

/**
 * What is wrong with an act by what others know; null where nobody has to be asked, and nothing need be awaited.
 * `together`: the further records that change with it, whose own acts say whether they may be named.
 */
export function faultsIn(env: Env, command: Asked, head: Head | null, together?: Together): Faults | null {
  const register = catalogue.register(command.register)
  const act = register?.acts.get(command.act)
  if (register === undefined || act === undefined) return null
  const { defines } = register.definition
  if (defines !== undefined) return faultsOfDefinition(env, command, head?.values[defines]?.toString())
  const asked = [
    ...namedFaults(env, act, command, together?.with ?? []),
    ...takenFaults(env, register, act, command),
    ...groundFaults(env, register, { act, command, head, together }),
  ]
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

interface Wanting {
  readonly act: LoadedAct
  readonly command: Asked
  readonly head: Head | null
  readonly together: Together | undefined
}

/** Ground that no other record may share is claimed for this one, cell by cell in one order, so that one of two goes on. */
function groundFaults(env: Env, register: LoadedRegister, wanting: Wanting): readonly Faults[] {
  const { act, command, head, together } = wanting
  const { definition } = register
  const today = sofiaDate(Date.now())
  const grounds = mayDo(act.definition, command.actor.role) ? groundsOf(register, act, command, head, today) : []
  if (grounds.length === 0) return []
  const idOf = (key: string) => recordId(env.INDEX_KEY, definition, key)
  // Before the others are held nobody knows whether they give it up: they are asked when this one is.
  const others =
    together === undefined
      ? othersOf(definition, act, command, head, today).map(idOf)
      : together.with.flatMap((one) => (one.register === definition.id ? [one.record] : []))
  const wanted = {
    register: definition.id,
    record: idOf(command.key),
    among: others,
    ...(together === undefined ? {} : { by: together.id }),
  }
  return grounds.map(async ({ field, group, shape }): Faults => {
    const cells = cellsOf(shape)
    if (cells === null) return [{ field, code: 'shape-too-wide' }]
    const has = head?.values[field]
    const ground = { ...wanted, field, group, shape, ...(typeof has === 'string' ? { has } : {}) }
    for (const cell of cells) {
      const taken = await groundByName(env, `${definition.id}.${field}:${group}:${cell}`).claim(ground)
      if (taken !== null) return [{ field, code: 'shape-overlaps', about: taken }]
    }
    return []
  })
}
