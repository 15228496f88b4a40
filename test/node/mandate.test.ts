// Who may act for whom: each attack on a mandate meets its own refusal, and none is ever wider than where it came from.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import {
  judge,
  mandateId,
  mandateOf,
  parseMandateId,
  rolesBy,
  type Held,
  type Mandate,
} from '../../workers/engines/mandate.ts'
import { loadRegister } from '../../workers/kernel/load.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import { boolean, date, integer, personRef, reference, text } from '../../workers/kernel/field.ts'
import { attack } from '../support/attacks.ts'
import { there, unwrap } from '../support/result.ts'
import { tennisClub } from '../support/tennis-club.ts'

const TODAY = '2026-11-24'
const label = { bg: 'Поле', en: 'Field' }
const optional = true

/** A register in which a member lends another the key of their locker. */
const lockers: RegisterDefinition = {
  ...tennisClub,
  id: 'lockers',
  fields: {
    number: text({ label, format: 'slug', disclose: 'open' }),
    friend: personRef({ label, disclose: 'personal', find: 'exact', optional }),
    member: reference({ register: 'tennis-club', label, disclose: 'open', optional }),
    from: date({ label, disclose: 'open', optional }),
    to: date({ label, disclose: 'open', optional }),
    things: text({ label, disclose: 'open', optional }),
    worth: integer({ label, disclose: 'open', min: 0, max: 1000, optional }),
    together: integer({ label, disclose: 'open', min: 1, max: 9, optional }),
    lends: boolean({ label, disclose: 'open', optional }),
    lentBy: reference({ register: 'lockers', label, disclose: 'open', optional }),
    lost: boolean({ label, disclose: 'open', optional }),
  },
  caption: 'record.number',
  acts: { lend: { title: label, creates: true, by: ['club.secretary'] } },
  mandates: {
    locker: {
      title: label,
      law: 'чл. 8',
      representative: 'friend',
      principal: { field: 'member' },
      refuse: { lost: 'has(record.lost) && record.lost' },
      since: 'record.from',
      until: 'record.to',
      services: 'record.things',
      amount: { most: 'record.worth', per: 'case' },
      joint: 'record.together',
      delegable: 'record.lends',
      source: 'lentBy',
    },
  },
  refusals: { lost: label },
}
const loaded = unwrap(loadRegister(lockers))
const rule = there(loaded.mandates.get('locker'))

const ID = 'person-a'
const NUMBER = '6101057509'
const lent = (values: { readonly [field: string]: string | number | boolean } = {}): Mandate =>
  there(
    mandateOf(
      loaded.definition,
      rule,
      { id: 'k1', seq: 3, values: { number: 'k1', friend: NUMBER, member: 'm1', things: '*', ...values } },
      TODAY,
      (number) => (number === NUMBER ? ID : `id-${number}`),
    ) ?? undefined,
  )
const held = (mandate: Mandate, source: Mandate | null = null): Held => ({ mandate, source })
const asked = { person: ID, today: TODAY, service: 'join-club', cents: 500 }
const code = (one: Held, question = asked) => {
  const answer = judge(one, question)
  return answer.ok ? 'ok' : answer.error
}

describe('a mandate', () => {
  it('says what its record says', ({ expect }) => {
    expect(lent({ from: '2026-01-01', worth: 7, together: 2, lends: true })).toMatchObject({
      register: 'lockers',
      record: 'k1',
      rule: 'locker',
      version: 3,
      representative: ID,
      principal: { register: 'tennis-club', key: 'm1' },
      since: '2026-01-01',
      until: null,
      services: ['*'],
      amount: 7,
      joint: 2,
      delegable: true,
    })
  })

  it('is none where nobody acts, or for nobody', ({ expect }) => {
    const of = (values: { readonly [field: string]: string }) =>
      mandateOf(loaded.definition, rule, { id: 'k', seq: 1, values }, TODAY, (number) => number)
    expect([of({ member: 'm1' }), of({ friend: NUMBER })]).toEqual([null, null])
  })

  it.for<[attack: string, expected: string, one: Held]>([
    ['used as it was given', 'ok', held(lent())],
    [...attack('mandate', 'expired yesterday'), held(lent({ to: '2026-11-23' }))],
    ['on its last day', 'ok', held(lent({ to: TODAY }))],
    ['begins tomorrow', 'mandate-not-begun', held(lent({ from: '2026-11-25' }))],
    [...attack('mandate', 'over its amount'), held(lent({ worth: 499 }))],
    ['just within its amount', 'ok', held(lent({ worth: 500 }))],
    ['for another service', 'mandate-out-of-scope', held(lent({ things: 'sell-racket join-clubs' }))],
    ['for nothing', 'mandate-out-of-scope', held({ ...lent(), services: [''] })],
    ['taken back', 'lost', held(lent({ lost: true }))],
    [...attack('mandate', 'to oneself'), held({ ...lent(), toOneself: true })],
    [...attack('mandate', 'of another person (confused deputy)'), held({ ...lent(), representative: 'person-b' })],
    [...attack('mandate', 'one of two who sign together'), held(lent({ together: 2 }))],
    ['passed on from nowhere', 'mandate-source-missing', held(lent({ lentBy: 'k0' }))],
    ['passed on', 'ok', held(lent({ lentBy: 'k0' }), lent({ lends: true }))],
    ['passed on although it may not be', 'mandate-not-delegable', held(lent({ lentBy: 'k0' }), lent())],
    [...attack('mandate', 'passed on twice'), held(lent({ lentBy: 'k0' }), lent({ lends: true, lentBy: 'k9' }))],
    [
      'passed on from the mandate of another principal',
      'mandate-source-missing',
      held(lent({ lentBy: 'k0' }), lent({ lends: true, member: 'm2' })),
    ],
    [
      'passed on from one that was taken back since',
      'lost',
      held(lent({ lentBy: 'k0' }), lent({ lends: true, lost: true })),
    ],
    [
      'passed on from one that two give together',
      'mandate-needs-cosigner',
      held(lent({ lentBy: 'k0' }), lent({ lends: true, together: 2 })),
    ],
  ])('%s: %s', ([, expected, one], { expect }) => {
    expect(code(one)).toBe(expected)
  })

  it('of two together is used by two people, each by their own', ({ expect }) => {
    const one = held(lent({ together: 2 }))
    const other = (change: Partial<Mandate>) => [
      held({ ...lent({ together: 2 }), representative: 'person-b', ...change }),
    ]
    const together = (cosigners: readonly Held[]) => {
      const answer = judge(one, { ...asked, cosigners })
      return answer.ok ? 'ok' : answer.error
    }
    expect(together(other({}))).toBe('ok')
    const refused = 'mandate-needs-cosigner'
    expect(together([one])).toBe(refused)
    expect(together(other({ refused: 'lost' }))).toBe(refused)
    expect(together(other({ principal: { register: 'tennis-club', key: 'm2' } }))).toBe(refused)
  })

  it('is named in a way that is read back, and nothing else is', ({ expect }) => {
    expect(parseMandateId(mandateId(lent()))).toEqual({ register: 'lockers', record: 'k1', rule: 'locker' })
    for (const written of [
      '',
      'lockers:k1',
      'lockers:k1:locker:x',
      'Lockers:k1:locker',
      `lockers:${'k'.repeat(81)}:locker`,
      'a:b\n:c',
    ])
      expect(parseMandateId(written)).toBeNull()
  })
})

describe('whatever is passed on', () => {
  const day = fc.integer({ min: 1, max: 28 }).map((one) => `2026-11-${String(one).padStart(2, '0')}`)
  const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
  const services = fc.uniqueArray(fc.constantFrom('*', 'join-club', 'sell-racket'), { minLength: 1, maxLength: 3 })
  const mandate = fc
    .record({
      since: maybe(day),
      until: maybe(day),
      services,
      amount: maybe(fc.nat(1000)),
      delegable: fc.boolean(),
      refused: fc.constantFrom(null, 'lost'),
      source: fc.constantFrom(null, 'k0'),
    })
    .map((change): Mandate => ({ ...lent(), ...change }))
  const question = fc.record({
    person: fc.constant(ID),
    today: day,
    service: fc.constantFrom('join-club', 'sell-racket', 'swim'),
    cents: fc.nat(1000),
  })

  it('never reaches further than where it came from, and never twice', ({ expect }) => {
    fc.assert(
      fc.property(mandate, maybe(mandate), question, (own, source, asks) => {
        if (!judge(held(own, source), asks).ok || own.source === null) return
        expect(source).not.toBeNull()
        expect(source?.source).toBeNull()
        expect(source?.delegable).toBe(true)
        expect(judge(held(there(source ?? undefined)), asks).ok).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a role', () => {
  it('is held by a mandate that stands, and by no other', ({ expect }) => {
    const office = (role: string, change: Partial<Mandate> = {}): Mandate => ({
      ...lent(),
      principal: { role },
      ...change,
    })
    const offices = [
      office('mvr.registrar'),
      office('mvr.registrar'),
      office('nap.head', { until: '2026-11-23' }),
      office('noi.head', { representative: 'person-b' }),
      lent(),
    ]
    expect(rolesBy(offices, ID, TODAY)).toEqual(['mvr.registrar'])
  })
})

describe('a rule with a fault', () => {
  const faults = (change: object) => {
    const locker = { ...rule.definition, ...change }
    const answer = loadRegister({ ...lockers, mandates: { locker } })
    return answer.ok ? '' : (answer.detail ?? '')
  }
  it.for<[string, object, RegExp]>([
    ['cites no article', { law: 'Устав' }, /locker\.law: law-without-article/u],
    ['names no person', { representative: 'member' }, /no-person/u],
    ['acts for no record', { principal: { field: 'number' } }, /principal-wrong/u],
    ['acts in no role', { principal: { role: 'record.worth' } }, /principal: type-wrong/u],
    ['refuses without a text', { refuse: { stolen: 'true' } }, /stolen: refusal-without-text/u],
    ['refuses neither yes nor no', { refuse: { lost: 'record.worth' } }, /type-wrong \(int\)/u],
    [
      'has an amount that is a word',
      { amount: { most: 'record.things', per: 'case' } },
      /amount: type-wrong \(string\)/u,
    ],
    ['comes from another register', { source: 'member' }, /source-wrong/u],
    ['reads what is not there', { until: 'record.nose' }, /No such key/u],
  ])('%s', ([, change, expected], { expect }) => {
    expect(faults(change)).toMatch(expected)
  })
})
