// The portal stands: its first page opens in both languages, on a phone, for everyone.
import { describe } from 'vitest'
import { violations } from './support/axe.ts'
import { it } from './support/it.ts'

const PHONE = { viewport: { width: 360, height: 740 } }

describe.each([
  { language: 'bg', path: '/' },
  { language: 'en', path: '/en' },
])('the first page in $language', ({ language, path }) => {
  it('opens, says its language, and has one heading', async ({ visit, expect }) => {
    const page = await visit(PHONE)
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(200)
    expect(await page.getAttribute('html', 'lang')).toBe(language)
    expect(await page.locator('h1').count()).toBe(1)
  })

  it('fits a phone without scrolling sideways', async ({ visit, expect }) => {
    const page = await visit(PHONE)
    await page.goto(path)
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.viewport.width)
  })

  it('can be used by everyone', async ({ visit, expect }) => {
    const page = await visit(PHONE)
    await page.goto(path)
    expect(await violations(page)).toEqual([])
  })
})
