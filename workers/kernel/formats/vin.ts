// A vehicle identification number, in English:
//  - seventeen letters and digits, without I, O and Q (ISO 3779)
//  - in numbers of North American makers (the first is 1 to 5) the ninth is a check digit (49 CFR 565.15)
//  - Cyrillic look-alikes are taken by their shape
import { compact, type Format } from './format.ts'

const SHAPES: { readonly [cyrillic: string]: string } = {
  А: 'A',
  В: 'B',
  С: 'C',
  Е: 'E',
  Н: 'H',
  К: 'K',
  М: 'M',
  Р: 'P',
  Т: 'T',
  Х: 'X',
  У: 'Y',
}
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
const VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'

function checkDigit(vin: string): string {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (VALUES.indexOf(vin.charAt(at)) % 10), 0)
  return sum % 11 === 10 ? 'X' : String(sum % 11)
}

export const vinFormat: Format = {
  normalise: (raw) => compact(raw).replaceAll(/[А-Я]/gu, (letter) => SHAPES[letter] ?? letter),
  check: (value) =>
    /^[A-HJ-NPR-Z0-9]{17}$/u.test(value) && (!/^[1-5]/u.test(value) || checkDigit(value) === value.charAt(8)),
  example: 'WVWZZZ1JZXW000001',
  expected: {
    bg: 'Въведете 17 латински букви и цифри, без I, O и Q. В талона са в поле E.',
    en: 'Enter 17 letters and digits, without I, O and Q. In the registration document they are field E.',
  },
}
