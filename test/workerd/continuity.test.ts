// The page of backups: what it says before there is one, after a backup, after a restore test; and when it says that something is late.
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { standingsOf, type Backup } from '../../workers/engines/backup/objectives.ts'
import { catalogue } from '../../workers/catalogue.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { command, settle } from '../support/ledger.ts'
import { open, textOf } from '../support/pages.ts'
import { there, unwrap } from '../support/result.ts'

const CODE = 'c0ffee00'.repeat(5)

async function enter(act: string, input: Record<string, string | number>): Promise<void> {
  const actor = { role: 'operator' }
  const asked = command(CODE, act, input, { register: 'backups', actor })
  unwrap(await recordByKey(env, there(catalogue.registers.get('backups')), CODE).perform(asked))
  await settle([CODE], 'backups')
}

const page = async (path: string) => textOf((await open(path)).html)

describe('the page of backups', () => {
  it('says what there is, in both languages, with a way to the entry', async ({ expect }) => {
    expect(await page('/continuity')).toContain('Още няма направен архив.')
    const takenAt = new Date(Date.now() - 60_000).toISOString()
    await enter('take', { takenAt, kind: 'whole', objects: 1022, entries: 1294, bytes: 1_600_000, seconds: 12 })
    const taken = await page('/continuity')
    expect(taken).toContain('1022 обекта и 1294 вписвания')
    expect(taken).toContain('Възстановяване още не е пробвано.')
    await enter('test', { testedAt: new Date().toISOString(), testSeconds: 65, result: 'equal' })
    const { html, status } = await open('/en/continuity')
    expect(status).toBe(200)
    expect(textOf(html)).toContain('What was restored is what was saved.')
    expect(textOf(html)).toContain('65 seconds')
    expect(html).toContain(`/en/registers/backups/records/${CODE}`)
    expect(html.match(/govuk-tag--green/gu)).toHaveLength(3)
  })
})

describe('a promise', () => {
  const backup: Backup = { id: 'x', takenAt: 0, whole: true, objects: 1, entries: 1, seconds: 60, test: null }
  const minutes = (n: number) => n * 60_000

  it('is kept, late, or of nothing yet', ({ expect }) => {
    expect(standingsOf(null, null, 0)).toEqual({ loss: 'never', test: 'never', time: 'never' })
    expect(standingsOf(backup, null, minutes(16)).loss).toBe('kept')
    expect(standingsOf(backup, null, minutes(17)).loss).toBe('late')
    const tested = (at: number, seconds: number, equal = true): Backup => ({ ...backup, test: { at, seconds, equal } })
    expect(standingsOf(backup, tested(0, 100), 0)).toMatchObject({ test: 'kept', time: 'kept' })
    expect(standingsOf(backup, tested(0, 9 * 3600), minutes(8 * 24 * 60))).toMatchObject({ test: 'late', time: 'late' })
    expect(standingsOf(backup, tested(0, 100, false), 0).test).toBe('late')
  })
})
