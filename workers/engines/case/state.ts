// How a case stands: what happened to it, one event after another, and which moves the law leaves open from there.
import type { Value, Values } from '../../kernel/value.ts'
import type { Receipt } from '../command.ts'
import type { Panel } from './panel.ts'
import type { Represented } from './represented.ts'
import {
  cosigned,
  leftoverOf,
  queuedBy,
  type Cosigned,
  type Cosigner,
  type Due,
  type Leftover,
  type Party,
  type Proposal,
  type Queued,
  type Setback,
  type Signed,
  type Together,
} from './together.ts'

export type Status = 'draft' | 'signing' | 'withdrawn' | 'submitted' | 'granting' | 'granted' | 'refused' | 'lapsed'

export type Move =
  | 'answer'
  | 'hand'
  | 'gather'
  | 'order'
  | 'pay'
  | 'submit'
  | 'propose'
  | 'cosign'
  | 'decline'
  | 'recall'
  | 'expire'
  | 'withdraw'
  | 'look'
  | 'grant'
  | 'refuse'
  | 'lapse'
  | 'complete'
  | 'return'

export const MOVES = {
  draft: ['answer', 'hand', 'gather', 'order', 'pay', 'submit', 'propose', 'withdraw'],
  // The applicant has signed; others have to. What is changed has to be signed anew by everybody.
  signing: ['cosign', 'decline', 'recall', 'expire', 'withdraw'],
  // A payment may arrive after its draft was given up: it is kept, and returned.
  withdrawn: ['pay'],
  submitted: ['look', 'grant', 'refuse', 'lapse'],
  // The decision is signed; the record has not answered yet.
  granting: ['look', 'complete', 'return'],
  granted: ['look'],
  refused: ['look'],
  // Silence counts as a refusal, and keeps no authority from deciding late (АПК, чл. 58).
  lapsed: ['look', 'grant', 'refuse'],
} as const satisfies Record<Status, readonly Move[]>

export const mayMove = (status: Status, move: Move): boolean => (MOVES[status] as readonly Move[]).includes(move)

/** What a register answered; the input shows whether it still is the answer to what is asked. */
export interface Gathered {
  readonly input: Values
  readonly found: boolean
  readonly values: Values
}

interface Payment {
  readonly id: string
  /** Euro cents. */
  readonly cents: number
  readonly status: 'ordered' | 'paid'
  /** The provider's own number, once it is paid. */
  readonly reference?: string
}

/** An official as the case knows them: a person's id and the role in which they act. */
export interface Official {
  readonly person: string
  readonly role: string
}

export type Outcome = 'grant' | 'refuse'

export interface Decided {
  readonly outcome: Outcome
  readonly reasons: string
  /** What the official answered when granting. */
  readonly input: Values
  readonly by: Official
}

/** What was answered on a page; null takes an answer back. */
export type Answers = { readonly [name: string]: Value | null }

/** By as whom they sign: a signer of the service, or `consentSigner`. */
export type Panels = { readonly [as: string]: Panel }

/** Times are milliseconds since 1970; days 'YYYY-MM-DD'. */
export type Happening =
  | {
      readonly type: 'opened'
      readonly case: string
      readonly service: string
      readonly person: string
      /** Empty where they act for another. */
      readonly personalNumber: string
      readonly represented?: Represented
    }
  /** The record that gives the mandate has changed, and gives it still. */
  | { readonly type: 'mandated'; readonly version: number; readonly joint?: Panel }
  /** Another who acts for the same applicant goes on with it. */
  | { readonly type: 'handed'; readonly person: string; readonly represented: Represented }
  /** Who signs for others, as the registers say by now. */
  | { readonly type: 'convened'; readonly panels: Panels }
  | {
      readonly type: 'answered'
      readonly page: string
      readonly values: Answers
      /** Evidence that was the answer to another input than is asked for now. */
      readonly outdated: readonly string[]
    }
  | {
      readonly type: 'gathered'
      readonly evidence: { readonly [name: string]: Gathered }
      /** What was known, and is the answer to nothing that is asked now. */
      readonly outdated?: readonly string[]
    }
  | { readonly type: 'ordered'; readonly payment: string; readonly cents: number }
  | { readonly type: 'paid'; readonly payment: string; readonly reference: string }
  | ({ readonly type: 'submitted' } & Due & Signed)
  /** Signed by its applicant, and shown to those who have to sign with them. */
  | ({
      readonly type: 'proposed'
      readonly name: string
      readonly parties: readonly Party[]
      readonly lapsesOn: string
      readonly lapsesAt: number
    } & Signed)
  /** `due` where nobody is left to sign: with that it is submitted. */
  | ({ readonly type: 'cosigned'; readonly due: Due | null } & Omit<Cosigned, 'at'>)
  | { readonly type: 'declined'; readonly as: readonly string[]; readonly signer: Cosigner; readonly reason: string }
  /** A draft again: its applicant wants to change it, or a register says something else now. */
  | { readonly type: 'recalled'; readonly why: 'applicant' | 'registers' }
  /** Not all signed in time. */
  | ({ readonly type: 'unsigned' } & Leftover)
  /** By its applicant, or because nobody touched the draft for too long. */
  | ({ readonly type: 'withdrawn'; readonly expired: boolean } & Leftover)
  | { readonly type: 'looked'; readonly by: Official }
  | ({ readonly type: 'decided' } & Decided & Signed)
  | { readonly type: 'completed'; readonly receipt: Receipt }
  /** `register`: of the further record whose refusal it is. */
  | { readonly type: 'returned'; readonly error: string; readonly register?: string }
  | { readonly type: 'lapsed' }

export type CaseEvent = Happening & { readonly seq: number; readonly at: number }

export interface CaseState {
  readonly id: string
  readonly service: string
  /** The applicant's id. */
  readonly person: string
  readonly personalNumber: string
  /** The applicant, where `person` acts for them. */
  readonly represented: Represented | null
  readonly status: Status
  readonly seq: number
  readonly openedAt: number
  /** When it last changed. */
  readonly at: number
  /** The event that put it where it stands. */
  readonly moved: { readonly seq: number; readonly at: number }
  readonly answers: Values
  readonly evidence: { readonly [name: string]: Gathered }
  readonly panels: Panels
  readonly payment: Payment | null
  /** What waits for signatures. */
  readonly proposal: Proposal | null
  readonly setback: Setback | null
  readonly submission: (Omit<Together, 'name'> & Due) | null
  /** Once an official has to do something. */
  readonly queued: Queued | null
  readonly decision: (Decided & Signed & { readonly at: number }) | null
  readonly receipt: Receipt | null
  /** Why the record refused the act of a decision that had to be taken back. */
  readonly failure: string | null
  /** The register of the further record that refused it; null where it was the record that was asked. */
  readonly failedIn: string | null
  /** The term passed without a decision. */
  readonly lapsed: boolean
}

/** Who made it sees it all along; for whom it was made, once it binds them. */
export const isSeenBy = ({ person, represented, proposal, submission }: CaseState, reader: string): boolean =>
  reader === person || (reader === represented?.person && (proposal ?? submission) !== null)

export function merged(answers: Values, values: Answers): Values {
  const next: { [name: string]: Value } = { ...answers }
  for (const [name, value] of Object.entries(values))
    if (value === null) delete next[name]
    else next[name] = value
  return next
}

const without = (evidence: CaseState['evidence'], outdated: readonly string[]): CaseState['evidence'] =>
  Object.fromEntries(Object.entries(evidence).filter(([name]) => !outdated.includes(name)))

function changed(state: CaseState, event: CaseEvent): Partial<CaseState> {
  const { at } = event
  switch (event.type) {
    case 'opened':
      throw new Error('a case is opened once')
    case 'mandated': {
      const { represented } = state
      if (represented === null) throw new Error('a mandate of nobody')
      const { joint: _, ...rest } = represented
      const joint = event.joint === undefined ? {} : { joint: event.joint }
      return { represented: { ...rest, ...joint, mandate: { ...represented.mandate, version: event.version } } }
    }
    case 'handed':
      return { person: event.person, represented: event.represented }
    case 'convened':
      return { panels: event.panels }
    case 'answered': {
      return { answers: merged(state.answers, event.values), evidence: without(state.evidence, event.outdated) }
    }
    case 'gathered':
      return { evidence: { ...without(state.evidence, event.outdated ?? []), ...event.evidence } }
    case 'ordered':
      return { payment: { id: event.payment, cents: event.cents, status: 'ordered' } }
    case 'paid': {
      const cents = state.payment?.cents ?? 0
      return { payment: { id: event.payment, cents, status: 'paid', reference: event.reference } }
    }
    case 'submitted': {
      const { document, signature, dueOn, dueAt } = event
      const submission = { at, document, signature, dueOn, dueAt, parties: [], cosigned: [] }
      return { status: 'submitted', submission, queued: { submittedAt: at, dueOn } }
    }
    case 'proposed': {
      const { document, signature, name, parties, lapsesOn, lapsesAt } = event
      const proposal = { at, document, signature, name, parties, lapsesOn, lapsesAt, cosigned: [] }
      return { status: 'signing', proposal, setback: null, queued: queuedBy(proposal, at) ?? state.queued }
    }
    case 'cosigned': {
      if (state.proposal === null) throw new Error('a signature under nothing')
      const { as, signer, signature, due } = event
      const proposal = cosigned(state.proposal, { as, signer, signature, at })
      if (due === null) return { proposal, queued: queuedBy(proposal, at) ?? state.queued }
      const { lapsesOn: _on, lapsesAt: _at, name: _name, ...signed } = proposal
      const queued = { submittedAt: at, dueOn: due.dueOn }
      return { status: 'submitted', proposal: null, submission: { ...signed, ...due, at }, queued }
    }
    case 'declined': {
      const { as, signer, reason } = event
      return { status: 'draft', proposal: null, setback: { why: 'declined', as, name: signer.name, reason } }
    }
    case 'recalled':
      return { status: 'draft', proposal: null, setback: event.why === 'registers' ? { why: 'registers' } : null }
    case 'unsigned':
    case 'withdrawn':
      return {
        status: 'withdrawn',
        answers: {},
        evidence: {},
        panels: {},
        proposal: null,
        setback: null,
        queued: event.queued ?? null,
      }
    case 'looked':
      return {}
    case 'decided': {
      const { outcome, reasons, input, by, document, signature } = event
      const decision = { outcome, reasons, input, by, document, signature, at }
      return { status: outcome === 'grant' ? 'granting' : 'refused', decision, failure: null, failedIn: null }
    }
    case 'completed':
      return { status: 'granted', receipt: event.receipt }
    case 'returned':
      return {
        status: state.lapsed ? 'lapsed' : 'submitted',
        decision: null,
        failure: event.error,
        failedIn: event.register ?? null,
      }
    case 'lapsed':
      return { status: 'lapsed', lapsed: true }
  }
}

/** The state after one more event. */
export function advance(state: CaseState | null, event: CaseEvent): CaseState {
  const { seq, at } = event
  if (event.type === 'opened') {
    const { case: id, service, person, personalNumber, represented = null } = event
    const unsigned = { payment: null, proposal: null, setback: null, submission: null, queued: null }
    const undecided = { decision: null, receipt: null, failure: null, failedIn: null, lapsed: false }
    const opened = { id, service, person, personalNumber, represented, openedAt: at, at, seq, moved: { seq, at } }
    return { ...opened, status: 'draft', answers: {}, evidence: {}, panels: {}, ...unsigned, ...undecided }
  }
  if (state === null) throw new Error('a case begins with its opening')
  const next = { ...state, ...changed(state, event), seq, at }
  return next.status === state.status && next.queued === state.queued ? next : { ...next, moved: { seq, at } }
}

/** A draft that nobody touched for so long is given up: its answers are personal data without a purpose. */
const DRAFT_MS = 30 * 24 * 60 * 60_000

/** When the case does something by itself, or null: the only rule of its alarm. */
export function alarmFor(state: CaseState): number | null {
  if (state.status === 'submitted' && state.decision === null) return state.submission?.dueAt ?? null
  if (state.status === 'signing') return state.proposal?.lapsesAt ?? null
  // Who has paid has begun something: only they give it up.
  if (state.status === 'draft' && state.payment?.status !== 'paid') return state.at + DRAFT_MS
  return null
}

/** What a case does by itself when its time has come: nothing before, and nothing twice. */
export function whenDue(state: CaseState, now: number): Happening | null {
  const due = alarmFor(state)
  if (due === null || now < due) return null
  if (state.status === 'signing') return { type: 'unsigned', ...leftoverOf(state) }
  return state.status === 'draft' ? { type: 'withdrawn', expired: true, ...leftoverOf(state) } : { type: 'lapsed' }
}
