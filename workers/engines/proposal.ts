// An act that waits for a second official: what both sign, how long it waits, and who may confirm or decline it.
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toHex, utf8 } from '../kernel/bytes.ts'
import type { LoadedRegister } from '../kernel/load.ts'
import { mayBeSecond } from '../kernel/register.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { ActCommand, Actor, Receipt } from './command.ts'
import { isOf, type SignatureBundle, type SignRequest } from './identity/intent.ts'

/** A colleague is found within a week, or the act is proposed anew. */
export const PROPOSAL_MS = 7 * 24 * 60 * 60_000
/** What was declined or has expired can be read so long, without what it asked for. */
export const CLOSED_MS = 30 * 24 * 60 * 60_000
/** More acts than these do not wait for one record at once. */
export const PROPOSALS_MAX = 20
/** A reason is a sentence or two. */
const REASON_MAX = 500

export type ProposalState = 'open' | 'confirmed' | 'declined' | 'expired'

/** What is proposed: the command as it will be done, with the version that the first official saw. */
export type Proposed = Omit<ActCommand, 'idempotencyKey' | 'second' | 'signatures'>

export interface Proposal {
  readonly id: string
  readonly state: ProposalState
  readonly act: string
  readonly actor: Actor
  /** Milliseconds since 1970. */
  readonly at: number
  readonly expiresAt: number
  /** What it asks for; null once it was declined or has expired. */
  readonly proposed: Proposed | null
  /** Hex SHA-256 of what both sign. */
  readonly hash: string
  readonly second?: Actor
  /** Why it was declined. */
  readonly reason?: string
  /** The entry that came of it. */
  readonly receipt?: Receipt
}

/** A proposal as the work queue lists it: no word of what it asks for. */
export interface ProposalRow {
  readonly id: string
  readonly register: string
  readonly record: string
  /** `<register>.<act>` */
  readonly act: string
  readonly state: ProposalState
  /** The id of the official who proposed it, and the role. */
  readonly person: string
  readonly role: string
  readonly at: number
  readonly expiresAt: number
}

const jcs = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('a proposal that is no JSON')
  return text
}

/**
 * What both officials sign (RFC 8785). The id is unpredictable, so that nobody guesses a personal number from the hash.
 */
export const proposalDocument = (id: string, proposed: Proposed): string =>
  jcs({ format: 'izvor-act-v1', id, ...proposed })

export const hashOfProposal = (document: string): string => toHex(sha256(utf8(document)))

/** The same for the first and for the second: one document, two signatures. */
export function proposalRequest(hash: string, act: string, { definition, acts }: LoadedRegister): SignRequest {
  const moves = acts.get(act)?.definition.moves
  return {
    documents: [hash],
    act: `${definition.id}.${act}`,
    authority: definition.keeper,
    ...(moves === undefined ? {} : { moves }),
  }
}

/** Whether a bundle is this official's signature of the proposal. Their object has verified the assertion. */
export const isSigned = (signature: SignatureBundle, { person }: Actor, request: SignRequest): boolean =>
  signature.intent.person === person && isOf(signature.intent, request)

/** The role in which somebody may confirm or decline: one of the act's, that is no importer's and not the portal's. */
export const secondRole = (
  register: LoadedRegister,
  { act, actor }: Pick<Proposal, 'act' | 'actor'>,
  roles: readonly string[],
): string | undefined => {
  const definition = register.acts.get(act)?.definition
  return definition && roles.find((role) => mayBeSecond(definition, actor.role, role))
}

type Closed = 'proposal-expired' | 'proposal-closed'

/** Whether it still waits. */
function waits({ state, expiresAt }: Pick<Proposal, 'state' | 'expiresAt'>, now: number): Result<null, Closed> {
  if (state === 'expired' || (state === 'open' && now > expiresAt)) return err('proposal-expired')
  return state === 'open' ? ok(null) : err('proposal-closed')
}

/** Whether this official may be the second. */
export function mayConfirm(proposal: Proposal, second: Actor, now: number): Result<null, Closed | 'same-official'> {
  const waiting = waits(proposal, now)
  if (!waiting.ok) return waiting
  return second.person === undefined || second.person === proposal.actor.person ? err('same-official') : ok(null)
}

/** Whoever proposed it takes it back as another declines it. */
export function mayDecline(proposal: Proposal, reason: string, now: number): Result<string, Closed | 'reason-missing'> {
  const waiting = waits(proposal, now)
  if (!waiting.ok) return waiting
  const said = reason.trim()
  return said === '' || said.length > REASON_MAX ? err('reason-missing') : ok(said)
}

/** What is kept beside the entry, and its hash in the entry: the document and both signatures. */
export function bothSigned(document: string, first: SignatureBundle, second: SignatureBundle) {
  const text = jcs({ document, signatures: [first, second] })
  return { text, hash: hashOfProposal(text) }
}
