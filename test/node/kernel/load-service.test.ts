// Services and evidence with a fault are refused whole, and every fault is named: an author mends them at once.
import { describe, it } from 'vitest'
import type { EvidenceDefinition } from '../../../workers/kernel/evidence.ts'
import { boolean, integer, text } from '../../../workers/kernel/field.ts'
import { loadEvidence } from '../../../workers/kernel/load-evidence.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import { loadService } from '../../../workers/kernel/load-service.ts'
import type { ServiceDefinition } from '../../../workers/kernel/service.ts'
import { club, joinClub, memberByNumber } from '../../support/join-club.ts'
import { unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const { join } = tennisClub.acts
if (join === undefined) throw new Error('nobody joins the club')
const label = { bg: 'Поле', en: 'Field' }
const disclose = 'open'
const [player, friends] = joinClub.pages
if (player === undefined || friends === undefined) throw new Error('the club asks on two pages')

const faultsOf = (change: Partial<ServiceDefinition>): readonly string[] => {
  const answer = loadService({ ...joinClub, ...change }, club)
  return answer.ok ? [] : (answer.detail ?? '').split('\n')
}

const evidenceFaults = (change: Partial<EvidenceDefinition>): readonly string[] => {
  const answer = loadEvidence({ ...memberByNumber, ...change }, club.register)
  return answer.ok ? [] : (answer.detail ?? '').split('\n')
}

const asking = (questions: (typeof player)['questions']) => ({
  pages: [player, { ...friends, questions: { ...friends.questions, ...questions } }],
})
const evidenceNamed = (name: string) => ({
  evidence: { ...joinClub.evidence, [name]: { ask: 'member-by-number', input: { number: 'form.number' } } },
})
const causing = (change: Partial<ServiceDefinition['causes']>) => ({ causes: { ...joinClub.causes, ...change } })

describe('a service', () => {
  it('without a fault is loaded', ({ expect }) => expect(faultsOf({})).toEqual([]))

  it.for<[fault: string, change: Partial<ServiceDefinition>, expected: RegExp]>([
    ['cites no article', { law: 'Устав на клуба' }, /no article of law/u],
    ['wants a signature of no kind', { signature: 'beautiful' as 'qualified' }, /beautiful is no kind of signature/u],
    ['asks nothing', { pages: [], evidence: {}, refuse: {}, refusals: {} }, /has no page/u],
    ['has two pages of one id', { pages: [player, { ...friends, id: 'player' }] }, /two pages have one id/u],
    ['asks one question twice', asking({ number: 'tennis-club.number' }), /one question twice/u],
    ['asks for a field of no register', asking({ colour: 'nowhere.colour' }), /asks for nowhere\.colour/u],
    ['asks for a field that is none', asking({ colour: 'tennis-club.colour' }), /asks for tennis-club\.colour/u],
    ['asks for what every object has', asking({ colour: 'tennis-club.constructor' }), /which is no field/u],
    [
      'asks a question that every decision answers',
      asking({ reasons: text({ label, disclose }) }),
      /cannot be called reasons/u,
    ],
    [
      'asks the official such a question',
      { decide: { ...joinClub.decide, questions: { outcome: text({ label, disclose }) } } },
      /cannot be called outcome/u,
    ],
    ['costs less than nothing', { fee: { ...joinClub.fee, cents: -1 } }, /fee is no sum/u],
    ['costs half a cent', { fee: { ...joinClub.fee, cents: 0.5 } }, /fee is no sum/u],
    ['is due at once', { term: { ...joinClub.term, count: 0 } }, /term is no time/u],
    ['is decided by nobody', { decide: { ...joinClub.decide, by: [] } }, /nobody decides/u],
    [
      'is decided by who may not do its act',
      { decide: { ...joinClub.decide, by: ['club.doctor'] } },
      /club\.doctor decides, but may not do join/u,
    ],
    ['asks for a level of its own', { level: 'utmost' as 'high' }, /level: level-unknown \(utmost\)/u],
    ['moves mountains', { moves: 'mountains' as 'property' }, /moves: stake-unknown \(mountains\)/u],
    ['refuses without a word', { refusals: {} }, /the refusal number-taken has no text/u],
    ['refuses by what is neither true nor false', { refuse: { 'number-taken': 'form.number' } }, /true or false/u],
    [
      'refuses by a question that it does not ask',
      { refuse: { 'number-taken': 'form.colour == "red"' } },
      /No such key: colour/u,
    ],
    ['refuses by what is decided later', { refuse: { 'number-taken': 'has(decision.phone)' } }, /decision/u],
    [
      'asks an evidence that nobody gives',
      { evidence: { ...joinClub.evidence, place: { ask: 'weather', input: {} } } },
      /there is no evidence weather/u,
    ],
    ['names an evidence as the form is named', evidenceNamed('form'), /cannot be called form/u],
    ['names an evidence by a word of CEL', evidenceNamed('as'), /cannot be called as/u],
    ['names an evidence by what is no word', evidenceNamed('the-place'), /cannot be called the-place/u],
    [
      'asks an evidence with too little',
      { evidence: { ...joinClub.evidence, place: { ask: 'member-by-number', input: {} } } },
      /place: number is left out/u,
    ],
    [
      'asks an evidence with too much',
      {
        evidence: {
          ...joinClub.evidence,
          place: { ask: 'member-by-number', input: { number: 'form.number', hand: 'form.hand' } },
        },
      },
      /place: hand is no input/u,
    ],
    [
      'asks an evidence with another type',
      { evidence: { ...joinClub.evidence, place: { ask: 'member-by-number', input: { number: 'form.rules' } } } },
      /place: number: form\.rules yields bool/u,
    ],
    ['causes an act of no register', causing({ register: 'golf-club' }), /no act golf-club\.join/u],
    ['causes an act that is none', causing({ act: 'constructor' }), /no act tennis-club\.constructor/u],
    ['names its record by what is no text', causing({ key: 'form.rules' }), /key of its act is no text/u],
    [
      'leaves out what its act must have',
      causing({ input: { nickname: 'form.nickname', hand: 'form.hand' } }),
      /join: born is left out/u,
    ],
    [
      'gives its act what it does not take',
      causing({ input: { ...joinClub.causes.input, points: '1000' } }),
      /join: points is no input/u,
    ],
    [
      'gives its act another type',
      causing({ input: { ...joinClub.causes.input, nickname: 'form.rules' } }),
      /join: nickname: form\.rules yields bool/u,
    ],
    ['has an expression that is none', causing({ key: 'form.number +' }), /form\.number \+/u],
  ])('is refused that %s', ([, change, expected], { expect }) => {
    const faults = faultsOf(change)
    expect(faults.filter((fault) => expected.test(fault))).toHaveLength(1)
    expect(faults.every((fault) => fault.startsWith('join-club: '))).toBe(true)
  })

  it('is refused that moves property and does not say so', ({ expect }) => {
    const owned = unwrap(
      loadRegister({ ...tennisClub, acts: { ...tennisClub.acts, join: { ...join, moves: 'property' } } }),
    )
    const silent = loadService(joinClub, { ...club, register: () => owned })
    expect(silent).toMatchObject({ ok: false, detail: 'join-club: join moves property, and it does not say so' })
    expect(loadService({ ...joinClub, moves: 'property' }, { ...club, register: () => owned }).ok).toBe(true)
  })

  it('names every fault at once, whatever else is wrong with it', ({ expect }) => {
    const faults = faultsOf({
      law: 'Устав на клуба',
      refusals: {},
      fee: { cents: -1, law: '' },
      causes: { register: 'golf-club', act: 'join', key: '', input: {} },
    })
    expect(faults).toHaveLength(6)
  })
})

describe('an evidence', () => {
  it('without a fault is loaded', ({ expect }) => expect(evidenceFaults({})).toEqual([]))

  it.for<[fault: string, change: Partial<EvidenceDefinition>, expected: RegExp]>([
    ['cites no article', { law: 'Устав' }, /no article of law/u],
    ['asks a register that nobody keeps', { source: 'golf-club' }, /there is no register golf-club/u],
    ['names the record by what it is not given', { key: 'input.name' }, /No such key: name/u],
    ['names the record by what is no text', { key: '7' }, /key is no text/u],
    [
      'names the record by what may be left out',
      { input: { number: text({ label, disclose, optional: true }) } },
      /key needs number, which may be left out/u,
    ],
    [
      'answers with a field that the register has not',
      { answer: { nose: { field: text({ label, disclose }), value: 'record.nose' } } },
      /No such key: nose/u,
    ],
    [
      'answers with another type than it says',
      { answer: { member: { field: integer({ label, disclose, min: 0, max: 9 }), value: 'found' } } },
      /member: found yields bool/u,
    ],
  ])('is refused that %s', ([, change, expected], { expect }) => {
    expect(evidenceFaults(change).filter((fault) => expected.test(fault))).toHaveLength(1)
  })

  it('names every fault at once, even where its register is missing', ({ expect }) => {
    const faults = evidenceFaults({
      law: 'Устав',
      source: 'golf-club',
      key: '7',
      answer: { member: { field: boolean({ label, disclose }), value: 'found' } },
    })
    expect(faults).toHaveLength(3)
  })
})
