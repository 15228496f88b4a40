// Acts for which a record wants two officials: one proposes and signs, another confirms and signs the same, or declines.
import { catalogue } from '../../workers/catalogue.ts'
import type { ActAnswer, Actor, Receipt, Refused } from '../../workers/engines/command.ts'
import type { SignatureBundle, SignRequest } from '../../workers/engines/identity/intent.ts'
import {
  bothSigned,
  hashOfProposal,
  isSigned,
  mayConfirm,
  mayDecline,
  PROPOSALS_MAX,
  proposalDocument,
  proposalRequest,
  secondRole,
  type Proposal,
  type Proposed,
} from '../../workers/engines/proposal.ts'
import { personId, recordId } from '../../workers/engines/names.ts'
import { decide, tryOut, type Circumstances, type Head, type Sealed } from '../../workers/engines/record.ts'
import type { Env } from '../../workers/env.ts'
import type { LoadedRegister } from '../../workers/kernel/load.ts'
import type { FieldIssue } from '../../workers/kernel/parse.ts'
import { err, ok, type Result } from '../../workers/kernel/result.ts'
import { circumstancesOf } from './circumstances.ts'
import { coordinated } from './coordinated.ts'
import type { Confirmed, Hold } from './holds.ts'
import { Proposals, RETRY_MS } from './proposals.ts'

/** What the record lends: how it stands, its one way to append (`also` is done in the same transaction), and its alarm. */
interface Host {
  readonly ctx: DurableObjectState
  readonly env: () => Env
  readonly head: () => Head | null
  /** Makes the tables, where the record has none yet. */
  readonly begin: () => void
  readonly append: (
    register: LoadedRegister,
    id: string,
    idempotencyKey: string,
    request: string,
    sealed: Sealed,
    also: () => void,
  ) => void
  readonly wake: (at: number) => void
  /** The act on several records that holds this one. */
  readonly hold: () => Hold | null
}

export const receiptOf = (register: string, id: string, { entry, leafHash }: Sealed): Receipt => ({
  register,
  id,
  seq: entry.seq,
  leafHash,
  recordedAt: entry.recordedAt,
})

interface Drafted {
  readonly ok: true
  readonly value: { readonly proposed: Proposed; readonly request: SignRequest; readonly hash: string }
}

export class FourEyes {
  readonly #host: Host
  readonly #proposals: Proposals

  constructor(sql: SqlStorage, host: Host) {
    this.#host = host
    this.#proposals = new Proposals(sql)
  }

  /** What the first official is to sign, where the act would be done now; it is for the version that stands. */
  draft(id: string, asked: Proposed, faults: readonly FieldIssue[]): Drafted | Refused {
    const register = catalogue.register(asked.register)
    if (register === undefined) return err('unknown-register')
    if (catalogue.isClosed(asked.register)) return err('register-closed')
    const head = this.#host.head()
    const proposed = { ...asked, expectedSeq: asked.expectedSeq ?? head?.seq ?? 0 }
    const fits = tryOut(register, head, { ...proposed, idempotencyKey: id }, this.#at(asked, register, faults))
    if (!fits.ok) return fits
    const hash = hashOfProposal(proposalDocument(id, proposed))
    return ok({ proposed, hash, request: proposalRequest(hash, proposed.act, register) })
  }

  /** Proposes; the same again gets the proposal that is there. */
  propose(
    id: string,
    asked: Proposed,
    signature: SignatureBundle,
    faults: readonly FieldIssue[],
  ): Result<Proposal, string> | Refused {
    const known = this.#known(id)
    if (known !== null)
      return known.actor.person === asked.actor.person && known.act === asked.act
        ? ok(known)
        : err('idempotency-key-reused')
    const drafted = this.draft(id, asked, faults)
    if (!drafted.ok) return drafted
    const { proposed, hash, request } = drafted.value
    if (!isSigned(signature, asked.actor, request)) return err('intent-changed')
    this.#host.begin()
    if (this.#proposals.open() >= PROPOSALS_MAX) return err('too-many-proposals')
    this.#proposals.keep(id, proposed, hash, signature, Date.now())
    return this.#changed(id)
  }

  /** What is proposed, to whoever holds one of the act's roles. */
  view(id: string, roles: readonly string[]): Result<Proposal, string> {
    const known = this.#known(id)
    const register = this.#register()
    if (known === null || register === null) return err('proposal-unknown')
    return secondRole(register, known, roles) === undefined ? err('not-allowed') : ok(known)
  }

  /** The act that waits; null where none does. */
  waiting(id: string): Proposed | null {
    return this.#known(id)?.proposed ?? null
  }

  /** Does the act with both signatures, after all its checks once more. The same second official is answered the same. */
  async confirm(
    id: string,
    second: Actor,
    signature: SignatureBundle,
    faults: readonly FieldIssue[],
  ): Promise<ActAnswer> {
    const known = this.#known(id)
    const register = this.#register()
    if (known === null || register === null) return err('proposal-unknown')
    if (known.receipt !== undefined && known.second?.person === second.person) return ok(known.receipt)
    if (catalogue.isClosed(register.definition.id)) return err('register-closed')
    if (this.#host.hold() !== null) return err('record-held')
    const now = Date.now()
    const allowed = mayConfirm(known, second, now)
    if (!allowed.ok) return allowed
    const first = this.#proposals.signature(id)
    if (known.proposed === null || first === null) return err('proposal-closed')
    if (!isSigned(signature, second, proposalRequest(known.hash, known.act, register))) return err('intent-changed')
    const both = bothSigned(proposalDocument(id, known.proposed), first, signature)
    const command = { ...known.proposed, idempotencyKey: `proposal:${id}`, second, signatures: both.hash }
    const at = this.#at(known.proposed, register, faults)
    const decision = decide(register, this.#host.head(), command, at)
    if (!decision.ok)
      return decision.error === 'together-only'
        ? coordinated(this.#host.env(), at.record, command, { proposal: id, second, both })
        : decision
    const receipt = receiptOf(register.definition.id, at.record, decision.value)
    this.#host.append(register, at.record, command.idempotencyKey, known.hash, decision.value, () =>
      this.#proposals.confirmed(id, second, receipt, both, now),
    )
    this.#changed(id)
    return ok(receipt)
  }

  /** To be called in the transaction that enters what was held: the proposal is done. */
  entered({ proposal, second, both }: Confirmed, receipt: Receipt): void {
    this.#proposals.confirmed(proposal, second, receipt, both, Date.now())
    this.#changed(proposal)
  }

  /** Another official says why not; whoever proposed it takes it back. */
  decline(id: string, by: Actor, reason: string): Result<Proposal, string> {
    const known = this.#known(id)
    if (known === null) return err('proposal-unknown')
    if (this.#host.hold()?.confirmed?.proposal === id) return err('record-held')
    const now = Date.now()
    const said = mayDecline(known, reason, now)
    if (!said.ok) return said
    this.#proposals.declined(id, by, said.value, now)
    return this.#changed(id)
  }

  /** The alarm's part: what has waited too long waits no more, and the queue is told. Whether there is anything at all. */
  async look(): Promise<boolean> {
    if (this.#register() === null) return false
    this.#proposals.expire(Date.now())
    await this.#tellQueue()
    return this.#proposals.any()
  }

  due = (): number | null => (this.#register() === null ? null : this.#proposals.due(Date.now()))

  /** The register of this record, by its own name; null where nobody ever wrote to it. */
  #register(): LoadedRegister | null {
    const { id, storage } = this.#host.ctx
    if (storage.kv.get('schema') === undefined) return null
    return catalogue.register(id.name?.split(':')[0] ?? '') ?? null
  }

  #known(id: string): Proposal | null {
    return this.#register() === null ? null : this.#proposals.get(id)
  }

  #at({ key }: Proposed, { definition }: LoadedRegister, faults: readonly FieldIssue[]): Circumstances {
    const { ctx, env } = this.#host
    const record = recordId(env().INDEX_KEY, definition, key)
    if (ctx.id.name !== `${definition.id}:${record}`) throw new Error('a record that is called otherwise')
    return circumstancesOf(record, faults, (personalNumber) => personId(env().INDEX_KEY, personalNumber))
  }

  /** The queue is told at once of how a proposal stands, and by the alarm where that fails. */
  #changed(id: string): Result<Proposal, 'proposal-unknown'> {
    this.#host.wake(Date.now() + RETRY_MS)
    this.#host.ctx.waitUntil(this.#tellQueue())
    const kept = this.#proposals.get(id)
    return kept === null ? err('proposal-unknown') : ok(kept)
  }

  async #tellQueue(): Promise<void> {
    const [, record = ''] = this.#host.ctx.id.name?.split(':') ?? []
    try {
      await this.#proposals.tell(this.#host.env().DB, record, Date.now())
    } catch (error) {
      // The alarm comes back to it.
      console.error(JSON.stringify({ queue: 'not-told', error: error instanceof Error ? error.message : 'unknown' }))
    }
  }
}
