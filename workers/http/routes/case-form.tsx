// Filling a case in: its questions, a page at a time.
import { Hono, type Context } from 'hono'
import { QuestionsPage } from '../../../web/views/cases/draft.tsx'
import { reshaped, textsOf, typedOf, type Typed } from '../../../web/views/forms/typed.ts'
import type { CaseView } from '../../engines/case/view.ts'
import type { Refused } from '../../engines/command.ts'
import type { LoadedPage, LoadedService } from '../../kernel/load-service.ts'
import { auditRefusal } from '../audit.ts'
import { CASE, draftOf, objectOf, toCase } from '../case.ts'
import { issueOrObjection, limitText } from '../objection.ts'
import { ownChoices } from '../own-records.ts'
import { ownOf, typedForm } from '../own.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

interface Shown {
  readonly asked: LoadedPage
  readonly view: CaseView
  readonly service: LoadedService
  readonly typed: Typed
  readonly changing: boolean
}

/** A page of questions as it stands; 422 where something is wrong with it. */
async function questions(
  c: Ctx,
  { asked, view, service, typed, changing }: Shown,
  issues: NonNullable<Refused['issues']> = [],
  refused?: string,
) {
  const page = c.get('page')
  const limit = refused === undefined ? undefined : limitText(page.lang, refused, service, asked)
  const objection = limit ?? issueOrObjection(page.lang, view, service, asked, issues)
  const choices = await ownChoices(c.env, ownOf(c).id, view.represented?.mandate.id ?? null, service, asked)
  const wrong = issues.length > 0 || objection !== undefined
  return c.html(
    <QuestionsPage
      page={page}
      service={service}
      view={view}
      asked={asked}
      typed={typed}
      issues={issues}
      objection={objection}
      choices={choices}
      changing={changing}
    />,
    wrong ? 422 : 200,
  )
}

/** Where a page that was answered leads: the next one, or the check. */
function nextOf(service: LoadedService, asked: LoadedPage, changing: boolean): string {
  const next = service.pages[service.pages.indexOf(asked) + 1]
  return changing || next === undefined ? '/check' : `/form/${next.id}`
}

/** Behind the guards of `cases`: whoever gets here is signed in as the service asks. */
export const caseForm = new Hono<AppEnv>()
  .get(`/cases/${CASE}/form/:page`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    const { view, service } = draft
    const asked = service.pages.find(({ id }) => id === c.req.param('page'))
    if (asked === undefined) return refusedPage(c, { error: 'not-found' })
    const typed = typedOf(asked.fields, view.answers)
    return questions(c, { asked, view, service, typed, changing: c.req.query('changing') === 'yes' })
  })
  .post(`/cases/${CASE}/form/:page`, async (c) => {
    const { draft, response } = await draftOf(c)
    if (draft === undefined) return response
    const { service } = draft
    const asked = service.pages.find(({ id }) => id === c.req.param('page'))
    if (asked === undefined) return refusedPage(c, { error: 'not-found' })
    const typed = await typedForm(c)
    const changing = typed['changing'] === 'yes'
    const other = reshaped(asked.fields, typed)
    if (other !== null) return questions(c, { asked, view: draft.view, service, typed: other, changing })
    const answer = await objectOf(c).answer(ownOf(c).id, asked.id, textsOf(asked.fields, typed))
    if (!answer.ok && answer.error === 'invalid-input')
      return questions(c, { asked, view: draft.view, service, typed, changing }, answer.issues)
    if (!answer.ok && answer.error === 'mandate-over-amount') {
      auditRefusal(c, 'answer', answer.error)
      return questions(c, { asked, view: draft.view, service, typed, changing }, [], answer.error)
    }
    if (!answer.ok) return refusedPage(c, answer)
    const { value: view } = answer
    if (issueOrObjection(c.get('lang'), view, service, asked, []) !== undefined)
      return questions(c, { asked, view, service, typed, changing })
    return toCase(c, nextOf(service, asked, changing))
  })
