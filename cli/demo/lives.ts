// What has happened to the people and vehicles of the demo since they were entered, and which office entered it.
import { addDays, ageOn } from '../../workers/kernel/calendar.ts'
import type { ActLine } from '../operator.ts'
import { penalties } from './central.ts'
import { chanceFrom, type Chance } from './chance.ts'
import { FORMER } from './officials.ts'
import { couple, people } from './people.ts'
import { places } from './places.ts'
import { residents } from './residents.ts'
import { ownerOn, plateFor, UNTIL, vehicles, workday, type Vehicle } from './vehicles.ts'

/** An act that an official does. */
export interface DeskLine extends ActLine {
  /** `authority.role` */
  readonly by: string
}

interface Happening {
  readonly act: string
  readonly input: ActLine['input']
  readonly day: string
}

/** One record's acts, in their order. */
const life = (by: string, register: string, key: string, happenings: readonly Happening[]): readonly DeskLine[] =>
  happenings
    .filter(({ day }) => day <= UNTIL)
    .map(({ act, input, day }, index) => ({
      by,
      register,
      act,
      key,
      input,
      effectiveFrom: day,
      idempotencyKey: `demo:${register}:${key}:${index + 2}`,
    }))

type Lives = readonly (readonly DeskLine[])[]

const COLOURS = ['white', 'black', 'blue', 'red'] as const

/** Of a vehicle as it stands, one more thing that may happen to it. */
function next(chance: Chance, at: { status: string; owner: string; old: boolean; colour: string }, day: string) {
  if (at.status === 'suspended') return chance.percent(75) ? { act: 'resume', input: {} } : { act: 'scrap', input: {} }
  const what = chance.below(100)
  if (what < 48) return { act: 'change-owner', input: { owner: ownerOn(chance, day, at.owner) } }
  if (what < 62) return { act: 'change-plate', input: { plate: plateFor(chance, at.owner) } }
  if (what < 82) return { act: 'suspend', input: {} }
  if (what < 86)
    return { act: 'correct', input: { colour: chance.one(COLOURS.filter((colour) => colour !== at.colour)) } }
  return at.old ? { act: 'scrap', input: {} } : { act: 'suspend', input: {} }
}

function lifeOf(chance: Chance, vehicle: Vehicle): readonly Happening[] {
  const happenings: Happening[] = []
  const { firstRegistered, registered } = vehicle
  const at = { status: 'active', owner: vehicle.owner, colour: vehicle.colour, old: false }
  for (let day = registered; at.status !== 'scrapped' && !chance.percent(55);) {
    day = workday(addDays(day, 90 + chance.below(1600)))
    if (day > UNTIL) break
    at.old = ageOn(firstRegistered, day) >= 10
    const happening = next(chance, at, day)
    happenings.push({ ...happening, day })
    at.status = { suspend: 'suspended', resume: 'active', scrap: 'scrapped' }[happening.act] ?? at.status
    at.owner = happening.input.owner ?? at.owner
    at.colour = happening.input.colour ?? at.colour
  }
  return happenings
}

function vehicleLives(): Lives {
  const chance = chanceFrom(1909)
  return vehicles.map((vehicle, index) => {
    // The first is Georgi's, who keeps it.
    const happenings =
      index === 0
        ? [{ act: 'change-plate', input: { plate: plateFor(chance, vehicle.owner) }, day: '2024-03-18' }]
        : lifeOf(chance, vehicle)
    return life('mvr.registrar', 'vehicles', vehicle.vin, happenings)
  })
}

/** Some take the name of whom they marry, some move house, and the oldest have died. */
function personLives(): Lives {
  const chance = chanceFrom(1881)
  const women = residents.filter(({ sex }) => sex === 'female')
  return residents.map(({ personalNumber, bornOn, diedOn = UNTIL, sex, familyName }) => {
    const happenings: Happening[] = []
    if (sex === 'female' && chance.percent(40)) {
      const names = women.map((one) => one.familyName).filter((name) => name !== familyName)
      const day = workday(addDays(bornOn, 365 * (21 + chance.below(9))))
      happenings.push({ act: 'change-name', input: { familyName: chance.one(names) }, day })
    }
    if (chance.percent(35)) {
      const input = { settlement: chance.one(places).code, street: `ул. „Сливница“ ${1 + chance.below(90)}` }
      happenings.push({ act: 'change-address', input, day: workday(addDays(bornOn, 365 * (31 + chance.below(20)))) })
    }
    const lived = happenings.filter(({ day }) => day < diedOn)
    const death = diedOn < UNTIL ? [{ act: 'death', input: {}, day: diedOn }] : []
    return life('grao.registrar', 'civil', personalNumber, [...lived, ...death])
  })
}

/** A marriage is entered at both spouses by one act. */
function marriages(): Lives {
  const [key = '', spouse = ''] = couple.ids.map((id) => people.find((one) => one.id === id)?.personalNumber ?? '')
  return [life('grao.registrar', 'civil', key, [{ act: 'marry', input: { spouse }, day: couple.since }])]
}

/** Most are served, and half of those are paid. A court has annulled the first, and what it was for was erased. */
const penaltyLives = (): Lives =>
  penalties.map(({ key, on }, n) => {
    const after = (act: string, days: number) => ({ act, input: {}, day: workday(addDays(on, days)) })
    const [served, paid] = [after('serve', 12), after('pay', 24)]
    const annulled = [served, after('appeal', 17), after('annul', 60), after('erase-facts', 64)]
    const happened = n === 0 ? annulled : n % 4 === 0 ? [] : n % 2 === 0 ? [served] : [served, paid]
    return life('mvr.registrar', 'penalties', key, happened)
  })

/** Nobody keeps an office for ever. */
const officeLives = (): Lives => [
  life('ministerski-savet.registrar', 'officials', FORMER, [{ act: 'end', input: {}, day: '2024-06-28' }]),
]

/** What happened first to each record, then what happened second: no two neighbours concern the same one. */
export const deskActs: readonly DeskLine[] = (() => {
  const lives = [...officeLives(), ...marriages(), ...personLives(), ...penaltyLives(), ...vehicleLives()]
  const rounds = Math.max(...lives.map(({ length }) => length))
  return Array.from({ length: rounds }, (_, round) => lives.flatMap((one) => one[round] ?? [])).flat()
})()
