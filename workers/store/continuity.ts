// The last backups that the read model knows of, and the last that a restore was tested of.
import type { Backup } from '../engines/backup/objectives.ts'

/** Backups on a page: half a day of them. */
const SHOWN = 48

interface Row {
  readonly id: string
  readonly open: string
}

const COLUMNS = `SELECT id, open FROM snapshots WHERE register = 'backups'`

function backupOf({ id, open }: Row): Backup {
  const values = JSON.parse(open) as Readonly<Record<string, string | number | undefined>>
  const { takenAt = '', kind, objects = 0, entries = 0, seconds = 0, testedAt, testSeconds = 0, result } = values
  return {
    id,
    takenAt: Date.parse(String(takenAt)),
    whole: kind === 'whole',
    objects: Number(objects),
    entries: Number(entries),
    seconds: Number(seconds),
    test:
      testedAt === undefined
        ? null
        : { at: Date.parse(String(testedAt)), seconds: Number(testSeconds), equal: result === 'equal' },
  }
}

/** The latest first. */
export async function lastBackups(
  db: D1Database,
): Promise<{ readonly backups: readonly Backup[]; readonly tested: Backup | null }> {
  const [taken, tested] = await db.batch<Row>([
    db.prepare(`${COLUMNS} ORDER BY open->>'takenAt' DESC LIMIT ?`).bind(SHOWN),
    db.prepare(`${COLUMNS} AND open->>'testedAt' IS NOT NULL ORDER BY open->>'testedAt' DESC LIMIT 1`),
  ])
  const [last] = tested?.results ?? []
  return { backups: (taken?.results ?? []).map(backupOf), tested: last === undefined ? null : backupOf(last) }
}
