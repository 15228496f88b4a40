// What a case asks the registers, as long as it is not submitted; and what it does with what they say.
import { gathering, isAnswerTo, news, type Ask } from '../../workers/engines/case/form.ts'
import { recall } from '../../workers/engines/case/signing.ts'
import type { CaseState, Gathered } from '../../workers/engines/case/state.ts'
import type { Purpose } from '../../workers/engines/command.ts'
import type { Keeper } from './keeper.ts'

export const isOpen = ({ status }: CaseState): boolean => status === 'draft' || status === 'signing'

/**
 * Asks what can be asked by now; where `anew`, also what was asked before. What others are signing is a draft again where
 * a register says something else than stands in it.
 */
export async function gather(
  { state: read, service: serviceOf, today, append }: Keeper,
  anew: boolean,
  ask: (ask: Ask, purpose: Purpose) => Promise<Gathered>,
): Promise<void> {
  const state = read()
  if (state === null || !isOpen(state)) return
  const service = serviceOf(state)
  const { authority, decide, law } = service.definition
  const purpose: Purpose = { authority, role: decide.by[0] ?? '', law, case: state.id }
  const answered = await gathering(
    state,
    service,
    today(),
    (one) => !anew && isAnswerTo(read()?.evidence[one.name], one),
    (one) => ask(one, purpose),
  )
  // What was answered meanwhile may ask for something else: then this is no answer to it.
  const now = read()
  const told = now !== null && isOpen(now) ? news(now, service, today(), answered) : null
  if (now === null || told === null) return
  const recalled = recall(now, 'registers')
  if (recalled.ok) append(recalled.value)
  append(told)
}
