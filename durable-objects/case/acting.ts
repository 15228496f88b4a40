// Whether somebody may act in a case for another: each time asked of the record that gives the mandate, so that one that
// was taken back a moment ago counts no more.
import canonicalize from 'canonicalize'
import { catalogue } from '../../workers/catalogue.ts'
import type { Asked } from '../../workers/engines/case/form.ts'
import { jointly, mayApplyAlone, mayGoOn, represent, type Represented } from '../../workers/engines/case/represented.ts'
import { recall } from '../../workers/engines/case/signing.ts'
import type { Happening } from '../../workers/engines/case/state.ts'
import type { Refused } from '../../workers/engines/command.ts'
import { personId } from '../../workers/engines/names.ts'
import { stakeOf } from '../../workers/engines/case/stake.ts'
import { jointSigner } from '../../workers/kernel/load-signers.ts'
import type { Env } from '../../workers/env.ts'
import type { LoadedService } from '../../workers/kernel/load-service.ts'
import { ok, type Ok } from '../../workers/kernel/result.ts'
import { personById } from '../../workers/store/objects.ts'
import { principalOf, readCompanions, readHeld } from '../../workers/store/mandates.ts'
import { capacityIn } from './convene.ts'
import type { Keeper } from './keeper.ts'

const refused = (error: string): Refused => ({ ok: false, error })

/** The applicant of a case that somebody opens by a mandate, or goes on with: `asked` is what is asked so far. */
export async function applicantFor(
  env: Env,
  service: LoadedService,
  { person, name, mandate, today }: { person: string; name: string; mandate: string; today: string },
  asked: Asked,
): Promise<Ok<Represented> | Refused> {
  const held = await readHeld(env, catalogue.register, mandate)
  if (held === null) return refused('mandate-not-yours')
  const principal = await principalOf(env, catalogue.register, held.mandate)
  if (principal === null) return refused('mandate-out-of-scope')
  const idOf = (number: string) => personId(env.INDEX_KEY, number)
  const cosigners = await readCompanions(env, catalogue.register, held)
  const cents = stakeOf(asked, service, today)
  return represent(held, service, { person, name, today, ...principal, idOf, cosigners, cents })
}

/** The opening of a case, by a person for themself, or by a mandate for another. */
export async function openingOf(
  env: Env,
  service: LoadedService,
  asked: { case: string; person: string; mandate: string | null; today: string },
): Promise<Ok<Happening> | Refused> {
  const { case: id, person, mandate, today } = asked
  const identity = await personById(env, person).identity()
  if (identity === null) return refused('not-signed-in')
  const opened = { type: 'opened', case: id, service: service.definition.id, person } as const
  const { name, personalNumber } = identity
  if (mandate === null) {
    const alone = mayApplyAlone(service)
    if (!alone.ok) return alone
    const { capacity } = await capacityIn(env, personalNumber)
    return capacity === 'none' ? refused('applicant-is-acted-for') : ok({ ...opened, personalNumber })
  }
  const nothing = { personalNumber: '', answers: {}, evidence: {} }
  const applicant = await applicantFor(env, service, { person, name, mandate, today }, nothing)
  return applicant.ok ? ok({ ...opened, personalNumber: '', represented: applicant.value }) : applicant
}

/** Whether the mandate of the case still reaches it; `cents` is what it moves then. The version of its record is what is signed next. */
export async function mayStillAct(
  { env: envOf, state: read, service, today, append }: Keeper,
  person: string,
  cents: number,
): Promise<Ok<null> | Refused> {
  const asked = read()
  if (asked === null || asked.represented === null || asked.person !== person) return ok(null)
  const env = envOf()
  const held = await readHeld(env, catalogue.register, asked.represented.mandate.id)
  if (held === null) return refused('mandate-not-yours')
  const when = { person, today: today(), cosigners: await readCompanions(env, catalogue.register, held), cents }
  const judged = mayGoOn(held, service(asked), when)
  if (!judged.ok) return judged
  const { version } = held.mandate
  const { joint } = jointly(held, service(asked), when)
  const known = read()?.represented
  const changed = (known?.mandate.version ?? version) < version || canonicalize(known?.joint) !== canonicalize(joint)
  if (changed) append({ type: 'mandated', version, ...(joint === undefined ? {} : { joint }) })
  return ok(null)
}

/**
 * Whether the mandate by which somebody signs along still stands. Where its record, or that of the applicant's own, says
 * something else by now, all sign anew.
 */
export async function mayStillCosign(
  { env: envOf, state: read, service, today, append }: Keeper,
  person: string,
): Promise<Ok<null> | Refused> {
  const asked = read()
  const together = asked?.proposal?.parties.filter(({ as }) => as.some((one) => one.startsWith(jointSigner)))
  const signed = together?.flatMap(({ anyOf = [] }) => anyOf).find((one) => one.person === person)
  if (asked === null || asked.represented === null || signed === undefined) return ok(null)
  const [own, applicants] = await Promise.all(
    [signed.mandate.id, asked.represented.mandate.id].map((id) => readHeld(envOf(), catalogue.register, id)),
  )
  if (!own || !applicants) return refused('mandate-not-yours')
  const cents = stakeOf(asked, service(asked), today())
  const judged = mayGoOn(own, service(asked), { person, today: today(), cosigners: [applicants], cents })
  const { version } = own.mandate
  const same = version === signed.mandate.version && applicants.mandate.version === asked.represented.mandate.version
  if (judged.ok && same) return judged
  const recalled = recall(read() ?? asked, 'registers')
  if (recalled.ok) append(recalled.value)
  return judged.ok ? refused('signature-not-asked') : judged
}
