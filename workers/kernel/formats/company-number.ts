// A company number (ЕИК), in English:
//  - nine digits: weights 1 to 8, modulo 11; if that is 10, weights 3 to 10; if it is 10 again, 0
//  - thirteen digits: the first nine as above; digits 9 to 12 with 2, 7, 3, 5, and 4, 9, 5, 7 if that gives 10
// Закон за регистър БУЛСТАТ
import { compact, weighted, type Format } from './format.ts'

function checkDigit(digits: string, first: readonly number[], second: readonly number[]): string {
  const once = weighted(digits, first) % 11
  return String(once < 10 ? once : (weighted(digits, second) % 11) % 10)
}

const nineIsValid = (value: string): boolean =>
  checkDigit(value, [1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8, 9, 10]) === value.charAt(8)

export const companyNumberFormat: Format = {
  normalise: compact,
  check: (value) =>
    /^\d{9}(\d{4})?$/u.test(value) &&
    nineIsValid(value) &&
    (value.length === 9 || checkDigit(value.slice(8), [2, 7, 3, 5], [4, 9, 5, 7]) === value.charAt(12)),
  example: '131071587',
  expected: { bg: 'Въведете ЕИК: 9 или 13 цифри.', en: 'Enter a company number (EIK): 9 or 13 digits.' },
}
