// Who signs a case for others: who consents to what its applicant does, and who represents the companies that sign it. Asked
// of the records that say so each time that the registers are asked.
import canonicalize from 'canonicalize'
import { catalogue } from '../../workers/catalogue.ts'
import { panelOf, type Panel } from '../../workers/engines/case/panel.ts'
import { companiesAsked, recall } from '../../workers/engines/case/signing.ts'
import { stakeOf } from '../../workers/engines/case/stake.ts'
import type { CaseState, Panels } from '../../workers/engines/case/state.ts'
import { mandateId, type Mandate } from '../../workers/engines/mandate.ts'
import type { Env } from '../../workers/env.ts'
import { applicantIn } from '../../workers/kernel/applicant.ts'
import { consentSigner } from '../../workers/kernel/load-signers.ts'
import { mandatesFor, readHeld } from '../../workers/store/mandates.ts'
import { recordByKey } from '../../workers/store/objects.ts'
import { isOpen } from './gather.ts'
import type { Keeper } from './keeper.ts'

/** By what is called so in the case, the record whose mandates say who signs. */
interface Asked {
  readonly as: string
  readonly principal: { readonly register: string; readonly key: string }
  readonly consent: boolean
}

const registerOf = (kind: 'company'): string | undefined =>
  [...catalogue.registers.values()].find((register) => applicantIn(register) === kind)?.id

/** What the register that knows persons says of what somebody may do for themself. */
export async function capacityIn(env: Env, personalNumber: string) {
  const protecting = catalogue.protecting()
  const capacity = protecting && (await recordByKey(env, protecting, personalNumber).capacity())
  return { register: protecting?.id ?? '', capacity: capacity ?? 'full' }
}

async function askedOf(keeper: Keeper, state: CaseState): Promise<readonly Asked[]> {
  const { personalNumber, represented } = state
  const companies = registerOf('company')
  const firms = companiesAsked(state, keeper.service(state), keeper.today()).flatMap(({ as, number }) =>
    companies === undefined ? [] : [{ as, principal: { register: companies, key: number }, consent: false }],
  )
  if (represented !== null) return firms
  const { register, capacity } = await capacityIn(keeper.env(), personalNumber)
  return capacity === 'full'
    ? firms
    : [...firms, { as: consentSigner, principal: { register, key: personalNumber }, consent: true }]
}

async function panelFor(keeper: Keeper, state: CaseState, { principal, consent }: Asked): Promise<Panel> {
  const env = keeper.env()
  const service = keeper.service(state)
  const counts = (one: Mandate): boolean => one.consents === consent && !one.given
  const mandates = (await mandatesFor(env, catalogue.mandating(), principal)).filter(counts)
  const held = await Promise.all(mandates.map((one) => readHeld(env, catalogue.register, mandateId(one))))
  const when = { today: keeper.today(), service: service.definition.id, cents: stakeOf(state, service, keeper.today()) }
  const there = held.filter((one) => one !== null)
  return panelOf(there, consent ? { ...when, consent } : when)
}

/** Keeps who signs for others; what some have signed already is a draft again where that is somebody else by now. */
export async function convene(keeper: Keeper): Promise<void> {
  for (;;) {
    const state = keeper.state()
    if (state === null || !isOpen(state)) return
    const asked = await askedOf(keeper, state)
    const panels: Panels = Object.fromEntries(
      await Promise.all(asked.map(async (one) => [one.as, await panelFor(keeper, state, one)] as const)),
    )
    const now = keeper.state()
    if (now === null || !isOpen(now)) return
    // What was answered meanwhile may ask for others.
    if (canonicalize(now.answers) !== canonicalize(state.answers)) continue
    if (canonicalize(now.panels) === canonicalize(panels)) return
    const recalled = recall(now, 'registers')
    if (recalled.ok) keeper.append(recalled.value)
    return keeper.append({ type: 'convened', panels })
  }
}
