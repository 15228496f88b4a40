// What is shown of a case: to its applicant, to those who sign with them, and to the officials who decide it.
import type { LoadedService } from '../../kernel/load-service.ts'
import { obstacleOf, type Obstacle } from './decide.ts'
import { objectionTo, toldOf, type Objection } from './form.ts'
import { shownRepresented, type ShownRepresented } from './represented.ts'
import { partiesOf, type IdOf } from './signing.ts'
import type { CaseEvent, CaseState, Gathered } from './state.ts'
import { partiesAtTurn, type Cosigned, type Party, type Together } from './together.ts'

/** Never the personal number, which is nobody's to read here: neither by itself nor as what a register was asked for. */
export interface CaseView extends Omit<CaseState, 'personalNumber' | 'represented' | 'evidence' | 'panels'> {
  readonly represented: ShownRepresented | null
  /** Whether whoever looks acts for the applicant now, or is the applicant and acts for nobody. */
  readonly acting: boolean
  readonly evidence: { readonly [name: string]: Omit<Gathered, 'input'> }
  readonly timeline: readonly CaseEvent[]
  /** What still stands between a draft and its submission; null in every other state. */
  readonly obstacle: Obstacle | null
  /** What speaks against a draft by what is known so far, though pages may still be open. */
  readonly objection: Objection | null
  /** Who has to sign a draft once its applicant has. */
  readonly signers: readonly Party[]
}

/** What somebody sees of a case that they sign with its applicant: what is signed and by whom, and what became of it. */
export interface CosignView
  extends
    Pick<CaseState, 'id' | 'service' | 'status' | 'answers'>,
    Pick<CaseView, 'evidence' | 'represented'>,
    Pick<Together, 'document' | 'signature' | 'parties' | 'cosigned'> {
  /** The applicant, by the name on their card. */
  readonly applicant: string
  readonly mine: Party
  readonly signed: Omit<Cosigned, 'signature'> | null
  /** Whether it is for them to sign now. */
  readonly turn: boolean
  /** The last day on which it may be signed, as long as that is open. */
  readonly lapsesOn: string | null
  readonly outcome: 'grant' | 'refuse' | null
}

/** Null where nothing is there to sign, and nothing was signed. */
export function cosignViewOf(
  state: CaseState,
  events: readonly CaseEvent[],
  service: LoadedService,
  mine: Party,
): CosignView | null {
  const { id, status, answers, proposal, submission, decision } = state
  const together = proposal ?? submission
  if (together === null) return null
  const { document, signature, parties, cosigned } = together
  const proposed = events.findLast((event) => event.type === 'proposed')
  return {
    id,
    service: state.service,
    status,
    answers,
    evidence: toldOf(state.evidence, service),
    document,
    signature,
    parties,
    cosigned,
    applicant: proposed?.name ?? '',
    represented: shownRepresented(state.represented),
    mine,
    signed: cosigned.find(({ as }) => as.join() === mine.as.join()) ?? null,
    turn: proposal !== null && partiesAtTurn(proposal).includes(mine),
    lapsesOn: proposal?.lapsesOn ?? null,
    outcome: status === 'granted' || status === 'refused' ? (decision?.outcome ?? null) : null,
  }
}

/** Events that tell what became of a case; the others are answers and evidence. */
const TOLD: ReadonlySet<CaseEvent['type']> = new Set([
  'opened',
  'handed',
  'paid',
  'proposed',
  'cosigned',
  'declined',
  'recalled',
  'unsigned',
  'submitted',
  'looked',
  'decided',
  'completed',
  'returned',
  'lapsed',
  'withdrawn',
])

function unnumbered(event: CaseEvent): CaseEvent {
  if (event.type === 'handed') return { ...event, represented: { ...event.represented, key: '' } }
  if (event.type !== 'opened') return event
  const { represented, ...rest } = event
  return {
    ...rest,
    personalNumber: '',
    ...(represented === undefined ? {} : { represented: { ...represented, key: '' } }),
  }
}

export function viewOf(
  state: CaseState,
  events: readonly CaseEvent[],
  service: LoadedService,
  today: string,
  idOf: IdOf,
  acting = true,
): CaseView {
  const draft = state.status === 'draft'
  const { personalNumber: _number, panels: _panels, represented, evidence, ...rest } = state
  // Who asks the registers gets the number anew: the event that holds it is told without it.
  const timeline = events.filter(({ type }) => TOLD.has(type))
  return {
    ...rest,
    acting,
    represented: shownRepresented(represented),
    obstacle: draft ? obstacleOf(state, service, today) : null,
    objection: draft ? objectionTo(state, service, today) : null,
    signers: draft ? partiesOf(state, service, today, idOf) : [],
    evidence: toldOf(evidence, service),
    timeline: timeline.map(unnumbered),
  }
}
