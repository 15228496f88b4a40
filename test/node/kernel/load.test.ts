// Loading a definition: every fault that an author can make is named, and no definition with one decides anything.
import { describe, it } from 'vitest'
import { boolean, integer, text, type Fields } from '../../../workers/kernel/field.ts'
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
const withFields = (fields: Fields) => faults({ fields: { ...tennisClub.fields, ...fields } })
const withAct = (act: Partial<Act>) => faults({ acts: { ...tennisClub.acts, score: { ...score, ...act } } })

describe('a definition is refused for', () => {
  it.for<[what: string, faults: readonly string[], expected: RegExp]>([
    ['an id in capitals', faults({ id: 'Tennis' }), /the id is lower-case/u],
    ['an id that begins with a digit', faults({ id: '1st' }), /the id is lower-case/u],
    [
      'a name of a field with a hyphen',
      withFields({ 'nick-name': text({ label, disclose: 'open', optional: true }) }),
      /nick-name is no field name/u,
    ],
    [
      'a name of a field that every object has',
      withFields(JSON.parse('{"__proto__": {"type": "text"}}')),
      /__proto__ is no field name/u,
    ],
    [
      'words of a closed field',
      withFields({ shoe: text({ label, disclose: 'personal', find: 'text', optional: true }) }),
      /shoe is not open, so no words/u,
    ],
    [
      'a sensitive field that nobody may see',
      withFields({ shoe: text({ label, disclose: 'sensitive', optional: true }) }),
      /say which roles see it/u,
    ],
    [
      'a number between no bounds',
      withFields({ shoe: integer({ label, disclose: 'open', min: 2, max: 1, optional: true }) }),
      /shoe: its least is over its most/u,
    ],
    [
      'more fields than a form has',
      withFields(
        Object.fromEntries(
          Array.from({ length: 100 }, (_, n) => [`f${n}`, boolean({ label, disclose: 'open', optional: true })]),
        ),
      ),
      /more than 100 fields/u,
    ],
    ['a key that is no text', faults({ key: 'points' }), /its key is no text/u],
    ['a key that may be absent', faults({ key: 'phone' }), /its key is optional/u],
    ['an open key of no format', faults({ key: 'nickname' }), /say its format/u],
    ['a key that every object has', faults({ key: 'constructor' }), /its key constructor is no field/u],
    ['a caption that is no text', faults({ caption: 'record.points' }), /caption is no text/u],
    ['an act in capitals', faults({ acts: { ...tennisClub.acts, Score: score } }), /Score is no act name/u],
    ['an act that nobody may do', withAct({ by: [] }), /nobody may do it/u],
    ['an act that asks for a level of its own', withAct({ level: 'utmost' as 'high' }), /utmost is no level/u],
    [
      'an act that moves mountains',
      withAct({ moves: 'mountains' as 'property' }),
      /moves mountains, which is nothing/u,
    ],
    ['a role that is none', withAct({ by: ['secretary'] }), /secretary is no role/u],
    ['taking what is no field', withAct({ takes: ['shoe'] }), /takes shoe, which is no field/u],
    ['taking what every object has', withAct({ takes: ['constructor'] }), /takes constructor, which is no field/u],
    ['taking the key', withAct({ takes: ['number'] }), /takes the key/u],
    [
      'an input that hides a field',
      withAct({ input: { points: integer({ label, disclose: 'open', min: 0, max: 1 }) } }),
      /hides a field/u,
    ],
    ['setting what is no field', withAct({ set: { shoe: '1' } }), /sets shoe, which is no field/u],
    ['setting the key', withAct({ set: { number: "'8'" } }), /key, which never changes/u],
    ['setting a value of another type', withAct({ set: { points: "'many'" } }), /points: 'many' yields string/u],
    ['clearing what a record must have', withAct({ set: { points: 'null' } }), /points: null yields null/u],
    ['an expression that does not check', withAct({ set: { points: 'record.shoe' } }), /No such key: shoe/u],
    ['a condition that is a number', withAct({ refuse: { 'not-playing': '1' } }), /a condition is true or false/u],
    ['a refusal without a text', withAct({ refuse: { rain: 'true' } }), /the refusal rain has no text/u],
    ['a code in capitals', withAct({ refuse: { Rain: 'true' } }), /Rain is no code/u],
    [
      'a record without a field that it must have',
      faults({ acts: { ...tennisClub.acts, join: { ...join, takes: ['nickname'] } } }),
      /makes a record without hand$/u,
    ],
    ['no act that makes a record', faults({ acts: { score } }), /no act makes a record/u],
  ])('%s', ([, found, expected], { expect }) => {
    expect(found.filter((one) => expected.test(one))).toHaveLength(1)
  })

  it('all its faults at once, each with the act or register that has it', ({ expect }) => {
    expect(
      faults({
        law: 'Устав',
        caption: 'record.nose',
        acts: { ...tennisClub.acts, score: { ...score, by: [], takes: ['shoe'] } },
      }).map((fault) => fault.slice(0, fault.indexOf(':'))),
    ).toEqual(['tennis-club', 'tennis-club', 'tennis-club.score', 'tennis-club.score'])
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
