// The pages that belong to no part of the portal: the first one, those that its foot leads to, what refusals mean.
import { Hono } from 'hono'
import { problems } from '../../../web/messages/problems.ts'
import { HomePage } from '../../../web/views/home.tsx'
import { AccessibilityPage } from '../../../web/views/pages/accessibility.tsx'
import { OpenDataPage } from '../../../web/views/pages/open-data.tsx'
import { ProblemPage, ProblemsPage, type ExplainedProblem, type Wording } from '../../../web/views/pages/problems.tsx'
import { ProofsPage } from '../../../web/views/pages/proofs.tsx'
import { catalogue } from '../../catalogue.ts'
import { statusOf } from '../../kernel/problem.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

/** Every code that is ever answered with, in the order of the alphabet: the portal's, then each definition's own. */
function explained(): ReadonlyMap<string, ExplainedProblem> {
  const wordings = new Map<string, Wording[]>(Object.entries(problems).map(([code, text]) => [code, [{ text }]]))
  for (const { title, refusals } of [...catalogue.registers.values(), ...catalogue.services.values()])
    for (const [code, text] of Object.entries(refusals))
      wordings.set(code, [...(wordings.get(code) ?? []), { where: title, text }])
  return new Map(
    [...wordings.keys()]
      .toSorted()
      .map((code) => [code, { code, status: statusOf(code), wordings: wordings.get(code) ?? [] }]),
  )
}

export const home = new Hono<AppEnv>()
  .get('/', (c) =>
    c.html(
      <HomePage
        page={c.get('page')}
        services={[...catalogue.services.values()]}
        registers={[...catalogue.registers.values()]}
      />,
    ),
  )
  .get('/open-data', (c) => c.html(<OpenDataPage page={c.get('page')} registers={[...catalogue.registers.values()]} />))
  .get('/proofs', (c) => c.html(<ProofsPage page={c.get('page')} />))
  .get('/accessibility', (c) => c.html(<AccessibilityPage page={c.get('page')} />))
  .get('/problems', (c) => c.html(<ProblemsPage page={c.get('page')} problems={[...explained().values()]} />))
  .get('/problems/:code', (c) => {
    const problem = explained().get(c.req.param('code'))
    return problem === undefined
      ? refusedPage(c, { error: 'not-found' })
      : c.html(<ProblemPage page={c.get('page')} problem={problem} />)
  })
