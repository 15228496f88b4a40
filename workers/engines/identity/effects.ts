// What a person's object brings about elsewhere. Each effect, done again, changes nothing.
import type { ActCommand } from '../command.ts'
import type { Status } from '../wallet/status-list.ts'
import type { CredentialAct } from './credential.ts'
import type { Delivery } from './person.ts'

/** An act of the register of keys, and the passkey that it is about. */
export interface CredentialEffect {
  readonly to: 'credentials'
  readonly passkey: string
  readonly act: CredentialAct
  readonly command: ActCommand
}

/** A relying party learns that a session is over. */
export interface LogoutEffect {
  readonly to: 'relying-party'
  readonly client: string
  readonly sid: string
  readonly sub: string
  readonly jti: string
  /** After which nobody is told any more, in milliseconds. */
  readonly until: number
}

/** The tokens of a login end. */
interface GrantEffect {
  readonly to: 'grant'
  readonly grant: string
}

/** What is said from now on of a person's cards in wallets, by their places in a list. */
interface StatusEffect {
  readonly to: 'status-list'
  readonly list: string
  readonly places: readonly number[]
  readonly status: Status
}

/** The register of identifications learns which key came of one. */
interface IdentificationEffect {
  readonly to: 'identifications'
  readonly command: ActCommand
}

/** An act that the person does in their own name, and what its other side is told once it is entered. */
export interface OwnAct {
  readonly command: ActCommand
  readonly tell: { readonly person: string; readonly message: Delivery } | null
}

interface OwnActEffect extends OwnAct {
  readonly to: 'act'
}

/** Somebody else is told. */
interface NoticeEffect {
  readonly to: 'inbox'
  readonly person: string
  readonly id: string
  readonly message: Delivery
}

/** Whoever brings a ticket's code is led to its person. */
interface TicketEffect {
  readonly to: 'ticket'
  readonly ticket: string
  readonly person: string
  /** In milliseconds. */
  readonly until: number
}

export type PersonEffect =
  | CredentialEffect
  | IdentificationEffect
  | LogoutEffect
  | GrantEffect
  | StatusEffect
  | OwnActEffect
  | NoticeEffect
  | TicketEffect

/** Acts on one record happen in their order; nothing else waits for them, and no site for another. */
export function laneOf(effect: PersonEffect): string {
  switch (effect.to) {
    case 'credentials':
    case 'identifications':
      return `${effect.to}:${effect.command.key}`
    case 'act':
      return `${effect.to}:${effect.command.register}:${effect.command.key}`
    case 'inbox':
      return `${effect.to}:${effect.person}`
    case 'relying-party':
      return `${effect.to}:${effect.client}`
    case 'grant':
      return `${effect.to}:${effect.grant}`
    case 'ticket':
      return `${effect.to}:${effect.ticket}`
    case 'status-list':
      return `${effect.to}:${effect.list}`
  }
}
