// How a case stands: what happened to it, one event after another, and which moves the law leaves open from there.
import type { Value, Values } from '../../kernel/value.ts'
import type { Receipt } from '../command.ts'
import type { SignatureBundle } from '../identity/intent.ts'

export type Status = 'draft' | 'withdrawn' | 'submitted' | 'granting' | 'granted' | 'refused' | 'lapsed'

export type Move =
  | 'answer'
  | 'gather'
  | 'order'
  | 'pay'
  | 'submit'
  | 'withdraw'
  | 'look'
  | 'grant'
  | 'refuse'
  | 'lapse'
  | 'complete'
  | 'return'

export const MOVES = {
  draft: ['answer', 'gather', 'order', 'pay', 'submit', 'withdraw'],
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

/** A signature over a document, both of them whole. `document` is canonical JSON (RFC 8785). */
interface Signed {
  readonly document: string
  readonly signature: SignatureBundle
}

/** What was answered on a page; null takes an answer back. */
export type Answers = { readonly [name: string]: Value | null }

/** Times are milliseconds since 1970; days 'YYYY-MM-DD'. */
export type Happening =
  | {
      readonly type: 'opened'
      readonly case: string
      readonly service: string
      readonly person: string
      readonly personalNumber: string
    }
  | {
      readonly type: 'answered'
      readonly page: string
      readonly values: Answers
      /** Evidence that was the answer to another input than is asked for now. */
      readonly outdated: readonly string[]
    }
  | { readonly type: 'gathered'; readonly evidence: { readonly [name: string]: Gathered } }
  | { readonly type: 'ordered'; readonly payment: string; readonly cents: number }
  | { readonly type: 'paid'; readonly payment: string; readonly reference: string }
  | ({ readonly type: 'submitted'; readonly dueOn: string; readonly dueAt: number } & Signed)
  /** By its applicant, or because nobody touched the draft for too long. */
  | { readonly type: 'withdrawn'; readonly expired: boolean }
  | { readonly type: 'looked'; readonly by: Official }
  | ({ readonly type: 'decided' } & Decided & Signed)
  | { readonly type: 'completed'; readonly receipt: Receipt }
  | { readonly type: 'returned'; readonly error: string }
  | { readonly type: 'lapsed' }

export type CaseEvent = Happening & { readonly seq: number; readonly at: number }

export interface CaseState {
  readonly id: string
  readonly service: string
  /** The applicant's id. */
  readonly person: string
  readonly personalNumber: string
  readonly status: Status
  readonly seq: number
  readonly openedAt: number
  /** When it last changed. */
  readonly at: number
  /** The event that put it where it stands. */
  readonly moved: { readonly seq: number; readonly at: number }
  readonly answers: Values
  readonly evidence: { readonly [name: string]: Gathered }
  readonly payment: Payment | null
  readonly submission: (Signed & { readonly at: number; readonly dueOn: string; readonly dueAt: number }) | null
  readonly decision: (Decided & Signed & { readonly at: number }) | null
  readonly receipt: Receipt | null
  /** Why the record refused the act of a decision that had to be taken back. */
  readonly failure: string | null
  /** The term passed without a decision. */
  readonly lapsed: boolean
}

export function merged(answers: Values, values: Answers): Values {
  const next: { [name: string]: Value } = { ...answers }
  for (const [name, value] of Object.entries(values))
    if (value === null) delete next[name]
    else next[name] = value
  return next
}

function changed(state: CaseState, event: CaseEvent): Partial<CaseState> {
  const { at } = event
  switch (event.type) {
    case 'opened':
      throw new Error('a case is opened once')
    case 'answered': {
      const current = Object.entries(state.evidence).filter(([name]) => !event.outdated.includes(name))
      return { answers: merged(state.answers, event.values), evidence: Object.fromEntries(current) }
    }
    case 'gathered':
      return { evidence: { ...state.evidence, ...event.evidence } }
    case 'ordered':
      return { payment: { id: event.payment, cents: event.cents, status: 'ordered' } }
    case 'paid': {
      const cents = state.payment?.cents ?? 0
      return { payment: { id: event.payment, cents, status: 'paid', reference: event.reference } }
    }
    case 'submitted': {
      const { document, signature, dueOn, dueAt } = event
      return { status: 'submitted', submission: { at, document, signature, dueOn, dueAt } }
    }
    case 'withdrawn':
      return { status: 'withdrawn', answers: {}, evidence: {} }
    case 'looked':
      return {}
    case 'decided': {
      const { outcome, reasons, input, by, document, signature } = event
      const decision = { outcome, reasons, input, by, document, signature, at }
      return { status: outcome === 'grant' ? 'granting' : 'refused', decision, failure: null }
    }
    case 'completed':
      return { status: 'granted', receipt: event.receipt }
    case 'returned':
      return { status: state.lapsed ? 'lapsed' : 'submitted', decision: null, failure: event.error }
    case 'lapsed':
      return { status: 'lapsed', lapsed: true }
  }
}

/** The state after one more event. */
export function advance(state: CaseState | null, event: CaseEvent): CaseState {
  const { seq, at } = event
  if (event.type === 'opened') {
    const { case: id, service, person, personalNumber } = event
    const nothing = { payment: null, submission: null, decision: null, receipt: null, failure: null, lapsed: false }
    const opened = { id, service, person, personalNumber, openedAt: at, at, seq, moved: { seq, at } }
    return { ...opened, status: 'draft', answers: {}, evidence: {}, ...nothing }
  }
  if (state === null) throw new Error('a case begins with its opening')
  const next = { ...state, ...changed(state, event), seq, at }
  return next.status === state.status ? next : { ...next, moved: { seq, at } }
}

/** A draft that nobody touched for so long is given up: its answers are personal data without a purpose. */
const DRAFT_MS = 30 * 24 * 60 * 60_000

/** When the case does something by itself, or null: the only rule of its alarm. */
export function alarmFor(state: CaseState): number | null {
  if (state.status === 'submitted' && state.decision === null) return state.submission?.dueAt ?? null
  // Who has paid has begun something: only they give it up.
  if (state.status === 'draft' && state.payment?.status !== 'paid') return state.at + DRAFT_MS
  return null
}

/** What a case does by itself when its time has come: nothing before, and nothing twice. */
export function whenDue(state: CaseState, now: number): Happening | null {
  const due = alarmFor(state)
  if (due === null || now < due) return null
  return state.status === 'draft' ? { type: 'withdrawn', expired: true } : { type: 'lapsed' }
}
