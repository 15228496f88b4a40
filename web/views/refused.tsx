// What a person sees in place of a page that cannot be shown: why, and where to go.
import type { Problem } from '../../workers/kernel/problem.ts'
import { refused } from '../messages/refused.ts'
import { Layout } from './layout.tsx'
import type { Page } from './page.ts'

export const RefusedPage = ({ page, problem }: { readonly page: Page; readonly problem: Problem }) => {
  const texts = refused[page.lang]
  return (
    <Layout page={page} title={problem.status === 404 ? texts.notFound : texts.title}>
      <h1 class="govuk-heading-xl">{problem.status === 404 ? texts.notFound : texts.title}</h1>
      <p class="govuk-body-l">{problem.title}</p>
      <p class="govuk-body">
        <a class="govuk-link" href={page.href('/')}>
          {texts.home}
        </a>
      </p>
      <p class="govuk-hint">
        {texts.request} <code>{problem.instance}</code>
      </p>
    </Layout>
  )
}
