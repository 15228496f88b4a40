// The freeze switch and the day that a new key waits: as tables, and as properties of every session and key.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { ALERT_MS, concerns, type KeptAlert, type Listener } from '../../../workers/engines/identity/alerts.ts'
import type { Authentication } from '../../../workers/engines/identity/assurance.ts'
import {
  cardPresent,
  COOLING_MS,
  coolingUntil,
  mayAct,
  maySign,
  withCard,
} from '../../../workers/engines/identity/safety.ts'
import { countryOf, whereText } from '../../../workers/engines/identity/whereabouts.ts'
import { levels } from '../../../workers/kernel/service.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const MINUTE = 60_000

const session = (method: 'card' | 'passkey', minutesOld: number): Authentication => ({
  method,
  level: method === 'card' ? 'high' : 'substantial',
  authAt: NOW - minutesOld * MINUTE,
})
const card = session('card', 1)
const oldCard = session('card', 6)
const passkey = session('passkey', 1)
const key = (ageMs: number) => ({ createdAt: NOW - ageMs })
const young = key(COOLING_MS - 1)
const mature = key(COOLING_MS)
const ok = { ok: true, value: null }
const no = (error: string) => ({ ok: false, error })

const anySession = fc.record({
  method: fc.constantFrom('card' as const, 'passkey' as const),
  level: fc.constantFrom(...levels),
  authAt: fc.integer({ min: NOW - 2 * COOLING_MS, max: NOW }),
})
const anyKey = fc.record({ createdAt: fc.integer({ min: NOW - 3 * COOLING_MS, max: NOW }) })
const anyStake = fc.constantFrom(undefined, 'property' as const, 'mandates' as const)

describe('a signature', () => {
  it.for([
    ['a young key, nothing at stake', false, passkey, young, undefined, ok],
    ['a young key, property', false, passkey, young, 'property', no('key-too-young')],
    ['a young key, mandates', false, passkey, young, 'mandates', no('key-too-young')],
    ['a young key, the card beside it', false, card, young, 'property', ok],
    ['a young key, the card long ago', false, oldCard, young, 'property', no('key-too-young')],
    ['a key of a day, property', false, passkey, mature, 'property', ok],
    ['frozen, a key of a day', true, passkey, mature, undefined, no('signing-frozen')],
    ['frozen, the card beside it', true, card, mature, undefined, no('signing-frozen')],
  ] as const)('%s', ([, frozen, who, by, moves, answer], { expect }) => {
    expect(maySign(frozen, who, by, moves, NOW)).toEqual(answer)
  })

  it('is never given while frozen, nor for what is at stake by a young key alone', ({ expect }) => {
    fc.assert(
      fc.property(fc.boolean(), anySession, anyKey, anyStake, (frozen, who, by, moves) => {
        const may = maySign(frozen, who, by, moves, NOW).ok
        if (frozen) expect(may).toBe(false)
        else if (moves === undefined) expect(may).toBe(true)
        else expect(may).toBe(NOW - by.createdAt >= COOLING_MS || cardPresent(who, NOW))
      }),
    )
  })

  it('that may be given once may be given later by the same key, unless it was the card’s', ({ expect }) => {
    fc.assert(
      fc.property(anySession, anyKey, anyStake, fc.nat(3 * COOLING_MS), (who, by, moves, later) => {
        fc.pre(!cardPresent(who, NOW) && maySign(false, who, by, moves, NOW).ok)
        expect(maySign(false, who, by, moves, NOW + later).ok).toBe(true)
      }),
    )
  })

  it('waits until the first key is old enough, and not a moment longer', ({ expect }) => {
    fc.assert(
      fc.property(anySession, fc.array(anyKey, { minLength: 1, maxLength: 4 }), (who, keys) => {
        const until = coolingUntil(who, keys, NOW)
        const some = (at: number) => keys.some((one) => maySign(false, { ...who, authAt: 0 }, one, 'property', at).ok)
        if (until === null) expect(some(NOW) || cardPresent(who, NOW)).toBe(true)
        else expect([some(until - 1), some(until)]).toEqual([false, true])
      }),
    )
    expect(coolingUntil(passkey, [], NOW)).toBeNull()
  })
})

describe('what asks for the card', () => {
  it.for([
    ['card', card, ok],
    ['card of six minutes ago', oldCard, no('card-needed')],
    ['passkey', passkey, no('card-needed')],
  ] as const)('is opened by the %s: %j', ([, who, answer], { expect }) => {
    expect(withCard(who, NOW)).toEqual(answer)
  })

  it('is opened by nothing but a card shown a moment ago', ({ expect }) => {
    fc.assert(
      fc.property(anySession, (who) => {
        expect(withCard(who, NOW).ok).toBe(cardPresent(who, NOW))
      }),
    )
  })
})

describe('an act without a signature', () => {
  it.for([
    ['nothing demanded, substantial', false, passkey, mature, {}, ok],
    ['high demanded', false, passkey, mature, { level: 'high' }, no('level-too-low')],
    ['high demanded, the card there', false, card, null, { level: 'high', fresh: true }, ok],
    ['fresh demanded', false, session('passkey', 6), mature, { fresh: true }, no('login-too-old')],
    ['property, a young key', false, passkey, young, { moves: 'property' }, no('key-too-young')],
    ['property, an old key', false, passkey, mature, { moves: 'property' }, ok],
    ['mandates, the card long ago', false, oldCard, null, { moves: 'mandates' }, no('key-too-young')],
    ['mandates, frozen', true, card, null, { moves: 'mandates' }, no('signing-frozen')],
    ['frozen, nothing at stake', true, passkey, mature, {}, ok],
  ] as const)('%s', ([, frozen, who, by, demand, answer], { expect }) => {
    expect(mayAct(frozen, who, by, demand, NOW)).toEqual(answer)
  })
})

describe('a device', () => {
  const alert: KeptAlert = {
    n: 1,
    kind: 'passkey-added',
    at: NOW,
    name: '',
    agent: '',
    place: '',
    session: 'cause',
    passkey: 'new',
  }
  const listener = (change: Partial<Listener>): Listener => ({
    hash: 'other',
    passkey: null,
    createdAt: NOW - 1,
    boundAt: null,
    ...change,
  })
  it.for([
    ['that was signed in is told', {}, NOW, true],
    ['that did it is not', { hash: 'cause' }, NOW, false],
    ['of the new key is not', { passkey: 'new', createdAt: NOW + 1, boundAt: NOW }, NOW + 1, false],
    [
      'whose key was there before is told later',
      { passkey: 'old', createdAt: NOW + 9, boundAt: NOW - 9 },
      NOW + 9,
      true,
    ],
    ['of a key made later is not', { passkey: 'next', createdAt: NOW + 9, boundAt: NOW + 9 }, NOW + 9, false],
    ['of a card that came later is not', { createdAt: NOW + 9 }, NOW + 9, false],
    ['is told for a month', {}, NOW + ALERT_MS, true],
    ['and no longer', {}, NOW + ALERT_MS + 1, false],
  ] as const)('%s', ([, change, now, told], { expect }) => {
    expect(concerns(alert, listener(change), now)).toBe(told)
  })

  it('is somewhere in a country, or the edge does not say', ({ expect }) => {
    expect([countryOf('BG'), countryOf('XX'), countryOf('T1'), countryOf('bg'), countryOf(undefined)]).toEqual([
      'BG',
      '',
      '',
      '',
      '',
    ])
    expect(whereText('bg', { agent: 'Android, Chrome', place: 'BG' })).toBe('Android, Chrome (България)')
    expect(whereText('en', { agent: '', place: '' })).toBe('an unknown device')
  })
})
