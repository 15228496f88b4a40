// Witnesses that come by themselves: each brings the checkpoint that it saw, with its cosignature under it. They read no
// cookie, and are believed by their keys alone.
import { Hono } from 'hono'
import { catalogue } from '../../catalogue.ts'
import { cosignedBy } from '../../engines/log/cosignature.ts'
import { readWitnesses } from '../../engines/log/witness-list.ts'
import { registerObject } from '../../store/objects.ts'
import { knownRegister } from '../middleware/known.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

const COSIGNATURES = '/registers/:register/log/cosignatures'

export const witnesses = new Hono<AppEnv>().use(COSIGNATURES, knownRegister).post(COSIGNATURES, async (c) => {
  const register = c.req.param('register')
  if (!catalogue.registers.has(register)) return problem(c, { error: 'unknown-register' })
  const note = await c.req.text()
  const known = readWitnesses(c.env.WITNESSES)
  const found = await cosignedBy(note, known.ok ? known.value : [])
  if (!found.ok) return problem(c, { error: found.error })
  if (found.value.length === 0) return problem(c, { error: 'witness-unknown' })
  const [text = ''] = note.split('\n\n')
  if (!(await registerObject(c.env, register).cosign(`${text}\n`, found.value)))
    return problem(c, { error: 'log-forked' })
  return c.json({ cosigned: found.value.map(({ witness }) => witness.name) })
})
