// The invented persons of the test mode: always the same, so that a developer can rely on them.
import { personalNumber } from '../../kernel/formats/personal-number.ts'
import type { Level } from '../../kernel/service.ts'
import type { ClaimName } from './client.ts'

export interface TestPerson {
  readonly id: string
  readonly level: Level
  readonly claims: { readonly [claim in ClaimName]: string | boolean }
}

/** Numbers of a day on which nobody was born yet: right in form, and nobody's. */
const numberOf = (serial: number): string => personalNumber('2099-12-31', serial)

export const testPersons: readonly TestPerson[] = [
  {
    id: 'adult',
    level: 'high',
    claims: { name: 'Тест Пълнолетен', birthdate: '1980-02-29', age_over_18: true, personal_number: numberOf(1) },
  },
  {
    id: 'minor',
    level: 'substantial',
    claims: { name: 'Тест Непълнолетна', birthdate: '2015-06-01', age_over_18: false, personal_number: numberOf(2) },
  },
  {
    id: 'low',
    level: 'low',
    claims: {
      name: 'Тест Слаб-Вход О’Браян',
      birthdate: '1944-12-31',
      age_over_18: true,
      personal_number: numberOf(3),
    },
  },
]
