// Days of the civil calendar, as 'YYYY-MM-DD', and where a day begins and ends in Sofia. No clock is read here.

const DAY_MS = 86_400_000
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/u

/** Days since 1970-01-01 (proleptic Gregorian; H. Hinnant, "chrono-compatible low-level date algorithms"). */
export function dayNumber(date: string): number {
  const [, y = '', m = '', d = ''] = DATE.exec(date) ?? []
  const [year, month, day] = [Number(y) - (Number(m) <= 2 ? 1 : 0), Number(m), Number(d)]
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** The date of a day number. */
export function dateOf(days: number): string {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1, 2)}`
}

/** Whether the text is a day that exists, from 1800 to 2199. */
export const isDate = (text: string): boolean =>
  DATE.test(text) && text >= '1800-01-01' && text <= '2199-12-31' && dateOf(dayNumber(text)) === text

export const addDays = (date: string, days: number): string => dateOf(dayNumber(date) + days)

/** 0 Sunday … 6 Saturday. */
export const weekday = (date: string): number => (((dayNumber(date) + 4) % 7) + 7) % 7

/** The same day of a later month, or that month's last (АПК чл. 60, ал. 2 refers to the civil rules of terms). */
export function addMonths(date: string, months: number): string {
  const [, year = '', month = '', day = ''] = DATE.exec(date) ?? []
  const total = Number(year) * 12 + Number(month) - 1 + months
  const first = `${pad(Math.floor(total / 12), 4)}-${pad((total % 12) + 1, 2)}-01`
  const next = `${pad(Math.floor((total + 1) / 12), 4)}-${pad(((total + 1) % 12) + 1, 2)}-01`
  return addDays(first, Math.min(Number(day), dayNumber(next) - dayNumber(first)) - 1)
}

/** Whole years from a birth to a day. */
export const ageOn = (birth: string, on: string): number =>
  Number(on.slice(0, 4)) - Number(birth.slice(0, 4)) - (on.slice(5) < birth.slice(5) ? 1 : 0)

/** The last Sunday of a month of 31 days. */
const lastSunday = (year: number, month: string): string => {
  const last = `${pad(year, 4)}-${month}-31`
  return addDays(last, -weekday(last))
}

/** Sofia is two hours east of Greenwich, three in summer time (Directive 2000/84/EC: from the last Sundays at 01:00 UTC). */
function offsetMs(instant: number): number {
  const year = Number(dateOf(Math.floor(instant / DAY_MS)).slice(0, 4))
  const [begin, end] = [lastSunday(year, '03'), lastSunday(year, '10')].map(
    (day) => dayNumber(day) * DAY_MS + 3_600_000,
  )
  return (instant >= (begin ?? 0) && instant < (end ?? 0) ? 3 : 2) * 3_600_000
}

/** The day in Sofia at an instant (milliseconds since 1970). */
export const sofiaDate = (instant: number): string => dateOf(Math.floor((instant + offsetMs(instant)) / DAY_MS))

/** The instant at which a day begins in Sofia. Summer time never changes at midnight there. */
export function startOfDaySofia(date: string): number {
  const midnight = dayNumber(date) * DAY_MS
  return midnight - offsetMs(midnight - 3 * 3_600_000)
}

/** The last millisecond of a day in Sofia. */
export const endOfDaySofia = (date: string): number => startOfDaySofia(addDays(date, 1)) - 1
