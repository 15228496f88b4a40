// Days off in Bulgaria (Labour Code, Art. 154), and the terms that end by them.
import { addDays, addMonths, dateOf, dayNumber, weekday } from './calendar.ts'

/** Single days that the Council of Ministers gave off. */
const GIVEN: ReadonlySet<string> = new Set(['2025-12-31', '2026-01-02'])

const FIXED = ['01-01', '03-03', '05-01', '05-06', '05-24', '09-06', '09-22', '12-24', '12-25', '12-26']

/** Since 2017 (State Gazette 105/2016) a holiday that falls on a weekend moves to the next working days. */
const MOVES_SINCE = 2017

/** Orthodox Easter Sunday: Gauss's rule for the Julian calendar, 13 days on (1900 to 2099). */
export function orthodoxEaster(year: number): string {
  const d = (19 * (year % 19) + 15) % 30
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
  const month = Math.floor((d + e + 114) / 31)
  const day = ((d + e + 114) % 31) + 1
  return addDays(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, 13)
}

const isWeekend = (date: string): boolean => weekday(date) === 0 || weekday(date) === 6

const years = new Map<number, ReadonlySet<string>>()

/** All days off of a year but the weekends that are only that. */
export function holidays(year: number): ReadonlySet<string> {
  const known = years.get(year)
  if (known !== undefined) return known
  const easter = orthodoxEaster(year)
  const fixed = FIXED.map((day) => `${year}-${day}`)
  const off = new Set([...fixed, ...[-2, -1, 0, 1].map((days) => addDays(easter, days))])
  if (year >= MOVES_SINCE)
    for (const holiday of fixed) {
      if (!isWeekend(holiday)) continue
      let day = holiday
      while (off.has(day) || isWeekend(day)) day = addDays(day, 1)
      off.add(day)
    }
  for (const day of GIVEN) if (day.startsWith(String(year))) off.add(day)
  years.set(year, off)
  return off
}

export const isWorkingDay = (date: string): boolean => !isWeekend(date) && !holidays(Number(date.slice(0, 4))).has(date)

/** The day itself, or the next working one: a term that ends on a day off (Administrative Procedure Code, Art. 60). */
export function workingDayFrom(date: string): string {
  let day = date
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** Working days after a date; the date itself is not counted. */
export function addWorkingDays(date: string, count: number): string {
  let day = date
  for (let left = count; left > 0; left--) day = workingDayFrom(addDays(day, 1))
  return day
}

/** The last day of a term that begins to run after `from`. */
export function termEnd(from: string, count: number, unit: 'days' | 'working-days' | 'months'): string {
  if (unit === 'working-days') return addWorkingDays(from, count)
  return workingDayFrom(unit === 'days' ? dateOf(dayNumber(from) + count) : addMonths(from, count))
}
