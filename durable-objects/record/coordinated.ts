// Hands an act on several records to the object that sees to it: one for each time that the act is asked for.
import type { ActAnswer, ActCommand } from '../../workers/engines/command.ts'
import { transactionName } from '../../workers/engines/names.ts'
import type { Env } from '../../workers/env.ts'
import { transactionByName } from '../../workers/store/objects.ts'
import type { Confirmed } from './holds.ts'

/** `id`: the public id of the record whose act it is. */
export function coordinated(
  env: Env,
  id: string,
  command: ActCommand,
  confirmed: Confirmed | null = null,
): Promise<ActAnswer> {
  const name = transactionName(env.INDEX_KEY, command.register, id, command.idempotencyKey)
  return transactionByName(env, name).perform(command, confirmed)
}
