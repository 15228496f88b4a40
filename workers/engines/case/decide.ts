// What a case answers to each who asks something of it: the applicant, the payment provider, the official, the clock.
import canonicalize from 'canonicalize'
import type { LoadedService } from '../../kernel/load-service.ts'
import { parseValue, type FieldIssue, type Sent } from '../../kernel/parse.ts'
import { text } from '../../kernel/field.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ActCommand, Receipt, Refused } from '../command.ts'
import { cardSignatureFormat, intentChallenge, type SignatureBundle, type SignRequest } from '../identity/intent.ts'
import {
  causedBy,
  isAnswered,
  objectionTo,
  outdatedBy,
  readDecision,
  readPage,
  toldOf,
  type Objection,
} from './form.ts'
import { applicantOf } from './represented.ts'
import { dueFrom, hashOf, isSignatureOf, partiesOf, propose, signRequest, unknownSigner, type IdOf } from './signing.ts'
import { mayMove, merged, type CaseState, type Decided, type Happening, type Official, type Outcome } from './state.ts'
import { stakeOf } from './stake.ts'
import { leftoverOf } from './together.ts'

/** Reasons fit a page: АПК, чл. 59, ал. 2, т. 4 asks for them, not for a book. */
export const reasonsMax = 4000

export const reasonsField = text({
  label: { bg: 'Мотиви', en: 'Reasons' },
  hint: {
    bg: 'Заявителят ги прочита дума по дума. Посочете фактите и правното основание.',
    en: 'The applicant reads them word for word. Name the facts and the legal ground.',
  },
  disclose: 'personal',
  max: reasonsMax,
})

const refused = (error: string, rest: Omit<Refused, 'ok' | 'error'> = {}): Refused => ({ ok: false, error, ...rest })

/** The answers of one page; refused with an issue a question. */
export function answer(
  state: CaseState,
  service: LoadedService,
  pageId: string,
  typed: Sent,
  today: string,
): { readonly ok: true; readonly value: Happening | null } | Refused {
  if (!mayMove(state.status, 'answer')) return refused('case-not-draft')
  const page = service.pages.find(({ id }) => id === pageId)
  if (page === undefined) return refused('not-found')
  const { answers, issues } = readPage(page, typed, today)
  if (issues.length > 0) return refused('invalid-input', { issues })
  const same = Object.entries(answers).every(([name, value]) => (state.answers[name] ?? null) === value)
  if (same) return ok(null)
  const outdated = outdatedBy(state, merged(state.answers, answers), service, today)
  return ok({ type: 'answered', page: pageId, values: answers, outdated })
}

/** What the case will move once a page is answered so, in euro cents; as it stands, where the answers are none. */
export function afterAnswer(
  state: CaseState,
  service: LoadedService,
  page: string,
  typed: Sent,
  today: string,
): number {
  const answered = answer(state, service, page, typed, today)
  if (!answered.ok || answered.value?.type !== 'answered') return stakeOf(state, service, today)
  const { values, outdated } = answered.value
  const kept = Object.entries(state.evidence).filter(([name]) => !outdated.includes(name))
  const next = { ...state, answers: merged(state.answers, values), evidence: Object.fromEntries(kept) }
  return stakeOf(next, service, today)
}

/** The first page that is not answered whole; null where all are. */
export const firstOpenPage = (state: CaseState, service: LoadedService, today: string): string | null =>
  service.pages.find((page) => !isAnswered(page, state.answers, today))?.id ?? null

export type Obstacle =
  | { readonly kind: 'page'; readonly page: string }
  | { readonly kind: 'objection'; readonly objection: Objection }
  /** Nothing says who has to sign as this signer of the service. */
  | { readonly kind: 'signer'; readonly signer: string }
  | { readonly kind: 'fee' }

/** What still stands between a draft and its submission, the first thing first. */
export function obstacleOf(state: CaseState, service: LoadedService, today: string): Obstacle | null {
  const page = firstOpenPage(state, service, today)
  if (page !== null) return { kind: 'page', page }
  const objection = objectionTo(state, service, today)
  if (objection !== null) return { kind: 'objection', objection }
  const signer = unknownSigner(state, service, today)
  if (signer !== null) return { kind: 'signer', signer }
  return service.definition.fee.cents > 0 && state.payment?.status !== 'paid' ? { kind: 'fee' } : null
}

/** Orders the payment of the fee, once: asking again leads to the same payment. */
export function order(
  state: CaseState,
  service: LoadedService,
  today: string,
  id: string,
): Result<Happening | null, string> {
  if (!mayMove(state.status, 'order')) return err('case-not-draft')
  const obstacle = obstacleOf(state, service, today)
  if (obstacle === null) return err('fee-paid')
  if (obstacle.kind !== 'fee') return err('application-incomplete')
  return ok(state.payment === null ? { type: 'ordered', payment: id, cents: service.definition.fee.cents } : null)
}

/** Takes the provider's word that a payment was made; a second telling changes nothing. */
export function pay(
  state: CaseState,
  notice: { readonly payment: string; readonly cents: number; readonly reference: string },
): Result<Happening | null, 'payment-unknown' | 'case-not-draft'> {
  const { payment } = state
  if (payment === null || payment.id !== notice.payment || payment.cents !== notice.cents) return err('payment-unknown')
  if (payment.status === 'paid') return ok(null)
  return mayMove(state.status, 'pay')
    ? ok({ type: 'paid', payment: payment.id, reference: notice.reference })
    : err('case-not-draft')
}

const documentOf = (value: unknown): string => {
  const document = canonicalize(value)
  if (document === undefined) throw new Error('a document that is no JSON')
  return document
}

/** What is signed: canonical JSON (RFC 8785) of all that was asked, answered and gathered, and of who signs it. */
export function applicationOf(state: CaseState, service: LoadedService, today: string, idOf: IdOf): string {
  const { id, law, fee } = service.definition
  const told = Object.entries(toldOf(state.evidence, service))
  const evidence = Object.fromEntries(told.map(([name, { values }]) => [name, values]))
  const signers = partiesOf(state, service, today, idOf)
  return documentOf({
    format: 'izvor-application-v1',
    case: state.id,
    service: id,
    law,
    ...applicantOf(state),
    answers: state.answers,
    evidence,
    ...(signers.length === 0 ? {} : { signers }),
    fee: {
      cents: fee.cents,
      ...(state.payment?.reference === undefined ? {} : { reference: state.payment.reference }),
    },
  })
}

/** `represented`: for whom it is signed, where not for oneself. */
export const submitRequest = (
  document: string,
  service: LoadedService,
  represented: { readonly mandate: NonNullable<SignRequest['mandate']> } | null,
): SignRequest => signRequest([hashOf(document)], 'submit', service, represented?.mandate)

export const decideRequest = (document: string, service: LoadedService): SignRequest =>
  signRequest([hashOf(document)], 'decide', service)

/** Submits a draft, complete, paid and signed by its applicant; or shows it to those who have to sign with them. */
export function submit(
  state: CaseState,
  service: LoadedService,
  { signature, name }: { readonly signature: SignatureBundle; readonly name: string },
  today: string,
  idOf: IdOf,
): Result<Happening, 'case-not-draft' | 'application-incomplete' | 'intent-changed' | 'signature-by-card'> {
  if (!mayMove(state.status, 'submit')) return err('case-not-draft')
  if (obstacleOf(state, service, today) !== null) return err('application-incomplete')
  const document = applicationOf(state, service, today, idOf)
  if (service.definition.signature === 'qualified' && signature.format !== cardSignatureFormat)
    return err('signature-by-card')
  if (!isSignatureOf(signature, state.person, submitRequest(document, service, state.represented)))
    return err('intent-changed')
  const parties = partiesOf(state, service, today, idOf)
  return parties.length === 0
    ? ok({ type: 'submitted', ...dueFrom(service, today), document, signature })
    : ok(propose(service, parties, name, { document, signature }, today))
}

export const withdraw = (state: CaseState): Result<Happening, 'case-not-draft'> =>
  mayMove(state.status, 'withdraw')
    ? ok({ type: 'withdrawn', expired: false, ...leftoverOf(state) })
    : err('case-not-draft')

/** The role in which an official may decide, or undefined. */
export const decidingRole = ({ definition }: LoadedService, roles: readonly string[]): string | undefined =>
  definition.decide.by.find((role) => roles.includes(role))

const OUTCOMES = ['grant', 'refuse'] as const satisfies readonly Outcome[]

export interface DecisionDraft {
  readonly decided: Omit<Decided, 'by'>
  readonly document: string
}

/** Reads a decision as typed; refused with an issue a field (`outcome`, `reasons`, the questions of a grant). */
export function draftDecision(
  state: CaseState,
  service: LoadedService,
  typed: Sent,
  by: Official,
  today: string,
): { readonly ok: true; readonly value: DecisionDraft } | Refused {
  const outcome = OUTCOMES.find((one) => one === typed['outcome'])
  if (outcome !== undefined && !mayMove(state.status, outcome)) return refused('case-decided')
  if (isInvolved(state, by.person)) return refused('own-case')
  const issues: FieldIssue[] = []
  if (outcome === undefined) issues.push({ field: 'outcome', code: 'unknown-choice' })
  const decision = outcome === 'grant' ? readDecision(service, typed, today) : { values: {}, issues: [] }
  issues.push(...decision.issues)
  const reasons = parseValue(reasonsField, typed['reasons'] ?? '', today)
  if (!reasons.ok) issues.push({ field: 'reasons', code: reasons.error })
  if (outcome === undefined || !reasons.ok || issues.length > 0) return refused('invalid-input', { issues })
  const decided = { outcome, reasons: String(reasons.value), input: decision.values } satisfies Omit<Decided, 'by'>
  return ok({ decided, document: decisionOf(state, service, decided, by) })
}

/** Who asks does not decide, nor who signed with them (АПК, чл. 10, and ЗПК on conflicts of interest). */
export const isInvolved = (
  {
    person,
    represented,
    submission,
  }: Pick<CaseState, 'person' | 'submission'> & {
    readonly represented: { readonly person: string | null } | null
  },
  other: string,
): boolean =>
  other === person ||
  other === represented?.person ||
  submission?.cosigned.some(({ signer }) => signer.person === other) === true

function decisionOf(
  state: CaseState,
  { definition }: LoadedService,
  decided: Omit<Decided, 'by'>,
  by: Official,
): string {
  const application = state.submission === null ? '' : intentChallenge(state.submission.signature.intent)
  return documentOf({
    format: 'izvor-decision-v1',
    case: state.id,
    service: definition.id,
    law: definition.law,
    application,
    outcome: decided.outcome satisfies Outcome,
    reasons: decided.reasons,
    input: decided.input,
    by,
  })
}

/** Takes a signed decision. A grant is complete only once the record has taken its act. */
export function decide(
  state: CaseState,
  service: LoadedService,
  typed: Sent,
  by: Official,
  signature: SignatureBundle,
  today: string,
): { readonly ok: true; readonly value: Happening } | Refused {
  const draft = draftDecision(state, service, typed, by, today)
  if (!draft.ok) return draft
  const { decided, document } = draft.value
  if (!isSignatureOf(signature, by.person, decideRequest(document, service))) return refused('intent-changed')
  return ok({ type: 'decided', ...decided, by, document, signature })
}

/** The act that a grant causes; its idempotency key makes it happen once, however often it is sent. */
export function causedAct(state: CaseState, service: LoadedService, today: string): ActCommand {
  const { decision } = state
  if (decision === null) throw new Error('an act without a decision')
  const { register, act } = service.causes
  return {
    register: register.definition.id,
    act: act.name,
    ...causedBy(state, decision.input, service, today),
    idempotencyKey: `case:${state.id}:${decision.at}`,
    actor: decision.by,
    basis: { case: state.id, law: service.definition.law },
  }
}

/** What the record said: the grant is complete, or comes back to the official with the reason. */
export function recorded(
  state: CaseState,
  answered: { readonly ok: true; readonly value: Receipt } | Refused,
): Happening | null {
  if (!mayMove(state.status, 'complete')) return null
  if (answered.ok) return { type: 'completed', receipt: answered.value }
  // What is wrong with one of its fields says more than that something is.
  const { register } = answered
  const error = answered.issues?.[0]?.code ?? answered.error
  return { type: 'returned', error, ...(register === undefined ? {} : { register }) }
}

/** That an official has opened the case: told to the applicant once an official. */
export const look = (state: CaseState, by: Official, seen: readonly string[]): Happening | null =>
  mayMove(state.status, 'look') && !seen.includes(by.person) ? { type: 'looked', by } : null
