// What is asked of a person's object, and how it answers: the words shared by the object, the routes and the pages.
import type { Meaning } from '../../kernel/register.ts'
import type { Level } from '../../kernel/service.ts'
import type { Method, Shortfall } from './assurance.ts'
import type { CardEvidence } from './card.ts'
import type { Alert } from './alerts.ts'
import type { Message } from './notices.ts'
import type { Whereabouts } from './whereabouts.ts'

/** A session about to begin: the browser keeps the secret, the object its hash. */
export interface NewSession {
  /** Hex SHA-256. */
  readonly hash: string
  readonly agent: Whereabouts['agent']
  /** Left out where the edge does not know it. */
  readonly place?: Whereabouts['place']
  /** The session that this login takes the place of. */
  readonly replaces?: string
}

export interface CardLogin {
  readonly personalNumber: string
  /** As on the card. */
  readonly name: string
  readonly evidence: CardEvidence
}

/** How a card stands in its register; of two tellings the one of the higher `seq` holds. */
export interface CardChange {
  /** Fingerprint of the issuing authority's certificate. */
  readonly issuer: string
  /** Hex, without zeros in front. */
  readonly serial: string
  readonly status: 'active' | 'suspended' | 'revoked'
  /** Of the entry in the register: 1 is its issuing. */
  readonly seq: number
}

/** What an entry in a register means for a person, told by its record; told again, it is the same. */
export interface News {
  readonly means: Meaning
  readonly register: string
  /** The public id of the record. */
  readonly record: string
  /** When it was entered, in milliseconds. */
  readonly at: number
}

/** What the edge puts into a token; the personal number only passes through, to look up roles. */
export interface SignedIn {
  readonly person: string
  readonly personalNumber: string
  readonly name: string
  readonly level: Level
  readonly method: Method
  readonly authAt: number
  /** How many passkeys can sign: none means that one is offered. */
  readonly passkeys: number
}

/** What a session that was renewed is told. */
export interface Renewed extends SignedIn {
  readonly footing: Footing
}

/** What every page of a session has to know now, beyond who it is. */
export interface Footing {
  readonly level: Level
  /** What this device has not seen yet. */
  readonly alerts: readonly Alert[]
  /** Whether somebody froze signing. */
  readonly frozen: boolean
  /** When the first passkey may sign what is at stake; null where one may. Milliseconds since 1970. */
  readonly coolingUntil: number | null
}

export interface PasskeyRow {
  readonly id: string
  readonly name: string
  readonly createdAt: number
  readonly usedAt: number | null
  readonly usedFrom: Whereabouts
  /** Until when it signs nothing that is at stake; null where it is old enough. */
  readonly coolingUntil: number | null
  readonly level: Level
  /** Why it is not `high`; null where it is. */
  readonly shortfall: Shortfall | null
  /** Whether it lives on one device alone. */
  readonly deviceBound: boolean
  /** Whether this session began with it. */
  readonly current: boolean
}

interface SessionRow extends Whereabouts {
  /** Names it among the person's own: half of what its object knows it by. */
  readonly id: string
  readonly method: Method
  readonly createdAt: number
  readonly seenAt: number
  readonly current: boolean
}

export interface Devices {
  /** Where and when signing was frozen, while it is. */
  readonly freeze: (Whereabouts & { readonly at: number }) | null
  /** The user handle of all passkeys, for browsers that forget the ones that are gone. */
  readonly handle: string
  readonly passkeys: readonly PasskeyRow[]
  readonly sessions: readonly SessionRow[]
  readonly cards: readonly {
    readonly fingerprint: string
    readonly notAfter: number
    readonly firstAt: number
    readonly status: CardChange['status']
  }[]
}

/** A message as it is delivered; `path` leads to what it is about. */
export interface Delivery extends Message {
  readonly path?: string
  /** The service that it is of, where not everybody who reads for an applicant may read of each. */
  readonly service?: string
}

/** A page of the inbox; a full one may have another behind it. */
export const messagesPage = 50

export interface InboxMessage extends Delivery {
  readonly id: string
  readonly at: number
  readonly read: boolean
}

/** How a case stands, told by the case itself; of two tellings the one of the higher `seq` holds. */
export interface CaseNote {
  readonly id: string
  readonly service: string
  readonly status: string
  readonly seq: number
  readonly openedAt: number
  readonly at: number
}
