// Who signs an application beside its applicant, and what each of them may do: sign the same document, or decline it.
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64Url, toHex, utf8 } from '../../kernel/bytes.ts'
import { addDays, endOfDaySofia } from '../../kernel/calendar.ts'
import { text } from '../../kernel/field.ts'
import { termEnd } from '../../kernel/holidays.ts'
import type { LoadedService } from '../../kernel/load-service.ts'
import { consentSigner, jointDays, jointSigner, type LoadedSigner } from '../../kernel/load-signers.ts'
import { parseValue } from '../../kernel/parse.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Refused } from '../command.ts'
import { intentChallenge, isOf, type SignatureBundle, type SignRequest } from '../identity/intent.ts'
import { evaluated, sightOf, type Asked } from './form.ts'
import { isFilled, without, type Panel } from './panel.ts'
import { mayMove, type CaseState, type Happening } from './state.ts'
import { names, openParties, partiesAtTurn, type Cosigner, type Party, type Signed, type Together } from './together.ts'

/** The id of a person, by their personal number: which nobody signs, and nobody reads. */
export type IdOf = (personalNumber: string) => string

/** Why somebody does not sign is told to the applicant, who may mend it. */
const reasonMax = 1000

export const declineField = text({
  label: { bg: 'Защо не подписвате?', en: 'Why do you not sign?' },
  hint: {
    bg: 'Заявителят прочита това дума по дума и може да поправи заявлението.',
    en: 'The applicant reads this word for word, and can correct the application.',
  },
  disclose: 'personal',
  max: reasonMax,
})

/** Whether somebody is asked; null where it cannot be said yet. */
const isAsked = ({ when }: LoadedSigner, sight: Parameters<typeof evaluated>[1]): boolean | null => {
  const asked = when === null ? true : evaluated(when, sight)
  return typeof asked === 'boolean' ? asked : null
}

type Signable = Asked & Pick<CaseState, 'person' | 'panels'>

/** The first signer of whom nothing says who it is, or whether they are asked; null where all are known. */
export function unknownSigner(state: Signable, service: LoadedService, today: string): string | null {
  const { panels, person } = state
  const sight = sightOf(state, service, today)
  const unknown = service.signers.find((signer) => {
    const asked = isAsked(signer, sight)
    if (asked !== true) return asked === null
    if (signer.company !== null && !isFilled(panels[signer.name], person)) return true
    const named = signer.person ?? signer.company
    return named !== null && typeof evaluated(named.number, sight) !== 'string'
  })
  if (unknown !== undefined) return unknown.name
  const consent = panels[consentSigner]
  return consent === undefined || isFilled(consent, person) ? null : consentSigner
}

/** The companies that sign by whoever represents them: as which signer of the service, and their numbers. */
export function companiesAsked(state: Asked, service: LoadedService, today: string) {
  const sight = sightOf(state, service, today)
  return service.signers.flatMap((signer) => {
    const number = isAsked(signer, sight) === true ? evaluated(signer.company?.number ?? null, sight) : null
    return typeof number === 'string' ? [{ as: signer.name, number }] : []
  })
}

/** Of a panel, as many places as have to sign. */
function placesOf(as: string, called: string | null, panel: Panel, applicant: string): readonly Party[] {
  const { needed, others: anyOf } = without(panel, applicant)
  return Array.from({ length: needed }, (_, n) => ({
    as: [n === 0 ? as : `${as}-${n + 1}`],
    person: null,
    role: null,
    called,
    anyOf,
  }))
}

/** Who signs beside the applicant. Whoever is two of them signs once, and who is the applicant has signed. */
export function partiesOf(state: Signable, service: LoadedService, today: string, idOf: IdOf): readonly Party[] {
  const sight = sightOf(state, service, today)
  const parties: Party[] = []
  for (const signer of service.signers) {
    if (isAsked(signer, sight) !== true) continue
    const { name, definition, person: named, company } = signer
    const panel = state.panels[name]
    if (company !== null) {
      const firm = evaluated(company.called, sight)
      if (panel !== undefined) parties.push(...placesOf(name, firm === null ? null : String(firm), panel, state.person))
      continue
    }
    const number = evaluated(named?.number ?? null, sight)
    const person = typeof number === 'string' ? idOf(number) : null
    const role = 'role' in definition ? definition.role : null
    // Who is represented signs by whoever acts for them.
    if ((person === null && role === null) || person === state.person) continue
    if (person !== null && person === state.represented?.person) continue
    const same = parties.findIndex((one) => one.person === person && one.role === role)
    const known = parties[same]
    const called = evaluated(named?.called ?? null, sight)
    if (known === undefined) parties.push({ as: [name], person, role, called: called === null ? null : String(called) })
    else parties[same] = { ...known, as: [...known.as, name] }
  }
  const { [consentSigner]: consent } = state.panels
  const joint = state.represented?.joint
  return [
    ...parties,
    ...(consent === undefined ? [] : placesOf(consentSigner, null, consent, state.person)),
    ...(joint === undefined ? [] : placesOf(jointSigner, null, joint, state.person)),
  ]
}

export const hashOf = (document: string): string => toHex(sha256(utf8(document)))

/** When an application is due that is complete today: the term begins to run on the next day (АПК, чл. 60). */
export function dueFrom({ definition: { term } }: LoadedService, today: string) {
  const dueOn = termEnd(today, term.count, term.unit)
  return { dueOn, dueAt: endOfDaySofia(dueOn) }
}

/** Whether a bundle is this person's signature of what was asked. The person's object has verified its assertion. */
export const isSignatureOf = (signature: SignatureBundle, person: string, request: SignRequest): boolean =>
  signature.intent.person === person && isOf(signature.intent, request)

/** What the applicant has signed is shown to the others, from today on for as many days as the definition says. */
export function propose(
  { definition: { signing } }: LoadedService,
  parties: readonly Party[],
  name: string,
  signed: Signed,
  today: string,
): Happening {
  const lapsesOn = addDays(today, signing?.days ?? jointDays)
  return { type: 'proposed', name, parties, lapsesOn, lapsesAt: endOfDaySofia(lapsesOn), ...signed }
}

/** What a page asks to have signed of these documents. */
export const signRequest = (
  documents: readonly string[],
  move: 'submit' | 'cosign' | 'attest' | 'decide',
  { definition: { id, authority, moves } }: LoadedService,
  mandate?: SignRequest['mandate'],
): SignRequest => ({
  documents,
  act: `${id}.${move}`,
  authority,
  ...(moves === undefined ? {} : { moves }),
  ...(mandate === undefined ? {} : { mandate }),
})

/** What is asked of this party: the document, and of an office also each signature that it vouches for. */
export function cosignRequest(
  { document, signature, cosigned }: Pick<Together, 'document' | 'signature' | 'cosigned'>,
  service: LoadedService,
  { role, anyOf }: Party,
  person: string,
): SignRequest {
  const vouched = [signature, ...cosigned.map((one) => one.signature)].map(({ intent }) =>
    toHex(fromBase64Url(intentChallenge(intent))),
  )
  return role === null
    ? signRequest([hashOf(document)], 'cosign', service, anyOf?.find((one) => one.person === person)?.mandate)
    : signRequest([hashOf(document), ...vouched], 'attest', service)
}

/** As whom somebody may sign: they are named, or they hold an office and are none of the people whom it vouches for. */
export function partyOf(
  state: CaseState,
  { person, roles }: { readonly person: string; readonly roles: readonly string[] },
): Party | null {
  const { parties = [], cosigned = [] } = state.proposal ?? state.submission ?? {}
  const own = parties.filter((one) => names(one, person))
  const signed = (one: Party, by?: string) =>
    cosigned.some(({ as, signer }) => as.join() === one.as.join() && signer.person === (by ?? signer.person))
  // One of several representatives signs once, in whichever place is open.
  const named = own.find((one) => signed(one, person)) ?? own.find((one) => !signed(one)) ?? own[0]
  if (named !== undefined || person === state.person) return named ?? null
  return parties.find(({ role }) => role !== null && roles.includes(role)) ?? null
}

/** Whether somebody was ever asked to sign this case, and is not any more. */
export const wasAsked = (person: string, events: readonly Happening[]): boolean =>
  events.some((event) =>
    event.type === 'proposed'
      ? event.parties.some((one) => names(one, person))
      : 'asked' in event && (event.asked ?? []).includes(person),
  )

type Turn = { readonly party: Party; readonly proposal: NonNullable<CaseState['proposal']> }

/** Whether it is for this person to sign or decline, now. */
function turnOf(
  state: CaseState,
  by: { readonly person: string; readonly roles: readonly string[] },
): Result<Turn, 'signature-not-asked' | 'already-signed' | 'not-your-turn'> {
  const { proposal, status } = state
  const party = partyOf(state, by)
  if (party === null) return err('signature-not-asked')
  const signed = (proposal ?? state.submission)?.cosigned.some(({ as }) => as.join() === party.as.join())
  if (signed === true) return err('already-signed')
  if (proposal === null || !mayMove(status, 'cosign')) return err('signature-not-asked')
  return partiesAtTurn(proposal).includes(party) ? ok({ party, proposal }) : err('not-your-turn')
}

export interface By {
  readonly person: string
  /** As on the card. */
  readonly name: string
  readonly roles: readonly string[]
}

const cosignerOf = ({ person, name }: By, { role }: Party): Cosigner => ({ person, name, role })

/** Takes the signature of one of them; with the last one the application is made, and its term begins. */
export function cosign(
  state: CaseState,
  service: LoadedService,
  by: By,
  signature: SignatureBundle,
  today: string,
): Result<Happening, string> {
  const turn = turnOf(state, by)
  if (!turn.ok) return turn
  const { party, proposal } = turn.value
  if (!isSignatureOf(signature, by.person, cosignRequest(proposal, service, party, by.person)))
    return err('intent-changed')
  const due = openParties(proposal).length === 1 ? dueFrom(service, today) : null
  return ok({ type: 'cosigned', as: party.as, signer: cosignerOf(by, party), signature, due })
}

/** One of them does not sign: the application is a draft again, and what the others signed is void. */
export function decline(
  state: CaseState,
  by: By,
  typed: string,
  today: string,
): { readonly ok: true; readonly value: Happening } | Refused {
  const turn = turnOf(state, by)
  if (!turn.ok) return turn
  const reason = parseValue(declineField, typed, today)
  if (!reason.ok) return { ok: false, error: 'invalid-input', issues: [{ field: 'reason', code: reason.error }] }
  const { party } = turn.value
  return ok({ type: 'declined', as: party.as, signer: cosignerOf(by, party), reason: String(reason.value) })
}

/** The applicant takes it back to change it, or a register says something else than what was signed. */
export const recall = (
  state: CaseState,
  why: Extract<Happening, { type: 'recalled' }>['why'],
): Result<Happening, 'case-not-signing'> =>
  mayMove(state.status, 'recall') ? ok({ type: 'recalled', why }) : err('case-not-signing')
