// An application is made by a whole, paid request that its applicant signed; from then on a term runs, by the days of the law.
import { describe, it } from 'vitest'
import { submitRequest } from '../../../workers/engines/case/decide.ts'
import { alarmFor, whenDue } from '../../../workers/engines/case/state.ts'
import type { SignRequest } from '../../../workers/engines/identity/intent.ts'
import { APPLICANT, club, NUMBER, Proceeding, signatureOf, vehicle } from '../../support/proceeding.ts'

const DAY_MS = 86_400_000
const CAR = vehicle.pages['vehicle'] ?? {}

describe('an application', () => {
  it('is made of a request that is whole, paid and signed', ({ expect }) => {
    const one = new Proceeding(vehicle)
    expect(one.submit()).toEqual({ ok: false, error: 'application-incomplete' })
    expect(one.answered().submit()).toEqual({ ok: false, error: 'application-incomplete' })
    one.order()
    expect(one.submit()).toEqual({ ok: false, error: 'application-incomplete' })
    one.pay()
    expect(one.submit()).toMatchObject({ ok: true, value: { type: 'submitted' } })
    expect(one.submit()).toEqual({ ok: false, error: 'case-not-draft' })
  })

  it('is not made against an objection, though it was paid', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    one.records.set('vehicles:WVWZZZ1JZXW000001', {})
    one.gather()
    expect(one.submit()).toEqual({ ok: false, error: 'application-incomplete' })
  })

  it('holds all that was asked, answered and told, and nobody’s personal number', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    const document = one.application
    expect(JSON.parse(document)).toEqual({
      format: 'izvor-application-v1',
      case: one.state.id,
      service: 'register-vehicle',
      law: one.service.definition.law,
      applicant: APPLICANT,
      answers: one.state.answers,
      evidence: {
        applicant: { names: 'Мария Иванова', bornOn: '1961-01-05', settlement: '68134', street: 'ул. „Шипка“ 14' },
        vehicle: { registered: false },
      },
      fee: { cents: 1279, reference: 'SIM-1' },
    })
    expect(document).not.toContain(NUMBER)
  })

  it('for which the law wants the card is made by no passkey', ({ expect }) => {
    const { service, ...rest } = vehicle
    const one = new Proceeding({
      ...rest,
      service: { ...service, definition: { ...service.definition, signature: 'qualified' } },
    }).paid()
    const request = submitRequest(one.application, one.service, null)
    const { format: _, ...signed } = signatureOf(request, APPLICANT)
    expect(one.submit()).toEqual({ ok: false, error: 'signature-by-card' })
    const [certificate, authority, algorithm, signature, status] = ['AA', 'AA', 'ES256', 'AA', 'AA']
    const { intent, origin } = signed
    const card = { certificate, authority, algorithm, signature, status }
    expect(one.submit({ format: 'izvor-card-signature-v1', origin, intent, ...card })).toMatchObject({ ok: true })
  })

  const changed: readonly (readonly [string, (request: SignRequest) => SignRequest])[] = [
    ['another document', (request) => ({ ...request, documents: ['ab'.repeat(32)] })],
    ['two documents', ({ documents, ...rest }) => ({ ...rest, documents: [...documents, ...documents] })],
    ['no document', (request) => ({ ...request, documents: [] })],
    ['another act', (request) => ({ ...request, act: 'register-vehicle.decide' })],
    ['another authority', (request) => ({ ...request, authority: 'nap' })],
    ['a mandate that nobody asked for', (request) => ({ ...request, mandate: { id: 'm', version: 1 } })],
  ]
  it.for(changed)('is not made by a signature of %s', ([, change], { expect }) => {
    const one = new Proceeding(vehicle).paid()
    const request = submitRequest(one.application, one.service, null)
    expect(one.submit(signatureOf(change(request), APPLICANT))).toEqual({ ok: false, error: 'intent-changed' })
    expect(one.state.status).toBe('draft')
    expect(one.submit(signatureOf(request, APPLICANT))).toMatchObject({ ok: true })
  })

  it('is not made by another person’s signature of the same', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    expect(one.submit(one.signedApplication('georgi'))).toEqual({ ok: false, error: 'intent-changed' })
  })

  it('is not made by the signature of what was answered before', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    const signature = one.signedApplication()
    one.answer('vehicle', { ...CAR, model: 'Passat' })
    one.gather()
    expect(one.submit(signature)).toEqual({ ok: false, error: 'intent-changed' })
  })

  it('is not made by the signature of what a register said before', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    const signature = one.signedApplication()
    one.records.set(`civil:${NUMBER}`, { ...vehicle.records[`civil:${NUMBER}`], street: 'ул. „Раковска“ 1' })
    one.gather()
    expect(one.submit(signature)).toEqual({ ok: false, error: 'intent-changed' })
  })

  it('is kept with its signature, word for word', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    const document = one.application
    const signature = one.signedApplication()
    one.submit(signature)
    expect(one.state.submission).toMatchObject({ document, signature, at: one.state.at })
  })
})

describe('the term of a service', () => {
  it.for([
    // Good Friday to Easter Monday of 2026: 10 to 13 April.
    ['over Easter', vehicle, '2026-04-06T09:00:00Z', '2026-04-17', '2026-04-17T20:59:59.999Z'],
    // 24 May 2026 is a Sunday: the Monday is off.
    ['over a holiday that moved', vehicle, '2026-05-18T09:00:00Z', '2026-05-28', '2026-05-28T20:59:59.999Z'],
    // 31 December 2025 and 2 January 2026 were given off.
    ['over the turn of the year', vehicle, '2025-12-22T09:00:00Z', '2026-01-08', '2026-01-08T21:59:59.999Z'],
    ['from a day off', vehicle, '2026-03-01T09:00:00Z', '2026-03-11', '2026-03-11T21:59:59.999Z'],
    // Half past midnight in Sofia.
    [
      'from the day in Sofia, not in Greenwich',
      vehicle,
      '2026-04-05T21:30:00Z',
      '2026-04-17',
      '2026-04-17T20:59:59.999Z',
    ],
    // The clocks go forward on 29 March.
    ['over the beginning of summer time', vehicle, '2026-03-25T09:00:00Z', '2026-04-03', '2026-04-03T20:59:59.999Z'],
    ['in days, to a working day', club, '2026-03-02T09:00:00Z', '2026-03-16', '2026-03-16T21:59:59.999Z'],
    // Fourteen days on is Easter Sunday.
    [
      'in days, to the first working day after Easter',
      club,
      '2026-03-29T09:00:00Z',
      '2026-04-14',
      '2026-04-14T20:59:59.999Z',
    ],
  ] as const)('is counted %s', ([, sample, from, dueOn, dueAt], { expect }) => {
    const one = new Proceeding(sample, Date.parse(from)).submitted()
    const { submission } = one.state
    expect(submission?.dueOn).toBe(dueOn)
    expect(new Date(submission?.dueAt ?? 0).toISOString()).toBe(dueAt)
  })

  it('passes with the end of its last day: not a moment before, once, and not again', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    const dueAt = one.state.submission?.dueAt ?? 0
    expect(alarmFor(one.state)).toBe(dueAt)
    expect(whenDue(one.state, dueAt - 1)).toBeNull()
    expect(whenDue(one.state, dueAt)).toEqual({ type: 'lapsed' })
    one.wait(dueAt - one.now)
    expect(one.state.status).toBe('lapsed')
    expect(alarmFor(one.state)).toBeNull()
    expect(whenDue(one.state, dueAt + 400 * DAY_MS)).toBeNull()
  })

  it('does not pass over a case that was decided, nor while its act is being entered', ({ expect }) => {
    for (const outcome of ['grant', 'refuse'] as const) {
      const one = new Proceeding(vehicle).submitted()
      one[outcome]()
      expect(alarmFor(one.state)).toBeNull()
      expect(whenDue(one.state, one.now + 400 * DAY_MS)).toBeNull()
    }
  })

  it('that passed keeps nobody from deciding, and does not pass again when the record refuses', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    one.wait(40 * DAY_MS)
    expect(one.grant()).toMatchObject({ ok: true })
    one.record({ ok: false, error: 'record-exists' })
    expect(one.state).toMatchObject({ status: 'lapsed', failure: 'record-exists', decision: null })
    expect(alarmFor(one.state)).toBeNull()
    expect(one.refuse()).toMatchObject({ ok: true })
    expect(one.state).toMatchObject({ status: 'refused', failure: null })
  })

  it('runs on for a case that the record gave back in time', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    one.grant()
    one.record({ ok: false, error: 'record-exists' })
    expect(alarmFor(one.state)).toBe(one.state.submission?.dueAt)
  })
})

describe('a draft', () => {
  it('is given up thirty days after its last change, and then once', ({ expect }) => {
    const one = new Proceeding(vehicle).answered()
    one.now += 20 * DAY_MS
    one.answer('vehicle', { ...CAR, model: 'Passat' })
    const due = one.state.at + 30 * DAY_MS
    expect(alarmFor(one.state)).toBe(due)
    expect(whenDue(one.state, due - 1)).toBeNull()
    expect(whenDue(one.state, due)).toEqual({ type: 'withdrawn', expired: true })
    one.wait(due - one.now)
    expect(one.state.status).toBe('withdrawn')
    expect(whenDue(one.state, due + 400 * DAY_MS)).toBeNull()
  })

  it('that was paid is given up by its applicant alone', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    expect(alarmFor(one.state)).toBeNull()
    one.wait(400 * DAY_MS)
    expect(one.state.status).toBe('draft')
  })

  it('that was given up has no answers and no evidence any more', ({ expect }) => {
    const one = new Proceeding(vehicle).paid()
    one.withdraw()
    expect(one.state).toMatchObject({ status: 'withdrawn', answers: {}, evidence: {} })
  })
})
