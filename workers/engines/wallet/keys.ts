// With what the portal issues to wallets and asks them: its keys and certificates, and whose credentials it believes.
import * as v from 'valibot'
import { fromBase64 } from '../../kernel/bytes.ts'
import { readCertificate, type Certificate } from '../identity/x509.ts'
import type { Providers } from './attestation.ts'
import type { PrivateJwk } from './jws.ts'

const base64 = v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]+={0,2}$/u))
const coordinate = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/u))
const keyholder = v.object({
  /** The leaf first, each issued by the next; the root is left out (HAIP 1.0, 6.1.1). Base64 DER. */
  chain: v.pipe(v.array(base64), v.minLength(1), v.maxLength(4)),
  key: v.object({
    kty: v.literal('EC'),
    crv: v.literal('P-256'),
    x: coordinate,
    y: coordinate,
    d: coordinate,
  }),
})
const shape = v.object({
  /** Signs credentials and status lists. */
  issuer: keyholder,
  /** Signs what wallets are asked. */
  verifier: keyholder,
  /** Roots whose issuers of credentials are believed. Base64 DER. */
  trusted: v.pipe(v.array(base64), v.minLength(1)),
  /** Who vouches for wallets and their keys: roots, and what every wallet has to show. Left out, none is asked. */
  providers: v.optional(
    v.object({
      trusted: v.pipe(v.array(base64), v.minLength(1)),
      require: v.optional(v.array(v.picklist(['wallet', 'keys'])), []),
    }),
  ),
})

export interface WalletKeyholder {
  readonly chain: readonly string[]
  readonly key: PrivateJwk
}

export interface WalletSettings {
  readonly issuer: WalletKeyholder
  readonly verifier: WalletKeyholder
  readonly trusted: readonly string[]
  readonly providers?: { readonly trusted: readonly string[]; readonly require?: readonly ('wallet' | 'keys')[] }
}

export interface Wallet extends Omit<WalletSettings, 'trusted' | 'providers'> {
  readonly trusted: readonly Certificate[]
  /** Null where nobody vouches for wallets here: what one shows of itself is passed over. */
  readonly providers: Providers | null
}

const authority = (certificate: string): Certificate => {
  const read = readCertificate(certificate)
  if (!read.ok || !read.value.ca) throw new Error('WALLET trusts what is no authority')
  return read.value
}

/** Throws where they are not whole: an operator's mistake is not a refusal. */
export function readWalletSettings(text: string): Wallet {
  const { issuer, verifier, trusted, providers } = v.parse(shape, JSON.parse(text))
  return {
    issuer,
    verifier,
    trusted: trusted.map(authority),
    providers:
      providers === undefined
        ? null
        : {
            trusted: providers.trusted.map(authority),
            wallet: providers.require.includes('wallet'),
            keys: providers.require.includes('keys'),
          },
  }
}

/** DER of the leaf. */
export const leafOf = ({ chain }: WalletKeyholder): Uint8Array<ArrayBuffer> => fromBase64(chain[0] ?? '')
