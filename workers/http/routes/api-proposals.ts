// Proposals for machines: what waits for a second official, and confirming or declining it.
import { Hono } from 'hono'
import * as v from 'valibot'
import type { Proposal } from '../../engines/proposal.ts'
import { requireRole, session } from '../middleware/session.ts'
import { ownOf } from '../own.ts'
import { problem } from '../problem.ts'
import { confirm, confirmOptions, proposalOf, waitingFor } from '../proposals.ts'
import type { AppEnv } from '../types.ts'

const PATH = '/registers/:register/records/:id/proposals/:proposal'
const signedBody = v.strictObject({ assertion: v.string() })
const declineBody = v.strictObject({ reason: v.string() })

/** How a proposal is told to machines. */
export const proposalJson = (proposal: Proposal, register: string, record: string) => {
  const { id, act, state, actor, second, at, expiresAt, hash, proposed, reason, receipt } = proposal
  return {
    register,
    record,
    id,
    act,
    state,
    by: actor.role,
    ...(second === undefined ? {} : { second: second.role }),
    at,
    expiresAt,
    document: hash,
    ...(proposed === null ? {} : { key: proposed.key, input: proposed.input, expectedSeq: proposed.expectedSeq }),
    ...(reason === undefined ? {} : { reason }),
    ...(receipt === undefined ? {} : { receipt }),
  }
}

export const apiProposals = new Hono<AppEnv>()
  .use('/proposals', session, requireRole())
  .get('/proposals', async (c) => {
    const { roles, id: own } = ownOf(c)
    const rows = await waitingFor(c, roles)
    const proposals = rows.map(({ person, ...row }) => ({ ...row, own: person === own }))
    return c.json({ proposals }, 200, { 'Cache-Control': 'no-store' })
  })
  .use(PATH, session, requireRole())
  .use(`${PATH}/*`, session, requireRole())
  .get(PATH, async (c) => {
    const found = await proposalOf(c)
    if (!found.ok) return problem(c, found)
    const { proposal, register, id } = found.value
    return c.json(proposalJson(proposal, register.definition.id, id), 200, { 'Cache-Control': 'no-store' })
  })
  .post(`${PATH}/options`, async (c) => {
    const found = await proposalOf(c)
    if (!found.ok) return problem(c, found)
    const options = await confirmOptions(c, found.value)
    return options.ok ? c.json(options.value) : problem(c, options)
  })
  .post(`${PATH}/confirm`, async (c) => {
    const body = v.safeParse(signedBody, await c.req.json().catch(() => undefined))
    if (!body.success) return problem(c, { error: 'body-invalid' })
    const found = await proposalOf(c)
    if (!found.ok) return problem(c, found)
    const answer = await confirm(c, found.value, body.output.assertion)
    const { register, proposal } = found.value
    return answer.ok
      ? c.json(answer.value, 201)
      : problem(c, { register: register.definition.id, act: proposal.act, ...answer })
  })
  .post(`${PATH}/decline`, async (c) => {
    const body = v.safeParse(declineBody, await c.req.json().catch(() => undefined))
    if (!body.success) return problem(c, { error: 'body-invalid' })
    const found = await proposalOf(c)
    if (!found.ok) return problem(c, found)
    const { record, proposal, by, register, id } = found.value
    const declined = await record.declineProposal(proposal.id, by, body.output.reason)
    return declined.ok ? c.json(proposalJson(declined.value, register.definition.id, id)) : problem(c, declined)
  })
