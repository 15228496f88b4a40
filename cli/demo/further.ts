// What the registers that came later hold in the demo: units and posts, vignettes and zones, hospital stays and results.
import { addDays } from '../../workers/kernel/calendar.ts'
import { bodies } from './bodies.ts'
import type { Entered } from './central.ts'
import { chanceFrom } from './chance.ts'
import { officials } from './officials.ts'
import { people } from './people.ts'
import { residents } from './residents.ts'
import { vehicles, workday } from './vehicles.ts'

const chance = chanceFrom(1885)
const alive = residents.filter(({ diedOn }) => diedOn === undefined).map(({ personalNumber }) => personalNumber)
const one = (n: number): string => alive[n % alive.length] ?? ''
const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n))
const after = (day: string, days: number): string => workday(addDays(day, chance.below(days)))

const SINCE = '2020-01-06'
const DIRECTORATES = [
  ['admin', 'Дирекция „Административно обслужване“', 'Administrative Services Directorate', 24],
  ['it', 'Дирекция „Информационни технологии“', 'Information Technology Directorate', 31],
] as const

const units = bodies
  .filter(({ kind }) => kind !== 'municipality')
  .flatMap(({ code }) =>
    DIRECTORATES.map(([unit, name, nameLatin, staff]): Entered => ({
      register: 'units',
      act: 'bring',
      key: `${code}-${unit}`,
      input: {
        authority: code,
        name,
        nameLatin,
        kind: 'directorate',
        functions: 'Обслужва гражданите и органа.',
        staff,
      },
      on: SINCE,
    })),
  )

const holders = [...people, ...officials].flatMap(({ personalNumber, office }) =>
  office === undefined || office.authority === 'notaries' ? [] : [{ person: personalNumber, ...office }],
)

const posts = [
  ...holders.map(({ person, authority, since }, n): Entered => ({
    register: 'posts',
    act: 'bring',
    key: `${authority}-${100 + n}`,
    input: {
      authority,
      unit: `${authority}-admin`,
      title: 'главен експерт',
      level: 'expert',
      rank: 'IV младши',
      person,
      since,
    },
    on: since < SINCE ? SINCE : since,
  })),
  ...times(8, (n): Entered => {
    const { code = 'mvr' } = bodies[n] ?? {}
    return {
      register: 'posts',
      act: 'bring',
      key: `${code}-${900 + n}`,
      input: {
        authority: code,
        unit: `${code}-it`,
        title: 'системен администратор',
        level: 'expert',
        rank: 'V младши',
      },
      on: '2026-09-07',
    }
  }),
]

const KINDS = [
  ['year', 4960],
  ['quarter', 2760],
  ['month', 1530],
  ['week', 770],
] as const

const roads = vehicles.slice(0, 40).flatMap(({ vin }, n): readonly Entered[] => {
  const [kind, paid] = KINDS[n % KINDS.length] ?? KINDS[0]
  const vignette = { register: 'vignettes', act: 'sell', key: `v-${71_000 + n}`, input: { vehicle: vin, kind, paid } }
  const entered = { ...vignette, on: after('2026-01-05', 290) }
  if (n % 8 !== 0) return [entered]
  const permit = {
    vehicle: vin,
    zone: n % 16 === 0 ? 'small' : 'large',
    ground: n % 24 === 0 ? 'disabled' : 'resident',
  }
  return [
    entered,
    { register: 'zone-permits', act: 'permit', key: `ze-${300 + n}`, input: permit, on: after('2026-01-05', 250) },
  ]
})

const DIAGNOSES = ['J18.9 Пневмония', 'K35.8 Остър апендицит', 'I10 Есенциална хипертония']

const stays = times(10, (n): Entered => ({
  register: 'hospital-stays',
  act: 'admit',
  key: `hs-${800 + n}`,
  input: {
    patient: one(n * 3),
    hospital: 'sveta-anna',
    practitioner: '2300005210',
    ward: n % 2 === 0 ? 'Първа хирургия' : 'Вътрешни болести',
    reason: n % 3 === 0 ? 'emergency' : 'planned',
    diagnosis: DIAGNOSES[n % DIAGNOSES.length] ?? '',
  },
  on: after('2026-08-03', 80),
}))

const consents = times(6, (n): Entered => ({
  register: 'health-consents',
  act: 'give',
  key: `${one(n * 3)}-sveta-anna`,
  input: { patient: one(n * 3), reader: 'sveta-anna', until: '2028-08-31' },
  on: '2026-08-03',
}))

const results = times(20, (n): Entered => {
  const takenOn = after('2026-03-02', 230)
  return {
    register: 'examinations',
    act: 'report',
    key: `lab-${4000 + n}`,
    input: {
      patient: one(n),
      practitioner: '0300001177',
      kind: 'laboratory',
      takenOn,
      values: [
        { code: '718-7', name: 'Хемоглобин', value: String(118 + chance.below(50)), unit: 'g/L', range: '120 – 160' },
        { code: '2345-7', name: 'Глюкоза', value: `5,${chance.below(10)}`, unit: 'mmol/L', range: '3,9 – 6,1' },
      ],
    },
    on: takenOn,
  }
})

export const further: readonly Entered[] = [...units, ...posts, ...roads, ...stays, ...consents, ...results]
