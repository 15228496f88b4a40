// The page for everyone of backups and restore tests.
import { Hono } from 'hono'
import { ContinuityPage } from '../../../web/views/continuity/page.tsx'
import { standingsOf } from '../../engines/backup/objectives.ts'
import { lastBackups } from '../../store/continuity.ts'
import type { AppEnv } from '../types.ts'

export const continuity = new Hono<AppEnv>().get('/continuity', async (c) => {
  const { backups, tested } = await lastBackups(c.env.DB)
  const standings = standingsOf(backups[0] ?? null, tested, Date.now())
  return c.html(<ContinuityPage page={c.get('page')} backups={backups} tested={tested} standings={standings} />)
})
