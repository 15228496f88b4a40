// Whatever breaks while signatures are gathered: in the end everybody was told once, and nothing that was signed is lost.
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, it, vi } from 'vitest'
import type { CaseObject } from '../../durable-objects/case.ts'
import type { Env } from '../../workers/env.ts'
import { PARTS, recover } from '../support/broken.ts'
import { kept, surrounded } from '../support/cases.ts'
import { unwrap } from '../support/result.ts'
import { attestable, proposed, sale, saleFaults, type Sale } from '../support/sales.ts'

beforeEach(() => {
  // What breaks is told to the operator; here it is meant to.
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(() => vi.restoreAllMocks())

const statusOf = async (one: Sale) => unwrap(await one.object.view(one.maria.id)).status

/** What somebody does, prepared so that nothing is left but the call to the object. */
const STEPS = {
  propose: async () => {
    const one = await sale()
    await one.answer()
    await one.pay()
    const signature = await one.signed()
    return { one, call: (object: CaseObject) => object.submit(one.maria.id, signature) }
  },
  cosign: async () => {
    const one = await proposed()
    await one.cosign(one.buyer)
    const signature = await one.signatureOf(one.spouse)
    return { one, call: (object: CaseObject) => object.cosign(one.by(one.spouse), signature) }
  },
  attest: async () => {
    const one = await attestable()
    const signature = await one.signatureOf(one.notary)
    return { one, call: (object: CaseObject) => object.cosign(one.by(one.notary), signature) }
  },
  decline: async () => {
    const one = await attestable()
    return { one, call: (object: CaseObject) => object.decline(one.by(one.notary), 'Не.') }
  },
  recall: async () => {
    const one = await attestable()
    return { one, call: (object: CaseObject) => object.recall(one.maria.id) }
  },
  withdraw: async () => {
    const one = await attestable()
    return { one, call: (object: CaseObject) => object.withdraw(one.maria.id) }
  },
} as const

const END = {
  propose: 'signing',
  cosign: 'signing',
  attest: 'submitted',
  decline: 'draft',
  recall: 'draft',
  withdraw: 'withdrawn',
} as const

const TABLE: readonly (readonly [keyof typeof STEPS, keyof typeof PARTS])[] = [
  ['propose', 'overview'],
  ['propose', 'inbox'],
  ['cosign', 'list of cases'],
  ['cosign', 'work queue'],
  ['cosign', 'overview'],
  ['attest', 'list of cases'],
  ['attest', 'work queue'],
  ['attest', 'overview'],
  ['attest', 'inbox'],
  ['decline', 'work queue'],
  ['decline', 'overview'],
  ['decline', 'inbox'],
  ['recall', 'work queue'],
  ['recall', 'overview'],
  ['recall', 'inbox'],
  ['withdraw', 'work queue'],
  ['withdraw', 'overview'],
  ['withdraw', 'inbox'],
]

describe.each([
  ['before it was done', false],
  ['after it was done, and nobody heard of it', true],
] as const)('a crash %s', (_, done) => {
  it.for(TABLE)(
    'of a step to %s, at the %s: what is left is done by the alarm, once',
    async ([step, part], { expect }) => {
      const { one, call } = await STEPS[step]()
      const answer = await runInDurableObject(one.object, (object) =>
        surrounded<{ readonly ok: boolean }>(object, PARTS[part](done), () => call(object)),
      )
      expect(answer.ok).toBe(true)
      expect((await kept(one)).outbox.length).toBeGreaterThan(0)
      await recover(one)
      expect(await statusOf(one)).toBe(END[step])
      expect(await saleFaults(one)).toEqual([])
    },
  )
})

describe('a crash of everything at once', () => {
  it.for(Object.keys(STEPS) as (keyof typeof STEPS)[])('after a step to %s loses nothing', async (step, { expect }) => {
    const { one, call } = await STEPS[step]()
    const { record: _, ...parts } = PARTS
    const gone = Object.assign({}, ...Object.values(parts).map((part) => part(false))) as Partial<Env>
    await runInDurableObject(one.object, (object) =>
      surrounded<{ readonly ok: boolean }>(object, gone, () => call(object)),
    )
    await evictDurableObject(one.object)
    await runInDurableObject(one.object, (object) => surrounded(object, gone, () => object.alarm()))
    await recover(one)
    expect(await statusOf(one)).toBe(END[step])
    expect(await saleFaults(one)).toEqual([])
  })
})
