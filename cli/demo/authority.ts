// The demo's own issuer of identity cards: a root, an authority under it, its responder, and software cards for anyone.
import { randomBytes, webcrypto } from 'node:crypto'
import 'reflect-metadata'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
  type Extension,
  type X509Certificate,
} from '@peculiar/x509'
import {
  AUTHORITY_KEY,
  certifyCard,
  certifyResponder,
  certifySigning,
  type CardAuthority,
  type CardProfile,
  type Life,
} from '../../workers/engines/identity/card-authority.ts'
import { DEMO_POLICY } from '../../workers/engines/identity/issuers.ts'
import type { CardKey, DemoCard } from '../../workers/engines/identity/software-card.ts'
import type { Localised } from '../../workers/kernel/localised.ts'
import { transliterate } from '../../workers/kernel/transliteration.ts'

const { subtle } = webcrypto

const YEAR_MS = 365 * 24 * 60 * 60 * 1000
/** A Bulgarian identity card is valid for ten years (ЗБЛД, чл. 22); the authorities outlive their cards. */
const CARD_YEARS = 10
const AUTHORITY_YEARS = 20

/** A name that leads nowhere (RFC 2606): the portal that holds the authority knows that it is the responder itself. */
const RESPONDER = 'http://ocsp.demo.izvor.example/cards'

/** All that is kept of it, as JSON: the root's key is forgotten once it has signed. Certificates are base64 DER. */
export interface DemoAuthority extends CardAuthority {
  readonly root: string
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

const privateJwk = async (key: webcrypto.CryptoKey) => (await subtle.exportKey('jwk', key)) as CardKey

/** 127 bits: a certificate's number is positive and cannot be guessed (CA/Browser Forum, 7.1). */
export const newSerial = (): string => {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) % 0x7f) | 1
  return bytes.toString('hex')
}

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

const newKeys = (namedCurve: string) => subtle.generateKey({ name: 'ECDSA', namedCurve }, true, ['sign', 'verify'])

const spki = async (key: webcrypto.CryptoKey) => new Uint8Array(await subtle.exportKey('spki', key))

/** `now` in milliseconds: everything is valid from a minute before it. */
export async function makeDemoAuthority(now: number): Promise<DemoAuthority> {
  const [root, issuing, responder] = [await newKeys('P-384'), await newKeys('P-384'), await newKeys('P-256')]
  const life: Life = { notBefore: now - 60_000, notAfter: now + AUTHORITY_YEARS * YEAR_MS }
  const dates = { notBefore: new Date(life.notBefore), notAfter: new Date(life.notAfter) }
  const rootCertificate = await X509CertificateGenerator.createSelfSigned({
    name: authorityName('root'),
    keys: root,
    signingAlgorithm: AUTHORITY_KEY,
    extensions: await authorityExtensions(root.publicKey, 1, root.publicKey),
    ...dates,
  })
  const certificate = await X509CertificateGenerator.create({
    subject: authorityName('identity cards'),
    issuer: rootCertificate.subjectName,
    publicKey: issuing.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: AUTHORITY_KEY,
    extensions: await authorityExtensions(issuing.publicKey, 0, root.publicKey),
    ...dates,
  })
  const issuer = { certificate: base64(certificate), privateKey: await privateJwk(issuing.privateKey) }
  const certified = { publicKey: await spki(responder.publicKey), serial: newSerial(), life }
  return {
    root: base64(rootCertificate),
    issuing: issuer,
    responder: {
      certificate: await certifyResponder(issuer, authorityName('status of identity cards'), certified),
      privateKey: await privateJwk(responder.privateKey),
    },
    address: RESPONDER,
  }
}

export interface CardOptions extends CardProfile {
  readonly curve?: 'P-256' | 'P-384' | 'P-521'
  /** Milliseconds; ten years from now where not said. */
  readonly notAfter?: number
  readonly notBefore?: number
}

/** Makes a card: a certificate to log in with and one to sign with, each with its key. */
export async function issueCard(
  { issuing }: Pick<DemoAuthority, 'issuing'>,
  { id, about, ...bearer }: DemoPerson,
  now: number,
  { curve = 'P-256', notBefore = now - 60_000, notAfter = now + CARD_YEARS * YEAR_MS, ...profile }: CardOptions = {},
): Promise<DemoCard> {
  const [keys, signing] = [await newKeys(curve), await newKeys(curve)]
  const own = { serial: newSerial(), life: { notBefore, notAfter } }
  const certified = { ...own, publicKey: await spki(keys.publicKey) }
  const { policies, responder } = profile
  const alike = { ...(policies === undefined ? {} : { policies }), ...(responder === undefined ? {} : { responder }) }
  const documents = { ...own, publicKey: await spki(signing.publicKey) }
  const name = `${bearer.givenName} ${bearer.familyName}`
  return {
    id,
    name: { bg: name, en: transliterate(name) },
    about,
    certificate: await certifyCard(issuing, bearer, certified, profile),
    privateKey: await privateJwk(keys.privateKey),
    signing: {
      certificate: await certifySigning(issuing, bearer, documents, alike),
      privateKey: await privateJwk(signing.privateKey),
    },
  }
}

/** The settings of a portal that believes this authority and offers these cards. */
export const demoSettings = (authority: DemoAuthority, cards: readonly DemoCard[]) => ({
  CARD_ISSUERS: JSON.stringify([
    { certificate: authority.issuing.certificate, policies: [DEMO_POLICY], withoutResponder: true },
  ]),
  DEMO_CARDS: JSON.stringify(cards),
  DEMO_AUTHORITY: JSON.stringify({
    issuing: authority.issuing,
    responder: authority.responder,
    address: authority.address,
  } satisfies CardAuthority),
})
