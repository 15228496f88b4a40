// What waits in a record for a second official, and what became of it; the work queue is told of each change.
import type { Actor, Receipt } from '../../workers/engines/command.ts'
import type { SignatureBundle } from '../../workers/engines/identity/intent.ts'
import {
  CLOSED_MS,
  PROPOSAL_MS,
  type Proposal,
  type ProposalRow,
  type ProposalState,
  type Proposed,
} from '../../workers/engines/proposal.ts'
import { writeProposal } from '../../workers/store/proposals.ts'

/** The queue is told of what waits again each day: so a queue that was lost is whole within one. */
const TOLD_EVERY_MS = 24 * 60 * 60_000
/** How long after a change the alarm looks whether the queue was told. */
export const RETRY_MS = 5000

type Row = {
  readonly id: string
  readonly register: string
  readonly state: ProposalState
  readonly act: string
  readonly actor: string
  readonly at: number
  readonly expires_at: number
  readonly hash: string
  readonly proposed: string | null
  readonly signature: string | null
  readonly second: string | null
  readonly reason: string | null
  readonly receipt: string | null
  readonly closed_at: number | null
  readonly told_at: number
}

const proposalOf = (row: Row): Proposal => ({
  id: row.id,
  state: row.state,
  act: row.act,
  actor: JSON.parse(row.actor) as Actor,
  at: row.at,
  expiresAt: row.expires_at,
  hash: row.hash,
  proposed: row.proposed === null ? null : (JSON.parse(row.proposed) as Proposed),
  ...(row.second === null ? {} : { second: JSON.parse(row.second) as Actor }),
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.receipt === null ? {} : { receipt: JSON.parse(row.receipt) as Receipt }),
})

export class Proposals {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  get(id: string): Proposal | null {
    const row = this.#sql.exec<Row>('SELECT * FROM proposals WHERE id = ?', id).toArray()[0]
    return row === undefined ? null : proposalOf(row)
  }

  signature(id: string): SignatureBundle | null {
    const { signature } = this.#sql
      .exec<{ signature: string | null }>('SELECT signature FROM proposals WHERE id = ?', id)
      .one()
    return signature === null ? null : (JSON.parse(signature) as SignatureBundle)
  }

  open = (): number => this.#sql.exec<{ n: number }>("SELECT count(*) AS n FROM proposals WHERE state = 'open'").one().n

  any = (): boolean => this.#sql.exec('SELECT 1 FROM proposals LIMIT 1').toArray().length > 0

  keep(id: string, proposed: Proposed, hash: string, signature: SignatureBundle, now: number): void {
    this.#sql.exec(
      `INSERT INTO proposals (id, register, state, act, actor, at, expires_at, hash, proposed, signature)
       VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?)`,
      id,
      proposed.register,
      proposed.act,
      JSON.stringify(proposed.actor),
      now,
      now + PROPOSAL_MS,
      hash,
      JSON.stringify(proposed),
      JSON.stringify(signature),
    )
  }

  confirmed(id: string, second: Actor, receipt: Receipt, both: { text: string; hash: string }, now: number): void {
    this.#sql.exec('INSERT OR IGNORE INTO signed VALUES (?, ?)', both.hash, both.text)
    this.#sql.exec(
      `UPDATE proposals SET state = 'confirmed', second = ?, receipt = ?, closed_at = ?, told_at = 0 WHERE id = ?`,
      JSON.stringify(second),
      JSON.stringify(receipt),
      now,
      id,
    )
  }

  declined(id: string, second: Actor, reason: string, now: number): void {
    this.#sql.exec(
      `UPDATE proposals SET state = 'declined', second = ?, reason = ?, closed_at = ?, told_at = 0, proposed = NULL,
         signature = NULL WHERE id = ?`,
      JSON.stringify(second),
      reason,
      now,
      id,
    )
  }

  /** What has waited too long waits no more; what was closed long ago is forgotten. */
  expire(now: number): void {
    this.#sql.exec(
      `UPDATE proposals SET state = 'expired', closed_at = expires_at, told_at = 0, proposed = NULL, signature = NULL
       WHERE state = 'open' AND expires_at < ?`,
      now,
    )
    this.#sql.exec('DELETE FROM proposals WHERE told_at > 0 AND closed_at < ?', now - CLOSED_MS)
  }

  /** Tells the queue how each stands that it was not told of, or not lately. */
  async tell(db: D1Database, record: string, now: number): Promise<void> {
    const rows = this.#sql
      .exec<Row>("SELECT * FROM proposals WHERE told_at = 0 OR (state = 'open' AND told_at <= ?)", now - TOLD_EVERY_MS)
      .toArray()
    if (rows.length === 0) return
    await db.batch(rows.map((row) => writeProposal(db, rowOf(row, record))))
    // What has changed meanwhile is told again.
    for (const { id, state } of rows)
      this.#sql.exec('UPDATE proposals SET told_at = ? WHERE id = ? AND state = ?', now, id, state)
  }

  /** When the alarm is to look: what was not told soon, what is open each day and at its end, what is closed at its own. */
  due(now: number): number | null {
    const { due } = this.#sql
      .exec<{ due: number | null }>(
        `SELECT min(CASE WHEN told_at = 0 THEN ?1 WHEN state = 'open' THEN min(told_at + ?2, expires_at + 1)
           ELSE closed_at + ?3 + 1 END) AS due FROM proposals`,
        now + RETRY_MS,
        TOLD_EVERY_MS,
        CLOSED_MS,
      )
      .one()
    return due
  }
}

const rowOf = (row: Row, record: string): ProposalRow => {
  const { person = '', role } = JSON.parse(row.actor) as Actor
  return {
    id: row.id,
    register: row.register,
    record,
    act: `${row.register}.${row.act}`,
    state: row.state,
    person,
    role,
    at: row.at,
    expiresAt: row.expires_at,
  }
}
