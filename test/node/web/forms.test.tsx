// Forms out of fields: what a control shows is what was typed, what is sent is what was meant, and what is wrong is said.
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { issueText } from '../../../web/messages/issues.ts'
import { anchorOf, FormErrors, FormField, type FormFieldProps } from '../../../web/views/forms/form-field.tsx'
import { textsOf, typedOf } from '../../../web/views/forms/typed.ts'
import { createPage } from '../../../web/views/page.ts'
import { dateOf } from '../../../workers/kernel/calendar.ts'
import {
  boolean,
  date,
  integer,
  oneOf,
  personRef,
  text,
  type Field,
  type Fields,
} from '../../../workers/kernel/field.ts'
import { formats } from '../../../workers/kernel/formats/index.ts'
import type { Language } from '../../../workers/kernel/localised.ts'
import { parseInput, type ParseIssue } from '../../../workers/kernel/parse.ts'
import type { Value } from '../../../workers/kernel/value.ts'
import { controlsOf } from '../../support/form.ts'
import { textOf } from '../../support/text.ts'

const TODAY = '2026-03-02'
const disclose = 'open'
const label = { bg: 'Име на полето', en: 'Name of the field' }
const hint = { bg: 'Както е в документа', en: 'As in the document' }
const options = (many: number) =>
  Object.fromEntries(Array.from({ length: many }, (_, n) => [`o${n}`, { bg: `избор ${n}`, en: `choice ${n}` }]))

const FIELDS = {
  line: text({ label, hint, disclose }),
  short: text({ label, hint, disclose, max: 20 }),
  story: text({ label, hint, disclose, max: 4000 }),
  vin: text({ label, hint, disclose, format: 'vin' }),
  owner: personRef({ label, hint, disclose }),
  few: oneOf(options(3), { label, hint, disclose }),
  many: oneOf(options(7), { label, hint, disclose }),
  born: date({ label, hint, disclose, notAfterToday: true }),
  mass: integer({ label, hint, disclose, min: 40, max: 60_000, unit: { bg: 'кг', en: 'kg' } }),
  rules: boolean({ label, hint, disclose }),
} as const satisfies Fields

const names = Object.keys(FIELDS) as (keyof typeof FIELDS)[]
const LANGUAGES = ['bg', 'en'] as const satisfies readonly Language[]

const pageIn = (lang: Language) => createPage({ lang, path: '/', search: '', demo: false })
const rendered = async (view: Child): Promise<string> => String(await html`${view}`)
const shown = (lang: Language, name: string, field: Field, rest: Partial<FormFieldProps> = {}) =>
  rendered(<FormField page={pageIn(lang)} name={name} field={field} typed={{}} issues={[]} {...rest} />)

/** Values that a field may have. */
const VALUES: { readonly [name in keyof typeof FIELDS]: fc.Arbitrary<Value> } = {
  line: fc.string({ minLength: 1, maxLength: 200 }).filter((one) => one.trim() === one && one.normalize('NFC') === one),
  short: fc.constantFrom('x', '<b>', '"', "'; --", 'ж ж'),
  story: fc.constantFrom('един', 'един\nдва\n\nтри', '<script>alert(1)</script>', '</textarea>', 'a\tb'),
  vin: fc.constant('WVWZZZ1JZXW000001'),
  owner: fc.constant('6101057509'),
  few: fc.constantFrom('o0', 'o1', 'o2'),
  many: fc.constantFrom('o0', 'o6'),
  born: fc.integer({ min: -62_000, max: 20_500 }).map(dateOf),
  mass: fc.integer({ min: 40, max: 60_000 }),
  rules: fc.boolean(),
}

describe('values', () => {
  const values = fc.record(VALUES, { requiredKeys: [] })

  it('come back from the form that shows them', ({ expect }) => {
    fc.assert(
      fc.property(values, (known) => {
        const texts = textsOf(FIELDS, typedOf(FIELDS, known))
        expect(parseInput(FIELDS, texts, () => false, TODAY)).toEqual({ values: known, issues: [] })
      }),
    )
  })

  it('come back from the page that a browser shows', async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(values, fc.constantFrom(...LANGUAGES), async (known, lang) => {
        const typed = typedOf(FIELDS, known)
        const pieces = await Promise.all(names.map((name) => shown(lang, name, FIELDS[name], { typed })))
        const { values: read, issues } = parseInput(
          FIELDS,
          textsOf(FIELDS, controlsOf(pieces.join(''))),
          () => false,
          TODAY,
        )
        expect({ read, issues }).toEqual({ read: known, issues: [] })
      }),
      { numRuns: 50 },
    )
  })

  it('that are not there stand in no control', ({ expect }) => {
    expect(typedOf(FIELDS, {})).toEqual({})
    expect(Object.values(textsOf(FIELDS, {}))).toEqual(names.map(() => ''))
  })

  it('of other fields are none of the form’s', ({ expect }) => {
    expect(typedOf({ line: FIELDS.line }, { nose: 'x' })).toEqual({})
    expect(textsOf({ line: FIELDS.line }, { line: 'a', nose: 'x', constructor: 'y' })).toEqual({ line: 'a' })
  })
})

describe('a date', () => {
  const parts = (day: string, month: string, year: string) =>
    textsOf({ born: FIELDS.born }, { 'born-day': day, 'born-month': month, 'born-year': year })['born']

  it.for([
    ['1', '2', '2024', '2024-02-01'],
    ['01', '02', '2024', '2024-02-01'],
    [' 1 ', '\t2', '2024 ', '2024-02-01'],
    ['', '', '', ''],
    [' ', ' ', ' ', ''],
  ] as const)('typed as %j %j %j is %s', ([day, month, year, expected], { expect }) => {
    expect(parts(day, month, year)).toBe(expected)
  })

  it.for([
    ['31', '2', '2024', 'not-a-date'],
    ['1', '2', '', 'not-a-date'],
    ['', '2', '2024', 'not-a-date'],
    ['1', '2', '24', 'not-a-date'],
    ['1', 'февруари', '2024', 'not-a-date'],
    ['-1', '2', '2024', 'not-a-date'],
    ['1e0', '2', '2024', 'not-a-date'],
    ['1', '2', '20240', 'not-a-date'],
    ['1', '1', '2027', 'in-the-future'],
    ['', '', '', 'missing'],
  ] as const)('typed as %j %j %j is refused: %s', ([day, month, year, code], { expect }) => {
    const texts = textsOf({ born: FIELDS.born }, { 'born-day': day, 'born-month': month, 'born-year': year })
    expect(parseInput({ born: FIELDS.born }, texts, () => true, TODAY).issues).toEqual([{ field: 'born', code }])
  })

  it('whatever is typed for it breaks nothing, and is shown again as it was', async ({ expect }) => {
    const part = fc.string({ maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(part, part, part, async (day, month, year) => {
        const typed = { 'born-day': day, 'born-month': month, 'born-year': year }
        expect(typeof textsOf({ born: FIELDS.born }, typed)['born']).toBe('string')
        expect(controlsOf(await shown('bg', 'born', FIELDS.born, { typed }))).toEqual(typed)
      }),
    )
  })
})

describe.each(LANGUAGES)('a field in %s', (lang) => {
  it.for(names)('%s shows its label and its hint, tied to its control', async (name, { expect }) => {
    const view = await shown(lang, name, FIELDS[name])
    expect(textOf(view)).toContain(label[lang])
    expect(textOf(view)).toContain(hint[lang])
    expect(view).toContain(`id="${name}-hint"`)
    expect(view).toMatch(new RegExp(`aria-describedby="${name}-hint"`, 'u'))
    expect(view).not.toContain('govuk-error-message')
    expect(view).toContain(`id="${anchorOf(name, FIELDS[name]).slice(1)}"`)
  })

  it.for(names)('%s says what is wrong with it, and only then', async (name, { expect }) => {
    const view = await shown(lang, name, FIELDS[name], { issues: [{ field: name, code: 'missing' }] })
    expect(textOf(view)).toContain(issueText(lang, FIELDS[name], 'missing'))
    expect(view).toContain(`id="${name}-error"`)
    expect(view).toContain(`aria-describedby="${name}-hint ${name}-error"`)
    expect(await shown(lang, name, FIELDS[name], { issues: [{ field: 'another', code: 'missing' }] })).not.toContain(
      'govuk-error-message',
    )
  })

  it.for(names)('%s says what speaks against a value that is well-formed', async (name, { expect }) => {
    const view = await shown(lang, name, FIELDS[name], { objection: 'Така не може.' })
    expect(textOf(view)).toContain('Така не може.')
    expect(view).toContain('govuk-form-group--error')
  })

  it('that may be left empty says so', async ({ expect }) => {
    const said = { bg: '(не е задължително)', en: '(optional)' }[lang]
    expect(textOf(await shown(lang, 'x', text({ label, disclose, optional: true })))).toContain(said)
    expect(textOf(await shown(lang, 'x', text({ label, disclose })))).not.toContain(said)
  })
})

describe('what was typed', () => {
  const hostile = [
    '"><script>alert(1)</script>',
    `' onfocus='x`,
    '&lt;b&gt;',
    '</textarea><img src=x>',
    '\u2028',
    'ж'.repeat(9),
  ]

  it.for(['line', 'short', 'story', 'vin', 'owner', 'mass'] as const)(
    'stays in %s as it was, and never becomes markup',
    async (name, { expect }) => {
      for (const value of hostile) {
        const view = await shown('bg', name, FIELDS[name], {
          typed: { [name]: value },
          issues: [{ field: name, code: 'wrong-format' }],
        })
        expect(controlsOf(view)).toEqual({ [name]: value })
        expect(view).not.toMatch(/<script|<img|onfocus='/u)
      }
    },
  )

  it.for(['few', 'many', 'rules'] as const)('chooses nothing of %s that is not offered', async (name, { expect }) => {
    for (const value of [...hostile, 'constructor', ''])
      expect(
        Object.values(controlsOf(await shown('bg', name, FIELDS[name], { typed: { [name]: value } }))).join(''),
      ).toBe('')
  })
})

describe('a choice', () => {
  it('of a few is all in sight, of many is a list that opens with nothing chosen', async ({ expect }) => {
    const [few, many] = [await shown('bg', 'few', FIELDS.few), await shown('bg', 'many', FIELDS.many)]
    expect(few.match(/type="radio"/gu)).toHaveLength(3)
    expect(many.match(/<option/gu)).toHaveLength(8)
    expect([controlsOf(few), controlsOf(many)]).toEqual([{}, { many: '' }])
  })
})

describe('what is wrong', () => {
  const codes: readonly ParseIssue[] = [
    'missing',
    'not-text',
    'too-long',
    'control-characters',
    'unknown-choice',
    'not-a-whole-number',
    'too-small',
    'too-large',
    'not-a-date',
    'in-the-future',
    'not-yes-or-no',
    'wrong-format',
  ]

  it.for(names)('with %s is a sentence in both languages, whatever it is', (name, { expect }) => {
    for (const code of [...codes, 'unknown-field']) {
      const [bg, en] = LANGUAGES.map((lang) => issueText(lang, FIELDS[name], code))
      expect(bg).toMatch(/^[А-Я].*\.$/u)
      expect(en).toMatch(/^[A-Z][^А-я]*\.$/u)
    }
  })

  it.for<[Field, ParseIssue, string, string]>([
    [FIELDS.mass, 'too-small', 'Въведете число, не по-малко от 40.', 'Enter a number of at least 40.'],
    [FIELDS.mass, 'too-large', 'Въведете число, не по-голямо от 60000.', 'Enter a number of at most 60000.'],
    [FIELDS.short, 'too-long', 'Най-много 20 знака.', 'At most 20 characters.'],
    [FIELDS.line, 'too-long', 'Най-много 200 знака.', 'At most 200 characters.'],
    [FIELDS.few, 'missing', 'Изберете една от възможностите.', 'Choose one of the options.'],
    [FIELDS.born, 'missing', 'Въведете дата: ден, месец и година.', 'Enter a date: day, month and year.'],
    [FIELDS.rules, 'missing', 'Изберете „Да“ или „Не“.', 'Choose “Yes” or “No”.'],
    [FIELDS.vin, 'missing', formats.vin.expected.bg, formats.vin.expected.en],
    [FIELDS.owner, 'wrong-format', formats['personal-number'].expected.bg, formats['personal-number'].expected.en],
  ])('%# says what is expected', ([field, code, bg, en], { expect }) => {
    expect([issueText('bg', field, code), issueText('en', field, code)]).toEqual([bg, en])
  })

  it('stands at the top of the form, each with its field’s name and a link to where it is mended', async ({
    expect,
  }) => {
    const issues = [
      { field: 'born', code: 'missing' },
      { field: 'few', code: 'missing' },
      { field: 'nose', code: 'unknown-field' },
    ] as const
    const view = await rendered(<FormErrors page={pageIn('en')} fields={FIELDS} issues={issues} />)
    expect([...view.matchAll(/href="(#[^"]+)"/gu)].map(([, href]) => href)).toEqual(['#born-day', '#few', '#nose'])
    expect(textOf(view)).toContain('Name of the field: Enter a date: day, month and year.')
    expect(await rendered(<FormErrors page={pageIn('en')} fields={FIELDS} issues={[]} />)).toBe('')
  })
})
