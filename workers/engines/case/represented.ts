// For whom a case is made where somebody makes it for another: the applicant is then the principal of a mandate.
import { applicantIn, NUMBERS, type Applicant } from '../../kernel/applicant.ts'
import type { LoadedService } from '../../kernel/load-service.ts'
import type { RegisterDefinition } from '../../kernel/register.ts'
import { ok, type Ok } from '../../kernel/result.ts'
import type { Values } from '../../kernel/value.ts'
import type { Refused } from '../command.ts'
import type { SignRequest } from '../identity/intent.ts'
import { companions, jointOf, judge, mandateId, type Held } from '../mandate.ts'
import type { Panel } from './panel.ts'

export interface Represented {
  readonly kind: Applicant
  readonly register: string
  /** The number of the applicant: nobody reads it here, and nobody signs it. */
  readonly key: string
  readonly called: string
  /** The applicant's own id; null where it is no human. */
  readonly person: string | null
  readonly mandate: NonNullable<SignRequest['mandate']>
  /** Who acts, by the name on their card. */
  readonly by: string
  /** Those of whom some have to sign too, where nobody acts for it alone. */
  readonly joint?: Panel
}

/** What is shown of it. */
export type ShownRepresented = Omit<Represented, 'key'>

export const shownRepresented = (represented: Represented | null): ShownRepresented | null => {
  if (represented === null) return null
  const { key: _, ...shown } = represented
  return shown
}

interface Applying {
  readonly personalNumber: string
  readonly represented?: Represented | null
}

/** The number of the applicant, as the expressions of a service read it; what the applicant is not has none. */
export function numbersOf({ personalNumber, represented = null }: Applying): { readonly [kind in Applicant]: Values } {
  const none = { person: {}, company: {} }
  if (represented === null) return { ...none, person: { [NUMBERS.person.field]: personalNumber } }
  return { ...none, [represented.kind]: { [NUMBERS[represented.kind].field]: represented.key } }
}

/** How an application names who applies: their id, or the record that they are. */
export const applicantOf = ({
  person,
  represented,
}: {
  readonly person: string
  readonly represented: Represented | null
}) =>
  represented === null
    ? { applicant: person }
    : {
        applicant: represented.person ?? `${represented.register}:${represented.key}`,
        representative: person,
        mandate: represented.mandate,
      }

const refused = (error: string): Refused => ({ ok: false, error })

/** Whether somebody may ask for it in their own name. */
export const mayApplyAlone = ({ applicants }: LoadedService): Ok<null> | Refused =>
  applicants.includes('person') ? ok(null) : refused('applicant-not-person')

interface Acting {
  readonly person: string
  /** As on the card. */
  readonly name: string
  readonly today: string
  /** The register of the principal, and what it is called. */
  readonly register: RegisterDefinition
  readonly called: string
  readonly idOf: (personalNumber: string) => string
  /** What others hold for the same principal, where it takes more than one. */
  readonly cosigners: readonly Held[]
  /** What the case moves so far, in euro cents. */
  readonly cents: number
}

/** The applicant of a case that somebody opens by a mandate, or why they may not. */
export function represent(
  held: Held,
  service: LoadedService,
  { person, name, today, register, called, idOf, cosigners, cents }: Acting,
): Ok<Represented> | Refused {
  const { mandate } = held
  if (!('register' in mandate.principal)) return refused('mandate-out-of-scope')
  const { key } = mandate.principal
  const kind = applicantIn(register)
  const { inPerson } = service.definition
  if (inPerson === true || (inPerson === 'by-law' && mandate.given)) return refused('service-in-person')
  if (kind === undefined || !service.applicants.includes(kind)) return refused('applicant-not-allowed')
  const judged = mayGoOn(held, service, { person, today, cosigners, cents })
  if (!judged.ok) return judged
  return ok({
    kind,
    register: register.id,
    key,
    called,
    person: kind === 'person' ? idOf(key) : null,
    mandate: { id: mandateId(mandate), version: mandate.version },
    by: name,
    ...jointly(held, service, { person, today, cosigners, cents }),
  })
}

type When = Pick<Acting, 'person' | 'today' | 'cosigners' | 'cents'>

/** Who else has to sign for the same principal, as their mandates stand today. */
export function jointly(held: Held, { definition: { id } }: LoadedService, when: When): { readonly joint?: Panel } {
  const needed = jointOf(held) - 1
  if (needed < 1) return {}
  const others = companions(held, { ...when, service: id })
  return {
    joint: {
      needed,
      others: others.map((mandate) => ({
        person: mandate.representative,
        mandate: { id: mandateId(mandate), version: mandate.version },
      })),
    },
  }
}

/** Whether the mandate still reaches what the case asks for: asked at each step, of the record that gives it. */
export const mayGoOn = (held: Held, { definition: { id } }: LoadedService, when: When): Ok<null> | Refused =>
  judge(held, { ...when, service: id })
