// How a certificate, its issuer and the algorithm of a signature are called in OCSP (RFC 6960, 4.1.1 and 4.3).
import 'reflect-metadata'
import { AsnConvert } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@peculiar/asn1-x509'
import { AsnEcSignatureFormatter } from '@peculiar/x509'
import { sha1 } from '@noble/hashes/legacy.js'
import { toHex } from '../../kernel/bytes.ts'
import type { HashName } from './web-eid.ts'
import type { Certificate, PublicKeyKind } from './x509.ts'

/** It only names: nothing rests on SHA-1 here, and every responder knows it. */
export const SHA1 = '1.3.14.3.2.26'

/** What a responder is asked about: the issuer by hashes, the certificate by its number. All hex. */
export interface CertificateName {
  readonly issuerName: string
  readonly issuerKey: string
  readonly serial: string
}

/** SHA-1 of the key's bits, without tag, length and unused bits: RFC 6960 names issuers and responders by it. */
export const keyHash = ({ spki }: Pick<Certificate, 'spki'>): Uint8Array =>
  sha1(new Uint8Array(AsnConvert.parse(spki, SubjectPublicKeyInfo).subjectPublicKey))

/** A number without the zeros in front: DER puts one there to keep it positive. */
export const plainSerial = (hex: string): string => hex.toLowerCase().replace(/^0+(?=.)/u, '')

export const certificateName = (serial: string, issuer: Certificate): CertificateName => ({
  issuerName: toHex(sha1(new Uint8Array(issuer.parsed.subjectName.toArrayBuffer()))),
  issuerKey: toHex(keyHash(issuer)),
  serial: plainSerial(serial),
})

interface SignatureAlgorithm {
  readonly name: 'ECDSA' | 'RSASSA-PKCS1-v1_5'
  readonly hash: HashName
}

/** RFC 5758, 3.2, and RFC 8017, A.2.4. SHA-1 is believed no longer. */
const ALGORITHMS: { readonly [oid: string]: SignatureAlgorithm } = {
  '1.2.840.10045.4.3.2': { name: 'ECDSA', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { name: 'ECDSA', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { name: 'ECDSA', hash: 'SHA-512' },
  '1.2.840.113549.1.1.11': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
}

/** How a signature under this algorithm is verified with this key, or null where the two do not go together. */
export function verification(oid: string, key: PublicKeyKind | null) {
  const algorithm = Object.hasOwn(ALGORITHMS, oid) ? ALGORITHMS[oid] : undefined
  if (algorithm === undefined || key === null || (algorithm.name === 'ECDSA') !== (key.type === 'EC')) return null
  return { ...algorithm, ...(key.type === 'EC' ? { namedCurve: key.curve } : {}) }
}

/** The same number's two forms: DER in certificates and responses (RFC 3279, 2.2.3), R ‖ S in WebCrypto. */
const ecdsa = new AsnEcSignatureFormatter()

/** Throws where the bytes are no signature at all. */
export const toWebSignature = (algorithm: { readonly name: string }, signature: ArrayBuffer): ArrayBuffer =>
  ecdsa.toWebSignature(algorithm, signature) ?? signature

/** How a responder of ours signs, whatever the curve of its key. */
export const RESPONDER_HASH = 'SHA-256'
export const responderAlgorithm = () => new AlgorithmIdentifier({ algorithm: '1.2.840.10045.4.3.2' })

/** Throws where the signature is none of ECDSA. */
export function fromWebSignature(signature: ArrayBuffer, namedCurve: string): ArrayBuffer {
  const algorithm = { name: 'ECDSA', namedCurve }
  const der = ecdsa.toAsnSignature(algorithm, signature)
  if (der === null) throw new Error('a signature that is not ECDSA')
  return der
}
