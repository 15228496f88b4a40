// What an official orders of an identity card: for which reasons, the document that they sign, and the acts that follow.
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { toHex, utf8 } from '../../kernel/bytes.ts'
import type { ActCommand } from '../command.ts'
import type { SignatureBundle, SignRequest } from './intent.ts'

/** The reasons that each order may have, of those that the register knows; issuing needs none. */
export const ORDERS = {
  issue: [],
  suspend: ['lost', 'stolen', 'asked'],
  resume: ['found', 'asked'],
  revoke: ['lost', 'stolen', 'damaged', 'changed', 'asked'],
  reissue: ['lost', 'stolen', 'damaged', 'changed'],
} as const satisfies { readonly [act: string]: readonly string[] }

export type OrderAct = keyof typeof ORDERS

export const isOrder = (text: string): text is OrderAct => Object.hasOwn(ORDERS, text)

/** Orders that make a card. */
export const issues = (act: OrderAct): boolean => act === 'issue' || act === 'reissue'

export interface CardOrder {
  readonly act: OrderAct
  /** The holder's person id: the number stands in the register alone. */
  readonly holder: string
  /** The card that the order is about; absent where one is issued without another. */
  readonly serial?: string
  readonly reason?: string
  /** The card to make. */
  readonly card?: { readonly number: string; readonly validUntil: string }
}

const KEEPER = 'mvr'
export const CARD_ROLE = `${KEEPER}.registrar`

const jcs = (value: unknown): string => {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('an order that is no JSON')
  return text
}

/** Canonical JSON (RFC 8785). `by`: the official's person id. */
export const orderDocument = (order: CardOrder, by: string): string =>
  jcs({ format: 'izvor-card-order-v1', authority: KEEPER, ...order, by })

export const orderRequest = (document: string, act: OrderAct): SignRequest => ({
  documents: [toHex(sha256(utf8(document)))],
  act: `id-cards.${act}`,
  authority: KEEPER,
})

export interface SignedOrder {
  /** What is kept: the order and its signature, as JSON. */
  readonly text: string
  /** Hex SHA-256 of it: the entries in the register name it. */
  readonly hash: string
}

export function signedOrder(document: string, signature: SignatureBundle): SignedOrder {
  const text = jcs({ document, signature })
  return { text, hash: toHex(sha256(utf8(text))) }
}

/** The acts on the register, in their order: what stops a card comes before what makes another. */
export function orderedActs(
  { act, serial, reason = '', card }: CardOrder,
  { personalNumber, made }: { readonly personalNumber: string; readonly made?: string | undefined },
  { hash: signature }: SignedOrder,
  { person, law }: { readonly person: string; readonly law: string },
): readonly ActCommand[] {
  const command = (name: string, key: string, input: ActCommand['input']): ActCommand => ({
    register: 'id-cards',
    key,
    act: name,
    input: { ...input, signature },
    idempotencyKey: `card-order:${signature}:${name}`,
    actor: { role: CARD_ROLE, person },
    basis: { law },
  })
  return [
    ...(serial === undefined ? [] : [command(act === 'reissue' ? 'revoke' : act, serial, { reason })]),
    ...(card === undefined || made === undefined ? [] : [command('issue', made, { ...card, holder: personalNumber })]),
  ]
}
