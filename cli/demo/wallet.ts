// The demo's authority of digital wallets: a root, the issuer of identity cards in wallets, and a verifier of them.
import { webcrypto } from 'node:crypto'
import 'reflect-metadata'
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509'
import type { PrivateJwk } from '../../workers/engines/wallet/jws.ts'
import type { WalletKeyholder, WalletSettings } from '../../workers/engines/wallet/keys.ts'
import { newSerial } from './authority.ts'

const { subtle } = webcrypto

const KEY = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const YEAR_MS = 365 * 24 * 60 * 60 * 1000
const ROOT_YEARS = 20
const LEAF_YEARS = 2

const nameOf = (role: string) =>
  new Name([{ C: ['BG'] }, { O: [{ utf8String: 'Izvor demo' }] }, { CN: [{ utf8String: `Izvor demo ${role}` }] }])

const newKeys = () => subtle.generateKey(KEY, true, ['sign', 'verify'])

/** `host` is the portal's, which the certificates name; `now` in milliseconds: everything is valid from a minute before it. */
export async function makeDemoWallet(host: string, now: number): Promise<WalletSettings> {
  const rootKeys = await newKeys()
  const notBefore = new Date(now - 60_000)
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(),
    name: nameOf('wallet root'),
    keys: rootKeys,
    signingAlgorithm: KEY,
    notBefore,
    notAfter: new Date(now + ROOT_YEARS * YEAR_MS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  })
  const certified = async (role: string): Promise<WalletKeyholder> => {
    const keys = await newKeys()
    const leaf = await X509CertificateGenerator.create({
      serialNumber: newSerial(),
      subject: nameOf(role),
      issuer: root.subjectName,
      publicKey: keys.publicKey,
      signingKey: rootKeys.privateKey,
      signingAlgorithm: KEY,
      notBefore,
      notAfter: new Date(now + LEAF_YEARS * YEAR_MS),
      extensions: [
        new BasicConstraintsExtension(false),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
        await SubjectKeyIdentifierExtension.create(keys.publicKey),
        await AuthorityKeyIdentifierExtension.create(root.publicKey),
      ],
    })
    const { kty, crv, x, y, d } = (await subtle.exportKey('jwk', keys.privateKey)) as PrivateJwk
    return { chain: [Buffer.from(leaf.rawData).toString('base64')], key: { kty, crv, x, y, d } }
  }
  return {
    issuer: await certified('identity cards in wallets'),
    verifier: await certified('verifier'),
    trusted: [Buffer.from(root.rawData).toString('base64')],
  }
}
