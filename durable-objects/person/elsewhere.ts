// What a person's object does in other objects.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActAnswer, ActCommand } from '../../workers/engines/command.ts'
import { SHOWN } from '../../workers/engines/identity/credential.ts'
import type { CredentialEffect, PersonEffect } from '../../workers/engines/identity/effects.ts'
import { placeOfTicket } from '../../workers/engines/identity/voucher.ts'
import type { Extract } from '../../workers/engines/log/extract.ts'
import { alarmFor } from '../../workers/engines/outbox.ts'
import type { Env } from '../../workers/env.ts'
import { ceremonyByName, grantByName, personById, recordByKey, statusListByName } from '../../workers/store/objects.ts'
import type { Outbox } from '../outbox.ts'
import type { Credentials } from './credentials.ts'
import { farewell } from './farewell.ts'
import type { OwnActs } from './own-acts.ts'

export interface Outcome {
  readonly answer: ActAnswer
  /** The entry in the published log, as its holder shows it; absent where there is none. */
  readonly extract?: Extract
}

function recordFor(env: Env, { register: id, key }: ActCommand) {
  const register = catalogue.registers.get(id)
  if (register === undefined) throw new Error(`no register ${id}`)
  return recordByKey(env, register, key)
}

/** Enters an act in the register of keys, and answers with what the record said: where it was entered, once published. */
async function enter(env: Env, { act, command }: CredentialEffect): Promise<Outcome> {
  const record = recordFor(env, command)
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
    case 'identifications':
      await recordFor(env, effect.command).perform(effect.command)
      return null
    case 'act': {
      // An answer of another object holds on to it for as long as it is handed on: this is its content alone.
      const answer = await recordFor(env, effect.command).perform(effect.command)
      return { answer: answer.ok ? { ok: true, value: { ...answer.value } } : structuredClone(answer) }
    }
    case 'inbox':
      await personById(env, effect.person).deliver(effect.id, effect.message)
      return null
    case 'relying-party':
      await farewell(env, effect)
      return null
    case 'grant':
      await grantByName(env, effect.grant).end()
      return null
    case 'ticket':
      await ceremonyByName(env, placeOfTicket(effect.ticket)).keepTicket(effect.person, effect.until)
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
  { credentials, ownActs }: { readonly credentials: Credentials; readonly ownActs: OwnActs },
): Promise<void> {
  await arm(storage, outbox)
  await outbox.drain(
    (effect) => carryOut(env(), effect),
    (strike, outcome, effect) =>
      storage.transactionSync(() => {
        strike()
        if (outcome === null) return
        if (effect.to === 'credentials') credentials.answered(effect, outcome)
        if (effect.to === 'act') ownActs.answered(effect, outcome.answer, Date.now())
      }),
  )
  await arm(storage, outbox)
}
