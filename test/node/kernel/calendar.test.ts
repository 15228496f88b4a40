// Days of the civil calendar, and where a day begins and ends in Sofia; the runtime's own calendars are the oracle.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  addDays,
  addMonths,
  ageOn,
  dateOf,
  dayNumber,
  endOfDaySofia,
  isDate,
  sofiaDate,
  startOfDaySofia,
  weekday,
} from '../../../workers/kernel/calendar.ts'

const DAY_MS = 86_400_000
const FIRST = Date.parse('1800-01-01') / DAY_MS
const LAST = Date.parse('2199-12-31') / DAY_MS
const days = fc.integer({ min: FIRST, max: LAST })

describe('a day', () => {
  it('is the one that the runtime counts, each one from 1800 to 2199', ({ expect }) => {
    const wrong: string[] = []
    for (let day = FIRST; day <= LAST; day++) {
      const own = dateOf(day)
      const other = new Date(day * DAY_MS)
      if (own !== other.toISOString().slice(0, 10) || dayNumber(own) !== day || weekday(own) !== other.getUTCDay())
        wrong.push(own)
    }
    expect(LAST - FIRST).toBe(146_096)
    expect(wrong).toEqual([])
  })

  it.for([
    '1799-12-31',
    '2200-01-01',
    '2026-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-1-1',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '٢٠٢٦-٠١-٠١',
    '',
  ])('is not %j', (text, { expect }) => {
    expect(isDate(text)).toBe(false)
  })

  it('is never made out of any text', ({ expect }) => {
    const texts = fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^\d{4}-\d{2}-\d{2}$/u))
    fc.assert(
      fc.property(texts, (text) => {
        const read = /^\d{4}-\d\d-\d\d$/u.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN)
        const exists = !Number.isNaN(read.getTime()) && read.toISOString().slice(0, 10) === text
        expect(isDate(text)).toBe(exists && text >= '1800' && text < '2200')
      }),
      { numRuns: 2000 },
    )
  })

  it('counted forth and back is the same', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5000, max: 5000 }), (day, count) => {
        const date = dateOf(day)
        return addDays(addDays(date, count), -count) === date && dayNumber(addDays(date, count)) === day + count
      }),
    )
  })
})

describe('months later', () => {
  it.for([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-08-31', 12, '2027-08-31'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-05-10', 0, '2026-05-10'],
  ] as const)('%s and %i months is %s', ([from, count, to], { expect }) => {
    expect(addMonths(from, count)).toBe(to)
  })

  it('is that day of the month, or its last', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 240 }), (day, count) => {
        const from = dateOf(day)
        const to = addMonths(from, count)
        const [year, month] = [Number(from.slice(0, 4)), Number(from.slice(5, 7)) + count]
        const last = new Date(Date.UTC(year, month, 0))
        const expected = Math.min(Number(from.slice(8)), last.getUTCDate())
        return to === `${last.toISOString().slice(0, 8)}${String(expected).padStart(2, '0')}`
      }),
    )
  })
})

it.for([
  ['2000-05-10', '2026-05-09', 25],
  ['2000-05-10', '2026-05-10', 26],
  ['2008-02-29', '2026-02-28', 17],
  ['2008-02-29', '2026-03-01', 18],
  ['2026-05-10', '2026-05-10', 0],
] as const)('born on %s one is on %s %i years old', ([birth, on, age], { expect }) => {
  expect(ageOn(birth, on)).toBe(age)
})

describe('a day in Sofia', () => {
  const oracle = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Sofia' })
  // The European rule of summer time holds in Bulgaria since 1997.
  const instants = fc.integer({ min: Date.parse('1997-01-01T00:00Z'), max: Date.parse('2037-12-31T00:00Z') })

  it('is the one on the wall there', () => {
    fc.assert(
      fc.property(instants, (instant) => sofiaDate(instant) === oracle.format(instant)),
      { numRuns: 2000 },
    )
  })

  it('begins and ends where the date changes', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const date = sofiaDate(instant)
        const [start, end] = [startOfDaySofia(date), endOfDaySofia(date)]
        return (
          start <= instant &&
          instant <= end &&
          sofiaDate(start) === date &&
          sofiaDate(start - 1) === addDays(date, -1) &&
          sofiaDate(end) === date &&
          sofiaDate(end + 1) === addDays(date, 1)
        )
      }),
    )
  })

  it.for([
    ['2026-03-28', '2026-03-27T22:00Z', 24],
    ['2026-03-29', '2026-03-28T22:00Z', 23],
    ['2026-03-30', '2026-03-29T21:00Z', 24],
    ['2026-10-24', '2026-10-23T21:00Z', 24],
    ['2026-10-25', '2026-10-24T21:00Z', 25],
    ['2026-10-26', '2026-10-25T22:00Z', 24],
  ] as const)('%s begins at %s and has %i hours', ([date, begin, hours], { expect }) => {
    const start = startOfDaySofia(date)
    expect(start).toBe(Date.parse(begin))
    expect((endOfDaySofia(date) + 1 - start) / 3_600_000).toBe(hours)
  })

  it('does not change where the clock does', ({ expect }) => {
    const around = ['2026-03-29T00:59:59.999Z', '2026-03-29T01:00Z', '2026-10-25T00:59:59.999Z', '2026-10-25T01:00Z']
    expect(around.map((text) => sofiaDate(Date.parse(text)))).toEqual([
      '2026-03-29',
      '2026-03-29',
      '2026-10-25',
      '2026-10-25',
    ])
  })
})
