// What is answered and what registers say to it: kept, taken back, asked anew, and never applied to another question.
import { describe, it } from 'vitest'
import { firstOpenPage, obstacleOf } from '../../../workers/engines/case/decide.ts'
import { asksOf, objectionTo } from '../../../workers/engines/case/form.ts'
import { club, NUMBER, Proceeding, vehicle } from '../../support/proceeding.ts'

const CAR = vehicle.pages['vehicle'] ?? {}
const PAPERS = vehicle.pages['technical'] ?? {}
const PLAYER = club.pages['player'] ?? {}
const FRIENDS = club.pages['friends'] ?? {}

const asksNow = (one: Proceeding) => asksOf(one.state, one.service, one.today).map(({ name }) => name)
const objection = (one: Proceeding) => objectionTo(one.state, one.service, one.today)
const obstacle = (one: Proceeding) => obstacleOf(one.state, one.service, one.today)

describe('a page', () => {
  it('is kept as the registers write it, however it was typed', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.answer('vehicle', { ...CAR, vin: ' wvwzzz1jzxw000001 ', make: '  VW ' })
    expect(one.state.answers).toMatchObject({ vin: 'WVWZZZ1JZXW000001', make: 'VW' })
  })

  it('that says what it said before is no event', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.answer('vehicle', CAR)
    const known = one.events.length
    expect(one.answer('vehicle', { ...CAR, vin: CAR['vin']?.toLowerCase() ?? '' })).toEqual({ ok: true, value: null })
    expect(one.events).toHaveLength(known)
  })

  it('with anything wrong on it changes nothing, and every fault is told', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.answer('technical', PAPERS)
    const before = one.state
    expect(
      one.answer('technical', {
        fuel: 'coal',
        emissionClass: 'euro6',
        firstRegistered: '2027-01-01',
        mass: '7',
        colour: '',
      }),
    ).toEqual({
      ok: false,
      error: 'invalid-input',
      issues: [
        { field: 'fuel', code: 'unknown-choice' },
        { field: 'firstRegistered', code: 'in-the-future' },
        { field: 'mass', code: 'too-small' },
        { field: 'colour', code: 'missing' },
      ],
    })
    expect(one.state).toBe(before)
  })

  it('that was left empty is missing everywhere', ({ expect }) => {
    const answer = new Proceeding(vehicle).answer('vehicle', {})
    expect(answer).toMatchObject({
      issues: ['vin', 'make', 'model', 'category'].map((field) => ({ field, code: 'missing' })),
    })
  })

  it('takes nothing but its own questions', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.answer('vehicle', { ...CAR, colour: 'red', owner: NUMBER, plate: 'CB1234AB' })
    expect(Object.keys(one.state.answers)).toEqual(['vin', 'make', 'model', 'category'])
  })

  it('that is none is not found, whatever objects inherit', ({ expect }) => {
    const one = new Proceeding(vehicle)
    for (const page of ['nowhere', 'constructor', '__proto__', ''])
      expect(one.answer(page, CAR)).toEqual({ ok: false, error: 'not-found' })
  })

  it('is taken back where it may be left empty, and only there', ({ expect }) => {
    const one = new Proceeding(club)
    one.answer('friends', FRIENDS)
    one.answer('friends', { rules: 'true', sponsor: '' })
    expect(one.state.answers).toEqual({ rules: true })
    expect(one.answer('friends', { sponsor: '12' })).toMatchObject({ issues: [{ field: 'rules', code: 'missing' }] })
    expect(one.state.answers).toEqual({ rules: true })
  })

  it('is open again once its answer holds no longer', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.answered()
    expect(firstOpenPage(one.state, one.service, '2026-03-02')).toBeNull()
    // A clock that was put right.
    expect(firstOpenPage(one.state, one.service, '2019-12-31')).toBe('technical')
  })
})

describe('evidence', () => {
  it('is asked when its question can be put, and not before', ({ expect }) => {
    const one = new Proceeding(vehicle)
    expect(asksNow(one)).toEqual(['applicant'])
    one.answer('vehicle', CAR)
    expect(asksOf(one.state, one.service, one.today)).toEqual([
      { name: 'applicant', evidence: 'person-identity', input: { personalNumber: NUMBER } },
      { name: 'vehicle', evidence: 'vehicle-by-vin', input: { vin: CAR['vin'] } },
    ])
  })

  it('that hangs on an answer which may be left out is asked only where it was given', ({ expect }) => {
    const one = new Proceeding(club)
    one.answer('player', PLAYER)
    one.answer('friends', { rules: 'true' })
    expect(asksNow(one)).toEqual(['place'])
    one.answer('friends', FRIENDS)
    expect(asksNow(one)).toEqual(['place', 'otherplace'])
  })

  it('tells no more than it is asked: whether somebody plays, not who', ({ expect }) => {
    const one = new Proceeding(club)
    one.records.set('tennis-club:7', { nickname: 'Боби', hand: 'left', phone: '0888' })
    one.answered()
    expect(one.state.evidence['place']).toEqual({
      input: { number: '7' },
      found: true,
      values: { member: true, hand: 'left' },
    })
    one.answer('player', { ...PLAYER, number: '8' })
    one.gather()
    expect(one.state.evidence['place']).toEqual({ input: { number: '8' }, found: false, values: { member: false } })
  })

  it('that answered another question is forgotten with it, before the register answers anew', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.records.set('vehicles:WVWZZZ1JZXW000001', {})
    one.answered()
    expect(objection(one)?.code).toBe('already-registered')
    one.answer('vehicle', { ...CAR, vin: 'WVWZZZ1JZXW000002' })
    expect(one.state.evidence).not.toHaveProperty('vehicle')
    expect(one.state.evidence).toHaveProperty('applicant')
    expect(objection(one)).toBeNull()
    one.gather()
    expect(one.state.evidence['vehicle']?.values).toEqual({ registered: false })
  })

  it('that speaks for another vehicle is in no application', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.answered().answer('vehicle', { ...CAR, vin: 'WVWZZZ1JZXW000002' })
    expect(JSON.parse(one.application)).toMatchObject({
      answers: { vin: 'WVWZZZ1JZXW000002' },
      evidence: { applicant: { names: 'Мария Иванова' } },
    })
    expect(one.application).not.toContain('registered')
  })

  it('stays where the answer that changed is none of its own', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.answered().answer('vehicle', { ...CAR, model: 'Passat' })
    expect(one.state.evidence).toHaveProperty('vehicle')
  })

  it('of an answer that was taken back is forgotten', ({ expect }) => {
    const one = new Proceeding(club)
    one.answered().answer('friends', { rules: 'true', sponsor: '' })
    expect(Object.keys(one.state.evidence)).toEqual(['place'])
    expect(asksNow(one)).toEqual(['place'])
  })
})

describe('an objection', () => {
  it('of the service names the questions that it hangs on: those of the form, or of what the evidence was asked', ({
    expect,
  }) => {
    const one = new Proceeding(club)
    one.records.set('tennis-club:7', { nickname: 'Боби', hand: 'left' })
    one.answered()
    expect(objection(one)).toEqual({ code: 'number-taken', fields: ['number'] })
    one.records.delete('tennis-club:7')
    one.records.delete('tennis-club:12')
    one.gather()
    // Not of the number too, though the name of the one evidence ends in that of the other.
    expect(objection(one)).toEqual({ code: 'sponsor-unknown', fields: ['sponsor'] })
    one.answer('friends', { rules: 'false' })
    expect(objection(one)).toEqual({ code: 'rules-not-kept', fields: ['rules'] })
  })

  it('that hangs on nobody’s answer names none', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.records.clear()
    one.gather()
    expect(objection(one)).toEqual({ code: 'applicant-unknown', fields: [] })
  })

  it('follows from no evidence that was not gathered yet', ({ expect }) => {
    const one = new Proceeding(vehicle)
    for (const [page, typed] of Object.entries(vehicle.pages)) one.answer(page, typed)
    expect(one.state.evidence).not.toHaveProperty('vehicle')
    expect(objection(one)).toBeNull()
  })

  it.for([
    [{ mass: '100' }, 'mass-of-another-category', ['category', 'mass']],
    [{ fuel: 'none' }, 'no-engine', ['category', 'fuel']],
    [{ fuel: 'electric' }, 'electric-has-no-emissions', ['fuel', 'emissionClass']],
  ] as const)('of the act to come is told by its register: %j is %s', ([change, code, fields], { expect }) => {
    const one = new Proceeding(vehicle)
    one.answered().answer('technical', { ...PAPERS, ...change })
    expect(objection(one)).toEqual({ code, register: 'vehicles', fields })
  })

  it('of the act to come is of the club’s own law too', ({ expect }) => {
    const one = new Proceeding(club)
    one.answered().answer('player', { ...PLAYER, born: '2022-05-04' })
    expect(objection(one)).toEqual({ code: 'too-young', register: 'tennis-club', fields: ['born'] })
  })

  it('of the service goes before one of the act', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.records.set('vehicles:WVWZZZ1JZXW000001', {})
    one.answered().answer('technical', { ...PAPERS, mass: '100' })
    expect(objection(one)?.code).toBe('already-registered')
  })
})

describe('what stands before an application', () => {
  it('is first a page, then an objection, then the fee', ({ expect }) => {
    const one = new Proceeding(vehicle)
    one.records.clear()
    one.gather()
    expect(obstacle(one)).toEqual({ kind: 'page', page: 'vehicle' })
    one.answer('technical', PAPERS)
    expect(obstacle(one)).toEqual({ kind: 'page', page: 'vehicle' })
    one.answer('vehicle', CAR)
    expect(obstacle(one)).toMatchObject({ kind: 'objection', objection: { code: 'applicant-unknown' } })
    one.records.set(`civil:${NUMBER}`, vehicle.records[`civil:${NUMBER}`] ?? {})
    one.gather()
    expect(obstacle(one)).toEqual({ kind: 'fee' })
    one.order()
    expect(obstacle(one)).toEqual({ kind: 'fee' })
    one.pay()
    expect(obstacle(one)).toBeNull()
  })

  it('is never a fee where there is none', ({ expect }) => {
    const { service } = club
    const free = { ...service, definition: { ...service.definition, fee: { cents: 0, law: 'чл. 1' } } }
    const one = new Proceeding({ ...club, service: free })
    expect(obstacle(one.answered())).toBeNull()
    expect(one.order()).toEqual({ ok: false, error: 'fee-paid' })
    expect(one.submit()).toMatchObject({ ok: true })
  })
})
