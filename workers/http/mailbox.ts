// Whose cases and messages are shown: a person's own, or those of the company for which they act, as far as their mandate goes.
import type { Context } from 'hono'
import { catalogue } from '../catalogue.ts'
import { reaches, servicesOf } from '../engines/mandate.ts'
import { applicantIn } from '../kernel/applicant.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import { readHeld } from '../store/mandates.ts'
import { applicantByKey } from '../store/objects.ts'
import { ownOf } from './own.ts'
import type { AppEnv } from './types.ts'

export async function mailboxOf(c: Context<AppEnv>) {
  const { id, person } = ownOf(c)
  const own = {
    of: undefined,
    overview: () => person.overview(),
    inbox: (after?: string) => person.inbox(after),
    message: (message: string) => person.message(message),
  }
  const represents = c.get('session')?.represents
  // Asked each time: whose mandate ended a moment ago reads nothing more.
  const held = represents === undefined ? null : await readHeld(c.env, catalogue.register, represents.mandate)
  const principal = held?.mandate.principal
  if (represents === undefined || held === null || principal === undefined || !('register' in principal)) return own
  const register = catalogue.registers.get(principal.register)
  // A human has an inbox of their own, which is nobody else's.
  if (register === undefined || applicantIn(register) === 'person') return own
  if (!reaches(held, { person: id, today: sofiaDate(Date.now()) }).ok) return own
  const applicant = applicantByKey(c.env, register, principal.key)
  const services = servicesOf(held)
  return {
    of: represents.called,
    overview: () => applicant.overview(services),
    inbox: (after?: string) => applicant.inbox(services, after),
    message: (message: string) => applicant.message(message, services),
  }
}
