// Who is believed when they change things: the person's object says so each time, the register of officials once in a moment.
import { afterEach, beforeEach, it, vi } from 'vitest'
import type { Problem } from '../../workers/kernel/problem.ts'
import { dismiss, official } from '../support/desk.ts'
import { entered } from '../support/ledger.ts'
import { there, unwrap } from '../support/result.ts'
import type { Visitor } from '../support/visitor.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
})
afterEach(() => {
  vi.useRealTimers()
})

let asked = 0

async function suspend(visitor: Visitor): Promise<string> {
  const { vin } = await entered()
  const key = { 'Idempotency-Key': `moment-${(asked += 1)}` }
  const answer = await visitor.postJson('/api/registers/vehicles/acts/suspend', { key: vin, input: {} }, key)
  return answer.status === 201 ? 'done' : (await answer.json<Problem>()).code
}

it('an official who is dismissed changes nothing two seconds later', async ({ expect }) => {
  const { visitor, offices } = await official('mvr.registrar')
  expect(await suspend(visitor)).toBe('done')
  unwrap(await dismiss(there(offices[0])))
  expect(await suspend(visitor)).toBe('done')
  vi.setSystemTime(Date.now() + 2001)
  expect(await suspend(visitor)).toBe('not-allowed')
})

it('a hundred changes at once cost one look into the register of officials', async ({ expect }) => {
  const { visitor } = await official('mvr.registrar')
  expect(await suspend(visitor)).toBe('done')
  const before = [...visitor.cookies.values()]
  const answers = await Promise.all(Array.from({ length: 100 }, () => suspend(visitor)))
  expect(new Set(answers)).toEqual(new Set(['done']))
  // A new token comes with each look.
  expect([...visitor.cookies.values()]).toEqual(before)
})
