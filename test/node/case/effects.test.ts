// What each event brings about elsewhere, as a table; and that nothing of it tells more than who gets it may know.
import { describe, it } from 'vitest'
import type { Effect } from '../../../workers/engines/case/effects.ts'
import type { CaseEvent } from '../../../workers/engines/case/state.ts'
import { viewOf } from '../../../workers/engines/case/view.ts'
import { APPLICANT, CASE, idOf, NUMBER, Proceeding, vehicle } from '../../support/proceeding.ts'

const DAY_MS = 86_400_000

type Way = (one: Proceeding) => void

/** The last event of each way, and to whom its effects go, in their order. */
const WAYS: readonly (readonly [CaseEvent['type'], string, Way, readonly Effect['to'][], RegExp?])[] = [
  ['gathered', 'when registers answer', () => {}, []],
  ['answered', 'when a page is answered', (one) => void one.answer('vehicle', vehicle.pages['vehicle'] ?? {}), []],
  ['ordered', 'when the fee is ordered', (one) => void one.answered().order(), []],
  ['paid', 'when the fee is paid', (one) => void one.paid(), []],
  [
    'submitted',
    'when the application is made',
    (one) => void one.submitted(),
    ['desk', 'overview', 'inbox'],
    /received/u,
  ],
  ['looked', 'when an official looks', (one) => one.submitted().look(), []],
  ['decided', 'when it is granted', (one) => void one.submitted().grant(), ['record', 'desk', 'overview']],
  ['decided', 'when it is refused', (one) => void one.submitted().refuse(), ['desk', 'overview', 'inbox'], /refused/u],
  [
    'completed',
    'when the record has taken the act',
    (one) => {
      one.submitted().grant()
      one.record()
    },
    ['desk', 'overview', 'inbox'],
    /granted/u,
  ],
  [
    'returned',
    'when the record refuses the act',
    (one) => {
      one.submitted().grant()
      one.record({ ok: false, error: 'record-exists' })
    },
    ['desk', 'overview'],
  ],
  [
    'lapsed',
    'when the term has passed',
    (one) => one.submitted().wait(40 * DAY_MS),
    ['desk', 'overview', 'inbox'],
    /term for a decision has passed/u,
  ],
  ['withdrawn', 'when the applicant gives it up', (one) => void one.answered().withdraw(), ['overview']],
  ['withdrawn', 'when it was left lying', (one) => one.answered().wait(31 * DAY_MS), ['overview', 'inbox'], /deleted/u],
  [
    'withdrawn',
    'when it is given up after it was paid',
    (one) => void one.paid().withdraw(),
    // The money waits for its provider, and nothing waits for the money.
    ['overview', 'inbox', 'payment'],
    /fee is returned/u,
  ],
  [
    'paid',
    'when it is paid after it was given up',
    (one) => {
      one.answered().order()
      one.withdraw()
      one.pay()
    },
    ['inbox', 'payment'],
    /fee is returned/u,
  ],
]

describe('an event', () => {
  it('of the opening is told to the applicant’s overview', ({ expect }) => {
    const { effects, state } = new Proceeding(vehicle)
    expect(effects).toEqual([
      {
        to: 'overview',
        person: APPLICANT,
        note: {
          id: CASE,
          service: 'register-vehicle',
          status: 'draft',
          seq: 1,
          openedAt: state.openedAt,
          at: state.openedAt,
        },
      },
    ])
  })

  it.for(WAYS)('%s: %s', ([type, , way, expected, subject], { expect }) => {
    const one = new Proceeding(vehicle)
    way(one)
    const last = one.events.at(-1)
    expect(last?.type).toBe(type)
    const effects = one.brought.at(-1) ?? []
    expect(effects.map(({ to }) => to)).toEqual(expected)
    const told = effects.flatMap((effect) => (effect.to === 'inbox' ? [effect] : []))
    expect(told).toHaveLength(subject === undefined ? 0 : 1)
    for (const { id, person, message } of told) {
      expect(id).toBe(`case:${CASE}:${last?.seq}`)
      expect(person).toBe(APPLICANT)
      expect(message.path).toBe(`/cases/${CASE}`)
      expect(message.subject.en).toMatch(subject ?? /^$/u)
      for (const { bg, en } of [message.subject, message.body]) {
        expect(bg).toMatch(/[а-я]/u)
        expect(en).not.toMatch(/[А-я]/u)
      }
    }
  })

  it('of every kind is in the table', ({ expect }) => {
    const types: readonly CaseEvent['type'][] = [
      'opened',
      'answered',
      'gathered',
      'ordered',
      'paid',
      'submitted',
      'withdrawn',
      'looked',
      'decided',
      'completed',
      'returned',
      'lapsed',
    ]
    expect(new Set(['opened', ...WAYS.map(([type]) => type)])).toEqual(new Set(types))
  })

  it('that moves nothing has no effect at all', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    expect(one.effects.map(({ to }) => to)).toEqual(['overview'])
    one.submit()
    const moved = one.effects.length
    one.look()
    one.look({ person: 'petar', role: 'mvr.registrar' })
    expect(one.effects).toHaveLength(moved)
  })
})

describe('the work queue', () => {
  it('knows of a case what it knew at its last move, whoever looked since', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    const [told] = one.effects.flatMap((effect) => (effect.to === 'desk' ? [effect.row] : []))
    one.now += DAY_MS
    one.look()
    expect(told).toEqual({
      id: CASE,
      service: 'register-vehicle',
      status: 'submitted',
      seq: one.state.moved.seq,
      at: one.state.submission?.at,
      submittedAt: one.state.submission?.at,
      dueOn: one.state.submission?.dueOn,
    })
    expect(one.state.moved.seq).toBeLessThan(one.state.seq)
  })

  it('never hears of a case that was not submitted', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    one.withdraw()
    expect(one.effects.filter(({ to }) => to === 'desk')).toEqual([])
  })
})

describe('a fee', () => {
  const refunds = (one: Proceeding) => one.effects.filter(({ to }) => to === 'payment')

  it('of a case that was given up is returned once, whole', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    one.withdraw()
    one.withdraw()
    one.pay()
    expect(refunds(one)).toEqual([{ to: 'payment', refund: { payment: 'p1', case: CASE, cents: 1279 } }])
  })

  it('that was paid too late is returned once, however often it is told', ({ expect }) => {
    const one = new Proceeding(vehicle).answered()
    one.order()
    one.withdraw()
    expect(refunds(one)).toEqual([])
    for (let told = 0; told < 3; told++) one.pay()
    expect(refunds(one)).toHaveLength(1)
  })

  it.for([
    ['of another payment', { payment: 'p2' }],
    ['of less', { cents: 1 }],
    ['of more', { cents: 128_000 }],
  ] as const)('is not taken to be paid by word %s', ([, notice], { expect }) => {
    const one = new Proceeding(vehicle).answered()
    one.order()
    expect(one.pay(notice)).toEqual({ ok: false, error: 'payment-unknown' })
    expect(one.state.payment?.status).toBe('ordered')
  })

  it('is asked for once: what was ordered stays ordered', ({ expect }) => {
    const one = new Proceeding(vehicle).answered()
    one.order('p1')
    expect(one.order('p2')).toEqual({ ok: true, value: null })
    expect(one.state.payment).toEqual({ id: 'p1', cents: 1279, status: 'ordered' })
  })
})

describe('what is shown of a case', () => {
  const shown = (one: Proceeding) => viewOf(one.state, one.events, one.service, one.today, idOf)

  it('holds no personal number, neither of its own nor as what a register was asked', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    expect(JSON.stringify(one.state)).toContain(NUMBER)
    one.grant()
    one.record()
    expect(JSON.stringify(shown(one))).not.toContain(NUMBER)
  })

  it('tells what became of it, and not how it was filled in', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    one.look()
    one.refuse()
    expect(shown(one).timeline.map(({ type }) => type)).toEqual(['opened', 'paid', 'submitted', 'looked', 'decided'])
  })

  it('says that an official looked once an official', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    for (const person of ['ivan', 'petar', 'ivan', 'petar']) one.look({ person, role: 'mvr.registrar' })
    expect(shown(one).timeline.filter(({ type }) => type === 'looked')).toHaveLength(2)
  })
})
