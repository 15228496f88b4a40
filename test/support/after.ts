// What becomes of a record by acts, one after the other, as the law of its register decides them.
import { catalogue } from '../../workers/catalogue.ts'
import { advance, decide, type Head } from '../../workers/engines/record.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { at } from './chance.ts'
import { there } from './result.ts'

const TODAY = '2026-11-24'

export type Step = readonly [act: string, input?: Values, effectiveFrom?: string]

/** Does the acts, each by a role that may; answers with the last refusal, or with the values. */
export function after(register: string, key: string, steps: readonly Step[]): string | Values {
  const loaded = there(catalogue.register(register))
  let head: Head | null = null
  let refused = ''
  for (const [act, input = {}, effectiveFrom] of steps) {
    const role = there(loaded.acts.get(act)).definition.by[0] ?? ''
    const command = { register, key, act, input, idempotencyKey: act, actor: { role }, basis: {} }
    const dated = effectiveFrom === undefined ? command : { ...command, effectiveFrom }
    const answer = decide(loaded, head, dated, { ...at(TODAY), together: { id: '', with: [] } })
    refused = answer.ok
      ? ''
      : [answer.error, ...(answer.issues ?? []).map(({ field, code }) => `${field}: ${code}`)].join(' ')
    if (answer.ok) head = advance(head, answer.value)
  }
  return refused === '' ? { ...head?.values } : refused
}
