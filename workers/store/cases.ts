// The officials' work queue: written by the cases themselves, made anew from the list that is kept of them.
import type { DeskRow } from '../engines/case/effects.ts'

/** Rows of a page of the queue. */
const deskPage = 50

/** Each submitted case leaves its id here, so that the queue can be made anew: `cases/<id>`. */
const PREFIX = 'cases/'

export const listCase = (store: R2Bucket, id: string) => store.put(PREFIX + id, '')

/** A page of the ids of all submitted cases; `after` is the `next` of the page before, and empty at first. */
export async function listedCases(store: R2Bucket, after: string) {
  const page = await store.list({ prefix: PREFIX, limit: 500, ...(after === '' ? {} : { cursor: after }) })
  const ids = page.objects.map(({ key }) => key.slice(PREFIX.length))
  return { ids, ...(page.truncated ? { next: page.cursor } : {}) }
}

/** Writes rows; one that is older than what is there changes nothing. */
export const writeDesk = (db: D1Database, rows: readonly DeskRow[]): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO cases (id, service, status, seq, submitted_at, due_on, at)
       SELECT value->>'id', value->>'service', value->>'status', value->>'seq', value->>'submittedAt', value->>'dueOn', value->>'at'
       FROM json_each(?) WHERE true
       ON CONFLICT (id) DO UPDATE SET status = excluded.status, seq = excluded.seq, submitted_at = excluded.submitted_at,
         due_on = excluded.due_on, at = excluded.at
       WHERE excluded.seq > cases.seq`,
    )
    .bind(JSON.stringify(rows))

export const forgetDesk = (db: D1Database): D1PreparedStatement => db.prepare('DELETE FROM cases')

export interface DeskPage {
  readonly rows: readonly DeskRow[]
  /** Where the next page begins; absent on the last. */
  readonly next?: string
}

const CURSOR = /^(\d{4}-\d{2}-\d{2})_([a-z2-7]{1,40})$/u

const COLUMNS = 'id, service, status, seq, submitted_at AS submittedAt, due_on AS dueOn, at'

/**
 * Cases of these services in one of these states, the most urgent first; `after` is the `next` of the page before.
 * Null where `after` is none.
 */
export async function readDesk(
  db: D1Database,
  services: readonly string[],
  statuses: readonly string[],
  after?: string,
): Promise<DeskPage | null> {
  const [, dueOn = '', id = ''] = CURSOR.exec(after ?? '') ?? []
  if (after !== undefined && id === '') return null
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM cases
       WHERE service IN (SELECT value FROM json_each(?1)) AND status IN (SELECT value FROM json_each(?2)) AND (due_on, id) > (?3, ?4)
       ORDER BY due_on, id LIMIT ?5`,
    )
    .bind(JSON.stringify(services), JSON.stringify(statuses), dueOn, id, deskPage + 1)
    .all<DeskRow>()
  const rows = results.slice(0, deskPage)
  const last = rows.at(-1)
  return results.length > deskPage && last !== undefined ? { rows, next: `${last.dueOn}_${last.id}` } : { rows }
}
