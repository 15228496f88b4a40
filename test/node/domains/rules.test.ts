// The rules of the central registers: what is refused, and after which acts. One row a case of the law.
import { describe, it } from 'vitest'
import type { Values } from '../../../workers/kernel/value.ts'
import { after, type Step } from '../../support/after.ts'

const PERSON = '6101057509'
const OTHER = '7523169263'
const COMPANY = '131071587'
const SECOND = '831642181'

const share = (rest: Values) => ({ share: '1/1', ground: 'акт', ...(rest as Record<string, string>) })
const plot = (owners: Values['owners'] = [share({ person: PERSON })], rest: Values = {}): Step => [
  'enter',
  {
    kind: 'parcel',
    use: 'residential',
    area: '450,25',
    settlement: '68134',
    street: 'ул. „Шипка“ 1',
    owners: owners ?? [],
    ...rest,
  },
]
const attachment = [{ kind: 'attachment', entry: 'т. 4', since: '2026-11-01' }]

const sheet = (rest: Values = {}): Step => [
  'file',
  {
    company: COMPANY,
    year: 2025,
    fixedAssets: '100,00',
    currentAssets: '50,00',
    equity: '60,00',
    liabilities: '90,00',
    revenue: '200,00',
    expenses: '150,00',
    tax: '5,00',
    profit: '45,00',
    employees: 3,
    ...rest,
  },
]

const amended = Object.fromEntries(
  Object.entries(sheet()[1] ?? {}).filter(([name]) => !['company', 'year'].includes(name)),
)

const fine = (rest: Values = {}): Step => [
  'issue',
  {
    person: PERSON,
    kind: 'ticket',
    breach: 'чл. 21',
    facts: 'скорост',
    committedOn: '2026-01-10',
    fine: 10_000,
    points: 6,
    ...rest,
  },
  '2026-01-15',
]
const served: Step = ['serve', {}, '2026-02-02']
const conviction: Step = [
  'enter',
  { person: PERSON, court: 'СРС', crime: 'чл. 343б', penalty: 'пробация', finalOn: '2020-01-10' },
  '2020-01-20',
]

const medicine = (name: string) => ({ medicine: name, quantity: 1, dosage: '1' })
const prescription = (medicines: readonly ReturnType<typeof medicine>[], on = '2026-10-01'): Step => [
  'prescribe',
  { patient: PERSON, practitioner: '1800004321', diagnosis: 'I10', medicines },
  on,
]
const referral: Step = [
  'refer',
  { patient: PERSON, practitioner: '1', diagnosis: 'I10', speciality: 'кардиология' },
  '2026-11-10',
]

const contract = (rest: Values = {}): Step => [
  'conclude',
  { person: PERSON, employer: COMPANY, occupation: 'учител', ground: 'permanent', hours: 8, wage: '900,00', ...rest },
]
const diploma = (...exams: readonly (readonly [subject: string, mark: string])[]): Step => [
  'issue',
  {
    person: PERSON,
    school: 'СУ',
    degree: 'master',
    speciality: 'Право',
    exams: exams.map(([subject, mark]) => ({ subject, mark })),
  },
]
const pledge = (rest: Values, on = '2026-01-12'): Step => [
  'enter',
  { creditor: SECOND, asset: 'кран', secured: 100, ...rest },
  on,
]
const permit = (rest: Values = {}): Step => ['grant', { holder: COMPANY, activity: 'превоз', ground: 'чл. 6', ...rest }]

const PLOT = '68134.105.42'
const SHEET = `${COMPANY}-2025`

describe('the law refuses', () => {
  it.for<[code: string, register: string, key: string, ...steps: Step[]]>([
    [
      'shares-no-whole',
      'property',
      PLOT,
      plot([share({ person: PERSON, share: '1/2' }), share({ person: OTHER, share: '1/3' })]),
    ],
    ['owner-is-nobody', 'property', PLOT, plot([share({})])],
    ['owner-is-nobody', 'property', PLOT, plot([share({ person: PERSON, company: COMPANY })])],
    ['stands-on-nothing', 'property', `${PLOT}.1`, plot(undefined, { kind: 'building' })],
    [
      'attached',
      'property',
      PLOT,
      plot(),
      ['burden', { burdens: attachment }],
      ['transfer', { owners: [share({ person: OTHER })] }],
    ],
    ['burdened', 'property', PLOT, plot(), ['burden', { burdens: attachment }], ['close']],
    ['closed', 'property', PLOT, plot(), ['close'], ['change-use', { use: 'forest' }]],
    ['key-invalid identifier: wrong-format', 'property', '68134.0.42', plot()],

    ['sheet-does-not-balance', 'statements', SHEET, sheet({ equity: '60,01' })],
    ['profit-does-not-follow', 'statements', SHEET, sheet({ profit: '45,01' })],
    ['negative-assets', 'statements', SHEET, sheet({ fixedAssets: '-100,00', liabilities: '-110,00' })],
    ['number-of-another', 'statements', `${SECOND}-2025`, sheet()],
    ['year-not-over', 'statements', `${COMPANY}-2026`, sheet({ year: 2026 })],
    ['sheet-does-not-balance', 'statements', SHEET, sheet(), ['amend', { ...amended, equity: 1 }]],

    ['too-late', 'penalties', 'p1', fine({ committedOn: '2024-01-14' })],
    ['not-served', 'penalties', 'p1', fine(), ['appeal', {}, '2026-02-02']],
    ['already-served', 'penalties', 'p1', fine(), served, ['serve', {}, '2026-02-03']],
    ['term-over', 'penalties', 'p1', fine(), served, ['appeal', {}, '2026-02-17']],
    ['term-not-over', 'penalties', 'p1', fine(), served, ['become-final', {}, '2026-02-16']],
    ['not-appealed', 'penalties', 'p1', fine(), served, ['annul', {}, '2026-03-02']],
    ['over', 'penalties', 'p1', fine(), served, ['pay', {}, '2026-02-03'], ['appeal', {}, '2026-02-04']],
    ['limitation-not-over', 'penalties', 'p1', fine(), ['lapse', {}, '2026-11-20']],

    ['not-served', 'convictions', 'b1', conviction, ['rehabilitate', {}, '2024-01-10']],
    ['term-not-over', 'convictions', 'b1', conviction, ['serve', {}, '2021-01-10'], ['rehabilitate', {}, '2024-01-10']],
    [
      'spent',
      'convictions',
      'b1',
      conviction,
      ['serve', {}, '2021-01-10'],
      ['rehabilitate', {}, '2024-01-11'],
      ['rehabilitate'],
    ],

    ['medicine-twice', 'prescriptions', 'r1', prescription([medicine('А'), medicine('А')])],
    ['expired', 'prescriptions', 'r1', prescription([medicine('А')]), ['dispense', {}, '2026-11-01']],
    ['over', 'prescriptions', 'r1', prescription([medicine('А')]), ['dispense', {}, '2026-10-31'], ['cancel']],
    ['invalid-input medicines: too-many-items', 'prescriptions', 'r1', prescription('АБВГДЕ'.split('').map(medicine))],
    ['nothing-found', 'referrals', 'n1', referral, ['examine', {}]],
    ['over', 'referrals', 'n1', referral, ['examine', { findings: 'здрав' }], ['examine', { findings: 'болен' }]],

    ['term-missing', 'employment', 't1', contract({ ground: 'fixed' })],
    ['term-not-fixed', 'employment', 't1', contract({ due: '2027-01-01' })],
    ['term-too-long', 'employment', 't1', contract({ ground: 'fixed', due: '2029-11-25' })],
    ['wage-below-the-least', 'employment', 't1', contract({ wage: '620,19' })],
    ['ground-missing', 'employment', 't1', contract(), ['end', {}]],
    ['ended', 'employment', 't1', contract(), ['end', { end: 'чл. 325, т. 1' }], ['end', { end: 'чл. 326' }]],

    ['exam-failed', 'diplomas', 'd1', diploma(['Право', '2,99'])],
    ['subject-twice', 'diplomas', 'd1', diploma(['Право', '6'], ['Право', '5'])],
    ['annulled', 'diplomas', 'd1', diploma(['Право', '6']), ['annul'], ['annul']],

    ['pledgor-is-nobody', 'pledges', 'z1', pledge({})],
    ['pledgor-is-nobody', 'pledges', 'z1', pledge({ pledgor: COMPANY, pledgorPerson: PERSON })],
    ['own-creditor', 'pledges', 'z1', pledge({ pledgor: SECOND })],
    ['expired', 'pledges', 'z1', pledge({ pledgor: COMPANY }, '2021-11-23'), ['renew']],
    ['ended', 'pledges', 'z1', pledge({ pledgor: COMPANY }), ['strike-off'], ['execute']],
    ['until-before-since', 'licences', 'l1', permit({ until: '2026-11-23' })],
    ['not-suspended', 'licences', 'l1', permit(), ['resume']],
    ['ended', 'licences', 'l1', permit(), ['withdraw'], ['suspend']],
    ['number-of-another', 'eori', `BG${SECOND}`, ['register', { company: COMPANY }]],
  ])('%s: %s', ([code, register, key, ...steps], { expect }) => {
    expect(after(register, key, steps)).toBe(code)
  })
})

describe('the law lets', () => {
  it.for<[what: string, expected: Values, register: string, key: string, ...steps: Step[]]>([
    [
      'three heirs own a third each',
      { area: 45_025, status: 'active' },
      'property',
      PLOT,
      plot([1, 2, 3].map(() => share({ person: PERSON, share: '1/3' }))),
    ],
    ['a sheet to the cent', { profit: 4500, status: 'filed' }, 'statements', SHEET, sheet()],
    [
      'an appeal on the last day',
      { status: 'appealed' },
      'penalties',
      'p1',
      fine(),
      served,
      ['appeal', {}, '2026-02-16'],
    ],
    [
      'a court to take the points back',
      { status: 'annulled', points: 0 },
      'penalties',
      'p1',
      fine(),
      served,
      ['appeal', {}, '2026-02-16'],
      ['annul'],
    ],
    [
      'a fine to lapse',
      { status: 'lapsed' },
      'penalties',
      'p1',
      ['issue', { ...fine()[1], committedOn: '2023-01-10' }, '2023-02-01'],
      ['lapse', {}, '2026-01-11'],
    ],
    ['half a day for half the wage', { status: 'active' }, 'employment', 't1', contract({ hours: 4, wage: '310,10' })],
    [
      'an average to the nearest hundredth',
      { average: 567 },
      'diplomas',
      'd1',
      diploma(['А', '5'], ['Б', '6'], ['В', '6']),
    ],
    [
      'a car that failed to come back in a month',
      { until: '2026-12-24' },
      'inspections',
      'i1',
      ['inspect', { vehicle: 'WVWZZZ1JZXW000001', point: 'КТП', mileage: 1, emissionGroup: 'first', result: 'failed' }],
    ],
    [
      'a year of insurance, but for its last day',
      { until: '2027-11-23' },
      'insurances',
      'g1',
      ['conclude', { vehicle: 'WVWZZZ1JZXW000001', insurer: 'Щит' }],
    ],
    [
      'a pledge to go on for five years',
      { expiresOn: '2036-01-12' },
      'pledges',
      'z1',
      pledge({ pledgor: COMPANY }),
      ['renew'],
    ],
  ])('%s', ([, expected, register, key, ...steps], { expect }) => {
    expect(after(register, key, steps)).toMatchObject(expected)
  })
})
