// Which moment a reader names: `asOf`, as it was known at a time, and `effective`, as it was in effect on a day.
import { endOfDaySofia, isDate } from '../kernel/calendar.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Moment } from './record.ts'

/** A day of the calendar of which the time is known to the minute at least, with its zone (RFC 3339, 5.6). */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/u
/** Since 1970; fewer digits would be a year, or a slip of the pen. */
const MILLISECONDS = /^\d{12,15}$/u

/** Milliseconds, an instant with its zone, or a day in Sofia, of which the end counts. NaN for anything else. */
function instantOf(text: string): number {
  if (MILLISECONDS.test(text)) return Number(text)
  if (isDate(text)) return endOfDaySofia(text)
  // A plus sign that nobody escaped arrives as a space.
  const whole = text.replace(' ', '+')
  return INSTANT.test(whole) && isDate(whole.slice(0, 10)) ? Date.parse(whole) : Number.NaN
}

/** Reads the two of them; where neither is there, the moment is now: `{}`. */
export function parseMoment(asOf: string | undefined, effective: string | undefined): Result<Moment, 'moment-invalid'> {
  const recorded = asOf === undefined ? undefined : instantOf(asOf)
  if (Number.isNaN(recorded) || (effective !== undefined && !isDate(effective))) return err('moment-invalid')
  return ok({ ...(recorded === undefined ? {} : { recorded }), ...(effective === undefined ? {} : { effective }) })
}

/** Whether it is another moment than now. */
export const isPast = ({ recorded, effective }: Moment): boolean => recorded !== undefined || effective !== undefined
