// The law of a case as a table: wherever it stands, what each who comes gets: an event, a refusal by its code, or nothing.
import { describe, it } from 'vitest'
import { MOVES, mayMove, type CaseState, type Status } from '../../../workers/engines/case/state.ts'
import { club, Proceeding, vehicle, type Sample } from '../../support/proceeding.ts'

const DAY_MS = 86_400_000

type Attempt = (proceeding: Proceeding, sample: Sample) => { readonly ok: boolean; readonly error?: string } | void

/** What somebody tries, named after the event that it would bring about. */
const ATTEMPTS = {
  answered: (one, { pages }) => {
    const [page = ''] = Object.keys(pages)
    return one.answer(page, { ...pages[page], model: 'Passat', nickname: 'Гошо' })
  },
  ordered: (one) => one.order('p2'),
  paid: (one) => one.pay(),
  submitted: (one) => one.submit(),
  withdrawn: (one) => one.withdraw(),
  looked: (one) => one.look(),
  grant: (one) => one.grant(),
  refuse: (one) => one.refuse(),
  completed: (one) => one.record(),
  returned: (one) => one.record({ ok: false, error: 'record-exists' }),
  due: (one) => one.wait(40 * DAY_MS),
} as const satisfies { readonly [attempt: string]: Attempt }

type Outcomes = { readonly [attempt in keyof typeof ATTEMPTS]: string }

/** Once an application was made, or given up, there is nothing left to fill in. */
const closed = {
  answered: 'case-not-draft',
  ordered: 'case-not-draft',
  paid: 'nothing',
  submitted: 'case-not-draft',
  withdrawn: 'case-not-draft',
} as const
/** No official has anything to do with a draft. */
const undecided = {
  looked: 'nothing',
  grant: 'case-decided',
  refuse: 'case-decided',
  completed: 'nothing',
  returned: 'nothing',
} as const
const decided = { ...undecided, looked: 'looked', due: 'nothing' } as const
const open = {
  looked: 'looked',
  grant: 'decided',
  refuse: 'decided',
  completed: 'nothing',
  returned: 'nothing',
} as const

const STANDINGS: readonly (readonly [string, Status, (one: Proceeding) => unknown, Outcomes])[] = [
  [
    'a draft',
    'draft',
    (one) => one,
    {
      ...undecided,
      answered: 'answered',
      ordered: 'application-incomplete',
      paid: 'payment-unknown',
      submitted: 'application-incomplete',
      withdrawn: 'withdrawn',
      due: 'withdrawn',
    },
  ],
  [
    'a draft that is filled in',
    'draft',
    (one) => one.answered(),
    {
      ...undecided,
      answered: 'answered',
      ordered: 'ordered',
      paid: 'payment-unknown',
      submitted: 'application-incomplete',
      withdrawn: 'withdrawn',
      due: 'withdrawn',
    },
  ],
  [
    'a draft whose fee is ordered',
    'draft',
    (one) => one.answered().order(),
    {
      ...undecided,
      answered: 'answered',
      ordered: 'nothing',
      paid: 'paid',
      submitted: 'application-incomplete',
      withdrawn: 'withdrawn',
      due: 'withdrawn',
    },
  ],
  [
    'a draft that is paid',
    'draft',
    (one) => one.paid(),
    {
      ...undecided,
      answered: 'answered',
      ordered: 'fee-paid',
      paid: 'nothing',
      submitted: 'submitted',
      withdrawn: 'withdrawn',
      due: 'nothing',
    },
  ],
  [
    'withdrawn before anything was ordered',
    'withdrawn',
    (one) => one.answered().withdraw(),
    { ...closed, ...undecided, paid: 'payment-unknown', due: 'nothing' },
  ],
  [
    'withdrawn while the payment was under way',
    'withdrawn',
    (one) => {
      one.answered().order()
      one.withdraw()
    },
    { ...closed, ...undecided, paid: 'paid', due: 'nothing' },
  ],
  [
    'withdrawn after it was paid',
    'withdrawn',
    (one) => one.paid().withdraw(),
    { ...closed, ...undecided, due: 'nothing' },
  ],
  ['submitted', 'submitted', (one) => one.submitted(), { ...closed, ...open, due: 'lapsed' }],
  [
    'granted, and not yet entered',
    'granting',
    (one) => one.submitted().grant(),
    { ...closed, ...decided, completed: 'completed', returned: 'returned' },
  ],
  [
    'granted and entered',
    'granted',
    (one) => {
      one.submitted().grant()
      one.record()
    },
    { ...closed, ...decided },
  ],
  [
    'returned by the record',
    'submitted',
    (one) => {
      one.submitted().grant()
      one.record({ ok: false, error: 'record-exists' })
    },
    { ...closed, ...open, due: 'lapsed' },
  ],
  ['refused', 'refused', (one) => one.submitted().refuse(), { ...closed, ...decided }],
  ['lapsed', 'lapsed', (one) => one.submitted().wait(40 * DAY_MS), { ...closed, ...open, due: 'nothing' }],
  [
    'returned by the record after it had lapsed',
    'lapsed',
    (one) => {
      one.submitted().wait(40 * DAY_MS)
      one.grant()
      one.record({ ok: false, error: 'record-exists' })
    },
    { ...closed, ...open, due: 'nothing' },
  ],
]

describe.each([vehicle, club])('a case of $service.definition.id', (sample) => {
  describe.each(STANDINGS)('%s', (_, status, bring, outcomes) => {
    const brought = () => {
      const one = new Proceeding(sample)
      bring(one)
      return one
    }

    it(`stands as ${status}`, ({ expect }) => expect(brought().state.status).toBe(status))

    it.for(Object.keys(ATTEMPTS) as (keyof typeof ATTEMPTS)[])('%s', (attempt, { expect }) => {
      const one = brought()
      const before: CaseState = one.state
      const known = one.events.length
      const answer = ATTEMPTS[attempt](one, sample)
      const happened = one.events.slice(known).map(({ type }) => type)
      const refusal = answer?.ok === false ? answer.error : undefined
      expect(refusal ?? happened[0] ?? 'nothing').toBe(outcomes[attempt])
      expect(happened.length).toBeLessThanOrEqual(1)
      // A refusal changes nothing.
      if (happened.length === 0) expect(one.state).toBe(before)
    })
  })
})

it('every status stands in the table', ({ expect }) => {
  // What waits for the signatures of others has a table of its own: signing.test.ts.
  expect(new Set([...STANDINGS.map(([, status]) => status), 'signing'])).toEqual(new Set(Object.keys(MOVES)))
})

it('no move is one that an object merely inherits', ({ expect }) => {
  expect(mayMove('draft', 'submit')).toBe(true)
  expect(mayMove('draft', 'at' as never)).toBe(false)
})
