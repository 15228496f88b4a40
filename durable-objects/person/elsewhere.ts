// What a person's object does in other objects.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActAnswer } from '../../workers/engines/command.ts'
import { SHOWN } from '../../workers/engines/identity/credential.ts'
import type { PersonEffect } from '../../workers/engines/identity/effects.ts'
import type { Extract } from '../../workers/engines/log/extract.ts'
import type { Env } from '../../workers/env.ts'
import { recordByKey } from '../../workers/store/objects.ts'

export interface Outcome {
  readonly answer: ActAnswer
  /** The entry in the published log, as its holder shows it; absent where there is none. */
  readonly extract?: Extract
}

/** Carries an effect out, and answers with what the record said: where it was entered, once that is published. */
export async function carryOut(env: Env, { command }: PersonEffect): Promise<Outcome> {
  const register = catalogue.registers.get(command.register)
  if (register === undefined) throw new Error(`no register ${command.register}`)
  const record = recordByKey(env, register, command.key)
  const answer = await record.perform(command)
  return answer.ok ? { answer, extract: await record.extractOf(answer.value.seq, SHOWN) } : { answer }
}
