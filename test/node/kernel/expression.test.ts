// Expressions of the law: what they may say, what they may see, and what they may cost.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { compiler, type Sight } from '../../../workers/kernel/expression.ts'
import { unwrap } from '../../support/result.ts'

const compile = compiler({
  record: { status: 'string', points: 'int', active: 'bool', note: 'string', born: 'string' },
  input: { won: 'int', mood: 'string' },
  today: 'string',
  effective: 'string',
})
const sight: Sight = {
  record: { status: 'active', points: 40, active: true, born: '2008-02-29' },
  input: { won: 2, mood: 'ведро' },
  today: '2026-11-20',
  effective: '2026-11-21',
}
const list = (length: number) => `[${Array.from({ length }, (_, at) => at).join(', ')}]`

describe('an expression', () => {
  it.for<[string, string, unknown]>([
    ['reads a record', "record.status == 'active'", true],
    ['counts', 'record.points + input.won', 42],
    ['counts whole numbers', '7 / 2', 3],
    ['asks whether a field is there', 'has(record.note)', false],
    ['reads a field only where it is there', "has(record.note) ? record.note : '–'", '–'],
    ['joins text', "record.status + ' ' + today", 'active 2026-11-20'],
    ['compares days', 'effective > today', true],
    ['knows an age', 'age(record.born, today)', 18],
    ['adds days', "plusDays('2026-02-27', 2)", '2026-03-01'],
    ['clears', 'null', null],
    ['chooses among a few', "record.status in ['active', 'suspended']", true],
    ['goes through one list', "['a', 'b'].exists(one, one == record.status)", false],
  ])('%s', ([, source, value], { expect }) => {
    expect(unwrap(compile(source)).evaluate(sight)).toBe(value)
  })

  it.for([
    ['a field that nobody has', "record.nose == ''", /No such key: nose/u],
    ['a group that nobody has', 'person.name', /Unknown variable: person/u],
    ['types that do not compare', "record.points == 'many'", /no such overload/u],
    ['types that do not add', 'record.points + record.status', /no such overload/u],
    ['a condition that is none', 'record.points ? 1 : 2', /bool/u],
    ['two types in one', "true ? 1 : 'a'", /type/u],
    ['a function of the wrong type', 'age(record.points, today)', /no matching overload/u],
    ['a function that nobody has', 'fetch("https://example.com")', /no matching overload|not found/u],
    ['half an expression', 'record.status ==', /./u],
    ['nothing', '', /./u],
    ['a type of its own', '[1, 2]', /yields list/u],
    ['a number that is not whole', '1.5', /yields double/u],
    ['a value of no known type', 'dyn(1)', /yields dyn/u],
    ['the prototype', 'record.constructor', /No such key: constructor/u],
    ['the prototype of all', 'record.__proto__', /No such key: __proto__/u],
  ] as const)('is refused: %s', ([, source, why], { expect }) => {
    const answer = compile(source)
    expect(answer).toMatchObject({ ok: false, error: 'bad-expression' })
    expect(!answer.ok && answer.detail).toMatch(why)
  })

  it.for([
    ['text longer than a lawyer reads', `'${'x'.repeat(2000)}' == ''`],
    ['too many parts', Array.from({ length: 300 }, () => '1').join('+')],
    ['too deep', `${'('.repeat(60)}1${')'.repeat(60)} + ${'-('.repeat(60)}1${')'.repeat(60)}`],
    ['a list too long', `1 in ${list(201)}`],
    ['a pattern, which can backtrack for ever', "record.status.matches('^(a+)+$')"],
    ['a name bound to its own double', "cel.bind(x, today + today, cel.bind(y, x + x, y)) == ''"],
    ['a pass within a pass', `${list(9)}.all(a, ${list(9)}.all(b, a + b >= 0))`],
    ['a pass over what a pass made', "record.status.split('').map(a, record.status).map(b, b).size() > 0"],
    ['a pass hidden in a condition', 'true ? [1].exists(a, a > 1) : ([2].exists(b, b > 1) || record.active)'],
  ] as const)('is refused for what it would cost: %s', ([, source], { expect }) => {
    expect(compile(source)).toMatchObject({ ok: false, error: 'bad-expression' })
  })

  it('throws where it reads what is absent: such a rule decides nothing', ({ expect }) => {
    const note = unwrap(compile("record.note == ''"))
    expect(() => note.evaluate(sight)).toThrow(/note/u)
    expect(() => unwrap(compile('record.points / input.won')).evaluate({ ...sight, input: { won: 0 } })).toThrow(
      /zero/u,
    )
    expect(() => unwrap(compile("age('юни', today) > 18")).evaluate(sight)).toThrow(RangeError)
    expect(() => unwrap(compile('9223372036854775807 + input.won')).evaluate(sight)).toThrow(/overflow/u)
  })

  it('is a refusal, whatever was written', ({ expect }) => {
    const part = fc.constantFrom(
      'record',
      '.',
      'points',
      'input',
      ' + ',
      '(',
      ')',
      '[',
      ']',
      "'",
      '?',
      ':',
      '==',
      '1',
      'has',
      '!',
      '{',
      ',',
      '\\',
      '\u0000',
      'ж',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
        ),
        (source) => {
          const answer = compile(source)
          expect(answer.ok ? ['string', 'int', 'bool', 'null'] : ['bad-expression']).toContain(
            answer.ok ? answer.value.type : answer.error,
          )
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('takes no time to speak of, the dearest that is taken included', ({ expect }) => {
    const mood = 'ж'.repeat(200)
    const dearest = unwrap(
      compile(`input.mood.split('').all(a, ${Array.from({ length: 50 }, () => 'a + a != today').join(' && ')})`),
    )
    const began = performance.now()
    expect(dearest.evaluate({ ...sight, input: { won: 1, mood } })).toBe(true)
    expect(performance.now() - began).toBeLessThan(200)
  })
})
