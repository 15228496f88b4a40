// What the register of keys is told of a passkey: that it was bound, what it can do since, and that it was taken back.
// Told twice, it is told once.
import { sha256 } from '@noble/hashes/sha2.js'
import { fromBase64Url, toHex } from '../../kernel/bytes.ts'
import type { Level } from '../../kernel/service.ts'
import type { ActCommand } from '../command.ts'

const REGISTER = 'credentials'
/** Hex digits of the number of a key: 160 bits of its hash. */
const NUMBER_LENGTH = 40

/** What a signer shows of the binding of their key, beyond what is open: whose it is, as a signature says it. */
export const SHOWN: readonly string[] = ['person']

/** The number under which a passkey stands in the register: a part of the SHA-256 of its credential id (base64url). */
export const credentialNumber = (id: string): string => toHex(sha256(fromBase64Url(id))).slice(0, NUMBER_LENGTH)

export type CredentialAct = 'bind' | 'change' | 'revoke'
export type RevocationReason = 'holder' | 'authority'

/** What a key can do: for how much it is good, and whether its holder froze signing. */
export interface KeyStanding {
  readonly level: Level
  readonly signing: 'open' | 'frozen'
}

export interface BoundCredential {
  /** Base64url. */
  readonly id: string
  /** COSE, base64url. */
  readonly publicKey: string
  readonly aaguid: string
  readonly backupEligible: boolean
  readonly level: Level
  readonly boundBy: 'card' | 'counter'
  /** Fingerprint of the card that vouched for it. */
  readonly card?: string
  /** Milliseconds since 1970. */
  readonly boundAt: number
}

const command = (id: string, act: CredentialAct, input: ActCommand['input'], which = ''): ActCommand => {
  const key = credentialNumber(id)
  return {
    register: REGISTER,
    key,
    act,
    input,
    idempotencyKey: `${REGISTER}:${key}:${act}${which}`,
    actor: { role: 'izvor.identity' },
    basis: {},
  }
}

export const bindCommand = (
  { personalNumber, id: person }: { readonly personalNumber: string; readonly id: string },
  { id, publicKey, aaguid, backupEligible, level, boundBy, card, boundAt }: BoundCredential,
): ActCommand =>
  command(id, 'bind', {
    holder: personalNumber,
    person,
    publicKey,
    model: aaguid,
    deviceBound: !backupEligible,
    level,
    boundBy,
    ...(card === undefined ? {} : { card }),
    boundAt: new Date(boundAt).toISOString(),
  })

/** `seq`: of this key's changes, from 1. */
export const changeCommand = (id: string, seq: number, { level, signing }: KeyStanding, at: number): ActCommand =>
  command(id, 'change', { level, signing, changedAt: new Date(at).toISOString() }, `:${seq}`)

export const revokeCommand = (id: string, reason: RevocationReason, at: number): ActCommand =>
  command(id, 'revoke', { reason, revokedAt: new Date(at).toISOString() })
