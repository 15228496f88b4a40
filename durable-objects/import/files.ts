// What the store holds of an import beside its parts: the report of bad rows, read page by page; and all of it removed.
import type { Import } from '../../workers/engines/import/state.ts'
import type { ImportRows } from './rows.ts'
import { folderOf, reportName } from './work.ts'

/** A page of a report of bad rows. */
const REPORT_ROWS = 50
/** Files that are removed at once. */
const REMOVED_MAX = 1000

/** The bad rows from one on, as the store has them, a line each: `[row, line, issues, cells]`. */
export async function badFrom(
  store: R2Bucket,
  rows: ImportRows,
  one: Import,
  from: number,
): Promise<{ readonly lines: readonly string[]; readonly next?: number }> {
  const all = rows.reports(one.id)
  const first = all.findLastIndex(({ row }) => row <= from)
  const lines: string[] = []
  for (const { row } of all.slice(Math.max(0, first))) {
    const stored = await store.get(reportName(one, row))
    for (const line of (await stored?.text())?.split('\n') ?? []) {
      const [number] = JSON.parse(line) as [number]
      if (number < from) continue
      if (lines.length === REPORT_ROWS) return { lines, next: number }
      lines.push(line)
    }
  }
  return { lines }
}

/** What was entered stays, with its batches, and what was signed for it. */
export async function removeFiles(store: R2Bucket, one: Import): Promise<void> {
  for (let cursor: string | undefined, more = true; more;) {
    const listed = await store.list({
      prefix: folderOf(one),
      limit: REMOVED_MAX,
      ...(cursor === undefined ? {} : { cursor }),
    })
    const names = listed.objects.map(({ key }) => key).filter((name) => !/\/(?:batch|signed)-/u.test(name))
    if (names.length > 0) await store.delete(names)
    more = listed.truncated
    cursor = listed.truncated ? listed.cursor : undefined
  }
}
