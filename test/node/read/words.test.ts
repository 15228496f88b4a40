// What a search asks of a register, and what of it may be listed.
import { describe, it } from 'vitest'
import { fieldAt } from '../../../workers/kernel/field.ts'
import { catalogue } from '../../../workers/catalogue.ts'
import { blindIndex } from '../../../workers/engines/names.ts'
import { browseOf, parseSearch } from '../../../workers/engines/words.ts'
import { unwrap } from '../../support/result.ts'
import { testSecrets } from '../../support/secrets.ts'
import { tennisClub } from '../../support/tennis-club.ts'

const KEY = testSecrets.INDEX_KEY
const search = (typed: string) => unwrap(parseSearch(tennisClub, typed, KEY, '2026-11-20'))

describe('a search', () => {
  it('is made of letters and digits, composed, and ten words at most', ({ expect }) => {
    expect(search(' Ace, "the" 2nd! ').words).toEqual(['Ace', 'the', '2nd'])
    expect(search('й'.normalize('NFD')).words).toEqual(['й'])
    expect(search('* ^ ( " ̀').words).toEqual([])
    expect(search('a '.repeat(40)).words).toHaveLength(10)
  })

  it('asks open fields alone for a whole value', ({ expect }) => {
    expect(search('0888123').exact).toEqual([
      { field: 'number', blind: blindIndex(KEY, 'tennis-club', 'number', '0888123') },
    ])
    // Longer than a number: what is left could be a telephone, which is personal.
    expect(search('0888123456').exact).toEqual([])
  })

  it('of more than 200 characters is refused', ({ expect }) => {
    expect(search('я'.repeat(200)).words).toHaveLength(1)
    expect(parseSearch(tennisClub, 'я'.repeat(201), KEY, '2026-11-20')).toMatchObject({ error: 'too-long' })
  })
})

describe.each([...catalogue.registers.values(), tennisClub])('register $id', (definition) => {
  const browse = browseOf(definition)
  const isOpen = (name: string) => fieldAt(definition.fields, name)?.disclose === 'open'

  it('is listed and searched by open fields alone', ({ expect }) => {
    expect([...browse.words, ...browse.exact, ...browse.columns].filter((name) => !isOpen(name))).toEqual([])
    expect(browse.closed.filter(isOpen)).toEqual([])
    expect(browse.listed).toBe(Object.keys(definition.fields).some(isOpen))
  })

  it('shows few columns, and its status among them', ({ expect }) => {
    expect(browse.columns.length).toBeLessThanOrEqual(4)
    if (isOpen('status')) expect(browse.columns).toContain('status')
  })
})
