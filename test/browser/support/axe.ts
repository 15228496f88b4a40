// Whether a page can be used by everyone, as far as axe can tell, in the light and in the dark.
import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** WCAG 2.2 AA is what EN 301 549 will ask of public bodies; the best practices come on top. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Between light and dark only colours differ. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

interface Violation {
  readonly id: string
  readonly help: string
  readonly nodes: readonly { readonly target: readonly unknown[] }[]
}

/** What axe is to look for; what is fine as well is not asked for: most of the time goes into telling it. */
const asking = (type: 'tag' | 'rule', values: readonly string[]): string =>
  JSON.stringify({ resultTypes: ['violations'], runOnly: { type, values } })

const EVERYTHING = asking('tag', RULES)
const COLOURS = asking('rule', OF_COLOURS)

/** What axe is asked, by the look of the page: everything once, and in the dark what may differ there. */
const LOOKS = [
  ['light', EVERYTHING],
  ['dark', COLOURS],
] as const

/** What axe finds wrong on the page as it stands: a line each, with the rule, the theme and where. A page is fine at []. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  await page.evaluate(axe.source)
  for (const [colorScheme, asked] of LOOKS) {
    await page.emulateMedia({ colorScheme })
    const violated: readonly Violation[] = await page.evaluate(`axe.run(${asked}).then(({ violations }) => violations)`)
    for (const { id, help, nodes } of violated)
      found.push(...nodes.map(({ target }) => `${id} (${colorScheme}) at ${target.join(' ')}: ${help}`))
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}
