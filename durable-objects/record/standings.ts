// How the records stand that an act names: each is asked, none is changed.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActCommand } from '../../workers/engines/command.ts'
import { faultsOf, namedBy } from '../../workers/engines/references.ts'
import type { Env } from '../../workers/env.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import type { FieldIssue } from '../../workers/kernel/parse.ts'
import { recordByKey } from '../../workers/store/objects.ts'

/** What is wrong with the records that an act names; null where it names none, and nothing need be awaited. */
export function faultsIn(env: Env, command: Omit<ActCommand, 'idempotencyKey'>): Promise<readonly FieldIssue[]> | null {
  const act = catalogue.register(command.register)?.acts.get(command.act)
  const named = act === undefined ? [] : namedBy(act, command, sofiaDate(Date.now()))
  if (act === undefined || named.length === 0) return null
  const asked = named.map(async ({ register, key }) => {
    const definition = catalogue.registers.get(register)
    return definition === undefined ? 'missing' : recordByKey(env, definition, key).standing()
  })
  return Promise.all(asked).then((standings) => faultsOf(named, standings, act.definition.corrects ?? false))
}
