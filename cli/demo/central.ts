// What the central registers of the demo hold: property, health, work, schooling, penalties, and what companies hand in.
import { addDays } from '../../workers/kernel/calendar.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { chanceFrom } from './chance.ts'
import { companies } from './companies.ts'
import { parcels } from './parcels.ts'
import { places } from './places.ts'
import { residents } from './residents.ts'
import { vehicles, workday } from './vehicles.ts'

export interface Entered {
  readonly register: string
  readonly act: string
  readonly key: string
  readonly input: Values
  readonly on: string
}

const chance = chanceFrom(1878)
const alive = residents.filter(({ diedOn }) => diedOn === undefined).map(({ personalNumber }) => personalNumber)
const numbers = companies.map(({ number }) => number)

const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const one = (n: number): string => alive[n % alive.length] ?? ''
const company = (n: number): string => numbers[n % numbers.length] ?? ''
/** A working day within `days` after another. */
const after = (day: string, days: number): string => workday(addDays(day, chance.below(days)))

const ground = (n: number) => `Нотариален акт № ${100 + n} от ${2000 + (n % 25)} г.`

function ownersOf(n: number) {
  if (n % 9 === 4) return [{ company: company(n), share: '1/1', ground: ground(n) }]
  if (n % 3 === 0) return [0, 1].map((at) => ({ person: one(n + at), share: '1/2', ground: ground(n) }))
  if (n % 7 === 2) return [0, 1, 2].map((at) => ({ person: one(n + at), share: '1/3', ground: ground(n) }))
  return [{ person: one(n), share: '1/1', ground: ground(n) }]
}

const STREETS = ['ул. „Цар Симеон“', 'ул. „Хан Крум“', 'бул. „Трети март“', 'ул. „Иван Вазов“', 'ул. „Кирил и Методий“']
const USES = ['residential', 'residential', 'commercial', 'industrial', 'agricultural'] as const

const property = times(36, (n): readonly Entered[] => {
  const place = places[n % places.length]
  if (place === undefined) throw new Error('no places')
  const parcel = `${place.code}.${100 + n}.${7 * n + 3}`
  const street = `${STREETS[n % STREETS.length]} ${1 + chance.below(80)}`
  const use = USES[n % USES.length] ?? 'residential'
  const on = after('2008-02-01', 4000)
  const own = { use, settlement: place.code, street }
  const entry = (key: string, kind: string, area: number, rest: Values): Entered => ({
    register: 'property',
    act: 'enter',
    key,
    input: { kind, area, ...own, ...rest, owners: ownersOf(n) },
    on,
  })
  const land = entry(parcel, 'parcel', 25_000 + chance.below(90_000), {})
  if (use === 'agricultural') return [land]
  const house = entry(`${parcel}.1`, 'building', 8000 + chance.below(20_000), { parent: parcel })
  if (use !== 'residential') return [land, house]
  return [land, house, entry(`${parcel}.1.1`, 'unit', 4500 + chance.below(7000), { parent: `${parcel}.1` })]
}).flat()

const POINTS = ['КТП 101, София', 'КТП 214, Пловдив', 'КТП 307, Варна', 'КТП 412, Русе']
const GROUPS = { euro6: 'fifth', euro5: 'fourth', euro4: 'third', euro3: 'second', none: 'fifth' } as const
const INSURERS = ['Застраховател „Щит“', 'Застраховател „Мост“', 'Застраховател „Крепост“']

const checks = vehicles.slice(0, 60).flatMap(({ vin, emissionClass }, n): readonly Entered[] => [
  {
    register: 'inspections',
    act: 'inspect',
    key: `tp-${26_000 + n}`,
    input: {
      vehicle: vin,
      point: POINTS[n % POINTS.length] ?? '',
      mileage: 8000 + chance.below(260_000),
      emissionGroup: GROUPS[emissionClass as keyof typeof GROUPS] ?? 'first',
      result: n % 11 === 5 ? 'failed' : n % 4 === 1 ? 'minor' : 'passed',
    },
    on: after('2025-11-03', 350),
  },
  {
    register: 'insurances',
    act: 'conclude',
    key: `go-${26_000 + n}`,
    input: { vehicle: vin, insurer: INSURERS[n % INSURERS.length] ?? '' },
    on: after('2025-11-03', 350),
  },
])

const BREACHES = [
  ['чл. 21, ал. 1 от ЗДвП', 'Скорост 74 km/h при разрешена 50 km/h.', 10_000, 0],
  ['чл. 103 от ЗДвП', 'Не е спрял на подаден сигнал.', 25_000, 10],
  ['чл. 6, т. 1 от ЗДвП', 'Преминал на червен сигнал на светофара.', 5000, 8],
  ['чл. 104а от ЗДвП', 'Използвал телефон по време на движение.', 2500, 6],
] as const

export const penalties = times(40, (n): Entered => {
  const [breach, facts, fine, points] = BREACHES[n % BREACHES.length] ?? BREACHES[0]
  const committedOn = after('2025-01-07', 600)
  return {
    register: 'penalties',
    act: 'issue',
    key: `mvr-${2026_000 + n}`,
    input: { person: one(n * 3), kind: n % 3 === 0 ? 'decree' : 'ticket', breach, facts, committedOn, fine, points },
    on: workday(addDays(committedOn, 7)),
  }
})

const convictions = times(6, (n): Entered => {
  const finalOn = after('2019-03-04', 1500)
  return {
    register: 'convictions',
    act: 'enter',
    key: `bs-${1000 + n}`,
    input: {
      person: one(5 + 7 * n),
      court: 'Софийски районен съд',
      crime: 'чл. 343б, ал. 1',
      penalty: 'Пробация',
      finalOn,
    },
    on: workday(addDays(finalOn, 14)),
  }
})

const DOCTORS = ['1800004321', '2300005210', '0300001177']
const doctor = (n: number): string => DOCTORS[n % DOCTORS.length] ?? ''
const VACCINES = ['Тетанус и дифтерия', 'Сезонен грип', 'Морбили, паротит, рубеола', 'Хепатит Б']
const MEDICINES = ['Метопролол 50 mg', 'Парацетамол 500 mg', 'Амоксицилин 1 g', 'Метформин 850 mg']
const DIAGNOSES = ['I10 Есенциална хипертония', 'J06.9 Остра инфекция', 'E11 Захарен диабет тип 2']

const health = times(30, (n): readonly Entered[] => {
  const givenOn = after('2024-02-05', 900)
  const practitioner = doctor(n)
  const diagnosis = DIAGNOSES[n % DIAGNOSES.length] ?? ''
  const medicine = (at: number, quantity: number) => ({
    medicine: MEDICINES[at % MEDICINES.length] ?? '',
    quantity,
    dosage: '1 таблетка сутрин',
  })
  return [
    {
      register: 'immunisations',
      act: 'record',
      key: `im-${5000 + n}`,
      input: {
        patient: one(n),
        vaccine: VACCINES[n % VACCINES.length] ?? '',
        lot: `BG${7000 + n}`,
        dose: 1 + (n % 3),
        givenOn,
        practitioner,
      },
      on: givenOn,
    },
    {
      register: 'prescriptions',
      act: 'prescribe',
      key: `rp-${5000 + n}`,
      input: { patient: one(n + 4), practitioner, diagnosis, medicines: [medicine(n, 1), medicine(n + 1, 2)] },
      on: after('2026-09-01', 50),
    },
    {
      register: 'referrals',
      act: 'refer',
      key: `mn-${5000 + n}`,
      input: {
        patient: one(n + 9),
        practitioner,
        diagnosis,
        speciality: n % 2 === 0 ? 'кардиология' : 'вътрешни болести',
      },
      on: after('2026-09-01', 50),
    },
  ]
}).flat()

const OCCUPATIONS = ['шофьор', 'счетоводител', 'програмист', 'продавач', 'учител', 'инженер']

const employment = times(36, (n): Entered => ({
  register: 'employment',
  act: 'conclude',
  key: `td-${3000 + n}`,
  input: {
    person: one(n),
    employer: company(n),
    occupation: OCCUPATIONS[n % OCCUPATIONS.length] ?? '',
    ground: n % 4 === 3 ? 'trial' : 'permanent',
    hours: n % 6 === 5 ? 4 : 8,
    wage: 75_000 + 100 * chance.below(3000),
  },
  on: after('2021-01-11', 1900),
}))

const SCHOOLS = [
  ['Софийски университет „Св. Климент Охридски“', 'master', 'Право'],
  ['Технически университет – София', 'bachelor', 'Компютърни системи'],
  ['Национална търговска гимназия – Пловдив', 'secondary', 'Икономика и мениджмънт'],
  ['Медицински университет – Варна', 'master', 'Медицина'],
] as const

const diplomas = times(36, (n): Entered => {
  const [school, degree, speciality] = SCHOOLS[n % SCHOOLS.length] ?? SCHOOLS[0]
  const mark = () => 400 + 25 * chance.below(9)
  const exams = ['Български език и литература', 'Държавен изпит', 'Дипломна защита'].map((subject) => ({
    subject,
    mark: mark(),
  }))
  return {
    register: 'diplomas',
    act: 'issue',
    key: `d-${48_000 + n}`,
    input: { person: one(n), school, degree, speciality, exams },
    on: after('2012-07-02', 4800),
  }
})

const ACTIVITIES = [
  ['Международен превоз на товари', 'Закон за автомобилните превози, чл. 6'],
  ['Туроператорска дейност', 'Закон за туризма, чл. 61'],
  ['Търговия на дребно с лекарства', 'ЗЛПХМ, чл. 222'],
] as const
const ASSETS = [
  'Товарен автомобил MAN TGX',
  'Вземания по договор за доставка',
  'Складово оборудване',
  'Машина за рязане',
]

const trade = [
  ...times(18, (n): Entered => {
    const [activity, law] = ACTIVITIES[n % ACTIVITIES.length] ?? ACTIVITIES[0]
    return {
      register: 'licences',
      act: 'grant',
      key: `l-${700 + n}`,
      input: { holder: company(n), activity, ground: law },
      on: after('2022-02-07', 1500),
    }
  }),
  ...times(18, (n): Entered => ({
    register: 'pledges',
    act: 'enter',
    key: `oz-${900 + n}`,
    input: {
      ...(n % 3 === 0 ? { pledgorPerson: one(n) } : { pledgor: company(n) }),
      creditor: company(n + 1),
      asset: ASSETS[n % ASSETS.length] ?? '',
      secured: 1_000_000 + 5000 * chance.below(2000),
    },
    on: after('2023-02-06', 1300),
  })),
  ...numbers.map((number): Entered => ({
    register: 'eori',
    act: 'register',
    key: `BG${number}`,
    input: { company: number },
    on: '2024-03-11',
  })),
]

const statements = numbers.flatMap((number, n) =>
  [2024, 2025].map((year): Entered => {
    const [fixedAssets, currentAssets] = [
      30_000_000 + 1000 * chance.below(9000),
      12_000_000 + 1000 * chance.below(9000),
    ]
    const equity = 15_000_000 + 1000 * chance.below(9000)
    const [revenue, expenses] = [50_000_000 + 1000 * chance.below(30_000), 45_000_000 + 1000 * chance.below(3000)]
    // A tenth (Закон за корпоративното подоходно облагане, чл. 20).
    const tax = Math.max(0, Math.round((revenue - expenses) / 10))
    return {
      register: 'statements',
      act: 'file',
      key: `${number}-${year}`,
      input: {
        company: number,
        year,
        fixedAssets,
        currentAssets,
        equity,
        liabilities: fixedAssets + currentAssets - equity,
        revenue,
        expenses,
        tax,
        profit: revenue - expenses - tax,
        employees: 4 + 11 * n,
      },
      on: `${year + 1}-06-19`,
    }
  }),
)

/** In an order in which each refers only to what stands before it. */
export const central: readonly Entered[] = [
  ...property,
  ...parcels,
  ...checks,
  ...penalties,
  ...convictions,
  ...health,
  ...employment,
  ...diplomas,
  ...trade,
  ...statements,
]
