// Loading a definition: every fault that an author can make is named, and no definition with one decides anything.
import { describe, it } from 'vitest'
import { boolean, integer, list, text, type Fields } from '../../../workers/kernel/field.ts'
import { loadRegister } from '../../../workers/kernel/load.ts'
import type { Act, RegisterDefinition } from '../../../workers/kernel/register.ts'
import { unwrap } from '../../support/result.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const label = { bg: 'Поле', en: 'Field' }
const { join, score } = tennisClub.acts as { join: Act; score: Act }

const faults = (change: Partial<RegisterDefinition>): readonly string[] => {
  const answer = loadRegister({ ...tennisClub, ...change })
  return answer.ok ? [] : (answer.detail ?? '').split('\n')
}
const withFields = (fields: Fields, act: Partial<Act> = {}) =>
  faults({ fields: { ...tennisClub.fields, ...fields }, acts: { ...tennisClub.acts, score: { ...score, ...act } } })
const withAct = (act: Partial<Act>) => faults({ acts: { ...tennisClub.acts, score: { ...score, ...act } } })

describe('a definition is refused for', () => {
  it.for<[what: string, faults: readonly string[], expected: RegExp]>([
    ['an id in capitals', faults({ id: 'Tennis' }), /^id: id-wrong/u],
    ['an id that begins with a digit', faults({ id: '1st' }), /^id: id-wrong/u],
    [
      'a name of a field with a hyphen',
      withFields({ 'nick-name': text({ label, disclose: 'open', optional: true }) }),
      /^fields\.nick-name: name-wrong/u,
    ],
    [
      'a name of a field that every object has',
      withFields(JSON.parse('{"__proto__": {"type": "text"}}')),
      /^fields\.__proto__: name-wrong/u,
    ],
    [
      'words of a closed field',
      withFields({ shoe: text({ label, disclose: 'personal', find: 'text', optional: true }) }),
      /^fields\.shoe\.find: words-closed/u,
    ],
    [
      'counts by a closed field',
      withFields({ shoe: text({ label, disclose: 'personal', facet: true, optional: true }) }),
      /^fields\.shoe\.facet: facet-misplaced/u,
    ],
    [
      'counts by a column of a group',
      withFields({
        shoes: list(
          { kind: text({ label, disclose: 'open', facet: true }) },
          { label, disclose: 'open', max: 2, optional: true },
        ),
      }),
      /^fields\.shoes\.of\.kind\.facet: facet-misplaced/u,
    ],
    [
      'what is unique and found by nothing',
      withFields({ shoe: text({ label, disclose: 'personal', unique: true, optional: true }) }),
      /^fields\.shoe\.unique: unique-unfound/u,
    ],
    [
      'what is unique within a group',
      withFields({
        shoes: list(
          { mark: text({ label, disclose: 'open', find: 'exact', unique: true }) },
          { label, disclose: 'open', max: 2, optional: true },
        ),
      }),
      /^fields\.shoes\.of\.mark\.unique: unique-misplaced/u,
    ],
    [
      'a sensitive field that nobody may see',
      withFields({ shoe: text({ label, disclose: 'sensitive', optional: true }) }),
      /^fields\.shoe\.roles: sensitive-nobody/u,
    ],
    [
      'a number between no bounds',
      withFields({ shoe: integer({ label, disclose: 'open', min: 2, max: 1, optional: true }) }),
      /^fields\.shoe\.min: bounds-wrong/u,
    ],
    [
      'more fields than a form has',
      withFields(
        Object.fromEntries(
          Array.from({ length: 100 }, (_, n) => [`f${n}`, boolean({ label, disclose: 'open', optional: true })]),
        ),
      ),
      /^fields: too-many \(100\)/u,
    ],
    ['a key that is no text', faults({ key: 'points' }), /^key: key-no-text/u],
    ['a key that may be absent', faults({ key: 'phone' }), /^key: key-optional/u],
    ['an open key of no format', faults({ key: 'nickname' }), /^key: key-without-format/u],
    ['a key that every object has', faults({ key: 'constructor' }), /^key: key-no-field \(constructor\)/u],
    ['a caption that is no text', faults({ caption: 'record.points' }), /^caption: type-wrong \(int\)/u],
    ['an act in capitals', faults({ acts: { ...tennisClub.acts, Score: score } }), /^acts\.Score: id-wrong/u],
    ['an act that nobody may do', withAct({ by: [] }), /^acts\.score\.by: nobody/u],
    [
      'an act that asks for a level of its own',
      withAct({ level: 'utmost' as 'high' }),
      /^acts\.score\.level: level-unknown \(utmost\)/u,
    ],
    [
      'an act that moves mountains',
      withAct({ moves: 'mountains' as 'property' }),
      /^acts\.score\.moves: stake-unknown \(mountains\)/u,
    ],
    [
      'meaning something for nobody',
      withAct({ means: { to: 'nickname', what: 'died' } }),
      /^acts\.score\.means\.to: only-nobody \(nickname\)/u,
    ],
    ['a role that is none', withAct({ by: ['secretary'] }), /^acts\.score\.by: role-wrong \(secretary\)/u],
    ['taking what is no field', withAct({ takes: ['shoe'] }), /^acts\.score\.takes: no-field \(shoe\)/u],
    [
      'taking what every object has',
      withAct({ takes: ['constructor'] }),
      /^acts\.score\.takes: no-field \(constructor\)/u,
    ],
    ['taking the key', withAct({ takes: ['number'] }), /^acts\.score\.takes: takes-key/u],
    [
      'an input that hides a field',
      withAct({ input: { points: integer({ label, disclose: 'open', min: 0, max: 1 }) } }),
      /^acts\.score\.input\.points: hides-field/u,
    ],
    ['setting what is no field', withAct({ set: { shoe: '1' } }), /^acts\.score\.set\.shoe: no-field/u],
    [
      'setting what is unique',
      withFields(
        { shoe: text({ label, disclose: 'open', find: 'exact', unique: true, optional: true }) },
        { set: { shoe: "'left'" } },
      ),
      /^acts\.score\.set\.shoe: sets-unique/u,
    ],
    ['setting the key', withAct({ set: { number: "'8'" } }), /^acts\.score\.set\.number: sets-key/u],
    [
      'setting a value of another type',
      withAct({ set: { points: "'many'" } }),
      /^acts\.score\.set\.points: type-wrong \(string\)/u,
    ],
    [
      'clearing what a record must have',
      withAct({ set: { points: 'null' } }),
      /^acts\.score\.set\.points: type-wrong \(null\)/u,
    ],
    [
      'an expression that does not check',
      withAct({ set: { points: 'record.shoe' } }),
      /^acts\.score\.set\.points: expression-wrong \(.*No such key: shoe/u,
    ],
    [
      'a condition that is a number',
      withAct({ refuse: { 'not-playing': '1' } }),
      /^acts\.score\.refuse\.not-playing: type-wrong \(int\)/u,
    ],
    [
      'a refusal without a text',
      withAct({ refuse: { rain: 'true' } }),
      /^acts\.score\.refuse\.rain: refusal-without-text/u,
    ],
    ['a code in capitals', withAct({ refuse: { Rain: 'true' } }), /^acts\.score\.refuse\.Rain: id-wrong/u],
    [
      'a record without a field that it must have',
      faults({ acts: { ...tennisClub.acts, join: { ...join, takes: ['nickname'] } } }),
      /^acts\.join: record-without \(hand\)$/u,
    ],
    ['no act that makes a record', faults({ acts: { score } }), /^acts: no-creating-act/u],
  ])('%s', ([, found, expected], { expect }) => {
    expect(found.filter((one) => expected.test(one))).toHaveLength(1)
  })

  it('all its faults at once, each at its place', ({ expect }) => {
    expect(
      faults({
        law: 'Устав',
        caption: 'record.nose',
        acts: { ...tennisClub.acts, score: { ...score, by: [], takes: ['shoe'] } },
      }).map((fault) => fault.slice(0, fault.indexOf(':'))),
    ).toEqual(['law', 'caption', 'acts.score.takes', 'acts.score.by'])
  })
})

describe('a loaded act', () => {
  const { acts } = unwrap(loadRegister(tennisClub))

  it('asks for what its record must have, and for less where it is partial', ({ expect }) => {
    const required = (name: string) => {
      const act = acts.get(name)
      return Object.keys(act?.input ?? {}).filter((field) => act?.required(field))
    }
    expect(required('join')).toEqual(['nickname', 'hand', 'born'])
    expect(required('correct')).toEqual([])
    expect(required('score')).toEqual(['won'])
  })

  it('is known by its own name alone', ({ expect }) => {
    expect(['constructor', '__proto__', 'toString', ''].filter((name) => acts.has(name))).toEqual([])
  })
})
