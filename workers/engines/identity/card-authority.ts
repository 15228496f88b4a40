// What an authority of identity cards certifies: the keys of cards (ETSI EN 319 412-2) and of its responder (RFC 6960).
// Only the demo has its authority here; a state's own stays where its keys are. Keys, numbers and time come in.
import 'reflect-metadata'
import {
  AuthorityInfoAccessExtension,
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  Extension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'
import { fromBase64, toBase64 } from '../../kernel/bytes.ts'
import { DEMO_POLICY } from './issuers.ts'
import type { CardKey } from './software-card.ts'

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
/** RFC 6960, 4.2.2.2.1: nobody asks whether the responder itself was revoked. */
const OCSP_NO_CHECK = '1.3.6.1.5.5.7.48.1.5'
const ASN1_NULL = new Uint8Array([5, 0])

export const AUTHORITY_KEY = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' } as const

/** A certificate (base64 DER) and its private key. */
export interface Keyholder {
  readonly certificate: string
  readonly privateKey: CardKey
}

/** The authority as a setting holds it. */
export interface CardAuthority {
  readonly issuing: Keyholder
  readonly responder: Keyholder
  /** The address that its cards name; whoever trusts it knows who answers there. */
  readonly address: string
}

export interface Life {
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
}

export interface Bearer {
  readonly personalNumber: string
  /** In Cyrillic, as the civil register has them. */
  readonly givenName: string
  readonly familyName: string
}

export interface Certified {
  /** SubjectPublicKeyInfo, DER. */
  readonly publicKey: Uint8Array<ArrayBuffer>
  /** Hex, of a positive number of at most 20 bytes (RFC 5280, 4.1.2.2). */
  readonly serial: string
  readonly life: Life
}

/** Hex digits of the longest number of a card's certificate: 16 bytes. */
const SERIAL_LENGTH = 32

/** The number of a card's certificate for signing follows from the card's: one status holds for both. */
const signingSerial = (serial: string): string => `01${serial.padStart(SERIAL_LENGTH, '0')}`

/** The number of the card of either certificate; without zeros in front, as `plainSerial` writes both. */
export const cardSerial = (serial: string): string =>
  serial.length === SERIAL_LENGTH + 1 ? serial.slice(1).replace(/^0+(?=.)/u, '') : serial

export interface CardProfile {
  readonly usage?: 'digitalSignature' | 'nonRepudiation'
  /** Any use where null; logging in where not said. */
  readonly extendedUses?: readonly string[] | null
  readonly policies?: readonly string[]
  /** Where the certificate says that its status is asked; nowhere where not said. */
  readonly responder?: string
}

async function certify(
  { certificate, privateKey }: Keyholder,
  subject: Name,
  { publicKey, serial, life }: Certified,
  extensions: readonly Extension[],
): Promise<string> {
  const issuer = new X509Certificate(fromBase64(certificate))
  const certified = await X509CertificateGenerator.create({
    serialNumber: serial,
    subject,
    issuer: issuer.subjectName,
    publicKey,
    signingKey: await crypto.subtle.importKey('jwk', privateKey, AUTHORITY_KEY, false, ['sign']),
    signingAlgorithm: AUTHORITY_KEY,
    notBefore: new Date(life.notBefore),
    notAfter: new Date(life.notAfter),
    extensions: [
      new BasicConstraintsExtension(false),
      ...extensions,
      await SubjectKeyIdentifierExtension.create(publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  return toBase64(new Uint8Array(certified.rawData))
}

/** A card's certificate; the number stands in it as ETSI EN 319 412-1, 5.1.3, writes it. */
export function certifyCard(
  issuing: Keyholder,
  { personalNumber, givenName, familyName }: Bearer,
  certified: Certified,
  { usage = 'digitalSignature', extendedUses = [CLIENT_AUTH], policies = [DEMO_POLICY], responder }: CardProfile = {},
): Promise<string> {
  const subject = new Name([
    { C: ['BG'] },
    { CN: [{ utf8String: `${givenName} ${familyName}` }] },
    { '2.5.4.4': [{ utf8String: familyName }] },
    { '2.5.4.42': [{ utf8String: givenName }] },
    { '2.5.4.5': [{ printableString: `PNOBG-${personalNumber}` }] },
  ])
  return certify(issuing, subject, certified, [
    new KeyUsagesExtension(KeyUsageFlags[usage], true),
    ...(extendedUses === null ? [] : [new ExtendedKeyUsageExtension([...extendedUses], true)]),
    new CertificatePolicyExtension([...policies]),
    ...(responder === undefined ? [] : [new AuthorityInfoAccessExtension({ ocsp: responder })]),
  ])
}

/** What the card signs documents with; on nobody's list of trust, and so no qualified certificate, whatever it says. */
export const certifySigning = (
  issuing: Keyholder,
  bearer: Bearer,
  { serial, ...certified }: Certified,
  profile: CardProfile = {},
): Promise<string> =>
  certifyCard(
    issuing,
    bearer,
    { serial: signingSerial(serial), ...certified },
    { usage: 'nonRepudiation', extendedUses: null, ...profile },
  )

export const certifyResponder = (issuing: Keyholder, name: Name, certified: Certified): Promise<string> =>
  certify(issuing, name, certified, [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([OCSP_SIGNING], true),
    new Extension(OCSP_NO_CHECK, false, ASN1_NULL),
  ])
