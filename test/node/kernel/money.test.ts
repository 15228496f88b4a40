// Amounts of the time of the lev, in euro cents: half a cent counts as one, and nothing is lost in the arithmetic.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { centsFromStotinki } from '../../../workers/kernel/money.ts'

it.for([
  [0, 0],
  [1, 1],
  [195_583, 100_000],
  [100, 51],
  [1000, 511],
  [10_000, 5113],
  [2000, 1023],
  [195_583_000, 100_000_000],
] as const)('%i stotinki are %i cents', ([stotinki, cents], { expect }) => {
  expect(centsFromStotinki(stotinki)).toBe(cents)
})

describe('any amount', () => {
  it('is off by half a cent at most, and upward where it is just half', ({ expect }) => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (stotinki) => {
        const cents = BigInt(centsFromStotinki(stotinki))
        // −½ < cents − stotinki × 100000 / 195583 ≤ ½, in whole numbers.
        const twice = 2n * (cents * 195_583n - BigInt(stotinki) * 100_000n)
        expect(twice > -195_583n && twice <= 195_583n).toBe(true)
      }),
    )
  })

  it('never turns the order of two about', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => centsFromStotinki(Math.min(a, b)) <= centsFromStotinki(Math.max(a, b))),
    )
  })

  it.for([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'is whole and not negative: %d is none',
    (amount, { expect }) => {
      expect(() => centsFromStotinki(amount)).toThrow(RangeError)
    },
  )
})
