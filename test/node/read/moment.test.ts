// Which moment an address names.
import { describe, it } from 'vitest'
import { isPast, parseMoment } from '../../../workers/engines/moment.ts'
import { endOfDaySofia } from '../../../workers/kernel/calendar.ts'

describe('as known at', () => {
  it.for<[text: string, instant: number]>([
    ['1795549032031', 1_795_549_032_031],
    ['2026-11-24T10:00:00Z', Date.UTC(2026, 10, 24, 10)],
    ['2026-11-24T10:00Z', Date.UTC(2026, 10, 24, 10)],
    ['2026-11-24T10:00:00.5+02:00', Date.UTC(2026, 10, 24, 8, 0, 0, 500)],
    // A plus sign that was not escaped.
    ['2026-11-24T10:00:00 02:00', Date.UTC(2026, 10, 24, 8)],
    ['2026-11-24', endOfDaySofia('2026-11-24')],
    ['2026-07-01', Date.UTC(2026, 6, 1, 21) - 1],
  ])('%s is understood', ([text, instant], { expect }) => {
    expect(parseMoment(text, undefined)).toEqual({ ok: true, value: { recorded: instant } })
  })

  it.for([
    '',
    '2026',
    '20261124',
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-11-24T25:00:00Z',
    '2026-11-24T10:00:00',
    '24.11.2026',
    'now',
    '-1',
    '1e12',
    '1'.repeat(16),
  ])('%j is nothing', (text, { expect }) => {
    expect(parseMoment(text, undefined)).toMatchObject({ error: 'moment-invalid' })
  })
})

it('in effect on a day that exists', ({ expect }) => {
  expect(parseMoment(undefined, '2024-02-29')).toEqual({ ok: true, value: { effective: '2024-02-29' } })
  expect(parseMoment(undefined, '2025-02-29').ok).toBe(false)
  expect(parseMoment('2026-11-24', 'yesterday').ok).toBe(false)
})

it('nothing named is now', ({ expect }) => {
  expect(parseMoment(undefined, undefined)).toEqual({ ok: true, value: {} })
  expect([isPast({}), isPast({ effective: '2026-01-01' }), isPast({ recorded: 0 })]).toEqual([false, true, true])
})
