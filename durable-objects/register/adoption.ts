// How the records of a register follow a new version of its definition: each is asked once, and whoever could not is known.

/** Records asked at once; a step of it takes well under a second. */
const STEP_MAX = 25
/** Ids of those that could not follow, as somebody reads them. */
const FAILED_SHOWN = 20

export interface AdoptionState {
  readonly version: number
  readonly records: number
  readonly followed: number
  readonly failed: number
  /** Public ids of some that could not. */
  readonly failedIds: readonly string[]
  readonly finished: boolean
}

type Row = { readonly version: number; readonly cursor: string; readonly followed: number; readonly finished: number }

export class Adoption {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** A version that is in force: an earlier one, or the same once more, changes nothing. Whether there is anything to do. */
  begin(version: number): boolean {
    if (version <= this.version()) return false
    this.#sql.exec('DELETE FROM behind')
    this.#sql.exec("INSERT OR REPLACE INTO adoption VALUES (1, ?, '', 0, 0)", version)
    return true
  }

  version = (): number => this.#row()?.version ?? 0

  /**
   * Notes a record that wrote by an earlier version: it is asked again. Whether it did. One that could not follow, and has
   * written since, is asked again as well.
   */
  late(record: string, version: number): boolean {
    if (version >= this.version()) {
      this.#sql.exec('UPDATE behind SET failed = 0 WHERE record = ?', record)
      return false
    }
    this.#sql.exec('INSERT INTO behind VALUES (?, 0) ON CONFLICT (record) DO UPDATE SET failed = 0', record)
    return true
  }

  pending = (): boolean => this.#row()?.finished === 0 || this.#late(1).length > 0

  /** Asks the next few; what is done is kept once they have answered, so that a crash asks some of them again. */
  async step(follow: (record: string, version: number) => Promise<boolean>): Promise<void> {
    const row = this.#row()
    if (row === undefined) return
    const late = this.#late(STEP_MAX)
    const next = late.length > 0 ? late : row.finished === 0 ? this.#next(row.cursor) : []
    const answers = await Promise.all(next.map(async (record) => [record, await follow(record, row.version)] as const))
    const now = this.#row()
    // A later version has begun meanwhile, and asks all of them again.
    if (now?.version !== row.version) return
    for (const [record, followed] of answers)
      if (followed) this.#sql.exec('DELETE FROM behind WHERE record = ?', record)
      else this.#sql.exec('INSERT INTO behind VALUES (?, 1) ON CONFLICT (record) DO UPDATE SET failed = 1', record)
    // The alarm may run twice at once: the other has counted these.
    if (late.length > 0 || row.finished === 1 || now.cursor !== row.cursor || now.finished === 1) return
    this.#sql.exec(
      'UPDATE adoption SET cursor = ?, followed = followed + ?, finished = ?',
      next.at(-1) ?? row.cursor,
      next.length,
      next.length < STEP_MAX ? 1 : 0,
    )
  }

  state(): AdoptionState | null {
    const row = this.#row()
    if (row === undefined) return null
    const failedIds = this.#sql
      .exec<{ record: string }>('SELECT record FROM behind WHERE failed = 1 ORDER BY record LIMIT ?', FAILED_SHOWN)
      .toArray()
      .map(({ record }) => record)
    const { failed } = this.#sql.exec<{ failed: number }>('SELECT sum(failed) AS failed FROM behind').one()
    const { records } = this.#sql.exec<{ records: number }>('SELECT count(DISTINCT record) AS records FROM log').one()
    return {
      version: row.version,
      records,
      followed: row.followed - (failed ?? 0),
      failed: failed ?? 0,
      failedIds,
      finished: row.finished === 1,
    }
  }

  #row(): Row | undefined {
    return this.#sql.exec<Row>('SELECT version, cursor, followed, finished FROM adoption').toArray()[0]
  }

  #late(limit: number): readonly string[] {
    return this.#sql
      .exec<{ record: string }>('SELECT record FROM behind WHERE failed = 0 ORDER BY record LIMIT ?', limit)
      .toArray()
      .map(({ record }) => record)
  }

  #next(cursor: string): readonly string[] {
    return this.#sql
      .exec<{ record: string }>(
        'SELECT DISTINCT record FROM log WHERE record > ? ORDER BY record LIMIT ?',
        cursor,
        STEP_MAX,
      )
      .toArray()
      .map(({ record }) => record)
  }
}
