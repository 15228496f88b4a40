// A record that holds the definition of a register: what is looked up before one is taken.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActCommand } from '../../workers/engines/command.ts'
import { proposedFaults } from '../../workers/engines/definition/proposed.ts'
import type { Env } from '../../workers/env.ts'
import { fieldsWithFormat } from '../../workers/kernel/field.ts'
import type { FieldIssue } from '../../workers/kernel/parse.ts'
import { definitions } from '../../workers/kernel/read-definition.ts'
import { authorityOf } from '../../workers/kernel/register.ts'
import { registerObject } from '../../workers/store/objects.ts'

type Asked = Omit<ActCommand, 'idempotencyKey'>

/** The registers that a definition refers to, so that the catalogue knows them. */
const referred = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/"register":"([a-z][a-z0-9-]{0,39})"/gu)].map(([, id = '']) => id)),
]

/**
 * What is wrong with a definition that an act takes: its words are for whoever checks it before. The operator brings what
 * was decided elsewhere. `kept` is the definition that stands.
 */
export async function faultsOfDefinition(
  env: Env,
  { register, act, actor, key, input }: Asked,
  kept: string | undefined,
): Promise<readonly FieldIssue[]> {
  const taken = catalogue.register(register)?.acts.get(act)
  const field = taken && fieldsWithFormat(taken.input, 'definition')[0]
  const text = field === undefined ? undefined : input[field]
  if (field === undefined || typeof text !== 'string' || actor.role === 'operator') return []
  const read = definitions.read(text)
  // What is no definition at all is refused by its format.
  if (!read.ok) return []
  for (const id of referred(JSON.stringify(read.value))) await catalogue.know(env, id)
  const before = kept === undefined ? null : definitions.read(kept)
  const around = {
    registerOf: (id: string) => catalogue.registers.get(id),
    isBuiltIn: catalogue.isBuiltIn,
    authority: authorityOf(actor.role),
  }
  const { sequenced } = before?.ok ? await registerObject(env, key).state() : { sequenced: 0 }
  const faults = proposedFaults(read.value, around, {
    before: before?.ok ? before.value : null,
    hasRecords: sequenced > 0,
  })
  return faults.length === 0 ? [] : [{ field, code: 'definition-refused' }]
}
