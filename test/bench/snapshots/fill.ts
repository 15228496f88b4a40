// Fills the read model as registers publish, statement for statement, but in its file: over the way in it takes all day.
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { writeMax, writeSnapshots } from '../../../workers/store/snapshots.ts'
import { batches } from './data.ts'

interface Bound {
  readonly sql: string
  readonly values: readonly string[]
}

/** Takes the statements as D1 would, and keeps them. */
const recorder = {
  prepare: (sql: string) => ({ bind: (...values: readonly string[]): Bound => ({ sql, values }) }),
} as unknown as D1Database

/** The one file that has the tables, of those that Miniflare keeps. */
function fileIn(data: string): DatabaseSync {
  for (const name of globSync(join(data, '**/*.sqlite'))) {
    const file = new DatabaseSync(name)
    const found = file.prepare("SELECT 1 FROM sqlite_master WHERE name = 'snapshots'").get()
    if (found !== undefined) return file
    file.close()
  }
  throw new Error(`no read model in ${data}`)
}

/** Seconds that it took, the making of the snapshots left out. */
export function fill(data: string, count: number): number {
  const db = fileIn(data)
  db.exec('PRAGMA synchronous = off')
  let ms = 0
  for (const batch of batches(count, writeMax)) {
    const begun = performance.now()
    db.exec('BEGIN')
    for (const { sql, values } of writeSnapshots(recorder, 'companies', batch) as unknown as readonly Bound[])
      db.prepare(sql).run(...values.slice(0, sql.includes('?2') ? 2 : 1))
    db.exec('COMMIT')
    ms += performance.now() - begun
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  db.close()
  return ms / 1000
}
