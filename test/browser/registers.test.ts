// The public registers in a real browser: on a phone, by keyboard alone, without scripts, for everyone.
import type { Page } from 'playwright-core'
import { describe } from 'vitest'
import { violations } from './support/axe.ts'
import { it } from './support/it.ts'

const PHONE = { viewport: { width: 360, height: 740 } }
/** More stops than any of these pages has. */
const STOPS_MAX = 80

const PAGES: readonly { readonly name: string; readonly path: string; readonly both?: true }[] = [
  { name: 'the list of registers', path: '/registers', both: true },
  { name: 'a register', path: '/registers/vehicles', both: true },
  { name: 'what a search finds', path: '/registers/addresses?q=Sofia' },
  { name: 'a search that finds nothing', path: '/registers/addresses?q=Atlantis' },
  { name: 'a search that is too long', path: `/registers/addresses?q=${'a'.repeat(201)}` },
  { name: 'a register of persons', path: '/registers/civil' },
  { name: 'a record', path: '/registers/authorities/records/mvr' },
  { name: 'a record on another day', path: '/registers/authorities/records/mvr?effective=2020-01-01', both: true },
  { name: 'a record before it was', path: '/registers/authorities/records/mvr?effective=1900-01-01' },
  { name: 'a day that is none', path: '/registers/addresses/records/68134?effective-day=31&effective-month=2' },
  { name: 'a proof', path: '/registers/authorities/records/mvr/entries/1', both: true },
  { name: 'the rules of a register', path: '/registers/vehicles/definition', both: true },
]

/** Presses Tab until the focus is on what says this: a link by its words, a field by its name. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) === 0) continue
    const said = (await focused.getAttribute('name')) ?? (await focused.innerText())
    if (said.replaceAll(/\s+/gu, ' ').trim() === words) return
  }
  throw new Error(`Tab never came to “${words}” on ${page.url()}`)
}

describe.each([
  { language: 'bg', prefix: '' },
  { language: 'en', prefix: '/en' },
])('in $language', ({ language, prefix }) => {
  // The words differ, the markup does not: in English a page of each kind is enough.
  it.for(PAGES.filter(({ both }) => both || language === 'bg'))(
    '$name fits a phone, and can be used by everyone',
    async ({ path }, { visit, expect }) => {
      const page = await visit(PHONE)
      await page.goto(prefix + path)
      expect(await page.getAttribute('html', 'lang')).toBe(language)
      expect(await page.locator('h1').count()).toBe(1)
      for (const details of await page.locator('details').all())
        await details.evaluate((one) => one.setAttribute('open', ''))
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.viewport.width)
      expect(await violations(page)).toEqual([])
    },
  )
})

it('a search, a record and its proof are reached by keyboard alone', async ({ visit, expect }) => {
  const page = await visit()
  await page.goto('/registers')
  await tabTo(page, 'Регистър на населените места')
  await page.keyboard.press('Enter')
  await page.waitForURL('/registers/addresses')
  await tabTo(page, 'q')
  await page.keyboard.type('софия')
  await page.keyboard.press('Enter')
  await page.waitForURL((url) => url.searchParams.get('q') === 'софия')
  expect(await page.inputValue('[name=q]')).toBe('софия')
  await tabTo(page, 'София, 68134')
  await page.keyboard.press('Enter')
  await page.waitForURL('/registers/addresses/records/68134')
  await tabTo(page, 'Доказателство за вписване № 1')
  await page.keyboard.press('Enter')
  await page.waitForURL('/registers/addresses/records/68134/entries/1')
  expect(await page.innerText('h1')).toContain('Доказателство за вписване № 1')
})

it('everything works without scripts: search, another day, the extract', async ({ visit, expect }) => {
  const page = await visit({ ...PHONE, javaScriptEnabled: false })
  await page.goto('/en/registers/addresses')
  await page.fill('[name=q]', 'Plovdiv')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByRole('link', { name: 'Пловдив, 56784' }).click()
  await page.getByText('See the record at another date').click()
  await page.fill('[name=effective-day]', '1')
  await page.fill('[name=effective-month]', '2')
  await page.fill('[name=effective-year]', '1800')
  await page.getByRole('button', { name: 'Show' }).click()
  expect(page.url()).toMatch(/\?effective=1800-02-01$/u)
  expect(await page.innerText('main')).toContain('At this moment the record is not in effect.')
  await page.getByRole('link', { name: 'To today’s state' }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the extract' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('addresses-56784.tlog-proof')
  expect(await page.getByText('npx izvor verify').innerText()).toContain(download.suggestedFilename())
})

it('the other language shows the same search', async ({ visit, expect }) => {
  const page = await visit()
  await page.goto('/registers/addresses?q=Варна')
  await page.getByRole('link', { name: 'English' }).click()
  expect(await page.inputValue('[name=q]')).toBe('Варна')
  expect(await page.getAttribute('html', 'lang')).toBe('en')
})
