// How alike two names are: the published examples of the measure, and one person as they are written in two alphabets.
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { groupedBy, groupsOf, jaroWinkler, likeness, namesOf } from '../../workers/engines/alike.ts'
import { there } from '../support/result.ts'

const civil = there(catalogue.registers.get('civil'))
const named = (givenName: string, familyName: string, middleName = '') =>
  namesOf(civil, { givenName, familyName, ...(middleName === '' ? {} : { middleName }) })
const KEY = Buffer.alloc(32, 7).toString('base64')

describe('the likeness of Jaro and Winkler', () => {
  // W. E. Winkler, 1990, table 1.
  it.for([
    ['martha', 'marhta', 0.961],
    ['dixon', 'dicksonx', 0.813],
    ['dwayne', 'duane', 0.84],
    ['jones', 'johnson', 0.832],
    ['abroms', 'abrams', 0.922],
    ['abc', 'xyz', 0],
    ['', 'a', 0],
    ['a', 'a', 1],
  ] as const)('%s and %s: %d', ([one, other, near], { expect }) => {
    expect(jaroWinkler(one, other)).toBeCloseTo(near, 3)
    expect(jaroWinkler(other, one)).toBeCloseTo(near, 3)
  })
})

describe('two records of one person', () => {
  const least = there(civil.alike).least

  it.for([
    [named('Мария', 'Иванова'), named('Maria', 'Ivanova')],
    [named('Мария', 'Иванова', 'Петрова'), named('Mariya', 'Ivanova')],
    [named('Стоян', 'Колев'), named('Колев', 'Стоян')],
    [named('Георги', 'Димитров'), named('Георги', 'Димитрав')],
    [named('Юлия', 'Щерева'), named('Yulia', 'Shtereva')],
  ])('are alike: %j, %j', ([one, other], { expect }) => {
    expect(likeness(there(one), there(other))).toBeGreaterThanOrEqual(least)
  })

  it.for([
    [named('Мария', 'Иванова'), named('Петър', 'Стоянов')],
    [named('Мария', 'Иванова'), named('Маргарита', 'Костова')],
    [named('Георги', 'Димитров'), named('Николай', 'Димитров')],
  ])('are told from two persons: %j, %j', ([one, other], { expect }) => {
    expect(likeness(there(one), there(other))).toBeLessThan(least)
  })

  it('are compared where they were born on one day and a name begins alike, and no more once one gave way', ({
    expect,
  }) => {
    const one = { givenName: 'Мария', familyName: 'Иванова', bornOn: '1980-03-05' }
    const groups = groupedBy(civil, one, KEY)
    expect(Object.keys(groups)).toEqual(groupsOf(civil).slice(0, 2))
    expect(groupedBy(civil, { ...one, givenName: 'Mariya', familyName: 'Петрова' }, KEY)).toMatchObject({
      '~alike.0': groups['~alike.0'],
    })
    expect(Object.values(groupedBy(civil, { ...one, bornOn: '1980-03-06' }, KEY))).not.toContain(groups['~alike.0'])
    expect(groupedBy(civil, { ...one, mergedInto: '6101057509' }, KEY)).toEqual({})
  })
})
