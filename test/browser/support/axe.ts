// Whether a page can be used by everyone, as far as axe can tell, in the light and in the dark.
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** WCAG 2.2 AA is what EN 301 549 will ask of public bodies; the best practices come on top. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** Between light and dark only colours differ. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block']

/** What axe finds wrong on the page as it stands: a line each, with the rule, the theme and where. A page is fine at []. */
export async function violations(page: Page): Promise<readonly string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Legacy is what axe calls a run without frames, and without a second page to look into them: ours have none.
    const axe = new AxeBuilder({ page }).setLegacyMode()
    const { violations: list } = await (
      colorScheme === 'light' ? axe.withTags(RULES) : axe.withRules(OF_COLOURS)
    ).analyze()
    for (const { id, help, nodes } of list) {
      found.push(...nodes.map(({ target }) => `${id} (${colorScheme}) at ${target.join(' ')}: ${help}`))
    }
  }
  await page.emulateMedia({ colorScheme: null })
  return found
}
