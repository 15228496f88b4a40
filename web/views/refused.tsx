// What a person sees in place of a page that cannot be shown: why, and where to go.
import type { Problem } from '../../workers/kernel/problem.ts'
import { refused } from '../messages/refused.ts'
import { safety } from '../messages/safety.ts'
import { Button } from './components/button.tsx'
import { Layout } from './layout.tsx'
import type { Page } from './page.ts'

const HEADINGS: { readonly [status: number]: 'notFound' | 'notAllowed' | 'wait' | 'ours' } = {
  401: 'notAllowed',
  403: 'notAllowed',
  404: 'notFound',
  429: 'wait',
  500: 'ours',
  503: 'ours',
}

export const RefusedPage = ({ page, problem }: { readonly page: Page; readonly problem: Problem }) => {
  const texts = refused[page.lang]
  const heading = HEADINGS[problem.status] ?? 'title'
  const ways = [
    { path: '/services', text: texts.services },
    { path: '/registers', text: texts.registers },
    { path: '/me', text: texts.mine },
    ...(heading === 'notAllowed' ? [{ path: '/login', text: texts.signIn }] : []),
    ...(heading === 'wait' ? [{ path: '/login', text: texts.again }] : []),
  ]
  const hero = (
    <>
      <h1 class="govuk-heading-xl">{texts[heading]}</h1>
      <p class="govuk-body-l">{problem.title}</p>
      {problem.retryAfter !== undefined && (
        <p class="govuk-body-l">{safety[page.lang].wait(String(problem.retryAfter))}</p>
      )}
      <Button href={page.href('/')} classes="govuk-button--inverse">
        {texts.home}
      </Button>
    </>
  )
  return (
    <Layout page={page} title={texts[heading]} hero={hero}>
      <h2 class="govuk-heading-m">{texts.next}</h2>
      <ul class="govuk-list">
        {ways.map(({ path, text }) => (
          <li>
            <a class="govuk-link" href={page.href(path)}>
              {text}
            </a>
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">{texts.ask}</h2>
      <p class="govuk-body">
        {texts.request} <code>{problem.instance}</code>
      </p>
      <p class="govuk-body">
        {texts.code}{' '}
        <a class="govuk-link" href={page.href(problem.type)}>
          <code>{problem.code}</code>
        </a>
      </p>
    </Layout>
  )
}
