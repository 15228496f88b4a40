// How values are written for a reader: dates, times of Sofia, money, numbers, and fields by their own labels.
import { describe, it } from 'vitest'
import { boolean, date, integer, oneOf, personRef, text } from '../../../workers/kernel/field.ts'
import { fieldValue } from '../../../web/views/field-value.ts'
import { formatDate, formatDateTime, formatMoney, formatNumber, machineTime } from '../../../web/views/format.ts'

const NBSP = '\u00a0'
/** Spaces of whatever width, as a reader sees them. */
const seen = (written: string) => written.replaceAll(/[\u00a0\u202f]/gu, ' ')

describe('a date', () => {
  it.for([
    ['2026-11-24', '24 ноември 2026 г.', '24 November 2026'],
    ['2027-01-01', '1 януари 2027 г.', '1 January 2027'],
    ['1899-12-31', '31 декември 1899 г.', '31 December 1899'],
    ['2028-02-29', '29 февруари 2028 г.', '29 February 2028'],
  ] as const)('%s is written in words', ([day, bg, en], { expect }) => {
    expect(seen(formatDate('bg', day))).toBe(bg)
    expect(seen(formatDate('en', day))).toBe(en)
  })
})

describe('an instant', () => {
  it.for([
    [
      'in winter, two hours ahead of UTC',
      '2026-11-24T12:05:59Z',
      '24 ноември 2026 г., 14:05 ч.',
      '24 November 2026, 14:05',
    ],
    ['in summer, three hours ahead', '2026-07-01T12:05:00Z', '1 юли 2026 г., 15:05 ч.', '1 July 2026, 15:05'],
    ['after midnight in Sofia', '2026-12-31T22:00:00Z', '1 януари 2027 г., 00:00 ч.', '1 January 2027, 00:00'],
    ['in the hour that comes twice', '2026-10-25T01:30:00Z', '25 октомври 2026 г., 03:30 ч.', '25 October 2026, 03:30'],
  ] as const)('%s is told by the clock in Sofia', ([, instant, bg, en], { expect }) => {
    expect(seen(formatDateTime('bg', Date.parse(instant)))).toBe(bg)
    expect(seen(formatDateTime('en', Date.parse(instant)))).toBe(en)
  })

  it('is told to machines in UTC', ({ expect }) => {
    expect(machineTime(Date.UTC(2026, 10, 24, 12, 5))).toBe('2026-11-24T12:05:00.000Z')
  })
})

describe('money', () => {
  it.for([
    [0, '0,00 €', '€0.00'],
    [5, '0,05 €', '€0.05'],
    [1279, '12,79 €', '€12.79'],
    [-1279, '−12,79 €', '−€12.79'],
    [1_234_567_890, '12 345 678,90 €', '€12,345,678.90'],
  ] as const)('of %d cents is written with two digits', ([cents, bg, en], { expect }) => {
    expect(seen(formatMoney('bg', cents))).toBe(bg)
    expect(seen(formatMoney('en', cents))).toBe(en)
  })

  it('does not part from its sign at the end of a line', ({ expect }) => {
    expect(formatMoney('bg', 1279)).toBe(`12,79${NBSP}€`)
  })
})

it('groups the digits of long numbers', ({ expect }) => {
  expect(seen(formatNumber('bg', 1_234_567))).toBe('1 234 567')
  expect(formatNumber('en', 1_234_567)).toBe('1,234,567')
})

describe('the value of a field', () => {
  const label = { bg: 'Поле', en: 'Field' }
  const disclose = 'open'
  const mass = integer({ label, disclose, min: 0, max: 99_999, unit: { bg: 'кг', en: 'kg' } })
  const count = integer({ label, disclose, min: 0, max: 99_999 })
  const status = oneOf({ active: { bg: 'в движение', en: 'in use' } }, { label, disclose })

  it.for([
    ['a text as it is', text({ label, disclose }), '<b>Лада</b>', '<b>Лада</b>', '<b>Лада</b>'],
    ['a reference by its key', personRef({ label, disclose }), '7501020018', '7501020018', '7501020018'],
    ['a choice by its label', status, 'active', 'в движение', 'in use'],
    ['a choice that is no longer offered as it stands', status, 'constructor', 'constructor', 'constructor'],
    ['a date in words', date({ label, disclose }), '2019-03-27', '27 март 2019 г.', '27 March 2019'],
    ['a number with its unit', mass, 1450, '1450 кг', '1,450 kg'],
    ['a number alone', count, 12_345, '12 345', '12,345'],
    ['zero, which is something', count, 0, '0', '0'],
    ['yes', boolean({ label, disclose }), true, 'Да', 'Yes'],
    ['no', boolean({ label, disclose }), false, 'Не', 'No'],
    ['nothing', mass, null, 'Няма', 'None'],
    ['what was never said', mass, undefined, 'Няма', 'None'],
  ] as const)('is shown: %s', ([, field, value, bg, en], { expect }) => {
    expect(seen(fieldValue('bg', field, value))).toBe(bg)
    expect(seen(fieldValue('en', field, value))).toBe(en)
  })
})
