// What the demo's registers hold at first: settlements, authorities, people, officials and their vehicles.
import type { ActLine } from '../operator.ts'
import { bodies } from './bodies.ts'
import { central } from './central.ts'
import { children, type Child } from './children.ts'
import { companies } from './companies.ts'
import { further } from './further.ts'
import { officeNumber, officials } from './officials.ts'
import { people } from './people.ts'
import { places } from './places.ts'
import { residents } from './residents.ts'
import { enteredTwice } from './twice.ts'
import { site, system } from './sites.ts'
import { addressesOf, buildingOf } from './streets.ts'
import { systems } from './systems.ts'
import { companyVehicles, vehicles, type Vehicle } from './vehicles.ts'

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

/** Parents before their children. */
const citizens: readonly Child[] = [...people, ...officials, ...residents, ...enteredTwice, ...children]

const addresses = addressesOf(citizens).map(({ register, key, input }) => enter(register, 'enter', key, input, SINCE))

const civil = citizens.map(
  ({ personalNumber, givenName, middleName, familyName, bornOn, sex, settlement, street, mother, father }) => {
    const parents = { ...(mother === undefined ? {} : { mother }), ...(father === undefined ? {} : { father }) }
    const own = {
      givenName,
      middleName,
      familyName,
      bornOn,
      bornIn: settlement,
      sex,
      citizenship: 'България',
      settlement,
      street,
      permanent: buildingOf({ settlement, street }),
      current: buildingOf({ settlement, street }),
    }
    return enter('civil', 'enter', personalNumber, { ...own, ...parents }, bornOn)
  },
)

const offices = [...people, ...officials].flatMap((holder) => {
  const { personalNumber, office } = holder
  if (office === undefined) return []
  const { authority, role, since } = office
  return [enter('officials', 'appoint', officeNumber(holder), { person: personalNumber, authority, role }, since)]
})

const traders = companies.map(({ number, name, nameLatin, form, seat, street, capital, since }) =>
  enter('companies', 'found', number, { name, nameLatin, form, seat, street, capital }, since),
)

const representatives = companies.flatMap(({ number, since, representatives: acting }) =>
  acting.map(({ personalNumber, name, role, manner }, index) =>
    enter(
      'company-representatives',
      'enter',
      `${number}-${index + 1}`,
      { company: number, person: personalNumber, name, role, manner },
      since,
    ),
  ),
)

const registered = (
  { vin, plate, model, fuel, emissionClass, firstRegistered, mass, colour, registered: since }: Omit<Vehicle, 'owner'>,
  whose: { readonly owner: string } | { readonly company: string },
): ActLine => {
  const { make, model: name, category } = model
  const input = { plate, make, model: name, category, fuel, emissionClass, firstRegistered, mass, colour, ...whose }
  return enter('vehicles', 'enter', vin, input, since)
}

const fleet = [
  ...vehicles.map((vehicle) => registered(vehicle, { owner: vehicle.owner })),
  ...companyVehicles.map((vehicle) => registered(vehicle, { company: vehicle.company })),
]

const sites = [
  enter('relying-parties', 'register', site.client, site.input, site.since),
  enter('relying-parties', 'register', system.client, system.input, system.since),
  {
    ...enter('relying-parties', 'approve', system.client, system.approval, system.since),
    idempotencyKey: `demo:relying-parties:${system.client}:approve`,
  },
]

/** In an order in which each refers only to what stands before it. */
export const demoActs: readonly ActLine[] = [
  ...settlements,
  ...authorities,
  ...addresses,
  ...civil,
  ...offices,
  ...traders,
  ...representatives,
  ...fleet,
  ...sites,
  ...[...central, ...further].map(({ register, act, key, input, on }) => enter(register, act, key, input, on)),
  ...systems,
]
