// The work queue of what waits for a second official: written by the records themselves.
import type { ProposalRow } from '../engines/proposal.ts'

/** A page is read by a person; what waits longest comes first. */
const PAGE = 100

/** What was closed once is never open again, however late it is told. */
export const writeProposal = (db: D1Database, row: ProposalRow): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO proposals (id, register, record, act, state, person, role, at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET state = excluded.state WHERE proposals.state = 'open'`,
    )
    .bind(row.id, row.register, row.record, row.act, row.state, row.person, row.role, row.at, row.expiresAt)

/**
 * What waits among these acts (`<register>.<act>`), and among those of which only what was proposed in a role is asked
 * (`<register>.<act> <role>`); the longest first.
 */
export async function readProposals(
  db: D1Database,
  acts: readonly string[],
  ofRole: readonly string[],
  now: number,
): Promise<readonly ProposalRow[]> {
  const { results } = await db
    .prepare(
      `SELECT id, register, record, act, state, person, role, at, expires_at AS expiresAt FROM proposals
       WHERE (act IN (SELECT value FROM json_each(?)) OR act || ' ' || role IN (SELECT value FROM json_each(?)))
         AND state = 'open' AND expires_at >= ? ORDER BY at LIMIT ?`,
    )
    .bind(JSON.stringify(acts), JSON.stringify(ofRole), now, PAGE)
    .all<ProposalRow>()
  return results
}
