// Acts for which two officials are asked, as routes do them: what is to be signed, and what the record makes of it.
import type { Context } from 'hono'
import { catalogue } from '../catalogue.ts'
import type { ActCommand } from '../engines/command.ts'
import { readAssertion } from '../engines/identity/answer.ts'
import { blindIndex } from '../engines/names.ts'
import { proposalRequest, secondRole, type Proposed } from '../engines/proposal.ts'
import { definitions } from '../kernel/read-definition.ts'
import { mayDo, needsSecond } from '../kernel/register.ts'
import { err, ok } from '../kernel/result.ts'
import { recordById, recordByKey } from '../store/objects.ts'
import { readProposals } from '../store/proposals.ts'
import { idPattern } from './browse.ts'
import { ownOf } from './own.ts'
import type { AppEnv } from './types.ts'

type Ctx = Context<AppEnv>

/** Of an official's own idempotency key: the same request is the same proposal, and nobody guesses its id. */
const proposalId = (c: Ctx, { register, idempotencyKey }: ActCommand): string =>
  blindIndex(c.env.INDEX_KEY, register, 'proposal', idempotencyKey)

function proposedOf({ register, key, act, input, effectiveFrom, expectedSeq, actor, basis }: ActCommand): Proposed {
  const version = expectedSeq === undefined ? {} : { expectedSeq }
  return {
    register,
    key,
    act,
    input,
    ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    ...version,
    actor,
    basis,
  }
}

function recordFor(c: Ctx, { register, key }: ActCommand) {
  const definition = catalogue.registers.get(register)
  if (definition === undefined) throw new Error(`no register ${register}`)
  return recordByKey(c.env, definition, key)
}

/** What the first official's device is asked. */
export async function proposeOptions(c: Ctx, command: ActCommand) {
  const drafted = await recordFor(c, command).draftProposal(proposalId(c, command), proposedOf(command))
  if (!drafted.ok) return drafted
  const { person, hash } = ownOf(c)
  const asked = await person.beginSign(hash, drafted.value.request)
  return asked.ok ? ok(asked.value.options) : asked
}

/** Keeps the proposal, signed; asked again it is the same. */
export async function propose(c: Ctx, command: ActCommand, assertion: string) {
  const record = recordFor(c, command)
  const id = proposalId(c, command)
  const known = await record.proposal(id, [command.actor.role])
  if (known.ok) return known
  const drafted = await record.draftProposal(id, proposedOf(command))
  if (!drafted.ok) return drafted
  const answer = readAssertion(assertion)
  if (!answer.ok) return answer
  const { person, hash } = ownOf(c)
  const signed = await person.finishSign(hash, answer.value, drafted.value.request)
  return signed.ok ? record.propose(id, drafted.value.proposed, signed.value) : signed
}

const PROPOSAL = /^[a-z2-7]{26}$/u

/** The proposal of the address, as an official of one of its act's roles may see it. */
export async function proposalOf(c: Ctx) {
  const { register: registerId = '', id = '', proposal = '' } = c.req.param()
  const register = catalogue.register(registerId)
  if (register === undefined || !idPattern.test(id) || !PROPOSAL.test(proposal)) return err('proposal-unknown')
  const { roles, id: own } = ownOf(c)
  const record = recordById(c.env, registerId, id)
  const found = await record.proposal(proposal, roles)
  if (!found.ok) return found
  const role = secondRole(register, found.value, roles)
  if (role === undefined) return err('not-allowed')
  return ok({ register, record, id, proposal: found.value, by: { role, person: own } })
}

export type Found = Extract<Awaited<ReturnType<typeof proposalOf>>, { readonly ok: true }>['value']

/** What the second official's device is asked: the same document. */
export async function confirmOptions(c: Ctx, { register, proposal, by }: Found) {
  if (proposal.actor.person === by.person) return err('same-official')
  const { person, hash } = ownOf(c)
  const asked = await person.beginSign(hash, proposalRequest(proposal.hash, proposal.act, register))
  return asked.ok ? ok(asked.value.options) : asked
}

export async function confirm(c: Ctx, { register, record, proposal, by }: Found, assertion: string) {
  if (proposal.receipt !== undefined && proposal.second?.person === by.person) return ok(proposal.receipt)
  if (proposal.actor.person === by.person) return err('same-official')
  const answer = readAssertion(assertion)
  if (!answer.ok) return answer
  const { person, hash } = ownOf(c)
  const signed = await person.finishSign(hash, answer.value, proposalRequest(proposal.hash, proposal.act, register))
  if (!signed.ok) return signed
  const done = await record.confirmProposal(proposal.id, by, signed.value)
  if (done.ok) await knowDefined(c, register, proposal)
  return done
}

/** Whoever has just brought a definition into force is led to the register: it is not looked for a little later. */
async function knowDefined(c: Ctx, { definition: { defines } }: Found['register'], { proposed }: Found['proposal']) {
  const text = defines === undefined ? undefined : proposed?.input[defines]
  const read = typeof text === 'string' ? definitions.read(text) : undefined
  if (read?.ok) await catalogue.know(c.env, read.value.id, read.value.version)
}

/** What waits for somebody of these roles, the longest first; their own with it. */
export async function waitingFor(c: Ctx, roles: readonly string[]) {
  await catalogue.knowAll(c.env)
  const asked = [...catalogue.registers.values()].flatMap(({ id, acts: defined }) =>
    Object.entries(defined).flatMap(([name, act]) =>
      roles
        .filter((role) => mayDo(act, role) && needsSecond(act, role))
        .map((role) => ({ act: `${id}.${name}`, role, anywhere: !act.by.includes(role) })),
    ),
  )
  if (asked.length === 0) return []
  const acts = asked.filter(({ anywhere }) => !anywhere).map(({ act }) => act)
  const ofRole = asked.filter(({ anywhere }) => anywhere).map(({ act, role }) => `${act} ${role}`)
  return readProposals(c.env.DB, acts, ofRole, Date.now())
}
