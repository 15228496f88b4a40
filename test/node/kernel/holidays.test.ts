// Days off in Bulgaria and the terms that end by them: the years of which the Council of Ministers published the list.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { addDays, dateOf, weekday } from '../../../workers/kernel/calendar.ts'
import {
  addWorkingDays,
  holidays,
  isWorkingDay,
  orthodoxEaster,
  termEnd,
  workingDayFrom,
} from '../../../workers/kernel/holidays.ts'

/** Days of a year, written as in the Labour Code: day.month. */
const daysOff = (year: number, text: string): string[] =>
  text
    .split(' ')
    .map((day) => day.split('.').toReversed())
    .map(([month = '', day = '']) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
    .toSorted()

const FIXED = '1.1 3.3 1.5 6.5 24.5 6.9 22.9 24.12 25.12 26.12'

describe('holidays', () => {
  it.for([
    // Before 2017 none moved.
    [2016, `${FIXED} 29.4 30.4 2.5`],
    [2017, `${FIXED} 14.4 15.4 16.4 17.4 2.1 8.5 27.12`],
    [2018, `${FIXED} 6.4 7.4 8.4 9.4 5.3 7.5 24.9`],
    [2021, `${FIXED} 30.4 2.5 3.5 4.5 27.12 28.12`],
    [2022, `${FIXED} 22.4 23.4 24.4 25.4 3.1 2.5 27.12 28.12`],
    [2023, `${FIXED} 14.4 15.4 16.4 17.4 2.1 8.5 27.12`],
    // Easter Monday fell on 6 May, St George's day: one day, and no second for it.
    [2024, `${FIXED} 3.5 4.5 5.5 4.3 23.9`],
    [2025, `${FIXED} 18.4 19.4 20.4 21.4 26.5 8.9 31.12`],
    [2026, `${FIXED} 2.1 10.4 11.4 12.4 13.4 25.5 7.9 28.12`],
    // 1 May is Holy Saturday; the Monday after it is Easter's.
    [2027, `${FIXED} 30.4 2.5 3.5 4.5 27.12 28.12`],
  ] as const)('of %i are those of the list', ([year, text], { expect }) => {
    expect([...holidays(year)].toSorted()).toEqual([...new Set(daysOff(year, text))])
  })

  it('lie in their year', ({ expect }) => {
    for (let year = 1990; year < 2100; year++)
      expect([...holidays(year)].filter((day) => Number(day.slice(0, 4)) !== year)).toEqual([])
  })

  it('that move are made up for, day by day', ({ expect }) => {
    for (let year = 2017; year < 2100; year++) {
      const easter = new Set([-2, -1, 0, 1].map((days) => addDays(orthodoxEaster(year), days)))
      const given = { 2025: 1, 2026: 1 }[year] ?? 0
      const fixed = daysOff(year, FIXED)
      const onWeekends = fixed.filter((day) => [0, 6].includes(weekday(day))).length
      const working = [...holidays(year)].filter((day) => ![0, 6].includes(weekday(day)) && !easter.has(day))
      const own = fixed.filter((day) => ![0, 6].includes(weekday(day)) && !easter.has(day))
      expect([year, working.length]).toEqual([year, own.length + onWeekends + given])
    }
  })
})

it.for([
  '1998-04-19',
  '2000-04-30',
  '2005-05-01',
  '2008-04-27',
  '2010-04-04',
  '2011-04-24',
  '2013-05-05',
  '2016-05-01',
  '2017-04-16',
  '2018-04-08',
  '2019-04-28',
  '2020-04-19',
  '2021-05-02',
  '2022-04-24',
  '2023-04-16',
  '2024-05-05',
  '2025-04-20',
  '2026-04-12',
  '2027-05-02',
  '2028-04-16',
  '2029-04-08',
  '2030-04-28',
])('Orthodox Easter was and will be on %s', (date, { expect }) => {
  expect(orthodoxEaster(Number(date.slice(0, 4)))).toBe(date)
})

describe('a term', () => {
  it.for([
    // Art. 57, para 1: fourteen days; para 5: a month; the day itself is not counted (Art. 60).
    ['2026-03-02', 14, 'days', '2026-03-16', 'on a working day'],
    ['2026-03-01', 14, 'days', '2026-03-16', 'on a Sunday: the Monday'],
    ['2026-03-27', 14, 'days', '2026-04-14', 'on Good Friday: the Tuesday after Easter'],
    ['2026-05-10', 14, 'days', '2026-05-26', 'on a holiday that moved'],
    ['2026-12-10', 14, 'days', '2026-12-29', 'over Christmas, of which Saturday moved'],
    ['2025-12-17', 14, 'days', '2026-01-05', 'over the given days around New Year'],
    ['2026-03-02', 7, 'days', '2026-03-09', 'of a week'],
    ['2026-01-31', 1, 'months', '2026-03-02', 'of a month that has no such day, on a Saturday'],
    ['2026-03-05', 1, 'months', '2026-04-06', 'of a month, on a Sunday'],
    ['2026-03-06', 3, 'working-days', '2026-03-11', 'of three days to mend a request, over a weekend'],
    ['2026-04-09', 3, 'working-days', '2026-04-16', 'of three days, over Easter'],
    ['2027-04-29', 1, 'working-days', '2027-05-05', 'of one day, over Easter, 1 May and its moved day'],
  ] as const)('from %s of %i %s ends on %s: %s', ([from, count, unit, end], { expect }) => {
    expect(termEnd(from, count, unit)).toBe(end)
  })

  it('ends on a working day, as late as it must and no later', ({ expect }) => {
    const from = fc.integer({ min: 9000, max: 40_000 }).map(dateOf)
    fc.assert(
      fc.property(from, fc.integer({ min: 1, max: 60 }), (date, count) => {
        const end = termEnd(date, count, 'days')
        expect(isWorkingDay(end)).toBe(true)
        expect(end >= addDays(date, count)).toBe(true)
        for (let day = addDays(date, count); day < end; day = addDays(day, 1)) expect(isWorkingDay(day)).toBe(false)
      }),
    )
  })

  it('of working days counts each once, whether it begins on one or not', () => {
    fc.assert(
      fc.property(fc.integer({ min: 17_000, max: 25_000 }), fc.integer({ min: 1, max: 30 }), (day, count) => {
        const from = dateOf(day)
        const end = addWorkingDays(from, count)
        let counted = 0
        for (let one = addDays(from, 1); one <= end; one = addDays(one, 1)) if (isWorkingDay(one)) counted += 1
        return counted === count && isWorkingDay(end) && workingDayFrom(end) === end
      }),
    )
  })
})
