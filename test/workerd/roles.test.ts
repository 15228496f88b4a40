// Officials: their roles follow from the register, today.
import { env } from 'cloudflare:workers'
import { it } from 'vitest'
import { blindIndex } from '../../workers/engines/names.ts'
import type { Snapshot } from '../../workers/engines/snapshot.ts'
import { rolesOf } from '../../workers/http/roles.ts'
import { writeSnapshots } from '../../workers/store/snapshots.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const NUMBER = '6101057509'

const office = (id: string, open: Snapshot['open'], number = NUMBER): Snapshot => ({
  id,
  seq: 1,
  recordedAt: NOW,
  effectiveFrom: '2026-01-01',
  caption: id,
  open: { number: id, authority: 'mvr', role: 'registrar', since: '2026-01-01', status: 'active', ...open },
  exact: { person: blindIndex(env.INDEX_KEY, 'officials', 'person', number) },
  words: '',
})

it('counts the offices that have begun and not ended, and no one else’s', async ({ expect }) => {
  await env.DB.batch(
    writeSnapshots(env.DB, 'officials', [
      office('1', {}),
      office('2', { authority: 'agkk', role: 'head', until: '2026-11-20' }),
      office('3', { authority: 'nap', until: '2026-11-19' }),
      office('4', { authority: 'noi', since: '2026-11-21' }),
      office('5', { authority: 'dai', status: 'ended' }),
      office('6', { authority: 'mz' }, '7523169263'),
    ]),
  )
  expect((await rolesOf(env, NUMBER, NOW)).toSorted()).toEqual(['agkk.head', 'mvr.registrar'])
  expect(await rolesOf(env, '8001010007', NOW)).toEqual([])
})
