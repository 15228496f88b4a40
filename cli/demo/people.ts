// The people of the demo: invented, with numbers that are valid; each holds a software card.
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import type { DemoPerson } from './authority.ts'

interface Citizen extends DemoPerson {
  readonly middleName: string
  readonly bornOn: string
  readonly sex: 'female' | 'male'
  /** EKATTE code. */
  readonly settlement: string
  readonly street: string
  /** An office in an authority. */
  readonly office?: { readonly authority: string; readonly role: 'registrar' | 'head' }
}

/** The ninth digit is even for a man. */
const person = (serial: number, citizen: Omit<Citizen, 'personalNumber'>): Citizen => ({
  ...citizen,
  personalNumber: personalNumber(citizen.bornOn, serial),
})

export const people: readonly Citizen[] = [
  person(711, {
    id: 'maria',
    givenName: 'Мария',
    middleName: 'Георгиева',
    familyName: 'Иванова',
    bornOn: '1985-04-12',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Шипка“ 14',
    about: { bg: 'Гражданка. Иска да регистрира автомобил.', en: 'A citizen who wants to register a car.' },
  }),
  person(704, {
    id: 'georgi',
    givenName: 'Георги',
    middleName: 'Стоянов',
    familyName: 'Петров',
    bornOn: '1972-09-30',
    sex: 'male',
    settlement: '56784',
    street: 'бул. „Марица“ 3',
    about: { bg: 'Гражданин. Има вече регистриран автомобил.', en: 'A citizen who already has a car.' },
  }),
  person(713, {
    id: 'elena',
    givenName: 'Елена',
    middleName: 'Николова',
    familyName: 'Димитрова',
    bornOn: '1990-01-17',
    sex: 'female',
    settlement: '68134',
    street: 'ул. „Оборище“ 88',
    about: {
      bg: 'Регистратор в Пътна полиция (МВР).',
      en: 'A registrar of the road police (Ministry of the Interior).',
    },
    office: { authority: 'mvr', role: 'registrar' },
  }),
  person(706, {
    id: 'nikolay',
    givenName: 'Николай',
    middleName: 'Петров',
    familyName: 'Тодоров',
    bornOn: '1968-11-05',
    sex: 'male',
    settlement: '10135',
    street: 'ул. „Преслав“ 21',
    about: { bg: 'Регистратор в ГРАО.', en: 'A registrar of the population register.' },
    office: { authority: 'grao', role: 'registrar' },
  }),
]
