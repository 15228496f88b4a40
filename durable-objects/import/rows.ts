// What the object of a register's imports keeps of them, row by row.
import type { Import } from '../../workers/engines/import/state.ts'

export interface Report {
  readonly row: number
  readonly bad: number
}

export class ImportRows {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  get(id: string): Import | null {
    const row = this.#sql.exec<{ import: string }>('SELECT import FROM imports WHERE id = ?', id).toArray()[0]
    return row === undefined ? null : (JSON.parse(row.import) as Import)
  }

  /** The last begun first. */
  list(): readonly Import[] {
    return this.#sql
      .exec<{ import: string }>('SELECT import FROM imports ORDER BY begun_at DESC, id')
      .toArray()
      .map((row) => JSON.parse(row.import) as Import)
  }

  keep(one: Import): void {
    this.#sql.exec('INSERT OR REPLACE INTO imports VALUES (?, ?, ?)', one.id, one.begunAt, JSON.stringify(one))
  }

  forget(id: string): void {
    for (const table of ['parts', 'seen', 'reports']) this.#sql.exec(`DELETE FROM ${table} WHERE import = ?`, id)
    this.#sql.exec('DELETE FROM imports WHERE id = ?', id)
  }

  keepPart(id: string, n: number, size: number): void {
    this.#sql.exec('INSERT OR REPLACE INTO parts VALUES (?, ?, ?)', id, n, size)
  }

  /** How many parts there are from the first on without a gap, and how long they are together. */
  parts(id: string): { readonly count: number; readonly size: number } {
    const rows = this.#sql
      .exec<{ n: number; size: number }>('SELECT n, size FROM parts WHERE import = ? ORDER BY n', id)
      .toArray()
    const gap = rows.findIndex(({ n }, at) => n !== at)
    const whole = gap < 0 ? rows : rows.slice(0, gap)
    return { count: whole.length, size: whole.reduce((sum, { size }) => sum + size, 0) }
  }

  /** Claims each for its row where nobody has; answers with the row that has it, one for each. */
  claim(id: string, claims: readonly (readonly [what: string, row: number])[]): readonly number[] {
    const asked = JSON.stringify(claims)
    this.#sql.exec(`INSERT OR IGNORE INTO seen SELECT ?, value->>0, value->>1 FROM json_each(?)`, id, asked)
    return this.#sql
      .exec<{ row: number }>(
        'SELECT row FROM json_each(?) one CROSS JOIN seen ON import = ? AND what = one.value->>0 ORDER BY one.key',
        asked,
        id,
      )
      .toArray()
      .map(({ row }) => row)
  }

  /** Whether any row of the file is this record. */
  claimed = (id: string, what: readonly string[]): ReadonlySet<string> =>
    new Set(
      this.#sql
        .exec<{ what: string }>(
          'SELECT what FROM json_each(?) one CROSS JOIN seen ON import = ? AND what = one.value',
          JSON.stringify(what),
          id,
        )
        .toArray()
        .map((row) => row.what),
    )

  unclaim(id: string): void {
    this.#sql.exec('DELETE FROM seen WHERE import = ?', id)
  }

  keepReport(id: string, { row, bad }: Report): void {
    this.#sql.exec('INSERT OR REPLACE INTO reports VALUES (?, ?, ?)', id, row, bad)
  }

  /** In the order of the rows. */
  reports(id: string): readonly Report[] {
    return this.#sql
      .exec<{ row: number; bad: number }>('SELECT row, bad FROM reports WHERE import = ? ORDER BY row', id)
      .toArray()
  }

  forgetReports(id: string): void {
    this.#sql.exec('DELETE FROM reports WHERE import = ?', id)
  }
}
