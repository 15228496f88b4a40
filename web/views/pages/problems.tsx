// What each refusal means: the pages to which the `type` of every problem document (RFC 9457) leads.
import { problemPages } from '../../messages/pages.ts'
import { languages, type Localised } from '../../../workers/kernel/localised.ts'
import { SummaryList } from '../components/summary-list.tsx'
import { Layout } from '../layout.tsx'
import type { Page } from '../page.ts'
import { trail } from '../trail.ts'

/** What a code says. A register or a service may word a refusal of its own. */
export interface Wording {
  /** The title of the register or service; absent for what is said everywhere. */
  readonly where?: Localised
  readonly text: Localised
}

export interface ExplainedProblem {
  readonly code: string
  readonly status: number
  readonly wordings: readonly Wording[]
}

export const ProblemsPage = ({
  page,
  problems,
}: {
  readonly page: Page
  readonly problems: readonly ExplainedProblem[]
}) => {
  const texts = problemPages[page.lang]
  return (
    <Layout page={page} title={texts.title}>
      <h1 class="govuk-heading-xl">{texts.title}</h1>
      <p class="govuk-body-l">{texts.lead}</p>
      <SummaryList
        rows={problems.map(({ code, wordings }) => ({
          key: {
            text: (
              <a class="govuk-link" href={page.href(`/problems/${code}`)}>
                <code>{code}</code>
              </a>
            ),
          },
          value: { text: wordings[0]?.text[page.lang] },
        }))}
      />
    </Layout>
  )
}

export const ProblemPage = ({ page, problem }: { readonly page: Page; readonly problem: ExplainedProblem }) => {
  const { code, status, wordings } = problem
  const texts = problemPages[page.lang]
  return (
    <Layout page={page} title={texts.about(code)} breadcrumbs={trail(page, [texts.title, '/problems'], code)}>
      <h1 class="govuk-heading-xl">{texts.about(code)}</h1>
      {wordings.map(({ where, text }) => (
        <SummaryList
          rows={[
            { key: { text: texts.where }, value: { text: where?.[page.lang] ?? texts.everywhere } },
            { key: { text: texts.status }, value: { text: String(status) } },
            ...languages.map((lang) => ({
              key: { text: texts[lang] },
              value: { text: <span lang={lang}>{text[lang]}</span> },
            })),
          ]}
        />
      ))}
    </Layout>
  )
}
