// The words of the Web eID token: its fields, its algorithms, and the bytes that a card signs.
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { utf8 } from '../../kernel/bytes.ts'

export interface CardToken {
  /** Base64 DER; nothing in it is believed before its issuer is checked. */
  readonly unverifiedCertificate: string
  readonly algorithm: string
  /** Base64; of ECDSA, R ‖ S. */
  readonly signature: string
  readonly format: string
  /** 1.1: what the card signs documents with. It lies outside the signature. The first edition has one, a later several. */
  readonly unverifiedSigningCertificate?: string | undefined
  readonly unverifiedSigningCertificates?: readonly { readonly certificate: string }[] | undefined
}

/** The signing certificates of a token, base64 DER. */
export const signingCertificates = (token: CardToken): readonly string[] => [
  ...(token.unverifiedSigningCertificate === undefined ? [] : [token.unverifiedSigningCertificate]),
  ...(token.unverifiedSigningCertificates ?? []).map(({ certificate }) => certificate),
]

const HASHES = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 } as const
export type HashName = keyof typeof HASHES

export interface CardAlgorithm {
  readonly hash: HashName
  readonly name: 'ECDSA' | 'RSA-PSS' | 'RSASSA-PKCS1-v1_5'
  /** Of ECDSA alone. */
  readonly curve?: string
}

/** RFC 7518, 3.1: each algorithm has one hash, and ECDSA one curve. */
const ALGORITHMS: { readonly [name: string]: CardAlgorithm } = {
  ES256: { hash: 'SHA-256', name: 'ECDSA', curve: 'P-256' },
  ES384: { hash: 'SHA-384', name: 'ECDSA', curve: 'P-384' },
  ES512: { hash: 'SHA-512', name: 'ECDSA', curve: 'P-521' },
  PS256: { hash: 'SHA-256', name: 'RSA-PSS' },
  PS384: { hash: 'SHA-384', name: 'RSA-PSS' },
  PS512: { hash: 'SHA-512', name: 'RSA-PSS' },
  RS256: { hash: 'SHA-256', name: 'RSASSA-PKCS1-v1_5' },
  RS384: { hash: 'SHA-384', name: 'RSASSA-PKCS1-v1_5' },
  RS512: { hash: 'SHA-512', name: 'RSASSA-PKCS1-v1_5' },
}

export const cardAlgorithm = (name: string): CardAlgorithm | undefined =>
  Object.hasOwn(ALGORITHMS, name) ? ALGORITHMS[name] : undefined

/** What WebCrypto signs and verifies with; RFC 7518, 3.5: the salt of PSS is as long as the hash. */
export const signatureParameters = ({ name, hash }: CardAlgorithm) => ({
  name,
  hash,
  saltLength: HASHES[hash].outputLen,
})

/** H(origin) ‖ H(nonce): the origin without a trailing slash, the nonce as the base64 text that it is. */
export const signedBytes = (hash: HashName, origin: string, nonce: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(concatBytes(HASHES[hash](utf8(origin)), HASHES[hash](utf8(nonce))))

/** With which hash a key signs documents: the one of its curve; SHA-256 for RSA. */
export const signingHash = (key: { readonly type: string; readonly curve?: string } | null): HashName =>
  Object.values(ALGORITHMS).find(({ curve }) => curve !== undefined && curve === key?.curve)?.hash ?? 'SHA-256'

/** The hash that a card is given to sign. */
export const digest = (hash: HashName, bytes: Uint8Array): Uint8Array => HASHES[hash](bytes)

interface WebEidAlgorithm {
  readonly cryptoAlgorithm: string
  readonly hashFunction: string
  readonly paddingScheme: string
}

/** What Web eID calls an algorithm, as RFC 7518 does. */
export function algorithmName({ cryptoAlgorithm, hashFunction, paddingScheme }: WebEidAlgorithm): string {
  const bits = hashFunction.replace('SHA-', '')
  if (cryptoAlgorithm === 'ECC') return `ES${bits}`
  return paddingScheme === 'PSS' ? `PS${bits}` : `RS${bits}`
}
