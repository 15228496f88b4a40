// Money: whole euro cents; older amounts in leva at the fixed rate.

/** Council Regulation (EU) 2025/1409: 1 euro = 1.95583 leva. */
const LEVA_PER_100000_EURO = 195_583n

/** Euro cents of an amount in stotinki, rounded half up. */
export function centsFromStotinki(stotinki: number): number {
  if (!Number.isSafeInteger(stotinki) || stotinki < 0) throw new RangeError('stotinki are whole and not negative')
  const scaled = BigInt(stotinki) * 100_000n
  return Number((2n * scaled + LEVA_PER_100000_EURO) / (2n * LEVA_PER_100000_EURO))
}
