// The rules of addresses, citizenship, roads, hospitals, posts, and of penalties until the last of them is over.
import { describe, it } from 'vitest'
import type { Values } from '../../../workers/kernel/value.ts'
import { after, type Step } from '../../support/after.ts'

const PERSON = '6101057509'
const VIN = 'WVWZZZ1JZXW000001'
const STREET = '68134-00042'

const street = (settlement = '68134'): Step => [
  'enter',
  { settlement, kind: 'street', name: 'ул. „Шипка“', nameLatin: 'ul. Shipka' },
]
const house = (rest: Values = {}): Step => [
  'enter',
  { street: STREET, name: 'ул. „Шипка“ 14, София', nameLatin: 'Shipka 14', number: '14', use: 'mixed', ...rest },
]
const flats = (from: number, to: number) => ({ entrances: [{ entrance: 'А', floors: 5, from, to }] })

const born: Step = [
  'enter',
  {
    givenName: 'Мария',
    familyName: 'Иванова',
    bornOn: '1961-01-05',
    sex: 'female',
    citizenship: 'България',
    settlement: '68134',
    street: 'ул. „Шипка“ 14',
    permanent: `${STREET}-14`,
  },
  '1961-01-05',
]

const car: Step = [
  'enter',
  {
    plate: 'СВ1234АВ',
    make: 'VW',
    model: 'Golf',
    category: 'M1',
    fuel: 'petrol',
    emissionClass: 'euro5',
    firstRegistered: '2015-01-10',
    mass: 1300,
    colour: 'white',
    owner: PERSON,
  },
  '2020-01-10',
]
const sold: Step = ['change-owner', { owner: '7523169263' }]
const stolen: Step = ['report-theft', {}, '2026-03-02']
const pledged: Step = ['enter-pledge', { pledge: 'oz-1' }, '2026-03-02']

const vignette = (kind = 'year'): Step => ['sell', { vehicle: VIN, kind, paid: 4960 }, '2026-11-02']

const admitted: Step = [
  'admit',
  {
    patient: PERSON,
    hospital: 'sveta-anna',
    practitioner: '1',
    ward: 'Хирургия',
    reason: 'emergency',
    diagnosis: 'K35',
  },
  '2026-11-10',
]
const discharged: Step = ['discharge', { epicrisis: 'здрав', outcome: 'better' }]

const post = (rest: Values = {}): Step => [
  'bring',
  { authority: 'mvr', unit: 'mvr-it', title: 'експерт', level: 'expert', rank: 'V младши', ...rest },
]

const fine: Step = [
  'issue',
  {
    person: PERSON,
    kind: 'decree',
    breach: 'чл. 21',
    facts: 'скорост',
    committedOn: '2023-01-10',
    fine: 10_000,
    points: 6,
  },
  '2023-01-15',
]
const served: Step = ['serve', {}, '2023-02-02']
const final: Step = ['become-final', {}, '2023-02-17']
const handed: Step = ['hand-over', {}, '2023-06-01']
const part = (amount: number): Step => ['pay-part', { amount }, '2023-07-03']

const conviction = (rest: Values = {}): Step => [
  'enter',
  { person: PERSON, court: 'СРС', crime: 'чл. 343б', penalty: 'затвор', finalOn: '2010-01-10', ...rest },
  '2010-01-20',
]
const done: Step = ['serve', {}, '2014-01-10']

describe('the law refuses', () => {
  it.for<[code: string, register: string, key: string, ...steps: Step[]]>([
    ['code-of-another', 'streets', '56784-00042', street()],
    ['code-wrong', 'streets', '68134-42', street()],
    ['closed', 'streets', STREET, street(), ['close'], ['rename', { name: 'ул. „Оборище“' }]],
    ['code-of-another', 'buildings', '68134-00043-14', house()],
    ['flats-wrong', 'buildings', `${STREET}-14`, house(flats(9, 8))],

    ['flat-without-building', 'civil', PERSON, ['enter', { ...born[1], permanent: '', permanentFlat: 'А, 3' }]],
    ['address-missing', 'civil', PERSON, born, ['register-current-address', {}]],
    ['ground-missing', 'civil', PERSON, born, ['acquire-citizenship', { citizenship: 'България' }]],
    [
      'stateless',
      'civil',
      PERSON,
      born,
      ['lose-citizenship', { citizenship: 'България', citizenshipGround: 'Указ № 7 от 2026 г.' }],
    ],

    ['stolen', 'vehicles', VIN, car, stolen, sold],
    ['stolen', 'vehicles', VIN, car, stolen, ['change-plate', { plate: 'СВ4321ВА' }]],
    ['not-stolen', 'vehicles', VIN, car, ['end-search']],
    ['pledged', 'vehicles', VIN, car, pledged, sold],
    ['pledged', 'vehicles', VIN, car, pledged, ['scrap']],
    ['pledge-missing', 'vehicles', VIN, car, ['enter-pledge', {}]],
    ['too-late', 'vignettes', 'v1', vignette(), ['move', { vehicle: 'WVWZZZ1JZXW000002' }]],
    ['same-vehicle', 'vignettes', 'v1', vignette(), ['move', { vehicle: VIN }, '2026-11-05']],

    ['nothing-written', 'hospital-stays', 'h1', admitted, ['discharge', { outcome: 'better' }]],
    [
      'before-admission',
      'hospital-stays',
      'h1',
      admitted,
      ['treat', { procedures: [{ code: '1', name: 'операция', doneOn: '2026-11-09' }] }],
    ],
    ['not-admitted', 'hospital-stays', 'h1', admitted, discharged, ['treat', { ward: 'друго' }]],

    ['since-missing', 'posts', 'p1', post({ person: PERSON })],
    ['filled', 'posts', 'p1', post({ person: PERSON, since: '2026-01-05' }), ['close']],

    ['not-final', 'penalties', 'p1', fine, served, ['hand-over', {}, '2023-02-03']],
    ['paid-too-much', 'penalties', 'p1', fine, served, final, part(6000), part(4001)],
    ['limitation-not-over', 'penalties', 'p1', fine, served, final, handed, ['lapse', {}, '2025-06-01']],
    ['months-missing', 'convictions', 'b1', conviction({ kind: 'prison' })],
    [
      'long-term-not-over',
      'convictions',
      'b1',
      conviction({ kind: 'prison', months: 48 }),
      done,
      ['expire', {}, '2024-01-10'],
    ],
    ['long-term-not-over', 'convictions', 'b1', conviction(), done, ['expire', {}, '2019-01-10']],
  ])('%s: %s', ([code, register, key, ...steps], { expect }) => {
    expect(after(register, key, steps)).toBe(code)
  })
})

describe('the law lets', () => {
  it.for<[what: string, expected: Values, register: string, key: string, ...steps: Step[]]>([
    ['a house have entrances', flats(1, 8), 'buildings', `${STREET}-14`, house(flats(1, 8))],
    [
      'somebody live elsewhere than they are registered',
      { permanent: `${STREET}-14`, current: `${STREET}-16`, currentSince: '2026-11-24' },
      'civil',
      PERSON,
      born,
      ['register-current-address', { current: `${STREET}-16` }],
    ],
    ['a car that was found be sold', { owner: '7523169263' }, 'vehicles', VIN, car, stolen, ['end-search'], sold],
    ['a vignette of a week last seven days', { until: '2026-11-08' }, 'vignettes', 'v1', vignette('week')],
    ['a quarter end the day before', { until: '2027-02-01' }, 'vignettes', 'v1', vignette('quarter')],
    [
      'a patient go home',
      { status: 'discharged', dischargedOn: '2026-11-24' },
      'hospital-stays',
      'h1',
      admitted,
      discharged,
    ],
    [
      'four fifths be enough within fourteen days',
      { paid: 8000 },
      'penalties',
      'p1',
      fine,
      served,
      ['pay', {}, '2023-02-16'],
    ],
    ['nothing less afterwards', { paid: 10_000 }, 'penalties', 'p1', fine, served, final, ['pay', {}, '2023-03-01']],
    [
      'parts make a whole',
      { paid: 10_000, status: 'paid' },
      'penalties',
      'p1',
      fine,
      served,
      final,
      part(6000),
      part(4000),
    ],
    [
      'a fine lapse two years after it was last asked for',
      { status: 'lapsed' },
      'penalties',
      'p1',
      fine,
      served,
      final,
      handed,
      ['lapse', {}, '2025-06-02'],
    ],
    [
      'a long sentence be forgotten in ten years',
      { status: 'spent' },
      'convictions',
      'b1',
      conviction({ kind: 'prison', months: 48 }),
      done,
      ['expire', {}, '2024-01-11'],
    ],
    [
      'a court forgive',
      { status: 'spent' },
      'convictions',
      'b1',
      conviction(),
      done,
      ['rehabilitate-by-court', { ruling: 'Опр. 5' }, '2018-01-11'],
    ],
  ])('%s', ([, expected, register, key, ...steps], { expect }) => {
    expect(after(register, key, steps)).toMatchObject(expected)
  })
})
