// What a demo card does that a card in a reader would: it holds its keys, and answers a nonce
// with a Web eID token.
import { toBase64 } from '../../kernel/bytes.ts'
import type { Localised } from '../../kernel/localised.ts'
import { cardAlgorithm, signatureParameters, signedBytes, type CardToken } from './web-eid.ts'

/** A private key on a curve (RFC 7518, 6.2). */
export interface CardKey {
  readonly kty: string
  readonly crv: string
  readonly x: string
  readonly y: string
  readonly d: string
}

/** A card as the demo's settings hold it. Its key lies open, which is why its policy is trusted nowhere else. */
export interface DemoCard {
  readonly id: string
  readonly name: Localised
  /** What this person is there to show. */
  readonly about: Localised
  /** Base64 DER. */
  readonly certificate: string
  readonly privateKey: CardKey
  /** What it signs documents with; cards from before there was one have none. */
  readonly signing?: { readonly certificate: string; readonly privateKey: CardKey }
}

const ALGORITHM_OF: { readonly [curve: string]: string } = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

/** Throws where the card's key is none of the three curves: its settings are broken. */
export async function authenticate(card: DemoCard, origin: string, nonce: string): Promise<CardToken> {
  const algorithm = ALGORITHM_OF[card.privateKey.crv] ?? ''
  const known = cardAlgorithm(algorithm)
  if (known?.curve === undefined) throw new Error(`a card with a key on ${card.privateKey.crv}`)
  const imported = { name: known.name, namedCurve: known.curve }
  const key = await crypto.subtle.importKey('jwk', card.privateKey, imported, false, ['sign'])
  const signature = await crypto.subtle.sign(signatureParameters(known), key, signedBytes(known.hash, origin, nonce))
  return {
    unverifiedCertificate: card.certificate,
    algorithm,
    signature: toBase64(new Uint8Array(signature)),
    format: 'web-eid:1.0',
  }
}
