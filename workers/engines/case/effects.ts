// What each event of a case has to bring about elsewhere. Every effect may be carried out twice and changes nothing then.
import type { LoadedService } from '../../kernel/load-service.ts'
import type { ActCommand } from '../command.ts'
import type { CaseNote, Delivery } from '../identity/person.ts'
import type { Order } from '../payment.ts'
import { causedAct } from './decide.ts'
import type { CaseEvent, CaseState } from './state.ts'

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

export type Effect =
  | { readonly to: 'overview'; readonly person: string; readonly note: CaseNote }
  | { readonly to: 'inbox'; readonly person: string; readonly id: string; readonly message: Delivery }
  | { readonly to: 'desk'; readonly row: DeskRow }
  | { readonly to: 'record'; readonly command: ActCommand }
  | { readonly to: 'payment'; readonly refund: Order }

const day = (date: string): string => date.split('-').toReversed().join('.')

const feeReturned = ({ definition: { title } }: LoadedService): Omit<Delivery, 'path'> => ({
  subject: { bg: `Таксата Ви се връща: ${title.bg}`, en: `Your fee is returned: ${title.en}` },
  body: {
    bg: 'Заявлението е оттеглено, затова връщаме платената такса. Не е нужно да правите нищо.',
    en: 'The application is withdrawn, so the fee that was paid is returned. You need not do anything.',
  },
})

function messageFor(state: CaseState, event: CaseEvent, service: LoadedService): Omit<Delivery, 'path'> | null {
  const { bg, en } = service.definition.title
  switch (event.type) {
    case 'submitted':
      return {
        subject: { bg: `Заявлението Ви е прието: ${bg}`, en: `Your application was received: ${en}` },
        body: {
          bg: `Решение трябва да има до ${day(event.dueOn)} г. Ще Ви пишем тук.`,
          en: `The decision is due by ${day(event.dueOn)}. We will write to you here.`,
        },
      }
    case 'completed':
      return {
        subject: { bg: `Заявлението Ви е одобрено: ${bg}`, en: `Your application was granted: ${en}` },
        body: {
          bg: 'Вписването е направено. В преписката ще намерите решението и мотивите му.',
          en: 'The entry was made. In the case you find the decision and its reasons.',
        },
      }
    case 'decided':
      return event.outcome === 'grant'
        ? null
        : {
            subject: { bg: `Отказ по заявлението Ви: ${bg}`, en: `Your application was refused: ${en}` },
            body: {
              bg: 'В преписката ще намерите мотивите. Отказът може да се обжалва в 14-дневен срок (АПК, чл. 84 и 149).',
              en: 'In the case you find the reasons. The refusal may be appealed within 14 days (Administrative Procedure Code, Art. 84 and 149).',
            },
          }
    case 'lapsed':
      return {
        subject: { bg: `Срокът за решение изтече: ${bg}`, en: `The term for a decision has passed: ${en}` },
        body: {
          bg: 'Органът не отговори в срок. Законът приема това за отказ, който може да се обжалва в едномесечен срок (АПК, чл. 58 и 149). Органът още може да реши.',
          en: 'The authority did not answer in time. The law takes that for a refusal, which may be appealed within a month (Administrative Procedure Code, Art. 58 and 149). The authority may still decide.',
        },
      }
    case 'withdrawn':
      if (state.payment?.status === 'paid') return feeReturned(service)
      return !event.expired
        ? null
        : {
            subject: {
              bg: `Започнатото заявление е изтрито: ${bg}`,
              en: `The application you began was deleted: ${en}`,
            },
            body: {
              bg: 'Не сте го променяли 30 дни, затова отговорите Ви са изтрити. Можете да започнете ново по всяко време.',
              en: 'You did not change it for 30 days, so your answers were deleted. You can begin a new one at any time.',
            },
          }
    case 'paid':
      return state.status === 'withdrawn' ? feeReturned(service) : null
    case 'opened':
    case 'answered':
    case 'gathered':
    case 'ordered':
    case 'looked':
    case 'returned':
      return null
  }
}

/** The work queue knows a case from its submission on. */
export function deskRow(state: CaseState): DeskRow | null {
  const { id, service, status, moved, submission } = state
  return submission && { id, service, status, ...moved, submittedAt: submission.at, dueOn: submission.dueOn }
}

/** In the order in which they are carried out. `state` is the one after the event. */
export function effectsOf(
  state: CaseState,
  event: CaseEvent,
  service: LoadedService,
  today: string,
): readonly Effect[] {
  const effects: Effect[] = []
  const { id, person, status, moved, openedAt, payment } = state
  if (event.type === 'decided' && event.outcome === 'grant')
    effects.push({ to: 'record', command: causedAct(state, service, today) })
  if (moved.seq === event.seq) {
    const row = deskRow(state)
    if (row !== null) effects.push({ to: 'desk', row })
    effects.push({ to: 'overview', person, note: { id, service: state.service, status, ...moved, openedAt } })
  }
  const message = messageFor(state, event, service)
  if (message !== null)
    effects.push({ to: 'inbox', person, id: `case:${id}:${event.seq}`, message: { ...message, path: `/cases/${id}` } })
  // Given up after it was paid, or paid after it was given up. Last: it may wait for a provider, and nothing for it.
  if ((event.type === 'withdrawn' || event.type === 'paid') && status === 'withdrawn' && payment?.status === 'paid')
    effects.push({ to: 'payment', refund: { payment: payment.id, case: id, cents: payment.cents } })
  return effects
}
