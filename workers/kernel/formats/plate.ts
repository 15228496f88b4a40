// A number plate, in English:
//  - one or two letters, four digits, one or two letters; stored without spaces
//  - the letters are the twelve that look alike in both alphabets; they are stored in Cyrillic
//  - Latin letters are taken by their shape, not their sound: B is В, H is Н, P is Р
// Наредба № I-45 от 2000 г., чл. 10
import { compact, type Format } from './format.ts'

const SHAPES: { readonly [latin: string]: string } = {
  A: 'А',
  B: 'В',
  C: 'С',
  E: 'Е',
  H: 'Н',
  K: 'К',
  M: 'М',
  O: 'О',
  P: 'Р',
  T: 'Т',
  X: 'Х',
  Y: 'У',
}
const PLATE = /^[АВЕКМНОРСТУХ]{1,2}\d{4}[АВЕКМНОРСТУХ]{1,2}$/u

export const plateFormat: Format = {
  normalise: (raw) => compact(raw).replaceAll(/[A-Z]/gu, (letter) => SHAPES[letter] ?? letter),
  check: (value) => PLATE.test(value),
  example: 'СВ1234АВ',
  expected: {
    bg: 'Въведете номера като на табелата: буква или две, четири цифри, буква или две, например СВ 1234 АВ.',
    en: 'Enter the plate as it reads: one or two letters, four digits, one or two letters, for example CB 1234 AB.',
  },
}
