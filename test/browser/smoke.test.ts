// The pages that belong to everybody: the first one, those that its foot leads to, and those that say no.
import type { Page } from 'playwright-core'
import { describe } from 'vitest'
import assets from '../../.build/assets.json' with { type: 'json' }
import { violations } from './support/axe.ts'
import { it } from './support/it.ts'

const PHONE = { viewport: { width: 360, height: 740 } }

const pages = [
  { path: '/', status: 200 },
  { path: '/open-data', status: 200 },
  { path: '/proofs', status: 200 },
  { path: '/continuity', status: 200 },
  { path: '/accessibility', status: 200 },
  { path: '/problems', status: 200 },
  { path: '/problems/stale-version', status: 200 },
  { path: '/problems/no-such-code', status: 404 },
  { path: '/no-such-page', status: 404 },
].flatMap(({ path, status }) => [
  { language: 'bg', path, other: path === '/' ? '/en' : `/en${path}`, status },
  { language: 'en', path: path === '/' ? '/en' : `/en${path}`, other: path, status },
])

/** Whether what has the focus can be told from what has not. */
const ringed = (page: Page) =>
  page.evaluate(`(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
    return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
  })()`)

describe.each(pages)('$path', ({ language, path, other, status }) => {
  it('opens, says its language, has one heading, and is there in the other language', async ({ visit, expect }) => {
    const page = await visit(PHONE)
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(status)
    expect(await page.getAttribute('html', 'lang')).toBe(language)
    expect(await page.locator('h1').count()).toBe(1)
    expect(await page.title()).toContain(await page.locator('h1').innerText())
    expect(await page.getAttribute('header a[hreflang]', 'href')).toBe(other)
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

it('every link of these pages leads somewhere', async ({ visit, expect }) => {
  const page = await visit()
  const links = new Set<string>()
  for (const { path } of pages) {
    await page.goto(path)
    const hrefs = await page
      .locator('a[href^="/"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href')))
    for (const href of hrefs) if (href !== null && !/no-such/u.test(href)) links.add(href)
  }
  expect(links.size).toBeGreaterThan(150)
  const dead: string[] = []
  // Files of a whole register are made for ten a minute (test/workerd has them).
  for (const link of [...links].filter((one) => !/\/records\.(?:csv|jsonl)/u.test(one))) {
    const answer = await page.request.get(link)
    if (!answer.ok()) dead.push(`${link} ${answer.status()}`)
  }
  expect(dead).toEqual([])
})

describe('by keyboard', () => {
  it('the first stop is the way past the head, and it leads to the content', async ({ visit, expect }) => {
    const page = await visit()
    await page.goto('/')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toBe('Към съдържанието')
    expect(await page.locator(':focus').boundingBox()).toMatchObject({ x: 0, y: 0 })
    await page.keyboard.press('Enter')
    expect(await page.locator(':focus').getAttribute('id')).toBe('content')
    await page.keyboard.press('Tab')
    expect(await page.locator(':focus').innerText()).toContain('Към услугите')
  })

  it.for(['light', 'dark'] as const)('each stop is seen (%s)', async (colorScheme, { visit, expect }) => {
    const page = await visit({ colorScheme })
    await page.goto('/')
    const stops = await page.locator('a, button').count()
    expect(stops).toBeGreaterThan(15)
    for (let stop = 0; stop < stops; stop += 1) {
      await page.keyboard.press('Tab')
      expect(await ringed(page), await page.locator(':focus').innerText()).toBe(true)
    }
  })
})

describe('what a page is made of', () => {
  it('is set in a typeface with Bulgarian letters, from here', async ({ visit, expect }) => {
    const page = await visit()
    await page.goto('/')
    const loaded = await page.evaluate(
      `document.fonts.ready.then((fonts) => [...fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family))`,
    )
    expect(new Set(loaded as readonly string[])).toEqual(new Set(['Sofia Sans']))
  })

  it('is kept for ever where its name changes with it, and checked where it does not', async ({ visit, expect }) => {
    const { request } = await visit()
    const kept = async (path: string) => (await request.get(path)).headers()['cache-control']
    expect(Object.keys(assets).length).toBeGreaterThan(5)
    for (const path of Object.values(assets)) expect(await kept(path)).toBe('public, max-age=31536000, immutable')
    expect(await kept('/favicon.svg')).toBe('public, max-age=3600')
    expect(await kept('/robots.txt')).toBe('public, max-age=3600')
    expect(await kept('/')).toBe('private, no-store')
    expect((await request.get('/_headers')).status()).toBe(404)
  })
})
