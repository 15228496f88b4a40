// A Bulgarian personal number (ЕГН), in English:
//  - ten digits: birth year, month (+20 before 1900, +40 after 1999), day, three of serial, one of check
//  - the date must exist; the ninth digit is even for a man
//  - the check digit is the weighted sum of the first nine, modulo 11, modulo 10
// Наредба № РД-02-20-9 от 2012 г. за ЕСГРАОН
import { isDate } from '../calendar.ts'
import { compact, weighted, type Format } from './format.ts'

const WEIGHTS = [2, 4, 8, 5, 10, 9, 7, 3, 6]

/** 'YYYY-MM-DD', or null where the first six digits are no day. */
export function birthDate(number: string): string | null {
  const [year, month, day] = [number.slice(0, 2), Number(number.slice(2, 4)), number.slice(4, 6)]
  const [century, first] = month > 40 ? ['20', 40] : month > 20 ? ['18', 20] : ['19', 0]
  const date = `${century}${year}-${String(month - first).padStart(2, '0')}-${day}`
  return isDate(date) ? date : null
}

const checkDigit = (number: string): string => String((weighted(number, WEIGHTS) % 11) % 10)

/** The number of a person born on a day, with a serial of 0 to 999; for invented persons. */
export function personalNumber(birth: string, serial: number): string {
  const [year = '', month = '', day = ''] = birth.split('-')
  const shift = year >= '2000' ? 40 : year < '1900' ? 20 : 0
  const nine = `${year.slice(2)}${String(Number(month) + shift).padStart(2, '0')}${day}${String(serial).padStart(3, '0')}`
  return nine + checkDigit(nine)
}

export const personalNumberFormat: Format = {
  normalise: compact,
  check: (value) => /^\d{10}$/u.test(value) && birthDate(value) !== null && checkDigit(value) === value.charAt(9),
  example: '6101057509',
  expected: {
    bg: 'Въведете ЕГН: 10 цифри, както са на личната карта.',
    en: 'Enter a personal number (EGN): 10 digits, as on the identity card.',
  },
}
