// A person's keys: what is their own, held against what the public register of keys says.
import { Hono } from 'hono'
import { KeysPage } from '../../../web/views/keys/keys.tsx'
import { catalogue } from '../../catalogue.ts'
import { compareKeys, listKeys, verdictOf } from '../../engines/identity/own-keys.ts'
import { findAbout, readAbout, recordsPage } from '../../store/about.ts'
import { live, requireSession } from '../middleware/session.ts'
import { ownOf } from '../own.ts'
import { problem } from '../problem.ts'
import type { AppEnv } from '../types.ts'

/** Twenty count at once, and each may be made anew: whoever had more made one every few days for ten years. */
const KEYS_MAX = 1000

export const keys = new Hono<AppEnv>().get('/me/keys', live, requireSession(), async (c) => {
  const { person, hash } = ownOf(c)
  const register = catalogue.registers.get('credentials')
  if (register === undefined) throw new Error('no register of keys')
  const [own, identity] = await Promise.all([person.keys(hash), person.identity()])
  if (!own.ok) return problem(c, own)
  const number = identity?.personalNumber ?? ''
  const found = await findAbout(c.env, [register], number, { most: KEYS_MAX })
  const all = listKeys(
    own.value,
    found.map(({ id }) => id),
  )
  const from = Math.min(all.length, Number(/^\d{1,4}$/u.exec(c.req.query('from') ?? '')?.[0] ?? 0))
  const shown = all.slice(from, from + recordsPage)
  const entered = new Set(shown.filter((key) => key.entered).map((key) => key.number))
  const records = await readAbout(
    c.env,
    found.filter(({ id }) => entered.has(id)),
    number,
  )
  const compared = compareKeys(
    shown,
    records.map(({ view }) => view),
  )
  const before = from > 0 ? { before: Math.max(0, from - recordsPage) } : {}
  const after = from + recordsPage < all.length ? { after: from + recordsPage } : {}
  const verdict = verdictOf(all, compared)
  return c.html(
    <KeysPage page={c.get('page')} keys={compared} count={all.length} verdict={verdict} {...before} {...after} />,
  )
})
