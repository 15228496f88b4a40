// What a vehicle needs on the road besides its registration: an inspection, an insurance, a vignette. No stickers.
import { date, integer, oneOf, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

const LAW = 'Закон за движението по пътищата'

const number = text({ label: { bg: 'Номер', en: 'Number' }, format: 'slug', disclose: 'open', find: 'exact' })
const vehicle = reference({
  register: 'vehicles',
  format: 'vin',
  label: { bg: 'Превозно средство (VIN)', en: 'Vehicle (VIN)' },
  disclose: 'restricted',
  find: 'exact',
})
const since = date({ label: { bg: 'От', en: 'Since' }, disclose: 'open' })
const until = date({ label: { bg: 'До', en: 'Until' }, disclose: 'open' })

export const inspections = register({
  id: 'inspections',
  title: { bg: 'Технически прегледи', en: 'Roadworthiness inspections' },
  about: {
    bg: 'Кога е прегледано превозното средство, с какъв резултат и докога важи. Замества знака на стъклото.',
    en: 'When a vehicle was inspected, with which result and until when it holds. It replaces the sticker.',
  },
  law: `${LAW}, чл. 147`,
  keeper: 'iaaa',
  key: 'number',
  caption: 'record.number',
  fields: {
    number,
    vehicle,
    point: text({ label: { bg: 'Контролен пункт', en: 'Inspection point' }, disclose: 'open', max: 60 }),
    mileage: integer({
      label: { bg: 'Изминати километри', en: 'Mileage' },
      disclose: 'open',
      min: 0,
      max: 3_000_000,
      unit: { bg: 'km', en: 'km' },
    }),
    // Наредба № Н-32 от 2011 г., приложение № 13.
    emissionGroup: oneOf(
      {
        first: { bg: 'първа', en: 'first' },
        second: { bg: 'втора', en: 'second' },
        third: { bg: 'трета', en: 'third' },
        fourth: { bg: 'четвърта', en: 'fourth' },
        fifth: { bg: 'пета', en: 'fifth' },
      },
      { label: { bg: 'Екологична група', en: 'Environmental group' }, disclose: 'open' },
    ),
    result: oneOf(
      {
        passed: { bg: 'допуснато', en: 'passed' },
        minor: { bg: 'допуснато, с незначителни неизправности', en: 'passed, with minor defects' },
        failed: { bg: 'недопуснато', en: 'failed' },
      },
      { label: { bg: 'Резултат', en: 'Result' }, disclose: 'open' },
    ),
    since,
    until,
    status: oneOf(
      { valid: { bg: 'действащ', en: 'valid' }, annulled: { bg: 'анулиран', en: 'annulled' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    inspect: {
      title: { bg: 'Преглед', en: 'Inspect' },
      law: 'чл. 147, ал. 1',
      creates: true,
      by: ['iaaa.registrar', 'operator'],
      takes: ['vehicle', 'point', 'mileage', 'emissionGroup', 'result'],
      set: {
        since: 'effective',
        // What failed is to come back within a month; else a year (чл. 147, ал. 3).
        until: "input.result == 'failed' ? plusMonths(effective, 1) : plusMonths(effective, 12)",
        status: "'valid'",
      },
    },
    annul: {
      title: { bg: 'Анулиране', en: 'Annul' },
      law: 'чл. 147',
      by: ['iaaa.registrar'],
      refuse: { annulled: "record.status == 'annulled'" },
      set: { status: "'annulled'" },
    },
  },
  refusals: { annulled: { bg: 'Вече е анулиран.', en: 'It was annulled already.' } },
})

export const insurances = register({
  id: 'insurances',
  title: { bg: 'Застраховки „Гражданска отговорност“', en: 'Third-party motor insurance' },
  about: {
    bg: 'Кое превозно средство застраховано ли е и докога. Замества стикера на стъклото.',
    en: 'Whether a vehicle is insured and until when. It replaces the sticker.',
  },
  law: 'Кодекс за застраховането, чл. 571',
  keeper: 'mvr',
  key: 'number',
  caption: "record.number + ' · ' + record.insurer",
  fields: {
    number,
    vehicle,
    insurer: text({ label: { bg: 'Застраховател', en: 'Insurer' }, disclose: 'open', find: 'text' }),
    since,
    until,
    status: oneOf(
      { active: { bg: 'действаща', en: 'in force' }, ended: { bg: 'прекратена', en: 'ended' } },
      { label: { bg: 'Състояние', en: 'Status' }, disclose: 'open' },
    ),
  },
  acts: {
    conclude: {
      title: { bg: 'Сключване', en: 'Conclude' },
      law: 'чл. 483',
      creates: true,
      by: ['mvr.registrar', 'operator'],
      takes: ['vehicle', 'insurer'],
      set: { since: 'effective', until: 'plusDays(plusMonths(effective, 12), -1)', status: "'active'" },
    },
    end: {
      title: { bg: 'Прекратяване', en: 'End' },
      law: 'чл. 490',
      by: ['mvr.registrar'],
      refuse: { ended: "record.status == 'ended'" },
      set: { until: 'effective', status: "'ended'" },
    },
  },
  refusals: { ended: { bg: 'Застраховката вече е прекратена.', en: 'The insurance has ended already.' } },
})
