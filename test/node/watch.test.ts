// What is marked in the looks of officials: by plain rules, each with its count.
import { describe, it } from 'vitest'
import { hintsOf, isFarMore, middleOf, tiesOf, type Close, type Counted } from '../../workers/engines/watch.ts'

const close = (number: string, rest: Partial<Close> = {}): Close => ({
  number,
  kin: [],
  buildings: [],
  streets: [],
  ...rest,
})
const counted = (...looks: readonly number[]): readonly Counted[] =>
  looks.map((one, official) => ({ official, looks: one, records: one, withoutCase: 0, close: 0 }))

describe('an official who looks', () => {
  it.for<[string, Close, Close, readonly string[]]>([
    ['at themself', close('a', { buildings: ['1'] }), close('a', { buildings: ['1'] }), ['self']],
    ['at their child', close('a', { kin: ['b'] }), close('b'), ['kin']],
    ['at who names them as a parent', close('a'), close('b', { kin: ['a'] }), ['kin']],
    ['at who shares a parent alone', close('a', { kin: ['c'] }), close('b', { kin: ['c'] }), []],
    [
      'at a neighbour',
      close('a', { buildings: ['1'], streets: ['s'] }),
      close('b', { buildings: ['2', '1'], streets: ['s'] }),
      ['building'],
    ],
    [
      'at somebody of the street',
      close('a', { buildings: ['1'], streets: ['s'] }),
      close('b', { buildings: ['2'], streets: ['s'] }),
      ['street'],
    ],
    [
      'at a spouse at home',
      close('a', { kin: ['b'], buildings: ['1'] }),
      close('b', { buildings: ['1'] }),
      ['kin', 'building'],
    ],
    [
      'at a stranger',
      close('a', { buildings: ['1'], streets: ['s'] }),
      close('b', { buildings: ['2'], streets: ['t'] }),
      [],
    ],
  ])('%s', ([, official, subject, ties], { expect }) => {
    expect(tiesOf(official, subject)).toEqual(ties)
  })

  it('at whom many look', ({ expect }) => {
    expect([hintsOf({ ties: [], readers: 4 }), hintsOf({ ties: ['kin'], readers: 5 })]).toEqual([
      [],
      ['kin', 'much-read'],
    ])
  })
})

describe('far more than the others', () => {
  const marked = (...looks: readonly number[]) =>
    counted(...looks)
      .filter((one, _, all) => isFarMore(all, one))
      .map(({ official }) => official)

  it('is who looks over three times as much as the middle one, and twenty times at least', ({ expect }) => {
    expect(marked(61, 20, 20, 20)).toEqual([0])
    expect(marked(60, 20, 20, 20)).toEqual([])
    expect(marked(19, 1, 1, 1)).toEqual([])
    expect(marked(20, 1, 1, 1)).toEqual([0])
    // One who looks as much does not hide the other.
    expect(marked(100, 100, 5, 5, 5, 5)).toEqual([0, 1])
  })

  it('is nobody where there are too few to compare with', ({ expect }) => {
    expect([marked(500, 1, 1), middleOf(counted(500, 1, 1), 0)]).toEqual([[], null])
    expect(middleOf(counted(9, 1, 2, 4, 8), 0)).toBe(3)
  })
})
