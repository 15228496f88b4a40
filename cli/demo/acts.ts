// What the demo's registers hold at first: settlements, authorities, people, officials and their vehicles.
import type { ActLine } from '../operator.ts'
import { people } from './people.ts'

const enter = (
  register: string,
  act: string,
  key: string,
  input: ActLine['input'],
  effectiveFrom: string,
): ActLine => ({
  register,
  act,
  key,
  input,
  effectiveFrom,
  idempotencyKey: `demo:${register}:${key}`,
})

const settlements = (
  [
    ['68134', 'София', 'Sofia', 'Столична', 'София (столица)'],
    ['56784', 'Пловдив', 'Plovdiv', 'Пловдив', 'Пловдив'],
    ['10135', 'Варна', 'Varna', 'Варна', 'Варна'],
    ['07079', 'Бургас', 'Burgas', 'Бургас', 'Бургас'],
  ] as const
).map(([code, name, nameLatin, municipality, province]) =>
  enter('addresses', 'enter', code, { name, nameLatin, kind: 'city', municipality, province }, '2000-01-01'),
)

const authorities = (
  [
    ['mvr', 'Министерство на вътрешните работи', 'Ministry of the Interior', 'ministry'],
    ['grao', 'ГД „Гражданска регистрация и административно обслужване“', 'Civil Registration Directorate', 'other'],
    ['nsi', 'Национален статистически институт', 'National Statistical Institute', 'agency'],
    ['ministerski-savet', 'Министерски съвет', 'Council of Ministers', 'other'],
  ] as const
).map(([code, name, nameLatin, kind]) =>
  enter('authorities', 'enter', code, { name, nameLatin, kind, seat: '68134' }, '2000-01-01'),
)

const civil = people.map(({ personalNumber, givenName, middleName, familyName, bornOn, sex, settlement, street }) =>
  enter(
    'civil',
    'enter',
    personalNumber,
    { givenName, middleName, familyName, bornOn, sex, citizenship: 'България', settlement, street },
    bornOn,
  ),
)

const officials = people.flatMap(({ id, personalNumber, office }) =>
  office === undefined
    ? []
    : [enter('officials', 'appoint', `${office.authority}-${id}`, { person: personalNumber, ...office }, '2020-01-01')],
)

/** In an order in which each refers only to what stands before it. */
export const demoActs: readonly ActLine[] = [...settlements, ...authorities, ...civil, ...officials]
