// Whoever acts for one goes on with no case of another: they are asked to change that first.
import type { Context } from 'hono'
import { SwitchPage } from '../../web/views/mandates/acting.tsx'
import type { CaseView } from '../engines/case/view.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** The page that asks for the change; undefined where none is needed. */
export function switchPage(c: Ctx, view: CaseView) {
  if (view.acting) return undefined
  const next = c.get('page').href(`/cases/${view.id}`)
  return c.html(<SwitchPage page={c.get('page')} represented={view.represented} next={next} />, 409)
}
