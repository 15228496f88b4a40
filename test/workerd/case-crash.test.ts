// Whatever breaks while a case carries out what it brought about: in the end each effect happened once, and so it does when
// nobody calls any more and the clock alone goes on.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { CaseObject } from '../../durable-objects/case.ts'
import type { Env } from '../../workers/env.ts'
import { PARTS, recover } from '../support/broken.ts'
import {
  applicant,
  caseFaults,
  entriesBy,
  granting,
  kept,
  opened,
  paid,
  refuseTyped,
  ROLES,
  signer,
  submitted,
  surrounded,
  type Opened,
} from '../support/cases.ts'
import { act, golf } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'

const DAY_MS = 86_400_000

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** What somebody does, prepared so that nothing is left but the call to the object. */
const STEPS = {
  submit: async () => {
    const one = await paid()
    const signature = await one.signed()
    return { one, call: (object: CaseObject) => object.submit(one.maria.id, signature) }
  },
  grant: async () => {
    const [one, ivan] = [await submitted(), await signer()]
    const signature = await one.decided(ivan, grantTyped)
    return { one, call: (object: CaseObject) => object.decide(ivan.id, ROLES, grantTyped, signature) }
  },
  refuse: async () => {
    const [one, ivan] = [await submitted(), await signer()]
    const signature = await one.decided(ivan, refuseTyped)
    return { one, call: (object: CaseObject) => object.decide(ivan.id, ROLES, refuseTyped, signature) }
  },
  withdraw: async () => {
    const one = await paid()
    return { one, call: (object: CaseObject) => object.withdraw(one.maria.id) }
  },
} as const

const END = { submit: 'submitted', grant: 'granted', refuse: 'refused', withdraw: 'withdrawn' } as const

const TABLE: readonly (readonly [keyof typeof STEPS, keyof typeof PARTS])[] = [
  ['submit', 'list of cases'],
  ['submit', 'work queue'],
  ['submit', 'overview'],
  ['submit', 'inbox'],
  ['grant', 'record'],
  ['grant', 'list of cases'],
  ['grant', 'work queue'],
  ['grant', 'overview'],
  ['grant', 'inbox'],
  ['refuse', 'work queue'],
  ['refuse', 'overview'],
  ['refuse', 'inbox'],
  ['withdraw', 'overview'],
  ['withdraw', 'inbox'],
]

/** A grant, with a plate of its own in each test. */
let grantTyped = granting()
beforeEach(() => {
  grantTyped = granting()
})

describe.each([
  ['before it was done', false],
  ['after it was done, and nobody heard of it', true],
] as const)('a crash %s', (_, done) => {
  it.for(TABLE)(
    'of a step to %s, at the %s: what is left is done by the alarm, once',
    async ([step, part], { expect }) => {
      const { one, call } = await STEPS[step]()
      const answer = await runInDurableObject(one.object, (object) =>
        surrounded(object, PARTS[part](done), () => call(object)),
      )
      // What was signed is taken, whatever is broken elsewhere.
      expect(answer.ok).toBe(true)
      const { outbox, alarm } = await kept(one)
      expect(outbox.length).toBeGreaterThan(0)
      expect(alarm).toBeGreaterThan(Date.now())
      await recover(one)
      expect(unwrap(await one.object.view(one.maria.id)).status).toBe(END[step])
      expect(await caseFaults(one)).toEqual([])
    },
  )
})

describe('a crash of everything at once', () => {
  it.for(Object.keys(STEPS) as (keyof typeof STEPS)[])('after a step to %s loses nothing', async (step, { expect }) => {
    const { one, call } = await STEPS[step]()
    const gone = Object.assign({}, ...Object.values(PARTS).map((part) => part(false))) as Partial<Env>
    await runInDurableObject(one.object, (object) => surrounded(object, gone, () => call(object)))
    // Nor does a second crash on the way.
    await evictDurableObject(one.object)
    await runInDurableObject(one.object, (object) => surrounded(object, gone, () => object.alarm()))
    await recover(one)
    expect(unwrap(await one.object.view(one.maria.id)).status).toBe(END[step])
    expect(await caseFaults(one)).toEqual([])
  })

  it('after a grant that the record will refuse gives the case back, and it can be refused', async ({ expect }) => {
    const { one, call } = await STEPS.grant()
    await runInDurableObject(one.object, (object) => surrounded(object, PARTS.record(false), () => call(object)))
    expect(unwrap(await one.object.view(one.maria.id)).status).toBe('granting')
    unwrap(await act(one.vin, 'enter', golf))
    await recover(one)
    expect(unwrap(await one.object.view(one.maria.id))).toMatchObject({ status: 'submitted', failure: 'record-exists' })
    expect(await entriesBy(one)).toEqual([])
    const petar = await signer()
    unwrap(await one.object.decide(petar.id, ROLES, refuseTyped, await one.decided(petar, refuseTyped)))
    expect(await caseFaults(one)).toEqual([])
  })
})

describe('money that nobody returns yet', () => {
  const nobody = { PAYMENT_PROVIDER: '' }

  it('waits for a provider, and keeps nothing else waiting', async ({ expect }) => {
    const { one, call } = await STEPS.withdraw()
    await runInDurableObject(one.object, (object) => surrounded(object, nobody, () => call(object)))
    const { outbox, alarm } = await kept(one)
    expect(outbox.map(({ effect }) => JSON.parse(effect))).toEqual([
      { to: 'payment', refund: { payment: expect.any(String), case: one.id, cents: 1279 } },
    ])
    expect(alarm).not.toBeNull()
    expect((await one.maria.person.inbox()).some(({ subject }) => subject.en.includes('fee is returned'))).toBe(true)
    await recover(one)
    expect(await caseFaults(one)).toEqual([])
  })

  it('is returned to who paid after the case was given up', async ({ expect }) => {
    const one = await opened()
    await one.answer()
    const order = unwrap(await one.object.order(one.maria.id))
    unwrap(await one.object.withdraw(one.maria.id))
    await runInDurableObject(one.object, (object) =>
      surrounded(object, nobody, async () => {
        for (let told = 0; told < 3; told++) unwrap(await object.paid({ ...order, reference: 'SIM-1' }))
      }),
    )
    expect((await kept(one)).outbox).toHaveLength(1)
    await recover(one)
    expect(await caseFaults(one)).toEqual([])
  })
})

describe('the clock', () => {
  const at = (now: number) => vi.useFakeTimers({ toFake: ['Date'], now })
  const ring = ({ object }: Opened) => runInDurableObject(object, (instance) => instance.alarm())

  it('lets a term pass at the end of its last day: the applicant is told once, and an official may still decide', async ({
    expect,
  }) => {
    const one = await submitted()
    const { dueAt } = there(unwrap(await one.object.view(one.maria.id)).submission)
    expect((await kept(one)).alarm).toBe(dueAt)

    at(dueAt - 1)
    await ring(one)
    expect(unwrap(await one.object.view(one.maria.id)).status).toBe('submitted')
    expect((await kept(one)).alarm).toBe(dueAt)

    at(dueAt)
    await ring(one)
    await ring(one)
    await evictDurableObject(one.object)
    await ring(one)
    expect(unwrap(await one.object.view(one.maria.id)).status).toBe('lapsed')
    expect((await kept(one)).alarm).toBeNull()
    expect(await caseFaults(one)).toEqual([])
    const told = (await one.maria.person.inbox()).filter(({ subject }) => subject.en.includes('has passed'))
    expect(told).toHaveLength(1)

    vi.useRealTimers()
    const ivan = await signer()
    unwrap(await one.object.decide(ivan.id, ROLES, grantTyped, await one.decided(ivan, grantTyped)))
    expect(await caseFaults(one)).toEqual([])
  })

  it('lets no term pass twice over one case, though its record refuses the late grant', async ({ expect }) => {
    const [one, ivan] = [await submitted(), await signer()]
    at(there(unwrap(await one.object.view(one.maria.id)).submission).dueAt + DAY_MS)
    await ring(one)
    vi.useRealTimers()
    unwrap(await act(one.vin, 'enter', golf))
    const returned = unwrap(await one.object.decide(ivan.id, ROLES, grantTyped, await one.decided(ivan, grantTyped)))
    expect(returned).toMatchObject({ status: 'lapsed', failure: 'record-exists' })
    at(Date.now() + 400 * DAY_MS)
    await ring(one)
    vi.useRealTimers()
    expect((await kept(one)).events.filter(({ type }) => type === 'lapsed')).toHaveLength(1)
    expect(await caseFaults(one)).toEqual([])
  })

  it('gives a draft up thirty days after its last change, and forgets what was answered', async ({ expect }) => {
    const one = await opened()
    const { at: changed } = await one.answer()
    expect((await kept(one)).alarm).toBe(changed + 30 * DAY_MS)
    at(changed + 30 * DAY_MS - 1)
    await ring(one)
    expect(unwrap(await one.object.view(one.maria.id)).status).toBe('draft')
    at(changed + 30 * DAY_MS)
    await ring(one)
    await ring(one)
    const { events, alarm } = await kept(one)
    expect(events.map(({ type }) => type)).toEqual(['opened', 'withdrawn'])
    expect(JSON.stringify(events)).not.toContain(one.vin)
    expect(alarm).toBeNull()
    expect(await caseFaults(one)).toEqual([])
  })

  it('does nothing to what was decided, paid or given up', async ({ expect }) => {
    const ivan = await signer()
    const [decided, draft, gone] = [await submitted(), await paid(await applicant()), await opened()]
    unwrap(await decided.object.decide(ivan.id, ROLES, refuseTyped, await decided.decided(ivan, refuseTyped)))
    unwrap(await gone.object.withdraw(gone.maria.id))
    for (const one of [decided, draft, gone]) {
      const before = await kept(one)
      expect(before.alarm).toBeNull()
      at(Date.now() + 400 * DAY_MS)
      await ring(one)
      vi.useRealTimers()
      expect(await kept(one)).toEqual(before)
    }
  })
})
