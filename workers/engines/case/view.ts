// What is shown of a case: to its applicant, and to the officials who decide it.
import type { Obstacle } from './decide.ts'
import type { Objection } from './form.ts'
import type { CaseEvent, CaseState, Gathered } from './state.ts'

/** Never the personal number, which is nobody's to read here: neither by itself nor as what a register was asked for. */
export interface CaseView extends Omit<CaseState, 'personalNumber' | 'evidence'> {
  readonly evidence: { readonly [name: string]: Omit<Gathered, 'input'> }
  readonly timeline: readonly CaseEvent[]
  /** What still stands between a draft and its submission; null in every other state. */
  readonly obstacle: Obstacle | null
  /** What speaks against a draft by what is known so far, though pages may still be open. */
  readonly objection: Objection | null
}

/** Events that tell what became of a case; the others are answers and evidence. */
const TOLD: ReadonlySet<CaseEvent['type']> = new Set([
  'opened',
  'paid',
  'submitted',
  'looked',
  'decided',
  'completed',
  'returned',
  'lapsed',
  'withdrawn',
])

export function viewOf(
  state: CaseState,
  events: readonly CaseEvent[],
  open: Pick<CaseView, 'obstacle' | 'objection'>,
): CaseView {
  const { personalNumber: _, evidence, ...rest } = state
  // Who asks the registers gets the number anew: the event that holds it is told without it.
  const timeline = events.filter(({ type }) => TOLD.has(type))
  return {
    ...rest,
    ...open,
    evidence: Object.fromEntries(
      Object.entries(evidence).map(([name, { found, values }]) => [name, { found, values }] as const),
    ),
    timeline: timeline.map((event) => (event.type === 'opened' ? { ...event, personalNumber: '' } : event)),
  }
}
