// Streets and the buildings on them, down to the entrance: every address of a person, a company or a property refers to one.
import { date, integer, list, oneOf, reference, text } from '../kernel/field.ts'
import { register } from '../kernel/register.ts'

// @NOTE the classifier of addresses of ГРАО: settlement and five digits; municipalities name streets, each in its own part.
const LAW = 'Закон за гражданската регистрация, чл. 89'
const NAMING = 'Закон за местното самоуправление и местната администрация, чл. 21, ал. 1, т. 18'

const closed = { closed: 'has(record.closedOn)' }

export const streets = register({
  id: 'streets',
  title: { bg: 'Регистър на улиците', en: 'Register of streets' },
  about: {
    bg: 'Улиците, булевардите, площадите и кварталите на всяко населено място, с кодовете им.',
    en: 'The streets, boulevards, squares and quarters of each settlement, with their codes.',
  },
  law: LAW,
  keeper: 'grao',
  key: 'code',
  caption: "record.name + ', ' + record.code",
  ended: closed.closed,
  fields: {
    code: text({
      label: { bg: 'Код на улицата', en: 'Street code' },
      hint: { bg: 'Код по ЕКАТТЕ и пет цифри: 68134-00042', en: 'EKATTE code and five digits: 68134-00042' },
      format: 'slug',
      disclose: 'open',
      find: 'exact',
    }),
    settlement: reference({
      register: 'addresses',
      format: 'settlement-code',
      label: { bg: 'Населено място', en: 'Settlement' },
      disclose: 'open',
      find: 'exact',
    }),
    kind: oneOf(
      {
        street: { bg: 'улица', en: 'street' },
        boulevard: { bg: 'булевард', en: 'boulevard' },
        square: { bg: 'площад', en: 'square' },
        quarter: { bg: 'жилищен комплекс или квартал', en: 'housing estate or quarter' },
      },
      { label: { bg: 'Вид', en: 'Kind' }, disclose: 'open' },
    ),
    name: text({ label: { bg: 'Име', en: 'Name' }, disclose: 'open', find: 'text' }),
    nameLatin: text({ label: { bg: 'Име на латиница', en: 'Name in Latin letters' }, disclose: 'open', find: 'text' }),
    closedOn: date({ label: { bg: 'Закрита на', en: 'Closed on' }, disclose: 'open', optional: true }),
  },
  acts: {
    enter: {
      title: { bg: 'Вписване', en: 'Enter' },
      law: NAMING,
      creates: true,
      by: ['grao.registrar', 'operator'],
      takes: ['settlement', 'kind', 'name', 'nameLatin'],
      refuse: {
        'code-of-another': '!record.code.startsWith(input.settlement)',
        'code-wrong': 'size(record.code) != 11',
      },
    },
    rename: {
      title: { bg: 'Преименуване', en: 'Rename' },
      law: NAMING,
      by: ['grao.registrar'],
      takes: ['kind', 'name', 'nameLatin'],
      partial: true,
      refuse: closed,
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      law: NAMING,
      by: ['grao.registrar'],
      refuse: closed,
      set: { closedOn: 'effective' },
    },
  },
  refusals: {
    closed: { bg: 'Улицата е закрита.', en: 'The street is closed.' },
    'code-of-another': {
      bg: 'Кодът започва с кода по ЕКАТТЕ на населеното място.',
      en: 'The code begins with the EKATTE code of the settlement.',
    },
    'code-wrong': {
      bg: 'Кодът е от пет цифри, тире и пет цифри.',
      en: 'A code is five digits, a hyphen, five digits.',
    },
  },
})

export const buildings = register({
  id: 'buildings',
  title: { bg: 'Регистър на адресите', en: 'Register of addresses' },
  about: {
    bg: 'Сградите и входовете, които имат адрес. Адресите на хора, търговци и имоти сочат насам.',
    en: 'The buildings and entrances that have an address. Addresses of people, companies and properties point here.',
  },
  law: LAW,
  keeper: 'grao',
  key: 'code',
  caption: 'record.name',
  ended: closed.closed,
  fields: {
    code: text({
      label: { bg: 'Код на адреса', en: 'Address code' },
      hint: { bg: 'Код на улицата и номер: 68134-00042-14', en: 'Street code and number: 68134-00042-14' },
      format: 'slug',
      disclose: 'open',
      find: 'exact',
    }),
    street: reference({
      register: 'streets',
      format: 'slug',
      label: { bg: 'Улица', en: 'Street' },
      disclose: 'open',
      find: 'exact',
    }),
    name: text({
      label: { bg: 'Адрес', en: 'Address' },
      hint: { bg: 'Както се пише на плик: ул. „Шипка“ 14, София', en: 'As on an envelope, in Bulgarian' },
      disclose: 'open',
      find: 'text',
    }),
    nameLatin: text({
      label: { bg: 'Адрес на латиница', en: 'Address in Latin letters' },
      disclose: 'open',
      find: 'text',
    }),
    number: text({
      label: { bg: 'Номер или блок', en: 'Number or block' },
      disclose: 'open',
      find: 'text',
      max: 20,
    }),
    postcode: text({ label: { bg: 'Пощенски код', en: 'Postcode' }, disclose: 'open', max: 4, optional: true }),
    use: oneOf(
      {
        residential: { bg: 'жилищна', en: 'residential' },
        mixed: { bg: 'смесена', en: 'mixed' },
        other: { bg: 'нежилищна', en: 'not residential' },
      },
      { label: { bg: 'Сграда', en: 'Building' }, disclose: 'open' },
    ),
    entrances: list(
      {
        entrance: text({ label: { bg: 'Вход', en: 'Entrance' }, disclose: 'open', max: 5 }),
        floors: integer({ label: { bg: 'Етажи', en: 'Floors' }, disclose: 'open', min: 1, max: 60 }),
        from: integer({ label: { bg: 'Апартаменти от', en: 'Flats from' }, disclose: 'open', min: 1, max: 999 }),
        to: integer({ label: { bg: 'до', en: 'to' }, disclose: 'open', min: 1, max: 999 }),
      },
      { label: { bg: 'Входове', en: 'Entrances' }, disclose: 'open', max: 30, optional: true },
    ),
    property: reference({
      register: 'property',
      format: 'cadastral-id',
      label: { bg: 'Идентификатор по кадастъра', en: 'Cadastral identifier' },
      disclose: 'open',
      find: 'exact',
      optional: true,
    }),
    closedOn: date({ label: { bg: 'Закрит на', en: 'Closed on' }, disclose: 'open', optional: true }),
  },
  acts: {
    enter: {
      title: { bg: 'Определяне на адрес', en: 'Enter' },
      law: 'чл. 89, ал. 2',
      creates: true,
      by: ['grao.registrar', 'operator'],
      takes: ['street', 'name', 'nameLatin', 'number', 'postcode', 'use', 'entrances', 'property'],
      refuse: {
        'code-of-another': "!record.code.startsWith(input.street + '-')",
        'flats-wrong': 'has(input.entrances) && !input.entrances.all(one, one.from <= one.to)',
      },
    },
    change: {
      title: { bg: 'Промяна', en: 'Change' },
      law: 'чл. 89, ал. 2',
      by: ['grao.registrar'],
      takes: ['name', 'nameLatin', 'number', 'postcode', 'use', 'entrances', 'property'],
      partial: true,
      refuse: {
        ...closed,
        'flats-wrong': 'has(input.entrances) && !input.entrances.all(one, one.from <= one.to)',
      },
    },
    close: {
      title: { bg: 'Закриване', en: 'Close' },
      law: 'чл. 89, ал. 2',
      by: ['grao.registrar'],
      refuse: closed,
      set: { closedOn: 'effective' },
    },
  },
  refusals: {
    closed: { bg: 'Адресът е закрит.', en: 'The address is closed.' },
    'code-of-another': { bg: 'Кодът започва с кода на улицата.', en: 'The code begins with that of the street.' },
    'flats-wrong': {
      bg: 'Във всеки вход първият апартамент е с номер, не по-голям от последния.',
      en: 'In each entrance the first flat is not numbered above the last.',
    },
  },
})
