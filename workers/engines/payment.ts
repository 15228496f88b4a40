// What is asked of a payment provider, and whether its word that a payment was made is believed.
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import * as v from 'valibot'
import { fromBase64, fromBase64Url, toBase64Url, utf8 } from '../kernel/bytes.ts'
import { err, ok, type Result } from '../kernel/result.ts'

export interface Order {
  /** The payment's id: one order is paid once. */
  readonly payment: string
  readonly case: string
  /** Euro cents. */
  readonly cents: number
}

/** The provider's word. */
export interface PaymentNotice extends Order {
  /** The provider's own number of the payment. */
  readonly reference: string
}

export interface PaymentProvider {
  /** Where the payer pays: a path of our own, or an address of the provider's. */
  readonly begin: (order: Order) => string
  /** Returns a payment whose service was given up; asking again returns nothing more. */
  readonly refund: (order: Order) => Promise<void>
}

const orderShape = v.strictObject({ payment: v.string(), case: v.string(), cents: v.pipe(v.number(), v.integer()) })
const noticeShape = v.strictObject({ ...orderShape.entries, reference: v.string() })

/** What a token is for: an order is no notice. */
type Kind = 'order' | 'notice'

const tagOf = (secret: string, kind: Kind, body: string): string =>
  toBase64Url(hmac(sha256, fromBase64(secret), utf8(`izvor-payment-v1\n${kind}\n${body}`)))

function seal(secret: string, kind: Kind, value: Order | PaymentNotice): string {
  const body = toBase64Url(utf8(JSON.stringify(value)))
  return `${body}.${tagOf(secret, kind, body)}`
}

const TOKEN = /^([A-Za-z0-9_-]{1,1000})\.([A-Za-z0-9_-]{43})$/u

function sameText(a: string, b: string): boolean {
  let differs = a.length ^ b.length
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) differs |= a.charCodeAt(at) ^ b.charCodeAt(at)
  return differs === 0
}

function open<T>(
  secret: string,
  kind: Kind,
  token: string,
  shape: v.GenericSchema<unknown, T>,
): Result<T, 'payment-invalid'> {
  const [, body = '', tag = ''] = TOKEN.exec(token) ?? []
  if (body === '' || !sameText(tag, tagOf(secret, kind, body))) return err('payment-invalid')
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), new TextDecoder().decode(fromBase64Url(body)))
  return parsed.success ? ok(parsed.output) : err('payment-invalid')
}

export const sealOrder = (secret: string, order: Order): string => seal(secret, 'order', order)
export const openOrder = (secret: string, token: string) => open(secret, 'order', token, orderShape)
export const sealNotice = (secret: string, notice: PaymentNotice): string => seal(secret, 'notice', notice)
export const openNotice = (secret: string, token: string) => open(secret, 'notice', token, noticeShape)
