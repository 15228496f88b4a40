// Numbers that follow from a record: term by term, no more of them than whoever looks may see, and seen by its acts.
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { computedFor, computedOf } from '../../workers/engines/computed.ts'
import { disclose, type Audience } from '../../workers/engines/disclosure.ts'
import { decide } from '../../workers/engines/record.ts'
import type { Board } from '../../workers/kernel/board.ts'
import { loadRegister } from '../../workers/kernel/load.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import type { Values } from '../../workers/kernel/value.ts'
import { at } from '../support/chance.ts'
import { there, unwrap } from '../support/result.ts'
import { tennisClub } from '../support/tennis-club.ts'

const label = { bg: 'Точки', en: 'Points' }
const term = (value: string) => ({ label, value })
const rated: RegisterDefinition = {
  ...tennisClub,
  computed: {
    form: { label, terms: { points: term('record.points'), left: term("record.hand == 'left' ? 50 : 0") } },
    age: { label, terms: { years: term('age(record.born, today)'), sum: term('computed.form') } },
    health: { label, terms: { injury: term('has(record.injury) ? -10 : 0'), all: term('computed.age') } },
    prize: { label, terms: { matches: term('sum(record.matches.map(one, one.prize))') } },
  },
  acts: {
    ...tennisClub.acts,
    score: { ...there(tennisClub.acts['score']), refuse: { 'over-the-top': 'computed.form > 100' } },
  },
  refusals: { ...tennisClub.refusals },
}
const club = unwrap(loadRegister(rated))
const ANI: Values = { number: 'ani', nickname: 'Ани', hand: 'left', born: '1990-01-01', points: 40, active: true }

const seen = (audience: Audience, values: Values = ANI) =>
  Object.fromEntries(
    computedFor(club, disclose(rated, values, audience), audience, '2026-03-02').map(({ name, total }) => [
      name,
      total,
    ]),
  )

describe('a number that is worked out', () => {
  it('is the sum of its terms, and of what stands before it', ({ expect }) => {
    expect(computedOf(club, ANI, '2026-03-02')).toEqual({ form: 90, age: 126, health: 126 })
    expect(computedOf(unwrap(loadRegister(tennisClub)), ANI, '2026-03-02')).toBeNull()
  })

  it('tells nobody more of a record than they see', ({ expect }) => {
    const prize = 'unknown'
    expect(seen({ kind: 'public' })).toEqual({ form: 90, age: 'closed', health: 'closed', prize: 'closed' })
    expect(seen({ kind: 'subject' })).toEqual({ form: 90, age: 126, health: 'closed', prize })
    expect(seen({ kind: 'authority', role: 'club.doctor' })).toEqual({ form: 90, age: 126, health: 126, prize })
    const [, age] = computedFor(club, disclose(rated, ANI, { kind: 'public' }), { kind: 'public' }, '2026-03-02')
    expect(age?.terms).toEqual([
      { name: 'years', points: 'closed' },
      { name: 'sum', points: 90 },
    ])
  })

  it('decides in the conditions of acts', ({ expect }) => {
    const head = { key: 'ani', seq: 1, definition: 1, leafHash: '', recordedAt: 0, since: {}, over: false }
    const days = { createdFrom: '2026-01-01', effectiveFrom: '2026-01-01' }
    const score = (points: number) =>
      decide(
        club,
        { ...head, ...days, values: { ...ANI, points } },
        {
          register: 'tennis-club',
          key: 'ani',
          act: 'score',
          input: { won: 1 },
          idempotencyKey: 'k',
          actor: { role: 'club.secretary' },
          basis: {},
        },
        at('2026-03-02'),
      )
    expect([score(50).ok, score(51)]).toEqual([true, { ok: false, error: 'over-the-top' }])
  })
})

describe('a definition is refused for', () => {
  const board: Board = { title: label, about: label, by: 'hand', columns: ['points', 'form'] }
  const faults = (change: Partial<RegisterDefinition>) => {
    const answer = loadRegister({ ...rated, ...change })
    return answer.ok ? [] : answer.faults.map(({ path, code }) => `${path} ${code}`)
  }
  const hand = { ...there(tennisClub.fields['hand']), find: 'exact' } as RegisterDefinition['fields'][string]
  const withBoard = (change: Partial<Board>) =>
    faults({ fields: { ...tennisClub.fields, hand }, boards: { hands: { ...board, ...change } } })

  it('what yields no number, and what reads what comes later', ({ expect }) => {
    expect(faults({ computed: { ...rated.computed, late: { label, terms: { a: term("'x'") } } } })).toEqual([
      'computed.late.terms.a.value type-wrong',
    ])
    expect(
      faults({
        acts: tennisClub.acts,
        computed: { one: { label, terms: { a: term('computed.two') } }, points: { label, terms: {} } },
      }),
    ).toEqual([
      'computed.one.terms.a.value expression-wrong',
      'computed.points hides-field',
      'computed.points.terms too-many',
    ])
  })

  it('a board that shows everyone what is closed, or groups by what is no choice', ({ expect }) => {
    expect(withBoard({})).toEqual([])
    expect(withBoard({ columns: ['phone', 'nose'], by: 'active' })).toEqual([
      'boards.hands.by board-by',
      'boards.hands.columns board-closed',
      'boards.hands.columns no-field',
    ])
    expect(withBoard({ desk: { roles: [], law: 'Устав', columns: ['phone', 'matches'] }, order: 'hand' })).toEqual([
      'boards.hands.order no-field',
      'boards.hands.desk.law law-without-article',
      'boards.hands.desk.roles nobody',
      'boards.hands.desk.columns board-closed',
    ])
    expect(faults({ boards: { hands: board } })).toEqual(['boards.hands.by board-by'])
  })
})

it('orders the systems of the administration by importance and risk, of which the public sees the one', ({
  expect,
}) => {
  const register = there(catalogue.register('systems'))
  const values: Values = {
    criticality: 'vital',
    users: 6_400_000,
    data: 'personal',
    cost: 190_000_000,
    technology: 'mainframe',
    builtIn: 1998,
    weaknesses: 4,
    known: false,
  }
  expect(computedOf(register, values, '2026-11-25')).toEqual({ importance: 95, risk: 97, priority: 192 })
  const open = disclose(register.definition, values, { kind: 'public' })
  expect(computedFor(register, open, { kind: 'public' }, '2026-11-25').map(({ total }) => total)).toEqual([
    95,
    'closed',
    'closed',
  ])
})
