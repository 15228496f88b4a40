// What a person's other devices are told at once, and which of them: what was changed about their keys, until it is seen.
import type { Whereabouts } from './whereabouts.ts'

export type AlertKind =
  | 'passkey-added'
  | 'passkey-at-counter'
  | 'passkey-removed'
  | 'frozen'
  | 'unfrozen'
  | 'new-device'

export interface Alert extends Whereabouts {
  readonly n: number
  readonly kind: AlertKind
  /** Milliseconds since 1970. */
  readonly at: number
  /** The passkey that it is about, by its owner's name for it; empty where it is about none. */
  readonly name: string
}

export interface KeptAlert extends Alert {
  /** The session that did it, which knows. */
  readonly session: string
  /** The passkey that it is about: whoever signs in with it knows of it. */
  readonly passkey: string | null
}

/** Whoever did not look for a month finds it in the inbox. */
export const ALERT_MS = 30 * 24 * 60 * 60_000

/** The session that is to be told, and since when it, or the passkey that it began with, was there. */
export interface Listener {
  readonly hash: string
  readonly passkey: string | null
  readonly createdAt: number
  /** When its passkey was bound; null for a card. */
  readonly boundAt: number | null
}

/**
 * Whether a device is told: it was there before, signed in or as a passkey, and is not the one that did it. A card that
 * signs in afterwards is read of it in the inbox.
 */
export function concerns({ at, session, passkey }: KeptAlert, listener: Listener, now: number): boolean {
  if (now - at > ALERT_MS || session === listener.hash) return false
  if (passkey !== null && passkey === listener.passkey) return false
  return listener.createdAt <= at || (listener.boundAt !== null && listener.boundAt <= at)
}
