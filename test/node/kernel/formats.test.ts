// The numbers that a country writes down: which are numbers, and how people type them.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { formats, type FormatId } from '../../../workers/kernel/formats/index.ts'
import { birthDate, personalNumber } from '../../../workers/kernel/formats/personal-number.ts'
import { NO_NAMES } from '../../../workers/kernel/load.ts'

const ids = Object.keys(formats) as FormatId[]
const accepts = (format: FormatId, typed: string) => formats[format].check(formats[format].normalise(typed))

it.for<[FormatId, readonly string[]]>([
  // Born in the 1900s, the 2000s (months 41 to 52) and the 1800s (21 to 32); on the last day of February in leap years.
  [
    'personal-number',
    ['6101057509', '7523169263', '8032056031', '0041010002', '9952310000', '9232310000', '0042290000', '9622290004'],
  ],
  ['foreigner-number', ['7111042925', '0000000000']],
  ['company-number', ['131071587', '020469788', '1213961230342', '831642181', '175074752', '131071587 ']],
  ['plate', ['СВ1234АВ', 'В1234АВ', 'СВ1234А', 'ЕВ0001ХХ']],
  ['vin', ['WVWZZZ1JZXW000001', '1M8GDM9AXKP042788', '11111111111111111', '5GZCZ43D13S812715']],
  ['iban', ['BG80BNBG96611020345678', 'BG18RZBB91550123456789']],
  ['identity-card', ['123456789', 'AA1234567']],
  ['settlement-code', ['68134', '56784', '10135', '07079']],
  ['slug', ['mvr', 'mvr-sofia', 'a', '9', 'x'.repeat(40)]],
])('%s takes numbers that are some', ([format, typed], { expect }) => {
  expect(typed.filter((one) => !accepts(format, one))).toEqual([])
})

it.for<[FormatId, readonly string[]]>([
  // With a right check digit: a 30 February, months 13, 0, 53 and 40, and days that common years lack (1800, 2001); then a
  // wrong check digit, nine digits, eleven, digits of another script.
  [
    'personal-number',
    [
      '6102307500',
      '6113057505',
      '6100057504',
      '0053010009',
      '9940100008',
      '0100290006',
      '0022290006',
      '0142290004',
      '6101057508',
      '610105750',
      '61010575099',
      '٦١٠١٠٥٧٥٠٩',
      '',
    ],
  ],
  ['foreigner-number', ['7111042926', '711104292', '71110429255']],
  ['company-number', ['131071588', '13107158', '1310715871', '1213961230343', '1213961240342', '831642182']],
  ['plate', ['СБ1234АВ', 'CW1234AB', 'СВ12З4АВ', 'СВ123АВ', 'СВО123АВ', '1234', 'СВТ1234АВ', 'СВ1234АВС', '']],
  [
    'vin',
    ['WVWZZZ1JZXW00000', 'WVWZZZ1JZXW0000011', 'IVWZZZ1JZXW000001', '1M8GDM9A0KP042788', 'WVWZZZ1JZXW00000Ж', ''],
  ],
  ['iban', ['BG80BNBG96611020345679', 'DE89370400440532013000', 'BG80BNBG9661102034567', 'BG80BNBG9661102034567Ж']],
  ['identity-card', ['12345678', 'A1234567', 'AAA123456', '1234567890']],
  ['settlement-code', ['6813', '681345', 'София']],
  ['slug', ['', '-mvr', 'mvr-', 'мвр', 'a b', 'x'.repeat(41), '../etc']],
])('%s refuses what is none', ([format, typed], { expect }) => {
  expect(typed.filter((one) => accepts(format, one))).toEqual([])
})

describe.each(ids)('format %s', (id) => {
  const { normalise, check, example, expected } = formats[id]

  it('has an example that it takes, and says in both languages what is expected', ({ expect }) => {
    expect(accepts(id, example)).toBe(true)
    expect(normalise(example)).toBe(example)
    expect(expected.bg).toMatch(/^Въведете .+\.$/u)
    expect(expected.en).toMatch(/^Enter .+\.$/u)
  })

  it('normalises any text, and a normalised one no further', ({ expect }) => {
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789ABCXYZабвсхуо -–\u00a0\tßıİŉǰ')), maxLength: 30 }),
    )
    fc.assert(
      fc.property(typed, (text) => {
        const once = normalise(text)
        expect(normalise(once)).toBe(once)
        expect(typeof check(once)).toBe('boolean')
      }),
    )
  })

  it('takes nothing that could not stand in an address', ({ expect }) => {
    const typed = fc.string({ unit: fc.constantFrom(...Array.from('0123456789AZavСХ./?#%&:~_-')), maxLength: 30 })
    fc.assert(
      fc.property(fc.oneof(typed, fc.constant(example)), (text) => {
        const value = normalise(text)
        // The loader refuses a register that is kept by one of these.
        if (!NO_NAMES.has(id) && check(value)) expect(value).toMatch(/^[\p{L}\p{N}._-]{1,80}$/u)
      }),
    )
  })

  it('reads the same from a number typed with spaces around', ({ expect }) => {
    expect(normalise(`  ${example}\u00a0`)).toBe(example)
  })
})

const births = fc
  .record({ days: fc.integer({ min: -62_091, max: 47_481 }), serial: fc.integer({ min: 0, max: 999 }) })
  .map(({ days, serial }) => ({
    birth: new Date(days * 86_400_000).toISOString().slice(0, 10),
    serial,
  }))

describe('a personal number', () => {
  it('of any birth from 1800 to 2099 is one, and tells the birth', ({ expect }) => {
    fc.assert(
      fc.property(births, ({ birth, serial }) => {
        const number = personalNumber(birth, serial)
        expect(formats['personal-number'].check(number)).toBe(true)
        expect(birthDate(number)).toBe(birth)
      }),
    )
  })

  it('with one digit changed is none, but where the check digits of 0 and 10 are the same', ({ expect }) => {
    const weights = [2, 4, 8, 5, 10, 9, 7, 3, 6]
    const sum = (number: string) => weights.reduce((total, weight, at) => total + weight * Number(number[at]), 0) % 11
    fc.assert(
      fc.property(births, fc.nat(9), fc.integer({ min: 1, max: 9 }), ({ birth, serial }, at, by) => {
        const number = personalNumber(birth, serial)
        const changed = Array.from(number)
          .with(at, String((Number(number[at]) + by) % 10))
          .join('')
        const blind = at < 9 && [sum(number), sum(changed)].every((rest) => rest % 10 === 0)
        expect(formats['personal-number'].check(changed)).toBe(blind && birthDate(changed) !== null)
      }),
      { numRuns: 2000 },
    )
  })

  it('whose first six digits are no day has no birth', ({ expect }) => {
    expect(['000000', '999999', '612101', 'birth?'].map((text) => birthDate(text))).toEqual([
      null,
      null,
      '1861-01-01',
      null,
    ])
  })
})

describe('other check digits', () => {
  const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`, 'u'))

  it.for<[FormatId, number]>([
    ['company-number', 8],
    ['company-number', 12],
    ['foreigner-number', 9],
  ])('%s: of the ten ends of %i digits one is right, none if the first nine are wrong', ([format, length]) => {
    fc.assert(
      fc.property(digits(length), (head) => {
        const right = Array.from({ length: 10 }, (_, end) => head + end).filter(formats[format].check)
        const headIsWrong = length === 12 && !formats[format].check(head.slice(0, 9))
        return right.length === (headIsWrong ? 0 : 1)
      }),
    )
  })

  it('of a North American VIN guards each character of it', ({ expect }) => {
    const vin = '1M8GDM9AXKP042788'
    fc.assert(
      fc.property(fc.nat(16), fc.constantFrom(...Array.from('0123456789ABCDEFGHJKLMNPRSTUVWXYZ')), (at, char) => {
        // Letters share values (A, J and 1), so a changed one may pass; a changed digit does not.
        fc.pre(/\d/u.test(vin[at] ?? '') && /\d/u.test(char) && vin[at] !== char)
        const changed = Array.from(vin).with(at, char).join('')
        fc.pre(/^[1-5]/u.test(changed))
        expect(formats.vin.check(changed)).toBe(false)
      }),
    )
  })
})

describe('look-alikes', () => {
  it('of a plate are folded by shape, not by sound, and stored in Cyrillic', ({ expect }) => {
    expect(formats.plate.normalise('cb 1234-ab')).toBe('СВ1234АВ')
    expect(formats.plate.normalise('eh 0001 px')).toBe('ЕН0001РХ')
    expect(formats.plate.normalise('ABEKMHOPCTYX')).toBe('АВЕКМНОРСТУХ')
    // O is a letter and 0 a digit: neither is taken for the other.
    expect(formats.plate.normalise('CO0123AB')).toBe('СО0123АВ')
    expect(accepts('plate', 'C00123AB')).toBe(false)
  })

  it('of a VIN are folded the other way', ({ expect }) => {
    expect(formats.vin.normalise('wvwzzz1jz хw 000001')).toBe('WVWZZZ1JZXW000001')
    expect(accepts('vin', 'АВСЕНКМРТХУ123456')).toBe(true)
  })
})
