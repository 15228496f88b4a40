// What two officials at a counter vouch for, and the ticket with which the person makes a key of it: single use, short, theirs.
import { sha256 } from '@noble/hashes/sha2.js'
import { toHex, utf8 } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ActCommand } from '../command.ts'
import { credentialNumber } from './credential.ts'

/** As long as somebody stands at a counter with their telephone in their hand. */
export const TICKET_MS = 10 * 60_000
/** After that the person is identified anew. */
const IDENTIFIED_MS = 60 * 60_000

export interface Voucher {
  /** The record in the register of identifications. */
  readonly record: string
  readonly personalNumber: string
  readonly name: string
  /** When the second official confirmed it; milliseconds since 1970. */
  readonly at: number
  /** Their person ids. */
  readonly officials: readonly string[]
  readonly document: string
  /** Devices were lost or stolen: no key from before signs in any more. */
  readonly replaces: boolean
  /** The card itself was shown and stands in its register: what was frozen may be opened (as the card alone may). */
  readonly unfreezes: boolean
}

/** What is kept beside a key, where a card's evidence would be. It names no one. */
export interface CounterEvidence {
  readonly fingerprint: string
  readonly counter: { readonly record: string; readonly officials: readonly string[]; readonly document: string }
  readonly validatedAt: number
}

const PREFIX = 'counter:'

/** What keys are bound to that this identification vouches for. */
export const fingerprintOfCounter = (record: string): string => PREFIX + record

export const counterEvidence = ({ record, officials, document, at }: Voucher): CounterEvidence => ({
  fingerprint: fingerprintOfCounter(record),
  counter: { record, officials, document },
  validatedAt: at,
})

/** Whether a counter, and no card, stands behind it. */
export const isOfCounter = (fingerprint: string): boolean => fingerprint.startsWith(PREFIX)

export interface Ticket {
  readonly issuedAt: number
  readonly usedAt: number | null
  /** The browser that typed the code first. */
  readonly visitor: string | null
}

/** Whether a ticket may be handed out, in the place of one before. */
export function mayIssue(
  voucher: Voucher,
  person: string,
  { ticket, annulled }: { readonly ticket: Ticket | null; readonly annulled: boolean },
  now: number,
): Result<null, 'own-identification' | 'identification-annulled' | 'ticket-used' | 'identification-over'> {
  if (voucher.officials.includes(person)) return err('own-identification')
  if (annulled) return err('identification-annulled')
  if (ticket !== null && ticket.usedAt !== null) return err('ticket-used')
  return now > voucher.at + IDENTIFIED_MS ? err('identification-over') : ok(null)
}

/** Whether this browser may go on with it. Whatever stands in the way, the answer is the same. */
export function mayUse(
  ticket: Ticket | null,
  annulled: boolean,
  visitor: string,
  now: number,
): Result<null, 'ticket-unknown'> {
  const good =
    ticket !== null &&
    !annulled &&
    ticket.usedAt === null &&
    now <= ticket.issuedAt + TICKET_MS &&
    (ticket.visitor === null || ticket.visitor === visitor)
  return good ? ok(null) : err('ticket-unknown')
}

/** Crockford's base 32: nothing in it is mistaken for something else, and nothing is a word. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 50 bits: at ten tries a minute from each of ten thousand addresses, one in a hundred million in a ticket's life. */
const LENGTH = 10

/** `random`: as many unpredictable bytes. */
export const newCode = (random: (bytes: number) => Uint8Array): string =>
  Array.from(random(LENGTH), (byte) => ALPHABET[byte & 31]).join('')

/** As it is read out: two groups of five. */
export const codeInGroups = (code: string): string => `${code.slice(0, 5)}-${code.slice(5)}`

/** What somebody typed, as the code that they meant; '' where it can be none. */
export function codeOf(typed: string): string {
  const code = typed.toUpperCase().replaceAll(/[\s-]/gu, '').replaceAll('O', '0').replaceAll(/[IL]/gu, '1')
  return /^[0-9A-HJKMNP-TV-Z]{10}$/u.test(code) ? code : ''
}

/** Under what a ticket is found by whoever brings its code; `ticket` is what the person's object knows it by. */
export const placeOfTicket = (ticket: string): string => `ticket-${toHex(sha256(utf8(ticket)))}`

/** Told to the register: which key came of it. */
export const useCommand = (record: string, passkey: string): ActCommand => ({
  register: 'identifications',
  key: record,
  act: 'use',
  input: { credential: credentialNumber(passkey) },
  idempotencyKey: `identifications:${record}:use`,
  actor: { role: 'izvor.identity' },
  basis: {},
})
