// The companies of the demo: invented, with numbers that are valid, and the people who act for them.
import { companyNumberFormat } from '../../workers/kernel/formats/company-number.ts'
import { people } from './people.ts'
import { residents } from './residents.ts'

export interface Company {
  readonly number: string
  readonly name: string
  readonly nameLatin: string
  readonly form: 'et' | 'eood' | 'ood' | 'ad'
  /** EKATTE code. */
  readonly seat: string
  readonly street: string
  /** Euro. */
  readonly capital: number
  readonly since: string
  readonly representatives: readonly {
    readonly personalNumber: string
    readonly name: string
    readonly role: 'manager' | 'director' | 'procurator'
    readonly manner: 'severally' | 'jointly'
  }[]
}

/** Eight digits of a series that the register has not reached, and the one of check that fits. */
function numberOf(serial: number): string {
  const digits = String(99_000_000 + serial)
  const valid = '0123456789'
    .split('')
    .map((check) => digits + check)
    .find((one) => companyNumberFormat.check(one))
  if (valid === undefined) throw new Error(`no check digit fits ${digits}`)
  return valid
}

type Representative = Company['representatives'][number]

const acting = (
  { personalNumber, givenName, familyName }: (typeof residents)[number],
  manner: Representative['manner'] = 'severally',
  role: Representative['role'] = 'manager',
): Representative => ({ personalNumber, name: `${givenName} ${familyName}`, role, manner })

function known(id: string) {
  const person = people.find((one) => one.id === id)
  if (person === undefined) throw new Error(`${id} is nobody`)
  return person
}
const alive = residents.filter(({ diedOn }) => diedOn === undefined)
function resident(n: number) {
  const person = alive[n]
  if (person === undefined) throw new Error(`there is no resident ${n}`)
  return person
}

export const companies: readonly Company[] = [
  {
    number: numberOf(101),
    name: 'Зора Транс',
    nameLatin: 'Zora Trans',
    form: 'ood',
    seat: '56784',
    street: 'бул. „Кукленско шосе“ 12',
    capital: 5000,
    since: '2014-03-10',
    representatives: [acting(known('georgi')), acting(resident(3))],
  },
  {
    number: numberOf(202),
    name: 'Шипка Консулт',
    nameLatin: 'Shipka Consult',
    form: 'ood',
    seat: '68134',
    street: 'ул. „Шипка“ 36',
    capital: 2000,
    since: '2019-06-17',
    // Neither acts without the other.
    representatives: [acting(known('maria'), 'jointly'), acting(known('georgi'), 'jointly')],
  },
  {
    number: numberOf(303),
    name: 'Морски бряг',
    nameLatin: 'Morski Bryag',
    form: 'ad',
    seat: '10135',
    street: 'бул. „Приморски“ 5',
    capital: 250_000,
    since: '2008-09-01',
    representatives: [acting(resident(5), 'severally', 'director')],
  },
  {
    number: numberOf(404),
    name: 'Пекарна Роза',
    nameLatin: 'Pekarna Roza',
    form: 'eood',
    seat: '67653',
    street: 'ул. „Роза“ 8',
    capital: 2,
    since: '2021-02-22',
    representatives: [acting(resident(8))],
  },
]
