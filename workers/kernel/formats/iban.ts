// A Bulgarian account (IBAN): BG, two check digits, four letters, six digits, eight letters or digits; ISO 13616, modulo 97.
import { compact, type Format } from './format.ts'

function remainder(iban: string): number {
  const moved = iban.slice(4) + iban.slice(0, 4)
  const digits = moved.replaceAll(/[A-Z]/gu, (letter) => String(letter.charCodeAt(0) - 55))
  return Array.from(digits, Number).reduce((rest, digit) => (rest * 10 + digit) % 97, 0)
}

export const ibanFormat: Format = {
  normalise: compact,
  check: (value) => /^BG\d{2}[A-Z]{4}\d{6}[A-Z0-9]{8}$/u.test(value) && remainder(value) === 1,
  example: 'BG80BNBG96611020345678',
  expected: { bg: 'Въведете IBAN: BG и още 20 знака.', en: 'Enter an IBAN: BG and 20 more characters.' },
}
