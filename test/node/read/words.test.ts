// What a search asks of a register, and what of it may be listed.
import * as fc from 'fast-check'
import { describe, it } from 'vitest'
import { fieldAt } from '../../../workers/kernel/field.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import { foldedWords, otherSpellings, readingsOf } from '../../../workers/engines/fold.ts'
import { valueToken } from '../../../workers/engines/found-by.ts'
import { blindIndex } from '../../../workers/engines/names.ts'
import { browseOf, parseSearch } from '../../../workers/engines/words.ts'
import { unwrap } from '../../support/result.ts'
import { testSecrets } from '../../support/secrets.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const KEY = testSecrets.INDEX_KEY
const search = (typed: string) => unwrap(parseSearch(tennisClub, typed, {}, KEY, '2026-11-20'))

describe('a search', () => {
  it('is made of letters and digits, folded, and ten words at most', ({ expect }) => {
    expect(search(' Ace, "the" 2nd! ').words).toEqual(['ace', 'the', '2nd'])
    expect(search('й'.normalize('NFD')).words).toEqual(['i'])
    expect(search('a '.repeat(40)).words).toHaveLength(10)
  })

  it('asks open fields alone for a whole value', ({ expect }) => {
    expect(search('0888123').exact).toEqual([
      {
        field: 'number',
        value: '0888123',
        blind: blindIndex(KEY, 'tennis-club', 'number', '0888123'),
        token: valueToken(tennisClub, 'number', '0888123'),
      },
    ])
    // Longer than a number: what is left could be a telephone, which is personal.
    expect(search('0888123456').exact).toEqual([])
  })

  it('of more than 200 characters is refused', ({ expect }) => {
    expect(search('я'.repeat(200)).words).toHaveLength(1)
    expect(parseSearch(tennisClub, 'я'.repeat(201), {}, KEY, '2026-11-20')).toMatchObject({ error: 'too-long' })
  })
})

describe('a search is refused in words', () => {
  const refused = (typed: string, asked: { readonly [field: string]: string } = {}) =>
    parseSearch(tennisClub, typed, asked, KEY, '2026-11-20')

  it.for(['* ^ ( " ̀', '🚗 — „“', '\u0000\uFFFD', '\u0301\u0301'])(
    'where it has neither letter nor digit: %j',
    (typed, { expect }) => expect(refused(typed)).toEqual({ ok: false, error: 'search-empty' }),
  )

  it('where it narrows by what is closed, is no facet, or cannot be', ({ expect }) => {
    expect(refused('', { hand: 'left' })).toMatchObject({ ok: true })
    for (const asked of [{ phone: '1' }, { name: 'Гого' }, { hand: 'third' }, { constructor: 'x' }])
      expect(refused('', asked)).toEqual({ ok: false, error: 'filter-invalid' })
  })
})

describe('words of both alphabets', () => {
  const words = (text: string) => [...foldedWords(text), ...otherSpellings(text)]

  it.for<[typed: string, stands: string]>([
    ['Sofia', 'София'],
    ['СОФИЯ', 'Sofia'],
    ['софи', 'Sofiya'],
    ['Mariyana', 'Марияна'],
    ['мария', 'Марияна'],
    ['maria', 'Марияна'],
    ['Veliko Tarnovo', 'Велико Търново'],
    ['turnovo', 'Велико Търново'],
    ['bulg', 'България'],
    ['българия', 'Balgaria'],
    ['Български', 'Balgarski'],
    ['skoda', 'Škoda'],
    ['Шкода', 'Škoda'],
    ['ŠKODA', 'Skoda'],
    ['Zhivkov', 'Живков'],
    ['Jivkov', 'Живков'],
    ['Stojan', 'Стоян'],
    ['Aleks', 'Alex'],
    ['Алекс', 'Alex'],
    ['Warna', 'Варна'],
    ['naïve', 'NAIVE'],
    ['щъркел', 'Shtarkel'],
    ['Ivaylo', 'Ивайло'],
    ['ёлка', 'Елка'],
  ])('%s finds %s', ([typed, stands], { expect }) => {
    const held = words(stands)
    const isHeld = (one: string) => held.some((own) => readingsOf(one).some((reading) => own.startsWith(reading)))
    expect([typed, foldedWords(typed).every(isHeld)]).toEqual([typed, true])
  })

  it('differ where they are different words', ({ expect }) => {
    expect(foldedWords('Варна')).not.toEqual(foldedWords('Вярна'))
    expect(foldedWords('1100')).not.toEqual(foldedWords('100'))
  })

  it('fold the beginning of a word to the beginning of what it folds to', ({ expect }) => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('абвийяюъьщшжцч abiyzhšwx')),
      minLength: 1,
      maxLength: 12,
    })
    fc.assert(
      fc.property(letters, fc.nat(12), (text, at) => {
        const word = text.replaceAll(' ', '')
        const [whole = ''] = foldedWords(word)
        const [part = ''] = foldedWords(word.slice(0, at))
        expect(whole.startsWith(part)).toBe(true)
      }),
    )
  })

  it('stay letters and digits, whatever comes', ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        expect(words(text).filter((word) => !/^[\p{L}\p{N}]+$/u.test(word))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe.each([...catalogue.registers.values(), tennisClub])('register $id', (definition) => {
  const browse = browseOf(definition)
  const isOpen = (name: string) => fieldAt(definition.fields, name)?.disclose === 'open'

  it('is listed and searched by open fields alone', ({ expect }) => {
    expect(
      [...browse.words, ...browse.exact, ...browse.columns, ...browse.facets].filter((name) => !isOpen(name)),
    ).toEqual([])
    expect(browse.closed.filter(isOpen)).toEqual([])
    expect(browse.listed).toBe(Object.keys(definition.fields).some(isOpen))
  })

  it('shows few columns, and its status among them', ({ expect }) => {
    expect(browse.columns.length).toBeLessThanOrEqual(4)
    if (isOpen('status')) expect(browse.columns).toContain('status')
  })
})
