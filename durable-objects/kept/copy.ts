// How the tables of an object are read out page by page, each row in the order of its key, and written into an empty object.
import type { ObjectLine, SavedTable } from '../../workers/engines/backup/line.ts'

/** Characters of a page: a call carries 32 MiB, and nearly every object is one page. */
const PAGE_CHARS = 6_000_000
/** Rows that are read at once. */
const ROWS = 500

type Row = readonly (string | number | null)[]

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** The object's own tables in the order in which they were made: what others refer to comes first. */
const tablesOf = (sql: SqlStorage, leftOut: readonly string[]): readonly string[] =>
  sql
    .exec<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
         AND name NOT LIKE '!_cf!_%' ESCAPE '!' ORDER BY rowid`,
    )
    .toArray()
    .map(({ name }) => name)
    .filter((name) => !leftOut.includes(name))

function read(
  sql: SqlStorage,
  table: string,
  from: number,
): { readonly columns: readonly string[]; readonly rows: Row[] } {
  const keys = sql
    .exec<{ name: string }>('SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk', table)
    .toArray()
    .map(({ name }) => quoted(name))
  const order = keys.length === 0 ? 'rowid' : keys.join(', ')
  const cursor = sql.exec(`SELECT * FROM ${quoted(table)} ORDER BY ${order} LIMIT ? OFFSET ?`, ROWS, from)
  const rows = [...cursor.raw<(string | number | null | ArrayBuffer)[]>()]
  if (rows.flat().some((value) => value instanceof ArrayBuffer)) throw new Error(`bytes in the table ${table}`)
  return { columns: cursor.columnNames, rows: rows as Row[] }
}

/** The page that begins at `from`, `<page>.<table>.<row>`, or '' for the first. */
export function readPage(
  sql: SqlStorage,
  head: Pick<ObjectLine, 'kind' | 'name' | 'schema'>,
  leftOut: readonly string[],
  from: string,
): { readonly line: string; readonly next?: string } {
  const names = head.schema === 0 ? [] : tablesOf(sql, leftOut)
  const [page = 0, first = 0, row = 0] = from === '' ? [] : from.split('.').map(Number)
  const tables: SavedTable[] = []
  let next: string | undefined
  let chars = 0
  for (let at = first, start = row; at < names.length && next === undefined; at += 1, start = 0) {
    const all: Row[] = []
    let columns: readonly string[] = []
    for (let more = true; more && next === undefined;) {
      const part = read(sql, names[at]!, start + all.length)
      columns = part.columns
      all.push(...part.rows)
      chars += JSON.stringify(part.rows).length
      more = part.rows.length === ROWS
      if (chars > PAGE_CHARS && (more || at + 1 < names.length))
        next = `${page + 1}.${more ? at : at + 1}.${more ? start + all.length : 0}`
    }
    if (all.length > 0) tables.push([names[at]!, columns, all])
  }
  const line: ObjectLine = { ...head, page, more: next !== undefined, tables }
  return { line: JSON.stringify(line), ...(next === undefined ? {} : { next }) }
}

export const hasRows = (sql: SqlStorage, leftOut: readonly string[]): boolean =>
  tablesOf(sql, leftOut).some((name) => sql.exec(`SELECT 1 FROM ${quoted(name)} LIMIT 1`).toArray().length > 0)

/** To be called in a transaction. Throws where a table or a column is not the object's. */
export function writePage(sql: SqlStorage, tables: readonly SavedTable[], leftOut: readonly string[]): void {
  const own = tablesOf(sql, leftOut)
  // Rows of one page may refer to rows of a later one.
  sql.exec('PRAGMA defer_foreign_keys = on')
  for (const [name, columns, rows] of tables) {
    if (!own.includes(name)) throw new Error(`no table ${name}`)
    const statement = `INSERT INTO ${quoted(name)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
    for (const row of rows) sql.exec(statement, ...row)
  }
}
