// The number of an identity card: nine digits, or two letters and seven digits.
import { compact, type Format } from './format.ts'

export const identityCardFormat: Format = {
  normalise: compact,
  check: (value) => /^(\d{9}|[A-Z]{2}\d{7})$/u.test(value),
  example: 'AA1234567',
  expected: {
    bg: 'Въведете номера на личната карта: 9 цифри, или 2 латински букви и 7 цифри.',
    en: 'Enter the number of the identity card: 9 digits, or 2 letters and 7 digits.',
  },
}
