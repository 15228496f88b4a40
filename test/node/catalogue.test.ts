// One suite for every definition, and for a register that no state would keep.
import { describe, it } from 'vitest'
import { catalogue } from '../../workers/catalogue.ts'
import { decide } from '../../workers/engines/record.ts'
import type { EvidenceDefinition } from '../../workers/kernel/evidence.ts'
import type { Field, Fields } from '../../workers/kernel/field.ts'
import { loadEvidence } from '../../workers/kernel/load-evidence.ts'
import { loadService } from '../../workers/kernel/load-service.ts'
import { togetherFaults } from '../../workers/kernel/load-together.ts'
import { loadRegister } from '../../workers/kernel/load.ts'
import { definitions } from '../../workers/kernel/read-definition.ts'
import type { RegisterDefinition } from '../../workers/kernel/register.ts'
import type { ServiceDefinition } from '../../workers/kernel/service.ts'
import { at } from '../support/chance.ts'
import { club, joinClub, memberByNumber } from '../support/join-club.ts'
import { tennisClub } from '../support/tennis-club.ts'

const registers: readonly RegisterDefinition[] = [...catalogue.registers.values(), tennisClub]
const evidences: readonly EvidenceDefinition[] = [...catalogue.evidences.values(), memberByNumber]
const services: readonly ServiceDefinition[] = [...catalogue.services.values(), joinClub]

const known = {
  register: (id: string) => club.register(id) ?? catalogue.register(id),
  evidence: (id: string) => club.evidence(id) ?? catalogue.evidence(id),
}

/** Every text of a definition, with where it stands. */
function texts(value: unknown, path = ''): readonly (readonly [string, Record<string, unknown>])[] {
  if (typeof value !== 'object' || value === null) return []
  if ('bg' in value) return [[path, value]]
  return Object.entries(value).flatMap(([name, inner]) => texts(inner, `${path}.${name}`))
}

/** Where a text is empty, or English written in Cyrillic letters. */
const silentIn = (definition: object): readonly string[] =>
  texts(definition).flatMap(([path, { bg, en }]) => {
    const said = [bg, en].every((one) => typeof one === 'string' && one.trim() !== '')
    return said && !/[А-я]/u.test(String(en)) ? [] : [path]
  })

const lostReferences = (fields: Fields): readonly string[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.type === 'reference' && known.register(field.register) === undefined ? [name] : [],
  )

it('knows the registers, the evidence and the service of the spine', ({ expect }) => {
  expect([...catalogue.registers.keys()]).toEqual(
    expect.arrayContaining(['civil', 'addresses', 'authorities', 'officials', 'vehicles']),
  )
  expect([...catalogue.evidences.keys()]).toEqual(expect.arrayContaining(['person-identity', 'vehicle-by-vin']))
  expect([...catalogue.services.keys()]).toContain('register-vehicle')
})

describe.each(registers)('register $id', (definition) => {
  const answer = loadRegister(definition)

  it('loads: each name is known and each expression has its type', ({ expect }) => {
    expect(answer.ok ? '' : answer.detail).toBe('')
  })

  it('is plain data, which reads back as one that was made here', ({ expect }) => {
    expect(definitions.load(JSON.stringify(definition))).toMatchObject({ ok: true, value: { definition } })
  })

  it('cites its law', ({ expect }) => {
    expect(definition.law).toMatch(/\d/u)
  })

  it('speaks both languages everywhere', ({ expect }) => {
    expect(texts(definition).length).toBeGreaterThan(10)
    expect(silentIn(definition)).toEqual([])
  })

  it('refers only to registers that exist', ({ expect }) => {
    expect(lostReferences(definition.fields)).toEqual([])
  })

  it('changes further records only by acts that are there, by whoever may do them', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    expect(togetherFaults(answer.value, (id) => known.register(id)?.definition)).toEqual([])
  })

  it('is kept by an authority, and its acts are done by somebody', ({ expect }) => {
    expect(definition.keeper).toMatch(/^[a-z-]+$/u)
    expect(Object.values(definition.acts).every((act) => act.by.length > 0)).toBe(true)
  })

  it('uses each refusal that it explains', ({ expect }) => {
    const rules = [...Object.values(definition.acts), ...Object.values(definition.mandates ?? {})]
    const used = new Set(rules.flatMap(({ refuse }) => Object.keys(refuse ?? {})))
    expect(Object.keys(definition.refusals).filter((code) => !used.has(code))).toEqual([])
  })

  it('gives mandates to persons, for whom it knows, by a law', ({ expect }) => {
    for (const rule of Object.values(definition.mandates ?? {})) {
      expect(rule.law).toMatch(/\d/u)
      expect(definition.fields[rule.representative]).toMatchObject({ format: 'personal-number', find: 'exact' })
      const { principal } = rule
      if ('field' in principal) expect(definition.fields[principal.field]?.type).toBe('reference')
    }
  })

  it('leaves no act for which two officials are asked to one of them', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    for (const [act, { by, fourEyes }] of Object.entries(definition.acts))
      for (const role of by) {
        if (fourEyes !== true || role === 'operator') continue
        const actor = { role, person: 'a' }
        const asked = { register: definition.id, key: 'x', act, input: {}, idempotencyKey: 'k', actor, basis: {} }
        const refusal = (second?: typeof actor) =>
          decide(answer.value, null, second === undefined ? asked : { ...asked, second }, at('2026-03-02'))
        expect(refusal()).toEqual({ ok: false, error: 'second-official-needed' })
        expect(refusal(actor)).toEqual({ ok: false, error: 'same-official' })
        expect(refusal({ role: 'operator', person: 'b' })).toEqual({ ok: false, error: 'not-allowed' })
      }
  })

  it('refuses acts that nobody defined', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    const command = {
      register: definition.id,
      key: 'x',
      act: 'constructor',
      input: {},
      idempotencyKey: 'k',
      actor: { role: 'operator' },
      basis: {},
    }
    expect(decide(answer.value, null, command, at('2026-03-02'))).toEqual({ ok: false, error: 'unknown-act' })
  })
})

describe.each(evidences)('evidence $id', (definition) => {
  const answer = loadEvidence(definition, known.register)

  it('loads: its source answers, each answer has its type', ({ expect }) => {
    expect(answer.ok ? '' : answer.detail).toBe('')
  })

  it('is plain data, cites its law and speaks both languages', ({ expect }) => {
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition)
    expect(definition.law).toMatch(/\d/u)
    expect(texts(definition).length).toBeGreaterThan(2)
    expect(silentIn(definition)).toEqual([])
  })

  it('is told by a register what it asks, and by its answers what is left of a record', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    const { source, reads } = answer.value
    expect(Object.keys(definition.answer).length).toBeGreaterThan(0)
    expect(reads.length).toBeLessThan(Object.keys(source.definition.fields).length)
    expect(lostReferences(definition.input)).toEqual([])
    expect(
      lostReferences(Object.fromEntries(Object.entries(definition.answer).map(([n, { field }]) => [n, field]))),
    ).toEqual([])
  })
})

describe.each(services)('service $id', (definition) => {
  const answer = loadService(definition, known)

  it('loads: each question finds its field, each evidence its register, and its act fits', ({ expect }) => {
    expect(answer.ok ? '' : answer.detail).toBe('')
  })

  it('is plain data and speaks both languages', ({ expect }) => {
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition)
    expect(texts(definition).length).toBeGreaterThan(3)
    expect(silentIn(definition)).toEqual([])
  })

  it('cites the law for itself, for its fee and for its term', ({ expect }) => {
    for (const law of [definition.law, definition.fee.law, definition.term.law]) expect(law).toMatch(/\d/u)
  })

  it('is decided by who may do its act', ({ expect }) => {
    const { by } = definition.decide
    expect(by.length).toBeGreaterThan(0)
    const { register, act } = definition.causes
    expect(known.register(register)?.acts.get(act)?.definition.by).toEqual(expect.arrayContaining([...by]))
  })

  it('explains each refusal that it uses, and uses each that it explains', ({ expect }) => {
    expect(Object.keys(definition.refusals).toSorted()).toEqual(Object.keys(definition.refuse).toSorted())
  })

  it('asks each question of a field that exists, once', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    const asked = [
      ...definition.pages.flatMap(({ questions }) => Object.entries(questions)),
      ...Object.entries(definition.decide.questions),
    ]
    const loaded = { ...answer.value.form, ...answer.value.decision }
    expect(Object.keys(loaded)).toHaveLength(asked.length)
    for (const [name, question] of asked) {
      const place = typeof question === 'string' ? question : 'own' in question ? question.own : null
      const [register = '', field = ''] = place?.split('.') ?? []
      expect(loaded[name]).toBe(place === null ? question : known.register(register)?.definition.fields[field])
    }
  })

  it('tells and signs the personal number of nobody', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    const told = answer.value.evidence.flatMap(({ evidence }): Field[] =>
      Object.values(evidence.definition.answer).flatMap(({ field, silent }) => (silent ? [] : [field])),
    )
    expect(told.filter((field) => 'format' in field && field.format === 'personal-number')).toEqual([])
  })

  it('asks nobody for what a register knows of them', ({ expect }) => {
    if (!answer.ok) throw new Error(answer.detail)
    const told = new Set(
      answer.value.evidence
        .filter(({ input }) => input.every(([, { source }]) => source.startsWith('person.')))
        .flatMap(({ evidence }) => Object.keys(evidence.definition.answer)),
    )
    expect(Object.keys(answer.value.form).filter((name) => told.has(name))).toEqual([])
  })
})

describe('a definition with a fault', () => {
  const broken = (change: Partial<RegisterDefinition>) => {
    const answer = loadRegister({ ...tennisClub, ...change })
    return answer.ok ? 'loaded' : answer.detail
  }
  it.for<[string, Partial<RegisterDefinition>, RegExp]>([
    ['an unknown field in an expression', { caption: 'record.nose' }, /No such key: nose/u],
    ['a closed field in the caption', { caption: 'string(record.born)' }, /No such key: born/u],
    ['a law without an article', { law: 'Устав' }, /^law: law-without-article/u],
    ['a key that is no field', { key: 'passport' }, /^key: key-no-field/u],
    ['no act that makes a record', { acts: {} }, /no-creating-act/u],
    ['a refusal without a text', { refusals: {} }, /refusal-without-text/u],
  ])('is refused whole: %s', ([, change, expected], { expect }) => {
    expect(broken(change)).toMatch(expected)
  })

  it('names every fault at once', ({ expect }) => {
    expect(broken({ law: 'Устав', key: 'passport' })?.split('\n')).toHaveLength(3)
  })
})
