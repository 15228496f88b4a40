// Tokens under each algorithm that a card may use, and the signing certificates of format 1.1.
import { describe, it } from 'vitest'
import { issueCard, newSerial, type DemoPerson } from '../../../cli/demo/authority.ts'
import { certifyCard, type CardProfile } from '../../../workers/engines/identity/card-authority.ts'
import { authenticate } from '../../../workers/engines/identity/software-card.ts'
import { readToken, validateToken } from '../../../workers/engines/identity/token.ts'
import {
  cardAlgorithm,
  signatureParameters,
  signedBytes,
  type CardToken,
} from '../../../workers/engines/identity/web-eid.ts'
import { err } from '../../../workers/kernel/result.ts'
import { attack } from '../../support/attacks.ts'
import { MARIA, revocationBy, testAuthority } from '../../support/cards.ts'
import { unwrap } from '../../support/result.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const ORIGIN = 'https://izvor.example'
const NONCE = Buffer.alloc(32, 7).toString('base64')
const GEORGI = { ...MARIA, personalNumber: '7523169263', givenName: 'Георги', familyName: 'Петров' }

const { authority, issuers } = await testAuthority(NOW)
const stranger = await testAuthority(NOW)
const context = { origin: ORIGIN, nonce: NONCE, issuers, revocation: revocationBy(), now: NOW }

const life = { notBefore: NOW - 1000, notAfter: NOW + 1_000_000_000 }

/** A card whose key is none of a software card's: of any algorithm, and of any strength. */
async function token(name: string, key: { readonly curve?: string; readonly bits?: number } = {}): Promise<CardToken> {
  const algorithm = cardAlgorithm(name)
  if (algorithm === undefined) throw new Error(name)
  const made = (await crypto.subtle.generateKey(
    algorithm.name === 'ECDSA'
      ? { name: 'ECDSA', namedCurve: key.curve ?? algorithm.curve ?? '' }
      : {
          name: algorithm.name,
          hash: algorithm.hash,
          modulusLength: key.bits ?? 2048,
          publicExponent: new Uint8Array([1, 0, 1]),
        },
    true,
    ['sign', 'verify'],
  )) as { readonly publicKey: CryptoKey; readonly privateKey: CryptoKey }
  const publicKey = new Uint8Array((await crypto.subtle.exportKey('spki', made.publicKey)) as ArrayBuffer)
  const signed = signedBytes(algorithm.hash, ORIGIN, NONCE)
  const signature = await crypto.subtle.sign(signatureParameters(algorithm), made.privateKey, signed)
  return {
    unverifiedCertificate: await certifyCard(authority.issuing, MARIA, { publicKey, serial: newSerial(), life }),
    algorithm: name,
    signature: Buffer.from(signature).toString('base64'),
    format: 'web-eid:1.0',
  }
}

const NAMES = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512']

describe.for(NAMES)('a token under %s', async (name) => {
  const good = await token(name)

  it('proves who its holder is', async ({ expect }) => {
    const { holder } = unwrap(await validateToken(unwrap(readToken(JSON.stringify(good))), context))
    expect(holder.number).toBe(MARIA.personalNumber)
  })

  it('is no token under any other', async ({ expect }) => {
    const answers = await Promise.all(
      NAMES.filter((other) => other !== name).map((algorithm) => validateToken({ ...good, algorithm }, context)),
    )
    const codes = answers.map((answer) => (answer.ok ? 'believed' : answer.error))
    // A curve has its one algorithm; an RSA key verifies under any of its own, and the signature does not hold.
    const [mismatched, invalid] = name.startsWith('ES') ? [8, 0] : [3, 5]
    expect(codes.filter((code) => code === 'algorithm-key-mismatch')).toHaveLength(mismatched)
    expect(codes.filter((code) => code === 'signature-invalid')).toHaveLength(invalid)
  })
})

describe('a key that is too weak for its algorithm', () => {
  it.for([
    ['RS256', { bits: 1024 }],
    ['PS256', { bits: 1024 }],
    ['ES256', { curve: 'P-384' }],
    ['ES512', { curve: 'P-256' }],
  ] as const)('%s with %o is refused', async ([name, key], { expect }) => {
    expect(await validateToken(await token(name, key), context)).toEqual({
      ok: false,
      error: 'algorithm-key-mismatch',
    })
  })
})

describe('a token of format 1.1', async () => {
  const card = await issueCard(authority, MARIA, NOW)
  const signs: CardProfile = { usage: 'nonRepudiation', extendedUses: null }
  const signing = async (person: DemoPerson = MARIA, profile = signs, by = authority, at = NOW) =>
    (await issueCard(by, person, at, profile)).certificate
  const withCertificates = async (...certificates: readonly string[]) => ({
    ...(await authenticate(card, ORIGIN, NONCE)),
    format: 'web-eid:1.1',
    unverifiedSigningCertificates: certificates.map((certificate) => ({ certificate })),
  })
  const read = (sent: object) => readToken(JSON.stringify(sent))

  it('keeps what the card signs with, in the first edition’s form and in the later', async ({ expect }) => {
    const certificate = await signing()
    const first = {
      ...(await authenticate(card, ORIGIN, NONCE)),
      format: 'web-eid:1.1',
      unverifiedSigningCertificate: certificate,
      supportedSignatureAlgorithms: [{ cryptoAlgorithm: 'ECC', hashFunction: 'SHA-256', paddingScheme: 'NONE' }],
    }
    for (const sent of [first, await withCertificates(certificate)]) {
      const { evidence } = unwrap(await validateToken(unwrap(read(sent)), context))
      expect(evidence.signing).toEqual([
        {
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/u),
          serial: expect.any(String),
          notAfter: expect.any(Number),
          status: 'no-responder',
        },
      ])
      expect(evidence.signing?.[0]?.fingerprint).not.toBe(evidence.fingerprint)
    }
  })

  it.for<[attack: string, code: string, sent: () => Promise<object>]>([
    ['without one', 'signing-certificate-missing', async () => withCertificates()],
    ['with more than two', 'token-malformed', async () => withCertificates('AAAA', 'AAAA', 'AAAA')],
    [
      'one in a token of 1.0',
      'token-malformed',
      async () => ({ ...(await withCertificates('AAAA')), format: 'web-eid:1.0' }),
    ],
  ])('%s: %s', async ([, code, sent], { expect }) => {
    expect(read(await sent())).toEqual({ ok: false, error: code })
  })

  it.for<[attack: string, code: string, certificate: () => Promise<string>]>([
    [...attack('signing certificate', 'of another person'), () => signing(GEORGI)],
    ['for logging in', 'signing-key-usage-wrong', () => signing(MARIA, {})],
    ['of another authority', 'issuer-untrusted', () => signing(MARIA, signs, stranger.authority)],
    ['of tomorrow', 'certificate-not-yet-valid', () => signing(MARIA, signs, authority, NOW + 120_000)],
    ['expired', 'certificate-expired', () => signing(MARIA, { ...signs, notAfter: NOW - 1000 } as CardProfile)],
    ['of another policy', 'policy-forbidden', () => signing(MARIA, { ...signs, policies: ['2.999.1'] })],
    ['that is none', 'certificate-malformed', async () => 'AAAA'],
    ['the authority’s own', 'signing-key-usage-wrong', async () => authority.issuing.certificate],
  ])('with a signing certificate %s: %s', async ([, code, certificate], { expect }) => {
    const sent = unwrap(read(await withCertificates(await certificate())))
    expect(await validateToken(sent, context)).toMatchObject({ ok: false, error: code })
  })

  it('is refused where the status of the signing certificate cannot be had', async ({ expect }) => {
    const sent = unwrap(read(await withCertificates(await signing(MARIA, { ...signs, responder: authority.address }))))
    const revocation = revocationBy(async () => err('ocsp-timeout'))
    expect(await validateToken(sent, { ...context, revocation })).toEqual({ ok: false, error: 'ocsp-timeout' })
  })

  it('checks each of several', async ({ expect }) => {
    const sent = unwrap(read(await withCertificates(await signing(), await signing(GEORGI))))
    expect(await validateToken(sent, context)).toEqual({ ok: false, error: 'signing-certificate-of-another' })
  })
})
