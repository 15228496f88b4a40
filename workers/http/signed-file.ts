// A signed document of a case, as the file that is handed out.
import type { Context } from 'hono'
import type { Signed, Together } from '../engines/case/together.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** The document, its signature, and those of everybody who signed with them. */
export function signedFile(
  c: Ctx,
  name: string,
  { document, signature, ...rest }: Signed & Partial<Pick<Together, 'cosigned'>>,
) {
  const others = rest.cosigned?.map((one) => one.signature) ?? []
  c.header('Content-Disposition', `attachment; filename="${name}-${c.req.param('case')}.json"`)
  return c.json(others.length === 0 ? { document, signature } : { document, signatures: [signature, ...others] })
}
