// Numbers with decimal places, kept as whole numbers of the last place: sums of them are exact.
import { err, ok, type Result } from './result.ts'

const NUMBER = /^(-?\d{1,15})(?:[.,](\d{1,9}))?$/u
/** Thousands in groups of three: a space, or one that does not break. */
const GROUPED = /^-?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,9})?$/u

/** What was typed (“1 250,5”, “1250.50”) in whole units of the last of `places`. */
export function decimalsOf(typed: string, places: number): Result<number, 'not-a-whole-number' | 'too-many-decimals'> {
  const trimmed = typed.trim()
  const [, whole, fraction = ''] = NUMBER.exec(GROUPED.test(trimmed) ? trimmed.replaceAll(/\s/gu, '') : trimmed) ?? []
  if (whole === undefined || (places === 0 && fraction !== '')) return err('not-a-whole-number')
  if (fraction.length > places) return err('too-many-decimals')
  return ok(Number(whole + fraction.padEnd(places, '0')))
}

/** As a form shows it and takes it back: digits and a point. */
export function decimalText(value: number, places: number): string {
  if (places === 0) return String(value)
  const digits = String(Math.abs(value)).padStart(places + 1, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`
}
