// The demo's own issuer of identity cards: a root, an authority under it, and software cards that anyone may use.
import type { webcrypto } from 'node:crypto'
import 'reflect-metadata'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  CertificatePolicyExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  type Extension,
} from '@peculiar/x509'
import { DEMO_POLICY } from '../../workers/engines/identity/issuers.ts'
import type { CardKey, DemoCard } from '../../workers/engines/identity/software-card.ts'
import type { Localised } from '../../workers/kernel/localised.ts'
import { transliterate } from '../../workers/kernel/transliteration.ts'

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
const YEAR_MS = 365 * 24 * 60 * 60 * 1000
/** A Bulgarian identity card is valid for ten years (ЗБЛД, чл. 22); the authorities outlive their cards. */
const CARD_YEARS = 10
const AUTHORITY_YEARS = 20

const CA_KEY = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' } as const

/** All that is kept of it, as JSON: the root's key is forgotten once it has signed. Certificates are base64 DER. */
export interface DemoAuthority {
  readonly root: string
  readonly issuing: string
  readonly privateKey: CardKey
}

export interface DemoPerson {
  readonly id: string
  readonly personalNumber: string
  /** In Cyrillic, as the civil register has them. */
  readonly givenName: string
  readonly familyName: string
  readonly about: Localised
}

const base64 = (certificate: X509Certificate) => Buffer.from(certificate.rawData).toString('base64')

const privateJwk = async (key: webcrypto.CryptoKey) => (await crypto.subtle.exportKey('jwk', key)) as CardKey

const authorityName = (role: string) =>
  new Name([{ C: ['BG'] }, { O: [{ utf8String: 'Izvor demo' }] }, { CN: [{ utf8String: `Izvor demo ${role}` }] }])

async function authorityExtensions(
  key: webcrypto.CryptoKey,
  pathLength: number,
  issuer: webcrypto.CryptoKey,
): Promise<Extension[]> {
  return [
    new BasicConstraintsExtension(true, pathLength, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    await SubjectKeyIdentifierExtension.create(key),
    await AuthorityKeyIdentifierExtension.create(issuer),
  ]
}

/** `now` in milliseconds: everything is valid from a minute before it. */
export async function makeDemoAuthority(now: number): Promise<DemoAuthority> {
  const root = await crypto.subtle.generateKey(CA_KEY, true, ['sign', 'verify'])
  const issuing = await crypto.subtle.generateKey(CA_KEY, true, ['sign', 'verify'])
  const life = { notBefore: new Date(now - 60_000), notAfter: new Date(now + AUTHORITY_YEARS * YEAR_MS) }
  const rootCertificate = await X509CertificateGenerator.createSelfSigned({
    name: authorityName('root'),
    keys: root,
    signingAlgorithm: CA_KEY,
    extensions: await authorityExtensions(root.publicKey, 1, root.publicKey),
    ...life,
  })
  const certificate = await X509CertificateGenerator.create({
    subject: authorityName('identity cards'),
    issuer: rootCertificate.subjectName,
    publicKey: issuing.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: CA_KEY,
    extensions: await authorityExtensions(issuing.publicKey, 0, root.publicKey),
    ...life,
  })
  return {
    root: base64(rootCertificate),
    issuing: base64(certificate),
    privateKey: await privateJwk(issuing.privateKey),
  }
}

export interface CardOptions {
  readonly curve?: 'P-256' | 'P-384' | 'P-521'
  /** Milliseconds; ten years from now where not said. */
  readonly notAfter?: number
  readonly notBefore?: number
  /** What the certificate allows; logging in where not said. */
  readonly extendedUses?: readonly string[]
  readonly usage?: 'digitalSignature' | 'nonRepudiation'
  readonly policies?: readonly string[]
}

/** Makes a card: an authentication certificate and its key (ETSI EN 319 412-2; the number as EN 319 412-1 writes it). */
export async function issueCard(
  authority: DemoAuthority,
  { id, personalNumber, givenName, familyName, about }: DemoPerson,
  now: number,
  { curve = 'P-256', extendedUses = [CLIENT_AUTH], usage = 'digitalSignature', ...options }: CardOptions = {},
): Promise<DemoCard> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: curve }, true, ['sign', 'verify'])
  const signingKey = await crypto.subtle.importKey('jwk', authority.privateKey, CA_KEY, false, ['sign'])
  const issuing = new X509Certificate(Buffer.from(authority.issuing, 'base64'))
  const name = { bg: `${givenName} ${familyName}`, en: transliterate(`${givenName} ${familyName}`) }
  const certificate = await X509CertificateGenerator.create({
    subject: new Name([
      { C: ['BG'] },
      { CN: [{ utf8String: name.bg }] },
      { '2.5.4.4': [{ utf8String: familyName }] },
      { '2.5.4.42': [{ utf8String: givenName }] },
      { '2.5.4.5': [{ printableString: `PNOBG-${personalNumber}` }] },
    ]),
    issuer: issuing.subjectName,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm: CA_KEY,
    notBefore: new Date(options.notBefore ?? now - 60_000),
    notAfter: new Date(options.notAfter ?? now + CARD_YEARS * YEAR_MS),
    extensions: [
      new BasicConstraintsExtension(false),
      new KeyUsagesExtension(KeyUsageFlags[usage], true),
      new ExtendedKeyUsageExtension([...extendedUses], true),
      new CertificatePolicyExtension([...(options.policies ?? [DEMO_POLICY])]),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuing.publicKey),
    ],
  })
  return { id, name, about, certificate: base64(certificate), privateKey: await privateJwk(keys.privateKey) }
}

/** The settings of a portal that believes this authority and offers these cards. */
export const demoSettings = (authority: DemoAuthority, cards: readonly DemoCard[]) => ({
  CARD_ISSUERS: JSON.stringify([{ certificate: authority.issuing, policies: [DEMO_POLICY] }]),
  DEMO_CARDS: JSON.stringify(cards),
})
