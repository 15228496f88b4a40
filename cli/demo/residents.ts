// Who else lives in the demo: people of all ages, invented from the names that are most common in the country.
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { dateOf, dayNumber } from '../../workers/kernel/calendar.ts'
import { chanceFrom } from './chance.ts'
import type { Citizen } from './people.ts'
import { places } from './places.ts'

const RESIDENTS = 44
const BORN_FROM = dayNumber('1936-01-01')
/** The youngest are of age. */
const BORN_TO = dayNumber('2008-06-30')

interface Names {
  readonly female: readonly string[]
  readonly male: readonly string[]
  /** Of men; a woman's ends in -а. */
  readonly family: readonly string[]
}

const BULGARIAN: Names = {
  female: [
    'Иванка',
    'Йорданка',
    'Виктория',
    'Десислава',
    'Галина',
    'Снежана',
    'Радка',
    'Калина',
    'Невена',
    'Цветелина',
    'Ралица',
    'Теодора',
  ],
  male: [
    'Иван',
    'Димитър',
    'Христо',
    'Тодор',
    'Стоян',
    'Пламен',
    'Красимир',
    'Мартин',
    'Атанас',
    'Васил',
    'Огнян',
    'Цветан',
  ],
  family: [
    'Иванов',
    'Георгиев',
    'Христов',
    'Стоянов',
    'Илиев',
    'Василев',
    'Атанасов',
    'Йорданов',
    'Попов',
    'Михайлов',
    'Кръстев',
    'Костов',
    'Павлов',
    'Цветков',
    'Спасов',
    'Лазаров',
    'Добрев',
    'Младенов',
    'Найденов',
    'Ковачев',
    'Желев',
    'Щерев',
  ],
}

const TURKISH: Names = {
  female: ['Айше', 'Фатме', 'Емине', 'Севгюл'],
  male: ['Мехмед', 'Хасан', 'Ахмед', 'Юсеин'],
  family: ['Мехмедов', 'Хасанов', 'Ахмедов', 'Исмаилов'],
}
const TURKISH_TOO: ReadonlySet<string> = new Set(['Кърджали', 'Разград', 'Шумен', 'Търговище', 'Силистра'])

const STREETS = [
  'ул. „Христо Ботев“',
  'ул. „Васил Левски“',
  'бул. „България“',
  'ул. „Цар Симеон“',
  'ул. „Иван Вазов“',
  'ул. „Отец Паисий“',
  'ул. „Марица“',
  'ул. „Дунав“',
  'ул. „Роза“',
  'ул. „Пирин“',
  'ул. „Здравец“',
  'бул. „Трети март“',
]

export interface Resident extends Citizen {
  readonly diedOn?: string
}

export const residents: readonly Resident[] = (() => {
  const chance = chanceFrom(1878)
  return Array.from({ length: RESIDENTS }, (): Resident => {
    const { code, province } = chance.one(places)
    const names = TURKISH_TOO.has(province) && chance.percent(60) ? TURKISH : BULGARIAN
    const sex = chance.percent(52) ? 'female' : 'male'
    const surname = () => chance.one(names.family) + (sex === 'female' ? 'а' : '')
    const bornOn = dateOf(BORN_FROM + chance.below(BORN_TO - BORN_FROM))
    const died = bornOn < '1950-01-01' && chance.percent(45)
    return {
      // The ninth digit is even for a man.
      personalNumber: personalNumber(bornOn, 2 * chance.below(500) + (sex === 'female' ? 1 : 0)),
      givenName: chance.one(names[sex]),
      middleName: surname(),
      familyName: surname(),
      bornOn,
      sex,
      settlement: code,
      street: `${chance.one(STREETS)} ${1 + chance.below(120)}`,
      ...(died ? { diedOn: dateOf(dayNumber('2019-02-01') + chance.below(2600)) } : {}),
    }
  })
})()
