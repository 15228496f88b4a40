// Giving a mandate: what its form asks, whether somebody may give it, and what they sign.
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toHex, utf8 } from '../kernel/bytes.ts'
import { boolean, date, integer, oneOf, personRef, text, type Fields } from '../kernel/field.ts'
import type { Localised } from '../kernel/localised.ts'
import { ALL_SERVICES } from '../kernel/mandate.ts'
import { parseInput, type Sent } from '../kernel/parse.ts'
import { ok, type Ok } from '../kernel/result.ts'
import type { ActCommand, Refused } from './command.ts'
import type { SignRequest } from './identity/intent.ts'
import { judge, mandateId, type Held, type Principal } from './mandate.ts'

export const MANDATES = 'mandates'
const ROLE = 'izvor.mandates'

/** In cents it still fits what the register of mandates keeps. */
const EURO_MAX = 10_000_000

/** The form, in the words of a page. `services` by id. */
export const grantFields = (services: { readonly [id: string]: Localised }): Fields => ({
  representative: personRef({
    label: { bg: 'ЕГН на човека', en: 'Personal number (EGN) of the person' },
    hint: { bg: '10 цифри', en: '10 digits' },
    disclose: 'personal',
  }),
  name: text({
    label: { bg: 'Име и фамилия на човека', en: 'Given and family name of the person' },
    hint: {
      bg: 'На кирилица, както са в личната му карта: например Мария Иванова. Проверяваме дали отговарят на ЕГН.',
      en: 'In Cyrillic, as on their identity card: for example Мария Иванова. We check that they fit the number.',
    },
    disclose: 'personal',
    max: 120,
  }),
  services: oneOf(
    { all: { bg: 'за всички услуги', en: 'for all services' }, ...services },
    { label: { bg: 'За какво', en: 'For what' }, disclose: 'personal' },
  ),
  amount: integer({
    label: { bg: 'До каква сума', en: 'Up to which sum' },
    hint: {
      bg: 'За всяко отделно заявление: таксата му, а при сделка и цената. Празно: без ограничение.',
      en: 'For each application by itself: its fee and, of a deal, the price. Empty: without a limit.',
    },
    disclose: 'personal',
    min: 0,
    max: EURO_MAX,
    unit: { bg: 'евро', en: 'euro' },
    optional: true,
  }),
  until: date({
    label: { bg: 'До коя дата', en: 'Until which day' },
    hint: {
      bg: 'Последният ден, в който важи. Празно: докато го оттеглите.',
      en: 'The last day on which it counts. Empty: until you take it back.',
    },
    disclose: 'personal',
    notBeforeToday: true,
    optional: true,
  }),
  together: boolean({
    label: { bg: 'Само заедно с друг пълномощник?', en: 'Only together with another representative?' },
    hint: {
      bg: '„Не“, ако човекът може да действа сам.',
      en: '“No” if the person may act alone.',
    },
    disclose: 'personal',
  }),
  delegable: boolean({
    label: { bg: 'Може ли да преупълномощи друг?', en: 'May they pass it on to another?' },
    hint: { bg: 'Само веднъж и не за повече, отколкото има.', en: 'Once only, and for no more than they have.' },
    disclose: 'personal',
  }),
})

export interface Grant {
  /** Personal number. */
  readonly representative: string
  readonly name: string
  readonly services: string
  /** Euro cents. */
  readonly amount: number | null
  readonly until: string | null
  readonly joint: number
  readonly delegable: boolean
}

/** What was typed, or an issue a field. */
export function readGrant(
  fields: Fields,
  typed: Sent,
  today: string,
): { readonly ok: true; readonly value: Grant } | Refused {
  const asked = Object.fromEntries(Object.keys(fields).map((name) => [name, typed[name] ?? '']))
  const { values, issues } = parseInput(fields, asked, (name) => !fields[name]?.optional, today)
  const until = typeof values['until'] === 'string' ? values['until'] : null
  if (issues.length > 0) return { ok: false, error: 'invalid-input', issues }
  const { services, amount } = values
  return ok({
    representative: String(values['representative']),
    name: String(values['name']),
    services: services === 'all' ? ALL_SERVICES : String(services),
    amount: typeof amount === 'number' ? amount * 100 : null,
    until,
    joint: values['together'] === true ? 2 : 1,
    delegable: values['delegable'] === true,
  })
}

/** Given and family name of what was typed, each with a capital; null where it is not two. */
export function namesIn(typed: string): { readonly givenName: string; readonly familyName: string } | null {
  const [givenName, familyName, ...rest] = typed
    .trim()
    .split(/\s+/u)
    .map((word) => word.toLocaleLowerCase('bg').replace(/(^|-)\p{L}/gu, (letter) => letter.toLocaleUpperCase('bg')))
  return givenName === undefined || familyName === undefined || rest.length > 0 ? null : { givenName, familyName }
}

/** In whose name it is given, and by which mandate where that is another's. */
export interface Granter {
  /** The person's id. */
  readonly person: string
  readonly principal: Extract<Principal, { register: string }>
  /** As it stands in what is signed: an id where the principal is a human, else the record. */
  readonly named: string
  readonly called: string
  readonly held: Held | null
  /** Whether `held` was itself given by somebody, and so can only be passed on. */
  readonly passesOn: boolean
}

const refuse = (error: string): Refused => ({ ok: false, error })

const within = (part: string, whole: readonly string[]): boolean =>
  whole.includes(ALL_SERVICES) || (part !== ALL_SERVICES && part.split(' ').every((one) => whole.includes(one)))

/** Whether it may be given, to the person of this id. What is passed on is never wider than what it comes from. */
export function mayGrant(
  { person, principal, held, passesOn }: Granter,
  grant: Grant,
  representative: string,
  today: string,
): Ok<null> | Refused {
  if (representative === person || grant.representative === principal.key) return refuse('mandate-self-grant')
  if (held === null) return ok(null)
  const judged = judge(held, { person, today })
  if (!judged.ok) return judged
  if (!passesOn) return ok(null)
  const { mandate } = held
  if (!mandate.delegable) return refuse('mandate-not-delegable')
  if (mandate.source !== null || grant.delegable) return refuse('mandate-chain-too-long')
  const wider =
    !within(grant.services, mandate.services) ||
    (mandate.amount !== null && (grant.amount ?? Number.POSITIVE_INFINITY) > mandate.amount) ||
    (mandate.until !== null && (grant.until ?? '9999-12-31') > mandate.until)
  return wider ? refuse('mandate-wider-than-source') : ok(null)
}

/** What is signed: canonical JSON (RFC 8785), in which no personal number stands. */
export function grantDocument(number: string, granter: Granter, grant: Grant, representative: string): string {
  const { representative: _, ...terms } = grant
  const document = canonicalize({
    format: 'izvor-mandate-v1',
    number,
    principal: granter.named,
    ...terms,
    representative,
    ...(granter.held === null || !granter.passesOn ? {} : { source: granter.held.mandate.record }),
  })
  if (document === undefined) throw new Error('a mandate that is no JSON')
  return document
}

export const documentHash = (document: string): string => toHex(sha256(utf8(document)))

export const grantRequest = (document: string, { held }: Granter, authority: string): SignRequest => ({
  documents: [documentHash(document)],
  act: `${MANDATES}.grant`,
  authority,
  moves: 'mandates',
  ...(held === null ? {} : { mandate: { id: mandateId(held.mandate), version: held.mandate.version } }),
})

/** The act that enters it; `signature` is the hash of the signed bundle. `field`: which names such a principal. */
export function grantCommand(
  number: string,
  granter: Granter,
  field: string,
  grant: Grant,
  signature: string,
): ActCommand {
  const { held, passesOn, principal, called, person } = granter
  const { amount, until, joint, delegable, services, representative, name } = grant
  return {
    register: MANDATES,
    act: 'grant',
    key: number,
    input: {
      [field]: principal.key,
      principalName: called,
      representative,
      representativeName: name,
      services,
      joint,
      delegable,
      signature,
      ...(amount === null ? {} : { amount }),
      ...(until === null ? {} : { until }),
      ...(held === null || !passesOn ? {} : { source: held.mandate.record }),
    },
    idempotencyKey: `grant:${number}`,
    actor: { role: ROLE, person },
    basis: { law: 'Закон за задълженията и договорите, чл. 37' },
  }
}

export type Move = 'accept' | 'renounce' | 'revoke'
export const MOVES: readonly string[] = ['accept', 'renounce', 'revoke'] satisfies readonly Move[]

/** The act by which a mandate is taken up, or ends. */
export const moveCommand = (number: string, move: Move, person: string, version: number): ActCommand => ({
  register: MANDATES,
  act: move,
  key: number,
  input: {},
  // What is taken up is what was read; what ends, ends as it stands by then.
  ...(move === 'accept' ? { expectedSeq: version } : {}),
  idempotencyKey: `${move}:${number}:${version}`,
  actor: { role: ROLE, person },
  basis: { law: 'Закон за задълженията и договорите, чл. 36 – 41' },
})

/**
 * Whether somebody may take a mandate back: whom it lets act for, whoever acts for them by law, or who has passed it on.
 * `by`: the mandate that they act by now, and whether it was itself given.
 */
export function mayRevoke(
  { mandate, source }: Held,
  person: string,
  own: string,
  by: { readonly held: Held; readonly given: boolean } | null,
  today: string,
): Ok<null> | Refused {
  const { principal } = mandate
  if (!('register' in principal)) return refuse('mandate-not-yours')
  if (principal.key === own || source?.representative === person) return ok(null)
  const theirs = by !== null && 'register' in by.held.mandate.principal ? by.held.mandate.principal : null
  if (by === null || by.given || theirs?.register !== principal.register || theirs.key !== principal.key)
    return refuse('mandate-not-yours')
  return judge(by.held, { person, today })
}
