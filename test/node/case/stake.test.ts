// What of a case counts against the amount of a mandate: checked when its service is loaded, held against each case by itself.
import { describe, it } from 'vitest'
import { mayGoOn } from '../../../workers/engines/case/represented.ts'
import { stakeOf } from '../../../workers/engines/case/stake.ts'
import type { Mandate } from '../../../workers/engines/mandate.ts'
import { loadService } from '../../../workers/kernel/load-service.ts'
import { attack } from '../../support/attacks.ts'
import { club, joinClub } from '../../support/join-club.ts'
import { Proceeding, sale, vehicle } from '../../support/proceeding.ts'
import { unwrap } from '../../support/result.ts'

const TODAY = '2026-11-25'
const counting = (amount: string) => unwrap(loadService({ ...joinClub, amount }, club))

const mandate = (amount: number | null): Mandate => ({
  register: 'mandates',
  record: 'm1',
  rule: 'person',
  version: 1,
  representative: 'maria',
  principal: { register: 'civil', key: '1' },
  called: 'Георги',
  actor: 'Мария',
  refused: null,
  since: null,
  until: null,
  services: ['*'],
  amount,
  joint: 1,
  delegable: false,
  consents: false,
  given: true,
  source: null,
  toOneself: false,
})

/** Whether a mandate up to so much goes on with a case of this stake. */
const goesOn = (amount: number | null, cents: number) => {
  const held = { mandate: mandate(amount), source: null }
  return mayGoOn(held, sale.service, { person: 'maria', today: TODAY, cosigners: [], cents })
}

describe('what counts', () => {
  it('is the fee, where a service says nothing else', ({ expect }) => {
    const one = new Proceeding(vehicle).answered()
    expect(stakeOf(one.state, one.service, one.today)).toBe(1279)
  })

  it('is the price of a sale, from when it is answered, and never less than the fee', ({ expect }) => {
    const one = new Proceeding(sale)
    expect(stakeOf(one.state, one.service, one.today)).toBe(1023)
    one.answered()
    expect(stakeOf(one.state, one.service, one.today)).toBe(450_000)
    const cheap = { ...one.state, answers: { ...one.state.answers, price: 1 } }
    expect(stakeOf(cheap, one.service, one.today)).toBe(1023)
  })

  it('is more than any limit, where every page is answered and nothing can be said', ({ expect }) => {
    const service = counting('otherplace.member ? 100 : 200')
    const answers = { number: '7', nickname: 'Гого', hand: 'left', born: '1990-05-04', rules: true }
    const asked = { personalNumber: '', answers: {}, evidence: {} }
    expect(stakeOf(asked, service, TODAY)).toBe(500)
    const whole = stakeOf({ ...asked, answers }, service, TODAY)
    expect([whole, goesOn(1_000_000, whole).ok, goesOn(null, whole).ok]).toEqual([
      Number.POSITIVE_INFINITY,
      false,
      true,
    ])
  })

  it.for([attack('mandate', 'over its amount by the price of a deal')])('%s: %s', ([, code], { expect }) => {
    const one = new Proceeding(sale).answered()
    const cents = stakeOf(one.state, one.service, one.today)
    expect(goesOn(450_000, cents)).toEqual({ ok: true, value: null })
    expect(goesOn(449_999, cents)).toEqual({ ok: false, error: code })
    // Per case: what went before counts nothing against the next.
    expect(goesOn(450_000, cents)).toEqual({ ok: true, value: null })
  })

  it.for([
    ['a text', 'form.nickname', /yields string, and an amount is euro cents/u],
    ['what is not asked', 'form.price', /No such key/u],
    ['no expression', '1 +', /join-club/u],
  ] as const)('is refused at loading where it is %s', ([, amount, expected], { expect }) => {
    const answer = loadService({ ...joinClub, amount }, club)
    expect([answer.ok, answer.ok ? '' : answer.detail]).toEqual([false, expect.stringMatching(expected)])
  })
})
