// Our components against govuk-frontend's own fixtures: the same options make the same HTML, in English.
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import { describe, it } from 'vitest'
import { LanguageContext } from '../../../web/views/components/language.ts'
import { contentContracts } from './contracts/content.ts'
import { fixturesOf } from './contracts/contract.ts'
import { formContracts } from './contracts/forms.ts'
import { markup } from './contracts/markup.ts'
import { navigationContracts } from './contracts/navigation.ts'

const inEnglish = async (view: Child): Promise<string> =>
  html`${<LanguageContext.Provider value="en">{view}</LanguageContext.Provider>}`

describe.each([...contentContracts, ...formContracts, ...navigationContracts])('$component', (contract) => {
  const fixtures = fixturesOf(contract)
  const unlike = new Set(Object.values(contract.unlike ?? {}).flat())
  const compared = fixtures.filter(({ name }) => !unlike.has(name))

  it.for(compared)('$name', async ({ options, html: wanted }, { expect }) => {
    expect(markup(await inEnglish(contract.render(options)))).toBe(markup(wanted, contract.absent))
  })

  it('is compared with all fixtures but those of which it says why not', ({ expect }) => {
    expect(compared.length).toBeGreaterThanOrEqual(contract.least)
    expect(compared.length + unlike.size).toBe(fixtures.length)
  })
})

describe('HTML is the same', () => {
  it.for([
    ['in another order of attributes', '<a id="x" href="/">y</a>', '<a href="/" id="x">y</a>'],
    ['with other spaces', '<p>a\n  b</p>\n', '<p> a b</p>'],
    ['with other entities', '<p>&quot;&#39;&amp;</p>', `<p>"'&amp;</p>`],
    ['with a boolean attribute spelt out', '<input checked>', '<input checked="" />'],
    ['without what is left out', '<div><i><b class="no x">y</b></i>z</div>', '<div>z</div>'],
  ] as const)('%s', ([, one, other], { expect }) => expect(markup(one, ['no'])).toBe(markup(other)))

  it.for([
    ['another text', '<p>a</p>', '<p>b</p>'],
    ['another attribute', '<p id="a">a</p>', '<p id="b">a</p>'],
    ['another class', '<p class="a b">a</p>', '<p class="a">a</p>'],
    ['another element', '<p>a</p>', '<b>a</b>'],
    ['another place', '<p><b></b>a</p>', '<p><b>a</b></p>'],
    ['an attribute less', '<input disabled>', '<input>'],
  ] as const)('but not with %s', ([, one, other], { expect }) => expect(markup(one)).not.toBe(markup(other)))
})
