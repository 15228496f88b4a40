// The vehicles of the demo: what each is, and when it was registered to whom.
import { addDays, ageOn, dateOf, dayNumber, weekday } from '../../workers/kernel/calendar.ts'
import { vinFormat } from '../../workers/kernel/formats/vin.ts'
import { chanceFrom, type Chance } from './chance.ts'
import { companies } from './companies.ts'
import { models, type Model } from './models.ts'
import { officials } from './officials.ts'
import { people } from './people.ts'
import { places } from './places.ts'
import { residents, type Resident } from './residents.ts'

export interface Vehicle {
  readonly vin: string
  readonly plate: string
  readonly model: Model
  readonly fuel: string
  readonly emissionClass: string
  readonly firstRegistered: string
  readonly mass: number
  readonly colour: string
  readonly owner: string
  readonly registered: string
}

const VEHICLES = 300
/** The demo's history ends here, whenever it is loaded. */
export const UNTIL = '2026-10-30'

/** Наредба № I-45 от 2000 г., приложение № 1: the letters with which the plates of a province begin. */
const PLATES: { readonly [province: string]: readonly string[] } = {
  Благоевград: ['Е'],
  Бургас: ['А'],
  Варна: ['В'],
  'Велико Търново': ['ВТ'],
  Видин: ['ВН'],
  Враца: ['ВР'],
  Габрово: ['ЕВ'],
  Добрич: ['ТХ'],
  Кърджали: ['К'],
  Кюстендил: ['КН'],
  Ловеч: ['ОВ'],
  Монтана: ['М'],
  Пазарджик: ['РА'],
  Перник: ['РК'],
  Плевен: ['ЕН'],
  Пловдив: ['РВ'],
  Разград: ['РР'],
  Русе: ['Р'],
  Силистра: ['СС'],
  Сливен: ['СН'],
  Смолян: ['СМ'],
  'София (столица)': ['С', 'СА', 'СВ'],
  Софийска: ['СО'],
  'Стара Загора': ['СТ'],
  Търговище: ['Т'],
  Хасково: ['Х'],
  Шумен: ['Н'],
  Ямбол: ['У'],
}
const SERIES = 'АВЕКМНРСТХ'.split('')
const COLOURS = ['white', 'black', 'grey', 'grey', 'blue', 'red', 'green', 'brown', 'yellow', 'other'] as const
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789'

/** The character of a model year (ISO 3779): thirty of them, and again from 2010. */
const yearOf = (year: number) => YEARS.charAt((year - 1980) % YEARS.length)

/** The one check digit that the format accepts. */
function withCheckDigit(vin: string): string {
  const valid = '0123456789X'
    .split('')
    .map((digit) => vin.replace('#', digit))
    .find((one) => vinFormat.check(one))
  if (valid === undefined) throw new Error(`no check digit fits ${vin}`)
  return valid
}

/** Regulation (EC) 715/2007 and those before it: by when a car was new. */
function emissionOf(model: Model, fuel: string, year: number): string {
  if (model.category === 'O1' || fuel === 'electric') return 'none'
  const from = [
    [2015, 'euro6'],
    [2011, 'euro5'],
    [2006, 'euro4'],
    [2001, 'euro3'],
  ] as const
  return from.find(([first]) => year >= first)?.[1] ?? 'euro2'
}

/** The office is closed at weekends. */
export const workday = (day: string): string => addDays(day, { 6: 2, 0: 1 }[weekday(day)] ?? 0)

const owners: readonly Resident[] = [...residents, ...officials]

/** Somebody who was of age and alive on the day, and is not `but`. */
export function ownerOn(chance: Chance, day: string, but?: string): string {
  const able = owners.filter(
    ({ bornOn, diedOn = UNTIL, personalNumber }) => ageOn(bornOn, day) >= 18 && day <= diedOn && personalNumber !== but,
  )
  return chance.one(able).personalNumber
}

const taken = new Set<string>()

/** A plate of the owner's province that nobody else has. */
export function plateFor(chance: Chance, owner: string): string {
  const settlement = [...owners, ...people].find(({ personalNumber }) => personalNumber === owner)?.settlement
  const { province = '' } = places.find(({ code }) => code === settlement) ?? {}
  for (;;) {
    const number = String(1000 + chance.below(9000))
    const plate = chance.one(PLATES[province] ?? []) + number + chance.one(SERIES) + chance.one(SERIES)
    if (!taken.has(plate) && taken.add(plate)) return plate
  }
}

function invent(chance: Chance, model: Model, owner?: string): Vehicle {
  const [from, to] = model.years
  const year = from + chance.below(to - from + 1)
  const first = dateOf(dayNumber(`${year}-01-10`) + chance.below(350))
  // Every other one was driven abroad before.
  const registered = workday(chance.percent(50) ? first : addDays(first, 200 + chance.below(3000)))
  const entered = registered < UNTIL ? registered : workday(first)
  const fuel = chance.one(model.fuels)
  const vin = model.vin.replace('y', yearOf(year)) + String(100_000 + chance.below(900_000))
  const of = owner ?? ownerOn(chance, entered)
  return {
    vin: vin.includes('#') ? withCheckDigit(vin) : vin,
    plate: plateFor(chance, of),
    model,
    fuel,
    emissionClass: emissionOf(model, fuel, year),
    firstRegistered: first,
    mass: model.mass[0] + chance.below(model.mass[1] - model.mass[0]),
    colour: chance.one(COLOURS),
    owner: of,
    registered: entered,
  }
}

export const vehicles: readonly Vehicle[] = (() => {
  const chance = chanceFrom(1886)
  const georgi = people.find(({ id }) => id === 'georgi')
  const octavia = models.find(({ vin }) => vin.startsWith('TMBAG7NE'))
  if (georgi === undefined || octavia === undefined) throw new Error('the car of Georgi is missing')
  // One of each, then more of those that are common.
  const cars = models.filter(({ category }) => category === 'M1')
  const rest = Array.from(
    { length: VEHICLES - 1 },
    (_, n) => models[n] ?? chance.one(chance.percent(55) ? cars : models),
  )
  return [invent(chance, octavia, georgi.personalNumber), ...rest.map((model) => invent(chance, model))]
})()

/** A company's own, which whoever represents it may sell. */
export const companyVehicles: readonly (Omit<Vehicle, 'owner'> & { readonly company: string })[] = (() => {
  const chance = chanceFrom(1895)
  const zora = companies.find(({ nameLatin }) => nameLatin === 'Zora Trans')
  const georgi = people.find(({ id }) => id === 'georgi')
  const van = models.find(({ category }) => category === 'N1')
  if (zora === undefined || georgi === undefined || van === undefined) throw new Error('the van of Zora is missing')
  const { owner: _, ...vehicle } = invent(chance, van, georgi.personalNumber)
  return [{ ...vehicle, company: zora.number }]
})()
