// How a demo card signs a document: it gets the hash that somebody else computed, which WebCrypto has no way to sign.
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { fromBase64, fromBase64Url, toBase64 } from '../../kernel/bytes.ts'
import type { CardKey } from './software-card.ts'

/** As the Web eID browser library answers. */
export interface CardSigned {
  /** Base64, R ‖ S. */
  readonly signature: string
  readonly signatureAlgorithm: {
    readonly cryptoAlgorithm: 'ECC' | 'RSA'
    readonly hashFunction: string
    readonly paddingScheme: 'NONE' | 'PKCS1.5' | 'PSS'
  }
}

const CURVES = { 'P-256': p256, 'P-384': p384, 'P-521': p521 } as const

/** Signs a hash that was computed elsewhere: that is all that a card sees of a document. `hash` in base64. */
export function signHash({ crv, d }: CardKey, hash: string, hashFunction: string): CardSigned {
  const curve = Object.hasOwn(CURVES, crv) ? CURVES[crv as keyof typeof CURVES] : undefined
  if (curve === undefined) throw new Error(`a card with a key on ${crv}`)
  const signature = curve.sign(fromBase64(hash), fromBase64Url(d), { prehash: false, lowS: false })
  return {
    signature: toBase64(signature),
    signatureAlgorithm: { cryptoAlgorithm: 'ECC', hashFunction, paddingScheme: 'NONE' },
  }
}
