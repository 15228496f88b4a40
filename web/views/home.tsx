// The first page: what the portal is for.
import { layout } from '../messages/layout.ts'
import { Layout } from './layout.tsx'
import type { Page } from './page.ts'

export const HomePage = ({ page }: { readonly page: Page }) => (
  <Layout page={page} title={layout[page.lang].tagline}>
    <h1 class="govuk-heading-xl">{layout[page.lang].tagline}</h1>
  </Layout>
)
