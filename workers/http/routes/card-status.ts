// The responder of the demo's authority, for anybody's client (RFC 6960, appendix A): it reads no cookie and changes nothing.
import { Hono, type Context } from 'hono'
import { readBase64 } from '../../kernel/bytes.ts'
import { failure } from '../../engines/identity/ocsp-responder.ts'
import { auditRefusal } from '../audit.ts'
import { answerQuestion, cardAuthority } from '../card-status.ts'
import { throttled } from '../ceremony.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

type Ctx = Context<AppEnv>

const send = (c: Ctx, der: Uint8Array<ArrayBuffer>) =>
  c.body(der, 200, { 'Content-Type': 'application/ocsp-response', 'Cache-Control': 'no-store' })

async function answer(c: Ctx, der: Uint8Array | null): Promise<Response> {
  const authority = cardAuthority(c.env)
  if (authority === null) return problem(c, { error: 'not-found' })
  const seconds = await throttled(c, 'status')
  if (seconds > 0) {
    auditRefusal(c, 'status', 'too-many-requests')
    c.header('Retry-After', String(seconds))
    return problem(c, { error: 'too-many-requests' })
  }
  return send(c, der === null ? failure('malformed-request') : await answerQuestion(c.env, authority, der))
}

export const cardStatus = new Hono<AppEnv>()
  .post('/card-status', async (c) => {
    if (c.req.header('Content-Type') !== 'application/ocsp-request')
      return problem(c, { error: 'unsupported-media-type' })
    return answer(c, new Uint8Array(await c.req.arrayBuffer()))
  })
  /** The question in base64, as one part of the address: its slashes come percent-encoded, or as they are. */
  .get('/card-status/:question{.+}', (c) => answer(c, readBase64(c.req.param('question'))))
