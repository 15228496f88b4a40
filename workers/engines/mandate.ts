// Whether somebody may act for another: what a record says of a mandate today, and what speaks against using it.
// A mandate that was passed on holds only where the one that it came from holds too, so it is never wider than that.
import type { Compiled, Sight } from '../kernel/expression.ts'
import type { LoadedMandate } from '../kernel/load-mandate.ts'
import { ALL_SERVICES } from '../kernel/mandate.ts'
import type { RegisterDefinition } from '../kernel/register.ts'
import { ok, type Ok } from '../kernel/result.ts'
import type { Value, Values } from '../kernel/value.ts'
import type { Refused } from './command.ts'

/** For whom: a record of a register, by its key, or an authority by the role that is held in it. */
export type Principal = { readonly register: string; readonly key: string } | { readonly role: string }

/** The record that gives a mandate, and the rule of its register by which it does. */
export interface MandateRef {
  readonly register: string
  /** The record's public id. */
  readonly record: string
  readonly rule: string
}

export interface Mandate extends MandateRef {
  /** Of the record: an intent names it, so that what is signed is what was shown. */
  readonly version: number
  /** The person's id. */
  readonly representative: string
  readonly principal: Principal
  /** What the principal is called, where the record says it. */
  readonly called: string | null
  /** What the representative is called, where the record says it. */
  readonly actor: string | null
  /** Why the record gives it no more, or not yet: a code of its register. */
  readonly refused: string | null
  /** First and last day; null where open. */
  readonly since: string | null
  readonly until: string | null
  /** Ids, or `*`. */
  readonly services: readonly string[]
  /** Euro cents; null for any sum. */
  readonly amount: number | null
  readonly joint: number
  readonly delegable: boolean
  /** Whoever holds it signs their consent to what the principal does, and does nothing in the principal's place. */
  readonly consents: boolean
  /** Whether somebody gave it; else it follows from the law. */
  readonly given: boolean
  /** The key of the mandate, in the same register, that it passes on. */
  readonly source: string | null
  /** Somebody who would act for themself by it. */
  readonly toOneself: boolean
}

/** A mandate, and the one that it came from where it was passed on. */
export interface Held {
  readonly mandate: Mandate
  readonly source: Mandate | null
}

const REF = /^([a-z][a-z0-9-]{0,39}):([\p{L}\p{N}._-]{1,80}):([a-z][a-z0-9-]{0,39})$/u

/** How sessions, intents and cases name a mandate: `register:record:rule`. */
export const mandateId = ({ register, record, rule }: MandateRef): string => `${register}:${record}:${rule}`

export function parseMandateId(id: string): MandateRef | null {
  const [, register, record, rule] = REF.exec(id) ?? []
  return register === undefined || record === undefined || rule === undefined ? null : { register, record, rule }
}

/** CEL throws where an absent field is read: then the rule says nothing. */
function said(expression: Compiled | null, sight: Sight): Value | null {
  try {
    return expression?.evaluate(sight) ?? null
  } catch {
    return null
  }
}

const textOf = (value: Value | null | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null

interface Standing {
  readonly id: string
  readonly seq: number
  /** All fields, the key among them. */
  readonly values: Values
}

/** The first refusal that is true. One that cannot be applied refuses: nothing is allowed by a rule that says nothing. */
function refusedBy(rule: LoadedMandate, sight: Sight): string | null {
  for (const [code, condition] of rule.refuse) {
    try {
      if (condition.evaluate(sight) !== false) return code
    } catch {
      return code
    }
  }
  return null
}

/**
 * The mandate that a record gives by a rule, or null where it names nobody to act, or nobody to act for.
 * `idOf` makes a person's id of their number; `today` is 'YYYY-MM-DD'.
 */
export function mandateOf(
  { id: register }: RegisterDefinition,
  rule: LoadedMandate,
  { id, seq, values }: Standing,
  today: string,
  idOf: (personalNumber: string) => string,
): Mandate | null {
  const sight = { record: values, today }
  const number = textOf(values[rule.definition.representative])
  const { principal: of } = rule
  const role = 'role' in of ? textOf(said(of.role, sight)) : null
  const key = 'role' in of ? null : textOf(values[of.field])
  const principal = 'role' in of ? role && { role } : key && { register: of.register, key }
  if (number === null || !principal) return null
  const amount = said(rule.amount, sight)
  const joint = said(rule.joint, sight)
  const source = rule.definition.source
  return {
    register,
    record: id,
    rule: rule.id,
    version: seq,
    representative: idOf(number),
    principal,
    called: textOf(said(rule.called, sight)),
    actor: textOf(said(rule.actor, sight)),
    refused: refusedBy(rule, sight),
    since: textOf(said(rule.since, sight)),
    until: textOf(said(rule.until, sight)),
    services: rule.services === null ? [ALL_SERVICES] : (textOf(said(rule.services, sight)) ?? '').split(' '),
    amount: typeof amount === 'number' ? amount : null,
    joint: typeof joint === 'number' ? joint : 1,
    delegable: said(rule.delegable, sight) === true,
    consents: rule.definition.consents === true,
    given: source !== undefined,
    source: source === undefined ? null : textOf(values[source]),
    toOneself: key !== null && key === number,
  }
}

export interface Question {
  /** The id of the person who wants to act. */
  readonly person: string
  /** 'YYYY-MM-DD' */
  readonly today: string
  /** What they want to do, where that is known; being offered a choice asks for nothing yet. */
  readonly service?: string
  /** What it moves, in euro cents. */
  readonly cents?: number
  /** They do not act for the principal, but consent to what the principal does. */
  readonly consent?: true
  /** Mandates of those who sign along. */
  readonly cosigners?: readonly Held[]
}

type MandateRefusal =
  | 'mandate-not-yours'
  | 'mandate-self-grant'
  | 'mandate-not-begun'
  | 'mandate-expired'
  | 'mandate-out-of-scope'
  | 'mandate-over-amount'
  | 'mandate-chain-too-long'
  | 'mandate-source-missing'
  | 'mandate-not-delegable'
  | 'mandate-wider-than-source'
  | 'mandate-needs-cosigner'
  | 'mandate-consents-only'

const refuse = (error: MandateRefusal): Refused => ({ ok: false, error })

const samePrincipal = (a: Principal, b: Principal): boolean =>
  'role' in a ? 'role' in b && a.role === b.role : 'register' in b && a.register === b.register && a.key === b.key

export const isFor = ({ principal }: Mandate, other: Principal): boolean => samePrincipal(principal, other)

const covers = (services: readonly string[], service: string): boolean =>
  services.includes(ALL_SERVICES) || services.includes(service)

/** What a mandate says by itself: that it stands today, and reaches what is asked. */
function alone(mandate: Mandate, { today, service, cents = 0, consent }: Question): Ok<null> | Refused {
  if (mandate.toOneself) return refuse('mandate-self-grant')
  if (mandate.refused !== null) return { ok: false, error: mandate.refused, register: mandate.register }
  if (mandate.since !== null && mandate.since > today) return refuse('mandate-not-begun')
  if (mandate.until !== null && mandate.until < today) return refuse('mandate-expired')
  // Who is protected acts: nobody does in their place, and nobody consents who may act for them.
  if (mandate.consents !== (consent === true))
    return refuse(consent === true ? 'mandate-out-of-scope' : 'mandate-consents-only')
  if (service !== undefined && !covers(mandate.services, service)) return refuse('mandate-out-of-scope')
  if (mandate.amount !== null && cents > mandate.amount) return refuse('mandate-over-amount')
  return ok(null)
}

/** Whether a mandate may come from another: one that may be passed on, of the same principal, and not itself passed on. */
function cameFrom(mandate: Mandate, source: Mandate | null): Ok<null> | Refused {
  if (mandate.source === null) return ok(null)
  if (source === null) return refuse('mandate-source-missing')
  if (source.source !== null) return refuse('mandate-chain-too-long')
  if (!source.delegable) return refuse('mandate-not-delegable')
  return samePrincipal(mandate.principal, source.principal) ? ok(null) : refuse('mandate-source-missing')
}

function stands({ mandate, source }: Held, question: Question): Ok<null> | Refused {
  const own = alone(mandate, question)
  if (!own.ok) return own
  const chained = cameFrom(mandate, source)
  return chained.ok && source !== null ? alone(source, question) : chained
}

/** Whether it stands today and reaches what is asked, whoever else would have to sign for it to be done. */
export const reaches = (held: Held, question: Question): Ok<null> | Refused =>
  held.mandate.representative === question.person ? stands(held, question) : refuse('mandate-not-yours')

/** The services that it reaches, by id; undefined where it reaches all. */
export function servicesOf({ mandate, source }: Held): readonly string[] | undefined {
  const [own, from] = [mandate.services, source?.services ?? [ALL_SERVICES]]
  if (own.includes(ALL_SERVICES)) return from.includes(ALL_SERVICES) ? undefined : from
  return own.filter((one) => covers(from, one))
}

/** Who may sign along: by a mandate of their own for the same principal that stands today, each person once. */
export function companions(held: Held, question: Question): readonly Mandate[] {
  const { principal, representative } = held.mandate
  const others = (question.cosigners ?? []).filter(
    (one) => samePrincipal(one.mandate.principal, principal) && stands(one, question).ok,
  )
  const byPerson = new Map(others.map(({ mandate }) => [mandate.representative, mandate]))
  byPerson.delete(representative)
  return [...byPerson.values()]
}

/** How many must sign: as the mandate says, or the one that it came from. */
export const jointOf = ({ mandate, source }: Held): number => Math.max(mandate.joint, source?.joint ?? 1)

/**
 * Whether the person may do what is asked by this mandate, today. Refusals: those of `MandateRefusal`, and the codes of
 * the register that gives the mandate.
 */
export function judge(held: Held, question: Question): Ok<null> | Refused {
  const answer = reaches(held, question)
  if (!answer.ok) return answer
  return 1 + companions(held, question).length < jointOf(held) ? refuse('mandate-needs-cosigner') : ok(null)
}

/** The roles that a person holds by these mandates today, each once. */
export const rolesBy = (mandates: readonly Mandate[], person: string, today: string): readonly string[] => [
  ...new Set(
    mandates.flatMap((mandate) =>
      'role' in mandate.principal && judge({ mandate, source: null }, { person, today }).ok
        ? [mandate.principal.role]
        : [],
    ),
  ),
]
