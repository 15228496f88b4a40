// Those who sign a case with its applicant: what they see of it, and their signatures.
import { cosign, cosignRequest, decline, partyOf, wasAsked, type By } from '../../workers/engines/case/signing.ts'
import { cosignViewOf, type CosignView } from '../../workers/engines/case/view.ts'
import type { Refused } from '../../workers/engines/command.ts'
import type { SignatureBundle, SignRequest } from '../../workers/engines/identity/intent.ts'
import { mayStillCosign } from './acting.ts'
import type { Keeper } from './keeper.ts'

type Answer<T> = { readonly ok: true; readonly value: T } | Refused

const refused = (error: string): Refused => ({ ok: false, error })

export class Cosigners {
  readonly #keeper: Keeper

  constructor(keeper: Keeper) {
    this.#keeper = keeper
  }

  view(person: string, roles: readonly string[]): Answer<CosignView> {
    const party = this.#party(person, roles)
    return party.ok ? { ok: true, value: party.view } : party
  }

  request(person: string, roles: readonly string[]): Answer<SignRequest> {
    const party = this.#party(person, roles)
    if (!party.ok) return party
    const { view, service } = party
    if (view.signed !== null) return refused('already-signed')
    return view.turn ? { ok: true, value: cosignRequest(view, service, view.mine, person) } : refused('not-your-turn')
  }

  async sign(by: By, signature: SignatureBundle): Promise<Answer<CosignView>> {
    const { gather, today, append, settle } = this.#keeper
    const asked = this.#party(by.person, by.roles)
    if (!asked.ok) return asked
    await gather(true)
    const may = await mayStillCosign(this.#keeper, by.person)
    if (!may.ok) {
      await settle()
      return may
    }
    // Asked again: the applicant may have taken it back meanwhile, or a register changed it.
    const party = this.#party(by.person, by.roles)
    const signed = party.ok ? cosign(party.state, party.service, by, signature, today()) : party
    if (signed.ok) append(signed.value)
    await settle()
    return signed.ok ? this.view(by.person, by.roles) : signed
  }

  async decline(by: By, reason: string): Promise<Answer<null>> {
    const { today, append, settle } = this.#keeper
    const party = this.#party(by.person, by.roles)
    if (!party.ok) return party
    const declined = decline(party.state, by, reason, today())
    if (declined.ok) append(declined.value)
    await settle()
    return declined.ok ? { ok: true, value: null } : declined
  }

  #party(person: string, roles: readonly string[]) {
    const { state: read, events, service: serviceOf } = this.#keeper
    const state = read()
    if (state === null) return refused('unknown-case')
    const party = partyOf(state, { person, roles })
    if (party === null) return refused(wasAsked(person, events()) ? 'signature-not-asked' : 'unknown-case')
    const service = serviceOf(state)
    const view = cosignViewOf(state, events(), service, party)
    // An office reads what it is asked to sign, and what the same hand has signed.
    const reads = party.role === null || view?.turn === true || view?.signed?.signer.person === person
    return view === null || !reads ? refused('signature-not-asked') : { ok: true as const, view, service, state }
  }
}
