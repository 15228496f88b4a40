// What several people sign together: who is asked to, who has signed, whose turn it is, and what is left of it in the end.
import type { SignatureBundle, SignRequest } from '../identity/intent.ts'

/** A signature over a document, both of them whole. `document` is canonical JSON (RFC 8785). */
export interface Signed {
  readonly document: string
  readonly signature: SignatureBundle
}

/** Who has to sign beside the applicant: one human, or whoever holds an office. */
export interface Party {
  /** The signers of the service that this is: a buyer may be the spouse. */
  readonly as: readonly string[]
  /** The person's id; null where an office signs. */
  readonly person: string | null
  readonly role: string | null
  /** What the applicant was told of them. */
  readonly called: string | null
  /** Any of these, by their own mandate for whom the application is made. */
  readonly anyOf?: readonly { readonly person: string; readonly mandate: NonNullable<SignRequest['mandate']> }[]
}

/** Who signed or declined, by the name on their card, and the office where it was one that signed. */
export interface Cosigner {
  readonly person: string
  readonly name: string
  readonly role: string | null
}

export interface Cosigned {
  readonly as: readonly string[]
  readonly signer: Cosigner
  readonly at: number
  readonly signature: SignatureBundle
}

/** What all have signed who were asked to. */
export interface Together extends Signed {
  /** The applicant's name, as on their card. */
  readonly name: string
  readonly at: number
  readonly parties: readonly Party[]
  readonly cosigned: readonly Cosigned[]
}

export interface Due {
  readonly dueOn: string
  readonly dueAt: number
}

/** Why an application that waited for signatures is a draft again. */
export type Setback =
  | { readonly why: 'declined'; readonly as: readonly string[]; readonly name: string; readonly reason: string }
  | { readonly why: 'registers' }

/** Where officials find a case: since when, and until when they have to do something. */
export interface Queued {
  readonly submittedAt: number
  readonly dueOn: string
}

/** What is left of an application that was given up: who was asked to sign it, and where officials found it. */
export interface Leftover {
  readonly asked?: readonly string[]
  readonly queued?: Queued
}

export interface Proposal extends Together {
  /** The last day on which it may be signed. */
  readonly lapsesOn: string
  readonly lapsesAt: number
}

type Parties = Pick<Together, 'parties' | 'cosigned'>

/** As whom somebody signs, whichever of several they are. */
export const kindOf = (as: string): string => as.replace(/-\d+$/u, '')

/** Who has not signed yet. */
export const openParties = ({ parties, cosigned: signed }: Parties): readonly Party[] =>
  parties.filter(({ as }) => !signed.some((one) => one.as.join() === as.join()))

/** Whose turn it is: an office signs over the signatures of all others, and so after them. */
export function partiesAtTurn(proposal: Parties): readonly Party[] {
  const open = openParties(proposal)
  const persons = open.filter(({ role }) => role === null)
  return persons.length > 0 ? persons : open
}

/** Where an office finds the case among its work: once it is its turn. */
export const queuedBy = (proposal: Proposal, at: number): Queued | null =>
  partiesAtTurn(proposal).some(({ role }) => role !== null) ? { submittedAt: at, dueOn: proposal.lapsesOn } : null

export const cosigned = (proposal: Proposal, one: Cosigned): Proposal => ({
  ...proposal,
  cosigned: [...proposal.cosigned, one],
})

/** The humans among them, by id. */
export const personsOf = (parties: readonly Party[]): readonly string[] =>
  parties.flatMap(({ person, anyOf = [] }) => (person === null ? anyOf.map((one) => one.person) : [person]))

/** Whether it is this human whom a party names, alone or among others. */
export const names = ({ person, anyOf = [] }: Party, human: string): boolean =>
  person === human || anyOf.some((one) => one.person === human)

/** What is kept of an application that is given up, though all that stood in it is forgotten. */
export const leftoverOf = ({
  proposal,
  queued,
}: {
  readonly proposal: Proposal | null
  readonly queued: Queued | null
}): Leftover => ({
  ...(proposal === null ? {} : { asked: personsOf(proposal.parties) }),
  ...(queued === null ? {} : { queued }),
})
