// The demo's own maker of security keys: a root, and a model whose keys attest that they stay in it. Only software holds
// them, so that whoever tries the portal, and its tests, has an authenticator that is trusted there and nowhere else.
import { webcrypto } from 'node:crypto'
import 'reflect-metadata'
import {
  BasicConstraintsExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  X509CertificateGenerator,
  type X509Certificate,
} from '@peculiar/x509'

const { subtle } = webcrypto

const YEAR_MS = 365 * 24 * 60 * 60 * 1000
const ES256 = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/** WebAuthn Level 3, 8.2.1: which model a certificate is for. */
const MODEL = '1.3.6.1.4.1.45724.1.1.4'
/** DER of an OCTET STRING of 16 bytes. */
const OCTETS_OF_16 = [4, 16]

/** A model and what attests its keys, as JSON. Certificates are base64 DER. */
export interface DemoModel {
  readonly aaguid: string
  readonly root: string
  readonly certificate: string
  readonly privateKey: webcrypto.JsonWebKey
}

const base64 = (certificate: X509Certificate) => Buffer.from(certificate.rawData).toString('base64')

export interface ModelOptions {
  readonly aaguid?: string
  /** Whether the certificate names the model. */
  readonly named?: boolean
}

const DEMO_AAGUID = '1507a5ee-0000-4000-8000-000000000001'

/** `now` in milliseconds: everything is valid from a minute before it. */
export async function makeDemoModel(
  now: number,
  { aaguid = DEMO_AAGUID, named = true }: ModelOptions = {},
): Promise<DemoModel> {
  const newKeys = () => subtle.generateKey(ES256, true, ['sign', 'verify'])
  const [maker, model] = [await newKeys(), await newKeys()]
  const dates = { notBefore: new Date(now - 60_000), notAfter: new Date(now + 20 * YEAR_MS) }
  const nameOf = (unit: string, common: string) =>
    new Name([{ C: ['BG'] }, { O: ['Izvor demo'] }, { OU: [unit] }, { CN: [common] }])
  const root = await X509CertificateGenerator.createSelfSigned({
    name: nameOf('Security keys', 'Izvor demo maker of security keys'),
    keys: maker,
    signingAlgorithm: ES256,
    extensions: [new BasicConstraintsExtension(true, 1, true), new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true)],
    ...dates,
  })
  const bytes = new Uint8Array([...OCTETS_OF_16, ...Buffer.from(aaguid.replaceAll('-', ''), 'hex')])
  const certificate = await X509CertificateGenerator.create({
    // WebAuthn Level 3, 8.2.1: the unit is this literal string.
    subject: nameOf('Authenticator Attestation', 'Izvor demo key'),
    issuer: root.subjectName,
    publicKey: model.publicKey,
    signingKey: maker.privateKey,
    signingAlgorithm: ES256,
    extensions: [new BasicConstraintsExtension(false), ...(named ? [new Extension(MODEL, false, bytes)] : [])],
    ...dates,
  })
  const privateKey = await subtle.exportKey('jwk', model.privateKey)
  return { aaguid, root: base64(root), certificate: base64(certificate), privateKey }
}

/** The setting of a portal that trusts these models. */
export const modelSettings = (...models: readonly DemoModel[]): string =>
  JSON.stringify(models.map(({ aaguid, root }) => ({ aaguid, name: 'Izvor demo key', roots: [root] })))
