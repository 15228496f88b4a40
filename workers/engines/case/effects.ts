// What each event of a case has to bring about elsewhere. Every effect may be carried out twice and changes nothing then.
import type { LoadedService } from '../../kernel/load-service.ts'
import type { ActCommand } from '../command.ts'
import type { CaseNote, Delivery } from '../identity/person.ts'
import type { Order } from '../payment.ts'
import { causedAct } from './decide.ts'
import { messageFor, messageForCompany, messageForParty, messageForPrincipal } from './messages.ts'
import type { CaseEvent, CaseState } from './state.ts'
import { personsOf } from './together.ts'

/** A row of the officials' work queue: nothing personal. */
export interface DeskRow {
  readonly id: string
  readonly service: string
  readonly status: string
  readonly seq: number
  readonly submittedAt: number
  readonly dueOn: string
  /** When it was last moved. */
  readonly at: number
}

/** The record that an applicant is. */
export interface ApplicantRef {
  readonly register: string
  readonly key: string
}

export type Effect =
  | { readonly to: 'overview'; readonly person: string; readonly note: CaseNote }
  | {
      readonly to: 'inbox'
      readonly person: string
      /** The mandate by which they read it: nobody is told of another's case whose mandate has ended. */
      readonly under?: { readonly mandate: string; readonly service: string }
      readonly id: string
      readonly message: Delivery
    }
  /** What those read who act for an applicant that is no human. */
  | { readonly to: 'applicant-overview'; readonly applicant: ApplicantRef; readonly note: CaseNote }
  | {
      readonly to: 'applicant-inbox'
      readonly applicant: ApplicantRef
      readonly id: string
      readonly message: Delivery
    }
  | { readonly to: 'desk'; readonly row: DeskRow }
  | { readonly to: 'record'; readonly command: ActCommand }
  | { readonly to: 'payment'; readonly refund: Order }

/** The work queue knows a case from the first time that an official has something to do in it. */
export function deskRow(state: CaseState): DeskRow | null {
  const { id, service, status, moved, queued } = state
  return queued && { id, service, status, ...moved, ...queued }
}

/** Who is asked to sign with the applicant; and who was, until now. */
function partiesIn(state: CaseState, before: CaseState | null): { asked: readonly string[]; freed: readonly string[] } {
  const of = (one: CaseState | null) => personsOf((one?.proposal ?? one?.submission)?.parties ?? [])
  const asked = of(state)
  return { asked, freed: of(before).filter((person) => !asked.includes(person)) }
}

/** What those who sign with the applicant hear: that they are asked, that they are not any more, what became of it. */
function toParties(
  state: CaseState,
  event: CaseEvent,
  service: LoadedService,
  before: CaseState | null,
): readonly Effect[] {
  const { id, status, moved, openedAt } = state
  const { asked, freed } = partiesIn(state, before)
  const moves = moved.seq === event.seq
  return [...asked, ...freed].flatMap((person): readonly Effect[] => {
    const free = freed.includes(person)
    const message = messageForParty(state, event, service, { person, free })
    const path = `/cases/${id}/cosign`
    const note = { id, service: state.service, status: free ? 'withdrawn' : status, ...moved, openedAt }
    return [
      ...(moves ? [{ to: 'overview', person, note } as const] : []),
      ...(message === null
        ? []
        : [{ to: 'inbox', person, id: `case:${id}:${event.seq}`, message: { ...message, path } } as const]),
    ]
  })
}

/** Whom the case is for hears of it once it binds them, and has it among their things. */
function toPrincipal(state: CaseState, event: CaseEvent, service: LoadedService): readonly Effect[] {
  const { id, status, moved, openedAt, represented, proposal, submission } = state
  const person = represented?.person ?? null
  if (person === null || (proposal ?? submission) === null) return []
  const message = messageForPrincipal(state, event, service)
  const note = { id, service: state.service, status, ...moved, openedAt }
  return [
    ...(moved.seq === event.seq ? [{ to: 'overview', person, note } as const] : []),
    ...(message === null
      ? []
      : [
          {
            to: 'inbox',
            person,
            id: `case:${id}:${event.seq}`,
            message: { ...message, path: `/cases/${id}` },
          } as const,
        ]),
  ]
}

/** How the applicant hears of it: a human by themself, whatever else by whoever acts for it. */
function toApplicant(state: CaseState, event: CaseEvent, service: LoadedService): readonly Effect[] {
  const { id, person, represented, status, moved, openedAt } = state
  const moves = moved.seq === event.seq
  const note = { id, service: state.service, status, ...moved, openedAt }
  const own = messageFor(state, event, service)
  const letter = { id: `case:${id}:${event.seq}` }
  const path = `/cases/${id}`
  if (represented === null || represented.person !== null)
    return [
      ...(moves ? [{ to: 'overview', person, note } as const] : []),
      ...(own === null ? [] : [{ to: 'inbox', person, ...letter, message: { ...own, path } } as const]),
    ]
  const applicant = { register: represented.register, key: represented.key }
  const under = { mandate: represented.mandate.id, service: state.service }
  const firm = messageForCompany(state, event, service)
  const message = firm && { ...firm, path, service: state.service }
  return [
    ...(moves ? [{ to: 'applicant-overview', applicant, note } as const] : []),
    ...(message === null ? [] : [{ to: 'applicant-inbox', applicant, ...letter, message } as const]),
    ...(own === null ? [] : [{ to: 'inbox', person, under, ...letter, message: { ...own, path } } as const]),
  ]
}

/** In the order in which they are carried out. `state` is the one after the event, `before` the one before it. */
export function effectsOf(
  state: CaseState,
  event: CaseEvent,
  service: LoadedService,
  today: string,
  before: CaseState | null,
): readonly Effect[] {
  const effects: Effect[] = []
  const { id, status, moved, payment } = state
  if (event.type === 'decided' && event.outcome === 'grant')
    effects.push({ to: 'record', command: causedAct(state, service, today) })
  if (moved.seq === event.seq) {
    const row = deskRow(state)
    if (row !== null) effects.push({ to: 'desk', row })
  }
  effects.push(
    ...toApplicant(state, event, service),
    ...toPrincipal(state, event, service),
    ...toParties(state, event, service, before),
  )
  // Given up after it was paid, or paid after it was given up. Last: it may wait for a provider, and nothing for it.
  const givesBack = event.type === 'withdrawn' || event.type === 'unsigned' || event.type === 'paid'
  if (givesBack && status === 'withdrawn' && payment?.status === 'paid')
    effects.push({ to: 'payment', refund: { payment: payment.id, case: id, cents: payment.cents } })
  return effects
}
