// What may stand in a field: whatever is sent is a value of the field's type, or refused by a code.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { boolean, date, integer, oneOf, personRef, reference, text, type Field } from '../../../workers/kernel/field.ts'
import { parseInput, parseValue, textMax } from '../../../workers/kernel/parse.ts'

const label = { bg: 'Поле', en: 'Field' }
const open = { label, disclose: 'open' } as const
const TODAY = '2026-11-20'

const name = text({ ...open, max: 10 })
const number = text({ ...open, format: 'personal-number' })
const hand = oneOf({ left: label, right: label }, open)
const mass = integer({ ...open, min: -5, max: 60_000 })
const born = date({ ...open, notAfterToday: true })
const until = date(open)
const active = boolean(open)
const owner = personRef(open)
const authority = reference({ ...open, register: 'authorities' })

describe('a value', () => {
  it.for<[string, Field, unknown, unknown]>([
    ['text loses the spaces around it', name, '  Гого ', 'Гого'],
    ['text is composed, so that equal words are equal', name, 'и\u0306', 'й'],
    ['text may hold a new line', name, 'а\nб', 'а\nб'],
    ['a line ends in one way, however it was sent', name, 'а\r\nб\rв', 'а\nб\nв'],
    ['a format is normalised', number, ' 610105 7509 ', '6101057509'],
    ['a reference is checked as its format is', owner, '6101057509', '6101057509'],
    ['a reference without a format is text', authority, 'mvr', 'mvr'],
    ['a choice', hand, 'left', 'left'],
    ['a number as typed', mass, ' 1500 ', 1500],
    ['a number as sent', mass, 1500, 1500],
    ['a number at its least', mass, -5, -5],
    ['a number at its most', mass, '60000', 60_000],
    ['no minus before nothing', mass, '-0', 0],
    ['today is not in the future', born, TODAY, TODAY],
    ['a date', until, '2199-12-31', '2199-12-31'],
    ['yes as typed', active, 'true', true],
    ['no as sent', active, false, false],
  ])('%s', ([, field, raw, value], { expect }) => {
    const parsed = parseValue(field, raw, TODAY)
    expect(parsed).toEqual({ ok: true, value })
  })

  it.for<[string, Field, unknown]>([
    ['missing', name, undefined],
    ['missing', name, null],
    ['missing', name, ''],
    ['missing', name, ' \t\u00a0 '],
    ['missing', mass, ''],
    ['not-text', name, 7],
    ['not-text', owner, ['6101057509']],
    ['too-long', name, 'x'.repeat(11)],
    ['too-long', name, 'x'.repeat(10_000_000)],
    ['too-long', text(open), 'x'.repeat(textMax + 1)],
    ['control-characters', name, 'a\u0000'],
    ['control-characters', name, 'a\u001bb'],
    ['control-characters', name, 'a\u0085b'],
    ['control-characters', name, '\u202egro'],
    ['control-characters', name, 'a\u2066b'],
    ['control-characters', name, 'a\u200eb'],
    ['control-characters', name, 'a\u200bb'],
    ['control-characters', name, '\ufeffa'],
    // Half a character: it has no form in UTF-8, so it could be neither stored nor proven.
    ['control-characters', name, '\ud800'],
    ['control-characters', name, 'a\udc00b'],
    ['wrong-format', number, '6101057508'],
    ['wrong-format', owner, 'Мария'],
    ['unknown-choice', hand, 'both'],
    ['unknown-choice', hand, 'constructor'],
    ['unknown-choice', hand, '__proto__'],
    ['unknown-choice', hand, ['left']],
    ['not-a-whole-number', mass, '1e3'],
    ['not-a-whole-number', mass, '1.5'],
    ['not-a-whole-number', mass, 1.5],
    ['not-a-whole-number', mass, '١٥'],
    ['not-a-whole-number', mass, '0x10'],
    ['not-a-whole-number', mass, Number.NaN],
    ['not-a-whole-number', mass, Number.POSITIVE_INFINITY],
    ['not-a-whole-number', mass, 2 ** 53],
    ['not-a-whole-number', mass, '9'.repeat(400)],
    ['not-a-whole-number', mass, true],
    ['not-a-whole-number', mass, {}],
    ['too-small', mass, -6],
    ['too-large', mass, '60001'],
    ['not-a-date', until, '2026-02-29'],
    ['not-a-date', until, '29.02.2028'],
    ['not-a-date', until, 20_260_101],
    ['in-the-future', born, '2026-11-21'],
    ['not-yes-or-no', active, 'да'],
    ['not-yes-or-no', active, 1],
  ])('is refused: %s', ([code, field, raw], { expect }) => {
    expect(parseValue(field, raw, TODAY)).toEqual({ ok: false, error: code })
  })

  it('of anything at all is of its type and may be parsed again, or is refused', ({ expect }) => {
    const fields: readonly Field[] = [name, number, hand, mass, born, until, active, owner, authority]
    const sent = fc.oneof(
      fc.anything(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('left', '12', '2020-01-01', 'true'),
    )
    fc.assert(
      fc.property(fc.constantFrom(...fields), sent, (field, raw) => {
        const parsed = parseValue(field, raw, TODAY)
        if (!parsed.ok) return
        const types = { integer: 'number', boolean: 'boolean' } as Partial<Record<Field['type'], string>>
        expect(typeof parsed.value).toBe(types[field.type] ?? 'string')
        expect(parseValue(field, parsed.value, TODAY)).toEqual(parsed)
        expect(JSON.parse(JSON.stringify(parsed.value))).toEqual(parsed.value)
      }),
      { numRuns: 3000 },
    )
  })

  it('of text as long as a field may hold is read at once, whatever it holds', ({ expect }) => {
    const began = performance.now()
    for (const filler of ['\u0301', 'ﷺ', '-', ' ', 'І', '0'])
      for (const field of [name, number, text({ ...open, max: 10_000 })])
        parseValue(field, filler.repeat(40_000), TODAY)
    expect(performance.now() - began).toBeLessThan(500)
  })
})

describe('an input', () => {
  const fields = { name, mass, born }
  const parse = (raw: Record<string, unknown>, required: (field: string) => boolean = () => true) =>
    parseInput(fields, raw, required, TODAY)

  it('names each field that is wrong, in the order of the definition, then those that nobody knows', ({ expect }) => {
    expect(parse({ shoe: 43, born: '2190-01-01', mass: 'тежък' }).issues).toEqual([
      { field: 'name', code: 'missing' },
      { field: 'mass', code: 'not-a-whole-number' },
      { field: 'born', code: 'in-the-future' },
      { field: 'shoe', code: 'unknown-field' },
    ])
  })

  it('may leave out what is not required, and keeps what is right', ({ expect }) => {
    expect(parse({ name: ' Гого ', mass: '', born: null }, (field) => field === 'name')).toEqual({
      values: { name: 'Гого' },
      issues: [],
    })
  })

  it('is never read from a prototype, nor does it write one', ({ expect }) => {
    const raw = JSON.parse('{"__proto__": {"name": "x"}, "constructor": 1, "name": "Гого", "toString": "x"}')
    const { values, issues } = parse(raw, () => false)
    expect(values).toEqual({ name: 'Гого' })
    expect(issues.map(({ field }) => field).toSorted()).toEqual(['__proto__', 'constructor', 'toString'])
    expect(parse(Object.create({ name: 'inherited' }), () => false).values).toEqual({})
  })
})
