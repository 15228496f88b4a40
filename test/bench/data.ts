// What every measured system holds: a thousand vehicles, entered by the same acts; and what is asked of them.
import { people } from '../../cli/demo/people.ts'
import type { ActLine } from '../../cli/operator.ts'

export const RECORDS = 1000

const MODELS = [
  ['ВАЗ', '2107'],
  ['Volkswagen', 'Golf'],
  ['Toyota', 'Corolla'],
  ['Dacia', 'Duster'],
  ['Москвич', '412'],
] as const

/** One in five of the vehicles: more than a page of results. */
export const SEARCHED = 'Corolla'

const LETTERS = 'АВЕКМНОРСТУХ'

/** Plates that differ from number to number, for far more acts than a run makes. */
function plateOf(n: number): string {
  const letter = (place: number) => LETTERS[Math.floor(n / 10_000 / LETTERS.length ** place) % LETTERS.length]
  return `${letter(3)}${letter(2)}${String(n % 10_000).padStart(4, '0')}${letter(1)}${letter(0)}`
}

/** Acts that enter so many vehicles, numbered from 0. */
export const vehiclesOf = (count: number): readonly ActLine[] => Array.from({ length: count }, (_, n) => vehicleOf(n))

function vehicleOf(n: number): ActLine {
  const [make = '', model = ''] = MODELS[n % MODELS.length] ?? []
  return {
    register: 'vehicles',
    act: 'enter',
    key: `WVWZZZ1JZXW${String(n).padStart(6, '0')}`,
    input: {
      plate: plateOf(n),
      make,
      model,
      category: 'M1',
      fuel: 'petrol',
      emissionClass: 'euro4',
      firstRegistered: '2004-05-17',
      mass: 1000 + n,
      colour: 'grey',
      owner: people[n % people.length]?.personalNumber ?? '',
    },
    effectiveFrom: '2004-05-17',
    idempotencyKey: `bench:vehicles:${n}`,
  }
}

export const vehicles = vehiclesOf(RECORDS)

/** The body of an act that no state of the record refuses: each gives the vehicle a plate that it never had. */
export const changeOfPlate = (vehicle: number, n: number): string =>
  JSON.stringify({ key: vehicles[vehicle]?.key, input: { plate: plateOf(RECORDS + n) } })
