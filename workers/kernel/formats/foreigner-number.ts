// A foreigner's number (ЛНЧ): ten digits, the last the weighted sum of the nine before it, modulo 10.
import { compact, weighted, type Format } from './format.ts'

const WEIGHTS = [21, 19, 17, 13, 11, 9, 7, 3, 1]

export const foreignerNumberFormat: Format = {
  normalise: compact,
  check: (value) => /^\d{10}$/u.test(value) && String(weighted(value, WEIGHTS) % 10) === value.charAt(9),
  example: '7111042925',
  expected: { bg: 'Въведете ЛНЧ: 10 цифри.', en: "Enter a foreigner's number: 10 digits." },
}
