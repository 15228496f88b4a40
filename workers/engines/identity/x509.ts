// What a certificate says, in the few words that identity needs, and whether another one issued it (RFC 5280).
import 'reflect-metadata'
import {
  AuthorityInfoAccessExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  X509Certificate,
} from '@peculiar/x509'
import { sha256 } from '@noble/hashes/sha2.js'
import { readBase64, toHex } from '../../kernel/bytes.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { firstIdentifiers, isOneSequence } from './der.ts'

export type PublicKeyKind =
  | { readonly type: 'EC'; readonly curve: string }
  | { readonly type: 'RSA'; readonly bits: number }

export interface Certificate {
  /** Hex SHA-256 of the DER. */
  readonly fingerprint: string
  /** Hex. */
  readonly serial: string
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
  readonly ca: boolean
  readonly digitalSignature: boolean
  /** For signing documents: X.509 calls it contentCommitment now. */
  readonly nonRepudiation: boolean
  readonly certSign: boolean
  /** Null where the extension is absent: any use. */
  readonly extendedUses: readonly string[] | null
  readonly policies: readonly string[]
  /** Whether it says that it is qualified, and its key in a device that is (ETSI EN 319 412-5, 4.2.1 and 4.2.2). */
  readonly qualified: boolean
  /** The OCSP responders that it names. */
  readonly responders: readonly string[]
  readonly key: PublicKeyKind | null
  /** SubjectPublicKeyInfo, DER. */
  readonly spki: Uint8Array<ArrayBuffer>
  /** Every value of an attribute of the subject, by its OID. */
  readonly subject: (oid: string) => readonly string[]
  /** Whether this one was issued by the other: names chain and the signature holds. Time is not looked at. */
  readonly issuedBy: (issuer: Certificate) => Promise<boolean>
  readonly parsed: X509Certificate
}

function keyOf(certificate: X509Certificate): PublicKeyKind | null {
  const { algorithm } = certificate.publicKey
  if ('namedCurve' in algorithm && typeof algorithm.namedCurve === 'string')
    return algorithm.name.startsWith('EC') ? { type: 'EC', curve: algorithm.namedCurve } : null
  if ('modulusLength' in algorithm && typeof algorithm.modulusLength === 'number')
    return { type: 'RSA', bits: algorithm.modulusLength }
  return null
}

/** RFC 3739, 3.2.6: the extension; 0.4.0.1862.1.1 and .4 in it: QcCompliance and QcSSCD, as their DER is in hex. */
const STATEMENTS = '1.3.6.1.5.5.7.1.3'
const QUALIFIED = ['04008e460101', '04008e460104']

const statementsIn = (certificate: X509Certificate): readonly string[] => {
  const extension = certificate.extensions.find(({ type }) => type === STATEMENTS)
  return extension === undefined ? [] : firstIdentifiers(new Uint8Array(extension.value))
}

const sameBytes = (a: ArrayBuffer, b: ArrayBuffer): boolean => toHex(new Uint8Array(a)) === toHex(new Uint8Array(b))

function describe(parsed: X509Certificate): Certificate {
  const usages = parsed.getExtension(KeyUsagesExtension)?.usages ?? 0
  return {
    fingerprint: toHex(sha256(new Uint8Array(parsed.rawData))),
    serial: parsed.serialNumber,
    notBefore: parsed.notBefore.getTime(),
    notAfter: parsed.notAfter.getTime(),
    ca: parsed.getExtension(BasicConstraintsExtension)?.ca ?? false,
    digitalSignature: (usages & KeyUsageFlags.digitalSignature) !== 0,
    nonRepudiation: (usages & KeyUsageFlags.nonRepudiation) !== 0,
    certSign: (usages & KeyUsageFlags.keyCertSign) !== 0,
    extendedUses: parsed.getExtension(ExtendedKeyUsageExtension)?.usages.map(String) ?? null,
    policies: parsed.getExtension(CertificatePolicyExtension)?.policies ?? [],
    qualified: QUALIFIED.every((statement) => statementsIn(parsed).includes(statement)),
    responders: parsed.getExtension(AuthorityInfoAccessExtension)?.ocsp.map(({ value }) => value) ?? [],
    key: keyOf(parsed),
    spki: new Uint8Array(parsed.publicKey.rawData),
    subject: (oid) => parsed.subjectName.getField(oid),
    issuedBy: async (issuer) =>
      sameBytes(parsed.issuerName.toArrayBuffer(), issuer.parsed.subjectName.toArrayBuffer()) &&
      parsed.verify({ publicKey: issuer.parsed.publicKey, signatureOnly: true }),
    parsed,
  }
}

/** Reads a certificate: base64 (not base64url, no line breaks) of DER without anything behind it. */
export function readCertificate(base64: string): Result<Certificate, 'certificate-malformed'> {
  const der = readBase64(base64)
  if (der === null || !isOneSequence(der)) return err('certificate-malformed')
  try {
    return ok(describe(new X509Certificate(der)))
  } catch (error) {
    return err('certificate-malformed', error instanceof Error ? error.name : 'unreadable')
  }
}
