// The case that an address names: as whoever asks may see it, and as a draft that they may go on with.
import type { Context } from 'hono'
import { catalogue } from '../catalogue.ts'
import type { CaseView } from '../engines/case/view.ts'
import type { Refused } from '../engines/command.ts'
import type { LoadedService } from '../kernel/load-service.ts'
import { caseById } from '../store/objects.ts'
import { ownOf } from './own.ts'
import { refusedPage } from './page.tsx'
import { switchPage } from './switch.tsx'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

export const CASE = ':case{[a-z2-7]{16}}'

export const objectOf = (c: Ctx) => caseById(c.env, c.req.param('case') ?? '')

/** The case, its service, and the page that shows it; or the refusal to answer with. */
export async function caseOf(c: Ctx): Promise<{ readonly ok: true; view: CaseView; service: LoadedService } | Refused> {
  const { id, by } = ownOf(c)
  const answer = await objectOf(c).view(id, by)
  return answer.ok ? withService(answer.value) : answer
}

export function withService(view: CaseView): { readonly ok: true; view: CaseView; service: LoadedService } {
  const service = catalogue.service(view.service)
  if (service === undefined) throw new Error(`a case of no service: ${view.service}`)
  return { ok: true, view, service }
}

export const toCase = (c: Ctx, rest = '') => c.redirect(c.get('page').href(`/cases/${c.req.param('case')}${rest}`), 303)

/** A draft alone is filled in: whoever comes back to a form of a case that was made is led to the case. */
export async function draftOf(c: Ctx) {
  const found = await caseOf(c)
  if (!found.ok) return { response: await refusedPage(c, found) }
  if (found.view.status !== 'draft') return { response: toCase(c) }
  const switched = switchPage(c, found.view)
  if (switched !== undefined) return { response: await switched }
  // Another who acts for the same applicant began it: whoever goes on with it says so first.
  return found.view.person === ownOf(c).id ? { draft: found } : { response: toCase(c) }
}
