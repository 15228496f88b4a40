// A wide table on a narrow screen: it scrolls by itself, and not the page.
import type { Content } from './common.ts'

export const ScrollRegion = ({ label, children }: { readonly label: string; readonly children: Content }) => (
  // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by keyboard (WCAG 2.1.1)
  <div class="izvor-scroll" tabindex={0} role="region" aria-label={label}>
    {children}
  </div>
)
