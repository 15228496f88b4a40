// Somebody whom two clerks have entered, each under a number and in an alphabet of their own: for officials to find.
import { personalNumber } from '../../workers/kernel/formats/personal-number.ts'
import type { Citizen } from './people.ts'

const own = { bornOn: '1969-04-14', sex: 'male', settlement: '68134', street: 'ул. „Оборище“ 28' } as const

export const enteredTwice: readonly Citizen[] = [
  {
    ...own,
    personalNumber: personalNumber(own.bornOn, 622),
    givenName: 'Александър',
    middleName: 'Юриев',
    familyName: 'Ненчев',
  },
  {
    ...own,
    personalNumber: personalNumber(own.bornOn, 644),
    givenName: 'Aleksandar',
    middleName: 'Yuriev',
    familyName: 'Nenchev',
  },
]
