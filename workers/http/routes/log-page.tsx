// The page of a register's log.
import { Hono } from 'hono'
import { LogPage } from '../../../web/views/registers/log.tsx'
import { catalogue } from '../../catalogue.ts'
import { parseCheckpoint } from '../../engines/log/checkpoint.ts'
import { toHex } from '../../kernel/bytes.ts'
import { registerObject } from '../../store/objects.ts'
import { refusedPage } from '../page.tsx'
import type { AppEnv } from '../types.ts'

export const logPage = new Hono<AppEnv>().get('/registers/:register/log', async (c) => {
  const definition = catalogue.registers.get(c.req.param('register'))
  if (definition === undefined) return refusedPage(c, { error: 'unknown-register' })
  const order = registerObject(c.env, definition.id)
  const [note, { verifierKey, witnesses }] = await Promise.all([order.checkpoint(), order.state()])
  const checkpoint = parseCheckpoint(note)
  if (!checkpoint.ok) throw new Error('a checkpoint of ours that cannot be read')
  const { size, root } = checkpoint.value
  const older = c.req.query('from')?.trim() ?? null
  const from = older !== null && /^[1-9]\d{0,14}$/u.test(older) ? Number(older) : 0
  const found = from > 0 ? await order.consistency(from, size) : null
  const continued = found && {
    from,
    roots: found.roots.map((hash) => toHex(hash)),
    proof: found.proof.map((hash) => toHex(hash)),
  }
  return c.html(
    <LogPage
      page={c.get('page')}
      definition={definition}
      origin={c.env.ORIGIN}
      size={size}
      root={toHex(root)}
      verifierKey={verifierKey}
      witnesses={witnesses}
      older={older}
      continued={continued}
    />,
    older !== null && continued === null ? 422 : 200,
  )
})
