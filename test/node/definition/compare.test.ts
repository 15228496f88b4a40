// What a new version of a register may change while records are in it, and how they follow.
import { describe, it } from 'vitest'
import { changeFaults, changesOf } from '../../../workers/engines/definition/compare.ts'
import { migrationOf } from '../../../workers/engines/migration.ts'
import { advance, decide, type Head } from '../../../workers/engines/record.ts'
import { definitions } from '../../../workers/kernel/read-definition.ts'
import { integer, text, type Fields } from '../../../workers/kernel/field.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import type { RegisterDefinition } from '../../../workers/kernel/register.ts'
import { at } from '../../support/chance.ts'
import { there, unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const label = { bg: 'Ново', en: 'New' }
const next = (change: Partial<RegisterDefinition>): RegisterDefinition => ({ ...tennisClub, version: 2, ...change })
const withFields = (fields: Fields) => next({ fields: { ...tennisClub.fields, ...fields } })
const without = (name: string) =>
  next({ fields: Object.fromEntries(Object.entries(tennisClub.fields).filter(([one]) => one !== name)) })
const { points, nickname, phone, hand, number }: Fields = tennisClub.fields

const codes = (after: RegisterDefinition, hasRecords = true) =>
  changeFaults(tennisClub, after, hasRecords).map(({ path, code }) => `${path} ${code}`)

describe('a version after another', () => {
  it.for<[string, RegisterDefinition]>([
    ['another title', next({ title: label })],
    ['a further optional field', withFields({ shoe: text({ label, disclose: 'open', optional: true }) })],
    [
      'a field that is more closed',
      withFields({ nickname: { ...there(nickname), disclose: 'personal', find: 'exact' } as never }),
    ],
    ['a longer text', withFields({ nickname: { ...there(nickname), max: 400 } as never })],
    ['a retired field', withFields({ phone: { ...there(phone), retired: true } as never })],
  ])('is taken: %s', ([, after], { expect }) => {
    expect(codes(after)).toEqual([])
  })

  it.for<[string, RegisterDefinition, string]>([
    ['without a field', without('phone'), 'fields.phone field-removed'],
    [
      'a field of another type',
      withFields({ points: text({ label, disclose: 'open' }) }),
      'fields.points.type field-type-differs',
    ],
    [
      'a number that counts otherwise',
      withFields({ points: { ...there(points), decimals: 2 } as never }),
      'fields.points.type field-type-differs',
    ],
    [
      'a field that more may see',
      withFields({ phone: { ...there(phone), disclose: 'open' } as never }),
      'fields.phone.disclose more-open',
    ],
    ['another key', next({ key: 'nickname' }), 'key key-differs'],
    [
      'a key that is closed',
      withFields({ number: { ...there(number), disclose: 'personal' } as never }),
      'fields.number key-differs',
    ],
    ['without an act', next({ acts: { join: there(tennisClub.acts['join']) } }), 'acts.score act-removed'],
    [
      'a further field that all must have',
      withFields({ shoe: integer({ label, disclose: 'open', min: 1, max: 9 }) }),
      'fields.shoe rule-needed',
    ],
    [
      'a choice less',
      withFields({ hand: { ...there(hand), options: { left: label } } as never }),
      'fields.hand rule-needed',
    ],
    ['another keeper', next({ keeper: 'golf' }), 'keeper keeper-differs'],
    ['two versions on', next({ version: 3 }), 'version version-not-next'],
  ])('is refused while there are records: %s', ([, after, expected], { expect }) => {
    expect(codes(after)).toContain(expected)
  })

  it('may be made anew while nobody is in it', ({ expect }) => {
    expect(codes(without('phone'), false)).toEqual([])
  })

  it('is told by what differs', ({ expect }) => {
    const changes = changesOf(tennisClub, withFields({ shoe: text({ label, disclose: 'open' }) }))
    expect(changes).toMatchObject([{ path: 'fields.shoe', kind: 'added', weight: 'breaking' }])
    expect(changesOf(tennisClub, next({ law: 'Устав, чл. 8' }))).toMatchObject([
      { path: 'law', from: 'Устав на клуба, чл. 7', to: 'Устав, чл. 8', weight: 'text' },
    ])
    expect(changesOf(tennisClub, next({}))).toEqual([])
  })
})

describe('a record of an earlier version', () => {
  const second = next({
    fields: {
      ...tennisClub.fields,
      shoe: integer({ label, disclose: 'open', min: 1, max: 60 }),
    },
    acts: {
      ...tennisClub.acts,
      join: { ...there(tennisClub.acts['join']), set: { points: '0', active: 'true', shoe: '40' } },
    },
    migrations: [{ to: 2, set: { shoe: "record.hand == 'left' ? 41 : 42" } }],
  })
  const third = {
    ...second,
    version: 3,
    migrations: [...(second.migrations ?? []), { to: 3, set: { shoe: 'record.shoe + 1' } }],
  }
  const joined = (): Head => {
    const command = {
      register: 'tennis-club',
      key: '7',
      act: 'join',
      input: { nickname: 'Гого', hand: 'left', born: '1990-05-04' },
      idempotencyKey: 'k',
      actor: { role: 'club.secretary' },
      basis: {},
    }
    const decision = decide(unwrap(loadRegister(tennisClub)), null, command, at('2026-03-02'))
    if (!decision.ok) throw new Error(decision.error)
    return advance(null, decision.value)
  }

  it('follows each version that came since, in one entry that names the last', ({ expect }) => {
    const answer = migrationOf(unwrap(loadRegister(third)), joined(), at('2026-03-03'))
    expect(answer).toMatchObject({
      ok: true,
      value: {
        entry: { seq: 2, act: 'migrate', definition: 3, set: { shoe: 42 }, actor: { role: 'izvor.registers' } },
      },
    })
    if (!answer.ok || answer.value === null) throw new Error('nothing to migrate')
    const head = advance(joined(), answer.value)
    expect(migrationOf(unwrap(loadRegister(third)), head, at('2026-03-04'))).toEqual({ ok: true, value: null })
  })

  it('stays as it is where a rule cannot be applied, or yields what its field does not hold', ({ expect }) => {
    for (const rule of ['record.points / 0', '61']) {
      const broken = { ...second, migrations: [{ to: 2, set: { shoe: rule } }] }
      expect(migrationOf(unwrap(loadRegister(broken)), joined(), at('2026-03-03'))).toMatchObject({
        ok: false,
        error: 'migration-failed',
      })
    }
  })
})

describe('a hostile definition', () => {
  const refused = (change: object) => {
    const answer = definitions.load(JSON.stringify({ ...tennisClub, ...change }))
    return answer.ok ? [] : answer.faults.map(({ code }) => code)
  }
  it.for<[string, string, string]>([
    ['is no JSON', 'x'.repeat(10), 'not-json'],
    ['is huge', `"${'x'.repeat(50_000)}"`, 'too-long'],
    ['nests without end', `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, 'too-deep'],
    ['brings a prototype', '{"__proto__":{"kind":"register"}}', 'reserved-name'],
    ['is a list', '[]', 'missing'],
  ])('%s', ([, sent, code], { expect }) => {
    const answer = definitions.load(sent)
    expect(answer.ok ? [] : answer.faults.map((fault) => fault.code)).toContain(code)
  })

  it('names what every object has, a format that is none, a bomb, or more than there may be', ({ expect }) => {
    const shoe = text({ label, disclose: 'open', optional: true })
    expect(refused({ fields: { ...tennisClub.fields, constructor: shoe } })).toContain('reserved-name')
    expect(refused({ fields: { ...tennisClub.fields, shoe: { ...shoe, format: 'toString' } } })).toContain(
      'unknown-format',
    )
    const bomb = `${'['.repeat(30)}1${']'.repeat(30)}.all(a, [1].all(b, true))`
    expect(refused({ ended: bomb })).toContain('expression-wrong')
    expect(refused({ ended: `record.nickname.matches('^(a+)+$')` })).toContain('expression-wrong')
    const many = Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`act-${n}`, tennisClub.acts['score']]))
    expect(refused({ acts: { ...tennisClub.acts, ...many } })).toContain('too-many')
    expect(refused({ unknown: 1 })).toContain('unknown-member')
  })
})
