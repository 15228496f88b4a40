// What the demo's registers hold at first: settlements, authorities, people, officials and their vehicles.
import type { ActLine } from '../operator.ts'
import { bodies } from './bodies.ts'
import { officeNumber, officials } from './officials.ts'
import { people, type Citizen } from './people.ts'
import { places } from './places.ts'
import { residents } from './residents.ts'
import { vehicles } from './vehicles.ts'

/** Settlements and authorities are older than their registers. */
const SINCE = '2000-01-01'

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

const settlements = places.map(({ code, name, nameLatin, kind, municipality, province }) =>
  enter('addresses', 'enter', code, { name, nameLatin, kind, municipality, province }, SINCE),
)

const authorities = bodies.map(({ code, name, nameLatin, kind, seat }) =>
  enter('authorities', 'enter', code, { name, nameLatin, kind, seat }, SINCE),
)

const citizens: readonly Citizen[] = [...people, ...officials, ...residents]

const civil = citizens.map(({ personalNumber, givenName, middleName, familyName, bornOn, sex, settlement, street }) =>
  enter(
    'civil',
    'enter',
    personalNumber,
    { givenName, middleName, familyName, bornOn, sex, citizenship: 'България', settlement, street },
    bornOn,
  ),
)

const offices = [...people, ...officials].flatMap((holder) => {
  const { personalNumber, office } = holder
  if (office === undefined) return []
  const { authority, role, since } = office
  return [enter('officials', 'appoint', officeNumber(holder), { person: personalNumber, authority, role }, since)]
})

const fleet = vehicles.map(
  ({ vin, plate, model, fuel, emissionClass, firstRegistered, mass, colour, owner, registered }) => {
    const { make, model: name, category } = model
    const input = { plate, make, model: name, category, fuel, emissionClass, firstRegistered, mass, colour, owner }
    return enter('vehicles', 'enter', vin, input, registered)
  },
)

/** In an order in which each refers only to what stands before it. */
export const demoActs: readonly ActLine[] = [...settlements, ...authorities, ...civil, ...offices, ...fleet]
