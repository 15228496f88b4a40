// A signed document of a case, as the file that is handed out.
import type { Context } from 'hono'
import type { Signed, Together } from '../engines/case/together.ts'
import { caseById } from '../store/objects.ts'
import { ownOf } from './own.ts'
import { refusedPage } from './page.tsx'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** The document, its signature, and those of everybody who signed with them. */
export function signedFile(
  c: Ctx,
  name: string,
  { document, signature, ...rest }: Signed & Partial<Pick<Together, 'cosigned'>>,
) {
  if (document === '') return refusedPage(c, { error: 'document-erased' })
  const others = rest.cosigned?.map((one) => one.signature) ?? []
  c.header('Content-Disposition', `attachment; filename="${name}-${c.req.param('case')}.json"`)
  return c.json(others.length === 0 ? { document, signature } : { document, signatures: [signature, ...others] })
}

/** The application, for somebody who signs it with its applicant. */
export async function cosignedFile(c: Ctx) {
  const { id, roles } = ownOf(c)
  const found = await caseById(c.env, c.req.param('case') ?? '').cosigning(id, roles)
  return found.ok ? signedFile(c, 'application', found.value) : refusedPage(c, found)
}
