// Acts that a person does in their own name in a register: kept before they are sent, and told with their entry, so that
// neither is lost and nobody is told of what was not entered.
import type { ActAnswer } from '../../workers/engines/command.ts'
import type { OwnAct, PersonEffect } from '../../workers/engines/identity/effects.ts'
import type { Outbox } from '../outbox.ts'

const DELAYED: ActAnswer = { ok: false, error: 'entry-delayed' }

export class OwnActs {
  readonly #outbox: Outbox<PersonEffect>
  /** What the register said to those who wait for it, by idempotency key; a form that is sent twice waits twice. */
  readonly #awaited = new Map<string, { readonly waiting: number; readonly answer: ActAnswer }>()

  constructor(outbox: Outbox<PersonEffect>) {
    this.#outbox = outbox
  }

  /** To be called in the transaction of a session that still stands. */
  ask(act: OwnAct, now: number): void {
    const { waiting = 0 } = this.#awaited.get(act.command.idempotencyKey) ?? {}
    this.#awaited.set(act.command.idempotencyKey, { waiting: waiting + 1, answer: DELAYED })
    this.#outbox.add([{ to: 'act', ...act }], now)
  }

  /** To be called in the transaction that strikes the act: the notice waits from then on. */
  answered({ command, tell }: OwnAct, answer: ActAnswer, now: number): void {
    const { register, key, idempotencyKey } = command
    if (answer.ok && tell !== null)
      this.#outbox.add([{ to: 'inbox', ...tell, id: `${register}:${key}:${answer.value.seq}` }], now)
    const awaited = this.#awaited.get(idempotencyKey)
    if (awaited !== undefined) this.#awaited.set(idempotencyKey, { ...awaited, answer })
  }

  /** The answer of the register; where there is none yet, the act is entered later, and that is said. */
  take({ idempotencyKey }: OwnAct['command']): ActAnswer {
    const { waiting, answer } = this.#awaited.get(idempotencyKey) ?? { waiting: 1, answer: DELAYED }
    if (waiting > 1) this.#awaited.set(idempotencyKey, { waiting: waiting - 1, answer })
    else this.#awaited.delete(idempotencyKey)
    return answer
  }
}
