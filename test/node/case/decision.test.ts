// A decision is an official's own, with reasons, signed; a grant is complete only when the record has taken its act.
import { describe, it } from 'vitest'
import { causedAct, decideRequest, decidingRole, reasonsMax } from '../../../workers/engines/case/decide.ts'
import { intentChallenge, type SignRequest } from '../../../workers/engines/identity/intent.ts'
import { APPLICANT, CASE, club, entered, NUMBER, Proceeding, signatureOf, vehicle } from '../../support/proceeding.ts'
import { there, unwrap } from '../../support/result.ts'

const { official } = vehicle
const grant = { outcome: 'grant', reasons: 'Всичко е наред.', plate: 'CB 1234 AB' }
const refuse = { outcome: 'refuse', reasons: 'Липсва основание.' }

describe('a decision as typed', () => {
  it.for<[fault: string, typed: Record<string, string>, issues: readonly { field: string; code: string }[]]>([
    [
      'says nothing',
      {},
      [
        { field: 'outcome', code: 'unknown-choice' },
        { field: 'reasons', code: 'missing' },
      ],
    ],
    ['says neither', { ...grant, outcome: 'maybe' }, [{ field: 'outcome', code: 'unknown-choice' }]],
    [
      'says what every object has',
      { ...grant, outcome: 'constructor' },
      [{ field: 'outcome', code: 'unknown-choice' }],
    ],
    ['gives no reasons', { ...grant, reasons: '' }, [{ field: 'reasons', code: 'missing' }]],
    ['gives spaces for reasons', { ...refuse, reasons: ' \n\t ' }, [{ field: 'reasons', code: 'missing' }]],
    [
      'gives a book for reasons',
      { ...grant, reasons: 'ж'.repeat(reasonsMax + 1) },
      [{ field: 'reasons', code: 'too-long' }],
    ],
    [
      'gives reasons that nobody sees',
      { ...refuse, reasons: 'да\u202eен' },
      [{ field: 'reasons', code: 'control-characters' }],
    ],
    ['grants without what its act needs', { ...grant, plate: '' }, [{ field: 'plate', code: 'missing' }]],
    ['grants with a plate that is none', { ...grant, plate: 'ЖЖ 1' }, [{ field: 'plate', code: 'wrong-format' }]],
    [
      'is wrong everywhere',
      { outcome: 'grant', plate: '', reasons: '' },
      [
        { field: 'plate', code: 'missing' },
        { field: 'reasons', code: 'missing' },
      ],
    ],
  ])('is refused that %s', ([, typed, issues], { expect }) => {
    const one = new Proceeding(vehicle).submitted()
    expect(one.draft(typed)).toEqual({ ok: false, error: 'invalid-input', issues })
    expect(one.decide(typed)).toEqual({ ok: false, error: 'invalid-input', issues })
    expect(one.state.status).toBe('submitted')
  })

  it('may have reasons as long as a page, of several lines', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    const reasons = `${'ж'.repeat(reasonsMax - 2)}\nж`
    expect(unwrap(one.draft({ ...refuse, reasons })).decided.reasons).toBe(reasons)
  })

  it('that refuses asks for no plate, and keeps none', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    expect(unwrap(one.draft({ ...refuse, plate: 'ЖЖ 1' })).decided).toEqual({
      outcome: 'refuse',
      reasons: refuse.reasons,
      input: {},
    })
  })

  it('that grants keeps what was answered as the register writes it', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    expect(unwrap(one.draft(grant)).decided.input).toEqual({ plate: 'СВ1234АВ' })
  })

  it('may leave out what its act may leave out', ({ expect }) => {
    const one = new Proceeding(club).submitted()
    expect(unwrap(one.draft({ ...grant, phone: '' })).decided.input).toEqual({})
  })

  it('is a document that names its application by what was signed, and nobody by their number', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    const { document } = unwrap(one.draft(grant))
    expect(JSON.parse(document)).toEqual({
      format: 'izvor-decision-v1',
      case: CASE,
      service: 'register-vehicle',
      law: one.service.definition.law,
      application: intentChallenge(there(one.state.submission).signature.intent),
      outcome: 'grant',
      reasons: 'Всичко е наред.',
      input: { plate: 'СВ1234АВ' },
      by: official,
    })
    expect(document).not.toContain(NUMBER)
  })

  it('is not the applicant’s own', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    const own = { person: APPLICANT, role: 'mvr.registrar' }
    for (const typed of [grant, refuse]) {
      expect(one.draft(typed, own)).toEqual({ ok: false, error: 'own-case' })
      expect(one.decide(typed, own)).toEqual({ ok: false, error: 'own-case' })
    }
  })

  it('comes once: whoever comes later is told so', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    unwrap(one.decide(refuse))
    for (const typed of [grant, refuse]) expect(one.decide(typed)).toEqual({ ok: false, error: 'case-decided' })
  })
})

describe('the role in which one decides', () => {
  it.for([
    [['mvr.registrar'], 'mvr.registrar'],
    [['grao.registrar', 'mvr.registrar'], 'mvr.registrar'],
    [['grao.registrar'], undefined],
    [['mvr'], undefined],
    [[], undefined],
  ] as const)('of %j is %s', ([roles, role], { expect }) => expect(decidingRole(vehicle.service, roles)).toBe(role))
})

describe('a signed decision', () => {
  const changed: readonly (readonly [string, (request: SignRequest) => SignRequest])[] = [
    ['another document', (request) => ({ ...request, documents: ['ab'.repeat(32)] })],
    ['another act', (request) => ({ ...request, act: 'register-vehicle.submit' })],
    ['another authority', (request) => ({ ...request, authority: 'nap' })],
    ['a mandate that nobody asked for', (request) => ({ ...request, mandate: { id: 'm', version: 1 } })],
  ]
  it.for(changed)('is not taken with a signature of %s', ([, change], { expect }) => {
    const one = new Proceeding(vehicle).submitted()
    const request = decideRequest(unwrap(one.draft(grant)).document, one.service)
    const refusal = { ok: false, error: 'intent-changed' }
    expect(one.decide(grant, official, signatureOf(change(request), official.person))).toEqual(refusal)
    expect(one.decide(grant, official, signatureOf(request, official.person))).toMatchObject({ ok: true })
  })

  it('is not taken with another official’s signature, nor with that of other reasons or another plate', ({
    expect,
  }) => {
    const one = new Proceeding(vehicle).submitted()
    const refusal = { ok: false, error: 'intent-changed' }
    const other = { ...official, person: 'petar' }
    expect(one.decide(grant, official, one.signedDecision(grant, other))).toEqual(refusal)
    for (const typed of [{ ...grant, reasons: 'Друго.' }, { ...grant, plate: 'CB 1234 AC' }, refuse])
      expect(one.decide(grant, official, one.signedDecision(typed))).toEqual(refusal)
  })

  it('of another application is not taken', ({ expect }) => {
    const [one, other] = ['Golf', 'Passat'].map((model) => {
      const pages = { ...vehicle.pages, vehicle: { ...vehicle.pages['vehicle'], model } }
      return new Proceeding({ ...vehicle, pages }).submitted()
    })
    expect(there(one).decide(grant, official, there(other).signedDecision(grant))).toEqual({
      ok: false,
      error: 'intent-changed',
    })
  })
})

describe('a grant', () => {
  it('causes its act with what the applicant asked, the registers know and the official answered', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    one.decide(grant)
    expect(causedAct(one.state, one.service, one.today)).toEqual({
      register: 'vehicles',
      act: 'enter',
      key: 'WVWZZZ1JZXW000001',
      input: {
        plate: 'СВ1234АВ',
        make: 'VW',
        model: 'Golf',
        category: 'M1',
        fuel: 'petrol',
        emissionClass: 'euro6',
        firstRegistered: '2020-01-01',
        mass: 1500,
        colour: 'white',
        owner: NUMBER,
      },
      idempotencyKey: `case:${CASE}:${there(one.state.decision).at}`,
      actor: official,
      basis: { case: CASE, law: one.service.definition.law },
    })
  })

  it('causes the act of a club as well, without what nobody answered', ({ expect }) => {
    const one = new Proceeding(club).submitted()
    one.grant()
    expect(causedAct(one.state, one.service, one.today)).toMatchObject({
      register: 'tennis-club',
      act: 'join',
      key: '7',
      input: { nickname: 'Гого', hand: 'left', born: '1990-05-04' },
    })
  })

  it('is complete with the receipt of the record, told once', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    one.decide(grant)
    one.record(entered(one.now))
    const done = one.state
    expect(done).toMatchObject({ status: 'granted', receipt: { id: 'r1', seq: 1 } })
    one.record(entered(one.now))
    one.record({ ok: false, error: 'record-exists' })
    expect(one.state).toBe(done)
  })

  it('that the record refuses comes back with the reason, and is decided anew by an act of its own', ({ expect }) => {
    const one = new Proceeding(vehicle).submitted()
    one.decide(grant)
    const first = causedAct(one.state, one.service, one.today).idempotencyKey
    one.record({ ok: false, error: 'record-exists' })
    expect(one.state).toMatchObject({ status: 'submitted', decision: null, failure: 'record-exists', receipt: null })
    unwrap(one.decide({ ...grant, reasons: 'Отново.' }))
    expect(one.state.failure).toBeNull()
    expect(causedAct(one.state, one.service, one.today).idempotencyKey).not.toBe(first)
  })
})
