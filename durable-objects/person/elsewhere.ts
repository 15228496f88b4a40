// What a person's object does in other objects.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActAnswer } from '../../workers/engines/command.ts'
import { SHOWN } from '../../workers/engines/identity/credential.ts'
import type { CredentialEffect, PersonEffect } from '../../workers/engines/identity/effects.ts'
import type { Extract } from '../../workers/engines/log/extract.ts'
import { alarmFor } from '../../workers/engines/outbox.ts'
import type { Env } from '../../workers/env.ts'
import { grantByName, recordByKey, statusListByName } from '../../workers/store/objects.ts'
import type { Outbox } from '../outbox.ts'
import type { Credentials } from './credentials.ts'
import { farewell } from './farewell.ts'

export interface Outcome {
  readonly answer: ActAnswer
  /** The entry in the published log, as its holder shows it; absent where there is none. */
  readonly extract?: Extract
}

/** Enters an act in the register of keys, and answers with what the record said: where it was entered, once published. */
async function enter(env: Env, { act, command }: CredentialEffect): Promise<Outcome> {
  const register = catalogue.registers.get(command.register)
  if (register === undefined) throw new Error(`no register ${command.register}`)
  const record = recordByKey(env, register, command.key)
  const answer = await record.perform(command)
  // What comes with a signature is the binding.
  const shown = answer.ok && act === 'bind'
  return shown ? { answer, extract: await record.extractOf(answer.value.seq, SHOWN) } : { answer }
}

/** Carries an effect out; null where nothing of it is to be kept. */
async function carryOut(env: Env, effect: PersonEffect): Promise<Outcome | null> {
  switch (effect.to) {
    case 'credentials':
      return enter(env, effect)
    case 'identifications': {
      const register = catalogue.registers.get(effect.command.register)
      if (register === undefined) throw new Error(`no register ${effect.command.register}`)
      await recordByKey(env, register, effect.command.key).perform(effect.command)
      return null
    }
    case 'relying-party':
      await farewell(env, effect)
      return null
    case 'grant':
      await grantByName(env, effect.grant).end()
      return null
    case 'status-list':
      await statusListByName(env, effect.list).change(effect.places, effect.status)
      return null
  }
}

function arm(storage: DurableObjectStorage, outbox: Outbox<PersonEffect>): Promise<void> {
  const due = alarmFor(outbox.due())
  return due === null ? storage.deleteAlarm() : storage.setAlarm(due)
}

/** Arms the alarm in the same write as the change, carries out what waits, and arms it for what is left. */
export async function settle(
  storage: DurableObjectStorage,
  env: () => Env,
  outbox: Outbox<PersonEffect>,
  credentials: Credentials,
): Promise<void> {
  await arm(storage, outbox)
  await outbox.drain(
    (effect) => carryOut(env(), effect),
    (strike, outcome, effect) =>
      storage.transactionSync(() => {
        strike()
        if (effect.to === 'credentials' && outcome !== null) credentials.answered(effect, outcome)
      }),
  )
  await arm(storage, outbox)
}
