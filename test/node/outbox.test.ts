// How long an effect waits that could not be carried out.
import fc from 'fast-check'
import { it } from 'vitest'
import { alarmFor, dueAt } from '../../workers/engines/outbox.ts'

it('waits longer after each failure, up to ten minutes', ({ expect }) => {
  expect([0, 1, 2, 6, 7, 8, 5000].map((failures) => dueAt(failures, 0))).toEqual([
    5000, 10_000, 20_000, 320_000, 600_000, 600_000, 600_000,
  ])
})

it('is due after now, whatever failed', ({ expect }) => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), (failures, now) => {
      expect(dueAt(failures, now)).toBeGreaterThan(now)
      expect(dueAt(failures + 1, now)).toBeGreaterThanOrEqual(dueAt(failures, now))
    }),
  )
})

it('wakes an object at the first of all that is due', ({ expect }) => {
  expect([alarmFor(), alarmFor(null), alarmFor(5, null, 3)]).toEqual([null, null, 3])
})
