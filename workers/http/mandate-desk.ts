// What the pages of mandates do: they look up who may give one to whom, enter it, and tell both of what becomes of it.
import { catalogue } from '../catalogue.ts'
import type { ActAnswer, ActCommand, Refused } from '../engines/command.ts'
import type { SignatureBundle } from '../engines/identity/intent.ts'
import { judge, mandateId, type Held, type Mandate } from '../engines/mandate.ts'
import {
  documentHash,
  grantCommand,
  MANDATES,
  mayRevoke,
  moveCommand,
  namesIn,
  type Grant,
  type Granter,
  type Move,
} from '../engines/mandate-grant.ts'
import { personId } from '../engines/names.ts'
import type { Delivery } from '../engines/identity/person.ts'
import type { Env } from '../env.ts'
import { applicantIn } from '../kernel/applicant.ts'
import { sofiaDate } from '../kernel/calendar.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { err, ok, type Ok, type Result } from '../kernel/result.ts'
import { principalOf, readHeld } from '../store/mandates.ts'
import { personById, recordByKey } from '../store/objects.ts'
import { waitOf } from './throttle.ts'

/** Looks at whether a name fits a number: three for each mandate, and some for who mistypes. */
const GUESSES = { burst: 30, perMinute: 1 } as const

function registerOf(id: string): RegisterDefinition {
  const register = catalogue.registers.get(id)
  if (register === undefined) throw new Error(`no register ${id}`)
  return register
}

export const keeperOfMandates = (): string => registerOf(MANDATES).keeper

/** The register of mandates names a principal of each kind by a field of its own. */
function fieldFor({ register }: Granter['principal']): string | undefined {
  const rules = Object.values(registerOf(MANDATES).mandates ?? {})
  const fields = registerOf(MANDATES).fields
  for (const { principal } of rules) {
    const field = 'field' in principal ? fields[principal.field] : undefined
    if (field?.type === 'reference' && field.register === register && 'field' in principal) return principal.field
  }
  return undefined
}

/** The register of which a human is a record, as mandates name one. */
function registerOfPersons(): RegisterDefinition {
  const found = [...catalogue.registers.values()].find(
    (register) => applicantIn(register) === 'person' && fieldFor({ register: register.id, key: '' }) !== undefined,
  )
  if (found === undefined) throw new Error('mandates name no persons')
  return found
}

export const ownPrincipal = (personalNumber: string): Granter['principal'] => ({
  register: registerOfPersons().id,
  key: personalNumber,
})

const isGiven = ({ register, rule }: Mandate): boolean => registerOf(register).mandates?.[rule]?.source !== undefined

/** In whose name somebody gives a mandate: their own, or that of whom they act for now. */
export async function granterOf(
  env: Env,
  person: { readonly id: string; readonly personalNumber: string; readonly name: string },
  mandate: string | undefined,
): Promise<Ok<Granter> | Refused> {
  const { id, personalNumber, name } = person
  if (mandate === undefined) {
    const principal = ownPrincipal(personalNumber)
    const capacity = await recordByKey(env, registerOf(principal.register), principal.key).capacity()
    // Who needs a consent to act needs one to let another act.
    if ((capacity ?? 'full') !== 'full') return { ok: false, error: 'grant-needs-consent' }
    return ok({ person: id, principal, named: id, called: name, held: null, passesOn: false })
  }
  const held = await readHeld(env, catalogue.register, mandate)
  if (held === null || !('register' in held.mandate.principal)) return { ok: false, error: 'mandate-not-yours' }
  const judged = judge(held, { person: id, today: sofiaDate(Date.now()) })
  if (!judged.ok) return judged
  const known = await principalOf(env, catalogue.register, held.mandate)
  const { principal } = held.mandate
  if (known === null || fieldFor(principal) === undefined) return { ok: false, error: 'mandate-out-of-scope' }
  const human = applicantIn(known.register) === 'person'
  const named = human ? personId(env.INDEX_KEY, principal.key) : `${principal.register}:${principal.key}`
  return ok({ person: id, principal, named, called: known.called, held, passesOn: isGiven(held.mandate) })
}

/** Whether a number and a name are of one person who lives. One answer for every way in which they are not. */
export async function checkPerson(
  env: Env,
  by: string,
  { representative, name }: Pick<Grant, 'representative' | 'name'>,
): Promise<Result<string, 'representative-unknown' | 'too-many-requests'>> {
  if ((await waitOf(env, 'representative', by, 'representative', GUESSES)) > 0) return err('too-many-requests')
  const names = namesIn(name)
  const evidence = catalogue.evidence('person-is-called')
  if (evidence === undefined) throw new Error('nobody says who is called how')
  if (names === null) return err('representative-unknown')
  const { definition, source } = evidence
  const purpose = {
    authority: keeperOfMandates(),
    role: `${keeperOfMandates()}.mandates`,
    law: definition.law,
    person: by,
  }
  const record = recordByKey(env, source.definition, representative)
  const { values } = await record.answer(definition.id, { personalNumber: representative, ...names }, purpose)
  return values['fits'] === true ? ok(`${names.givenName} ${names.familyName}`) : err('representative-unknown')
}

const told = (subject: Delivery['subject'], body: Delivery['body']): Omit<Delivery, 'path'> => ({ subject, body })

const offered = (by: string) =>
  told(
    { bg: `${by} Ви упълномощи`, en: `${by} has given you a mandate` },
    {
      bg: 'Прегледайте пълномощното и го приемете, или се откажете. Докато не го приемете, то не важи.',
      en: 'Look at the mandate and accept it, or renounce it. It does not count until you accept it.',
    },
  )

/** Enters an act of a mandate in the name of whoever does it, who then tells `other`. */
async function enter(
  env: Env,
  by: { readonly id: string; readonly hash: string },
  command: ActCommand,
  other: string | null,
  message: Omit<Delivery, 'path'>,
): Promise<ActAnswer> {
  const tell = other === null ? null : { person: other, message: { ...message, path: `/me/mandates/${command.key}` } }
  return personById(env, by.id).perform(by.hash, { command, tell })
}

/** Enters a signed mandate, which the representative is told. The same number is entered once. Refusals are the register's. */
export async function enterGrant(
  env: Env,
  by: { readonly id: string; readonly hash: string },
  number: string,
  granter: Granter,
  grant: Grant,
  signed: { readonly document: string; readonly signature: SignatureBundle },
): Promise<Ok<null> | Refused> {
  const field = fieldFor(granter.principal)
  if (field === undefined) return { ok: false, error: 'mandate-out-of-scope' }
  const text = JSON.stringify(signed)
  const hash = documentHash(text)
  await env.STORE.put(`mandates/${hash}.json`, text)
  const command = grantCommand(number, granter, field, grant, hash)
  const representative = personId(env.INDEX_KEY, grant.representative)
  const answer = await enter(env, by, command, representative, offered(granter.called))
  if (answer.ok) return ok(null)
  // Signed and entered before: the first signature stands, for the person to whom it was given.
  const before = answer.error === 'idempotency-key-reused' ? await heldByNumber(env, number) : null
  return before?.mandate.representative === representative ? ok(null) : { ...answer, register: MANDATES }
}

/** The mandate of this number, by whichever rule gives it. */
export async function heldByNumber(env: Env, number: string): Promise<Held | null> {
  const given = await recordByKey(env, registerOf(MANDATES), number).mandates()
  const [mandate] = given
  return mandate === undefined ? null : readHeld(env, catalogue.register, mandateId(mandate))
}

const news: { readonly [move in Move]: (by: string) => Omit<Delivery, 'path'> } = {
  accept: (by) =>
    told(
      { bg: `${by} прие пълномощното`, en: `${by} has accepted the mandate` },
      {
        bg: 'Вече може да действа за Вас. Всичко, което направи, ще виждате в „Моите неща“.',
        en: 'They can act for you now. All that they do you will see in “My things”.',
      },
    ),
  renounce: (by) =>
    told(
      { bg: `${by} се отказа от пълномощното`, en: `${by} has renounced the mandate` },
      { bg: 'Вече не може да действа за Вас.', en: 'They cannot act for you any more.' },
    ),
  revoke: (by) =>
    told(
      { bg: `${by} оттегли пълномощното`, en: `${by} has taken the mandate back` },
      { bg: 'Вече не можете да действате по него.', en: 'You cannot act by it any more.' },
    ),
}

interface Mover {
  readonly id: string
  /** Of their session. */
  readonly hash: string
  readonly personalNumber: string
  readonly name: string
  /** By which they act for another now. */
  readonly mandate: string | undefined
}

/** Accepts, renounces or takes back, at once; and tells the other. */
export async function move(env: Env, number: string, what: Move, mover: Mover): Promise<Ok<null> | Refused> {
  const held = await heldByNumber(env, number)
  if (held === null) return { ok: false, error: 'mandate-not-yours' }
  const { mandate } = held
  if (what !== 'revoke' && mandate.representative !== mover.id) return { ok: false, error: 'mandate-not-yours' }
  if (what === 'revoke') {
    const acting = mover.mandate === undefined ? null : await readHeld(env, catalogue.register, mover.mandate)
    const by = acting === null ? null : { held: acting, given: isGiven(acting.mandate) }
    const may = mayRevoke(held, mover.id, mover.personalNumber, by, sofiaDate(Date.now()))
    if (!may.ok) return may
  }
  const other = what === 'revoke' ? mandate.representative : principalPerson(env, mandate)
  const command = moveCommand(number, what, mover.id, mandate.version)
  const answer = await enter(env, mover, command, other, news[what](mover.name))
  return answer.ok ? ok(null) : { ...answer, register: MANDATES }
}

function principalPerson(env: Env, { principal }: Mandate): string | null {
  if (!('register' in principal)) return null
  return applicantIn(registerOf(principal.register)) === 'person' ? personId(env.INDEX_KEY, principal.key) : null
}
