// A person's keys: what is their own, held against what the public register of keys says.
import { Hono } from 'hono'
import { KeysPage } from '../../../web/views/keys/keys.tsx'
import { catalogue } from '../../catalogue.ts'
import { compareKeys } from '../../engines/identity/own-keys.ts'
import { recordsAbout } from '../../store/about.ts'
import { live, requireSession } from '../middleware/session.ts'
import { ownOf } from '../own.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

export const keys = new Hono<AppEnv>().get('/me/keys', live, requireSession(), async (c) => {
  const { person, hash } = ownOf(c)
  const register = catalogue.registers.get('credentials')
  if (register === undefined) throw new Error('no register of keys')
  const [own, identity] = await Promise.all([person.keys(hash), person.identity()])
  if (!own.ok) return problem(c, own)
  const entered = identity === null ? [] : await recordsAbout(c.env, [register], identity.personalNumber)
  const compared = compareKeys(
    own.value,
    entered.map(({ view }) => view),
  )
  return c.html(<KeysPage page={c.get('page')} keys={compared} />)
})
