// What a person's object does in other objects.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActAnswer } from '../../workers/engines/command.ts'
import type { PersonEffect } from '../../workers/engines/identity/effects.ts'
import type { Env } from '../../workers/env.ts'
import { recordByKey } from '../../workers/store/objects.ts'

/** Carries an effect out, and answers with what the record said. */
export async function carryOut(env: Env, { command }: PersonEffect): Promise<ActAnswer> {
  const register = catalogue.registers.get(command.register)
  if (register === undefined) throw new Error(`no register ${command.register}`)
  return recordByKey(env, register, command.key).perform(command)
}
