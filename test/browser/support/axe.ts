// Whether a page can be used by everyone, as far as axe can tell, in the light and in the dark.
import { AxeBuilder } from '@axe-core/playwright'
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

/** What is fine as well is not asked for: most of the time goes into telling it. */
const ONLY = { resultTypes: ['violations' as const] }

/** Everything, with axe newly brought into the page. Without frames, it needs no second page to look into them. */
async function inLight(page: Page): Promise<readonly Violation[]> {
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().options(ONLY).withTags(RULES).analyze()
  return found
}

/** By the axe that is there. */
const inDark = (page: Page): Promise<readonly Violation[]> =>
  page.evaluate(
    `axe.run(${JSON.stringify({ ...ONLY, runOnly: { type: 'rule', values: OF_COLOURS } })}).then(({ violations }) => violations)`,
  )

/** What axe finds wrong on the page as it stands: a line each, with the rule, the theme and where. A page is fine at []. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const [colorScheme, look] of [['light', inLight] as const, ['dark', inDark] as const]) {
    await page.emulateMedia({ colorScheme })
    for (const { id, help, nodes } of await look(page))
      found.push(...nodes.map(({ target }) => `${id} (${colorScheme}) at ${target.join(' ')}: ${help}`))
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}
