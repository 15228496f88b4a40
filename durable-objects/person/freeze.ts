// The switch by which a person locks all signing from any of their devices, and which only their card opens again.
import type { Whereabouts } from '../../workers/engines/identity/whereabouts.ts'

export interface Freeze extends Whereabouts {
  readonly at: number
}

type Row = Freeze & Record<string, SqlStorageValue>

export const readFreeze = (sql: SqlStorage): Freeze | null =>
  sql.exec<Row>('SELECT at, agent, place FROM freeze').toArray()[0] ?? null

/** False where it is frozen already. */
export const freeze = (sql: SqlStorage, { agent, place }: Whereabouts, now: number): boolean =>
  sql.exec('INSERT OR IGNORE INTO freeze VALUES (1, ?, ?, ?)', now, agent, place).rowsWritten > 0

/** False where it is not frozen. */
export const unfreeze = (sql: SqlStorage): boolean => sql.exec('DELETE FROM freeze').rowsWritten > 0
