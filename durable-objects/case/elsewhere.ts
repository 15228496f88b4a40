// What a case does in other objects and stores: it asks the registers, and carries its effects out.
import { catalogue } from '../../workers/catalogue.ts'
import type { ApplicantRef, Effect } from '../../workers/engines/case/effects.ts'
import type { Ask } from '../../workers/engines/case/form.ts'
import type { Gathered } from '../../workers/engines/case/state.ts'
import type { ActAnswer, ActCommand, Purpose } from '../../workers/engines/command.ts'
import { reaches } from '../../workers/engines/mandate.ts'
import { isPassing } from '../../workers/engines/transaction.ts'
import type { Order } from '../../workers/engines/payment.ts'
import type { Env } from '../../workers/env.ts'
import { sofiaDate } from '../../workers/kernel/calendar.ts'
import { listCase, writeDesk } from '../../workers/store/cases.ts'
import { readHeld } from '../../workers/store/mandates.ts'
import { applicantByKey, personById, recordByKey } from '../../workers/store/objects.ts'
import { paymentProvider } from '../../workers/store/payments.ts'
import type { Transactions } from '../transactions.ts'

/** Asks a register; the record that answers keeps who asked, and why. */
export async function askRegister(env: Env, { evidence: id, input }: Ask, purpose: Purpose): Promise<Gathered> {
  const evidence = catalogue.evidence(id)
  if (evidence === undefined) throw new Error(`no evidence ${id}`)
  const record = recordByKey(env, evidence.source.definition, String(evidence.key.evaluate({ input })))
  return { input, ...(await record.answer(id, input, purpose)) }
}

/** Waits in the outbox for as long as there is nobody to return the money. */
async function refund(env: Env, order: Order): Promise<null> {
  const provider = paymentProvider(env)
  if (provider === null) throw new Error('no payment provider returns this payment')
  await provider.refund(order)
  return null
}

function applicantOf(env: Env, { register: id, key }: ApplicantRef) {
  const register = catalogue.registers.get(id)
  if (register === undefined) throw new Error(`no register ${id}`)
  return applicantByKey(env, register, key)
}

/** Who reads under a mandate reads no more when it has ended. */
async function mayHear(env: Env, { person, under }: Extract<Effect, { to: 'inbox' }>): Promise<boolean> {
  if (under === undefined) return true
  const held = await readHeld(env, catalogue.register, under.mandate)
  return held !== null && reaches(held, { person, today: sofiaDate(Date.now()), service: under.service }).ok
}

/** Does the act of a decision; where further records change with it, the case itself sees to it. */
async function cause(env: Env, command: ActCommand, transactions: Transactions): Promise<ActAnswer> {
  const register = catalogue.register(command.register)
  if (register === undefined) throw new Error(`no register ${command.register}`)
  const alone = register.acts.get(command.act)?.together.length === 0
  const answer = await (alone
    ? recordByKey(env, register.definition, command.key).perform(command)
    : transactions.perform(command))
  // What stands in the way for a moment does not bring the decision back: it waits in the outbox.
  if (!answer.ok && isPassing(answer)) throw new Error(answer.error)
  return answer
}

/** Carries an effect out; doing it again changes nothing. Answers with what the record said, where one was asked. */
export async function carryOut(env: Env, effect: Effect, transactions: Transactions): Promise<ActAnswer | null> {
  switch (effect.to) {
    case 'overview':
      await personById(env, effect.person).noteCase(effect.note)
      return null
    case 'inbox':
      if (await mayHear(env, effect)) await personById(env, effect.person).deliver(effect.id, effect.message)
      return null
    case 'applicant-overview':
      await applicantOf(env, effect.applicant).noteCase(effect.note)
      return null
    case 'applicant-inbox':
      await applicantOf(env, effect.applicant).deliver(effect.id, effect.message)
      return null
    case 'desk':
      await Promise.all([listCase(env.STORE, effect.row.id), writeDesk(env.DB, [effect.row]).run()])
      return null
    case 'payment':
      return refund(env, effect.refund)
    case 'record':
      return cause(env, effect.command, transactions)
  }
}
