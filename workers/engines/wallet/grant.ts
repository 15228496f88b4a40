// What a person's object is told of a card that goes into a wallet, and what it tells of those that are there.
import type { Message } from '../identity/notices.ts'
import type { BackingCard } from './issuance.ts'
import type { Status, StatusEntry } from './status-list.ts'

/** A household's phones and tablets, with a few that were replaced. */
export const WALLETS_MAX = 20
export const NAME_MAX = 60

export interface WalletGrant {
  readonly id: string
  /** What the person calls the wallet. */
  readonly name: string
  readonly card: BackingCard
  /** Milliseconds since 1970. */
  readonly expiresAt: number
  /** One a copy. */
  readonly entries: readonly StatusEntry[]
}

/** Why it counts no longer, or not now; `none` where it does. */
export type WalletReason = 'none' | 'card' | 'holder' | 'wallet' | 'death'

export interface WalletRow {
  readonly id: string
  readonly name: string
  readonly issuedAt: number
  readonly expiresAt: number
  readonly copies: number
  /** Whether the wallet said that it has it. */
  readonly received: boolean
  readonly status: Status | 'over'
  readonly reason: WalletReason
}

/** What a wallet tells of what it got (OpenID4VCI 1.0, 11). */
export type WalletEvent = 'credential_accepted' | 'credential_failure' | 'credential_deleted'
export const WALLET_EVENTS: readonly WalletEvent[] = ['credential_accepted', 'credential_failure', 'credential_deleted']

export const issuedNotice = (name: string): Message => ({
  subject: { bg: 'Личната Ви карта е в дигитален портфейл', en: 'Your identity card is in a digital wallet' },
  body: {
    bg: `Картата беше добавена в портфейла „${name}“. Ако не сте били Вие, отворете „Моите неща“, „Карта в телефона“ и я премахнете веднага.`,
    en: `The card was added to the wallet “${name}”. If it was not you, open “My things”, “Card on the phone” and remove it at once.`,
  },
})

export const removedNotice = (name: string): Message => ({
  subject: { bg: 'Картата в портфейла вече не важи', en: 'The card in the wallet no longer counts' },
  body: {
    bg: `Картата в портфейла „${name}“ е прекратена. Никой няма да я приеме.`,
    en: `The card in the wallet “${name}” was revoked. Nobody will accept it.`,
  },
})
