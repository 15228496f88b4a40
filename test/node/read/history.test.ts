// What anyone may see of a record's past, from its entries alone.
import { describe, it } from 'vitest'
import { publicHistory } from '../../../workers/engines/history.ts'
import type { Changes, Entry } from '../../../workers/engines/record.ts'
import { tennisClub } from '../../support/tennis-club.ts'

type Step = readonly [day: string, set: Changes]

/** Entries of a member, each on its day. */
const member = (...acts: readonly Step[]) =>
  acts.map(([effectiveFrom, set], at) => ({
    entry: {
      seq: at + 1,
      act: 'correct',
      definition: 1,
      key: '7',
      record: '7',
      input: {},
      set,
      recordedAt: at,
      effectiveFrom,
      actor: { role: 'club.secretary' },
      basis: {},
    } satisfies Entry,
    leafHash: String(at),
  }))

const changes = (...acts: readonly Step[]) =>
  publicHistory(tennisClub, member(...acts), 50).map((entry) => entry.changes)

describe('a change', () => {
  it('is told from what to what, the latest first', ({ expect }) => {
    expect(changes(['2025-01-01', { nickname: 'Ace', hand: 'left' }], ['2025-02-01', { hand: 'right' }])).toEqual([
      [{ field: 'hand', from: 'left', to: 'right' }],
      [
        { field: 'nickname', to: 'Ace' },
        { field: 'hand', to: 'left' },
      ],
    ])
  })

  it('that reaches back is told from what stood then, whatever came since', ({ expect }) => {
    const [correction, later] = changes(
      ['2025-01-01', { points: 1 }],
      ['2025-03-01', { points: 3 }],
      ['2025-02-01', { points: 2 }],
    )
    expect([correction, later]).toEqual([[{ field: 'points', from: 1, to: 2 }], [{ field: 'points', from: 1, to: 3 }]])
  })

  it('on the same day is told from what was recorded last', ({ expect }) => {
    expect(
      changes(['2025-01-01', { points: 1 }], ['2025-01-01', { points: 2 }], ['2025-01-01', { points: 3 }])[0],
    ).toEqual([{ field: 'points', from: 2, to: 3 }])
  })

  it('that clears a field has no “to”, and one that changes nothing is none', ({ expect }) => {
    expect(
      changes(['2025-01-01', { nickname: 'Ace', points: 1 }], ['2025-02-01', { nickname: null, points: 1 }])[0],
    ).toEqual([{ field: 'nickname', from: 'Ace' }])
  })
})

it('a closed field is named when it has changed, and its value is nowhere', ({ expect }) => {
  const history = publicHistory(
    tennisClub,
    member(
      ['2025-01-01', { nickname: 'Ace', phone: '0888123456', injury: 'elbow' }],
      ['2025-02-01', { phone: '0888123456', injury: null }],
      ['2025-03-01', { gone: 'of an older definition' }],
    ),
    50,
  )
  expect(history.map(({ closed }) => closed)).toEqual([['gone'], ['injury'], ['phone', 'injury']])
  expect(JSON.stringify(history)).not.toMatch(/0888123456|elbow|older/u)
})

it('a page holds the last entries, and knows what stood before them', ({ expect }) => {
  const entries = member(...[1, 2, 3, 4, 5].map((points) => [`2025-01-0${points}`, { points }] as const))
  expect(publicHistory(tennisClub, entries, 2)).toMatchObject([
    { seq: 5, changes: [{ from: 4, to: 5 }] },
    { seq: 4, changes: [{ from: 3, to: 4 }] },
  ])
  expect(publicHistory(tennisClub, [], 2)).toEqual([])
})
