// The children of the demo: for each a parent can act who holds a card.
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import { people, type Citizen } from './people.ts'

export interface Child extends Citizen {
  /** Personal numbers. */
  readonly mother?: string
  readonly father?: string
}

function numberOf(id: string): string {
  const parent = people.find((one) => one.id === id)
  if (parent === undefined) throw new Error(`${id} is nobody`)
  return parent.personalNumber
}

const born = (serial: number, child: Omit<Child, 'personalNumber'>): Child => ({
  ...child,
  personalNumber: personalNumber(child.bornOn, serial),
})

export const children: readonly Child[] = [
  born(604, {
    givenName: 'Даниел',
    middleName: 'Петров',
    familyName: 'Иванов',
    bornOn: '2015-05-24',
    sex: 'male',
    settlement: '68134',
    street: 'ул. „Шипка“ 14',
    mother: numberOf('maria'),
  }),
  born(607, {
    givenName: 'Ива',
    middleName: 'Георгиева',
    familyName: 'Петрова',
    bornOn: '2016-11-02',
    sex: 'female',
    settlement: '56784',
    street: 'бул. „Марица“ 3',
    father: numberOf('georgi'),
  }),
  // Of age: her father acts for her no more.
  born(609, {
    givenName: 'Нина',
    middleName: 'Георгиева',
    familyName: 'Петрова',
    bornOn: '2004-02-14',
    sex: 'female',
    settlement: '56784',
    street: 'бул. „Марица“ 3',
    father: numberOf('georgi'),
  }),
]
