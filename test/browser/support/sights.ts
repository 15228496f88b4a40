// What a walk through the portal has seen: every page that was opened has to be looked at as each of its visitors would.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Language } from '../../../workers/kernel/localised.ts'
import { violations } from './axe.ts'

/** No phone in use is narrower. */
const NARROW = { width: 360, height: 740 }

/** A page by its path, whichever case, order, message, passkey, record or entry it shows, in whichever language. */
const pathOf = (url: string): string =>
  new URL(url).pathname
    .replace(/^\/en(?=\/|$)/u, '')
    .replaceAll(/(?<=\/(?:cases|payment|inbox|devices|records|entries|offers|age)\/)[^/]+/gu, '*')

export class Sights {
  /** What was opened and not yet looked at, page by page of the browser. */
  readonly #current = new Map<Page, string>()
  readonly #missed = new Set<string>()
  readonly #seen = new Set<string>()
  #looks = 0
  readonly #problems: string[] = []

  /** Takes notice of every page that is opened there from now on; a refused form is a page of its own. */
  follow(page: Page): void {
    page.on('response', (response) => {
      const status = response.status()
      const html = response.headers()['content-type']?.startsWith('text/html') === true
      if (!response.request().isNavigationRequest() || !html || (status >= 300 && status < 400)) return
      const sight = `${status} ${pathOf(response.url())}`
      this.#current.set(page, sight)
      if (!this.#seen.has(sight)) this.#missed.add(sight)
    })
  }

  /** Looks at the page as it stands, and notes what is wrong with it. */
  async look(page: Page, lang: Language): Promise<void> {
    const sight = this.#current.get(page) ?? pathOf(page.url())
    this.#looks += 1
    this.#seen.add(sight)
    this.#missed.delete(sight)
    const say = (what: string) => this.#problems.push(`${sight}: ${what}`)
    // What is folded away has to be right too.
    await page.locator('details').evaluateAll((found) => found.forEach((one) => one.setAttribute('open', '')))
    if ((await page.getAttribute('html', 'lang')) !== lang) say(`is not in ${lang}`)
    const headings = await page.locator('h1').count()
    if (headings !== 1) say(`has ${headings} first headings`)
    const size = page.viewportSize() ?? NARROW
    if (size.width > NARROW.width) await page.setViewportSize(NARROW)
    const width = Number(await page.evaluate('document.documentElement.scrollWidth'))
    if (width > NARROW.width) say(`is ${width} pixels wide on a phone`)
    if (size.width > NARROW.width) await page.setViewportSize(size)
    for (const violation of await violations(page)) say(violation)
  }

  /** How often was looked, what is wrong, and which pages were opened without a look. */
  report() {
    return { looks: this.#looks, problems: this.#problems, missed: [...this.#missed] }
  }
}

/** Nothing is wrong with what was looked at; `looks` says how often that was, so that no page is left out unnoticed. */
export function expectFine(sights: Sights, looks: number): void {
  expect(sights.report()).toMatchObject({ problems: [], looks })
}

/** No page was opened without a look. */
export function expectNoneMissed(sights: Sights): void {
  expect(sights.report().missed).toEqual([])
}
