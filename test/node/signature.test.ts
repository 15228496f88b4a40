// Whether a signature holds for whoever has nothing but the file: every way to make one hold that should not.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { readSignatureFile } from '../../workers/engines/signature/file.ts'
import type { SignatureBundle } from '../../workers/engines/identity/intent.ts'
import {
  answered,
  bindingOf,
  BOUND_AT,
  intentOf,
  madePasskey,
  NUMBER,
  ORIGIN,
  PERSON,
  SIGNED_AT,
  signedBy,
} from '../support/signatures.ts'
import { attack } from '../support/attacks.ts'
import type { Cheats } from '../support/authenticator.ts'
import { flipped, leaves } from '../support/flips.ts'
import { unwrap } from '../support/result.ts'

const maria = await madePasskey()
const good = await signedBy(maria)
const verdict = async (signature: SignatureBundle, trusted?: Parameters<typeof verifySignature>[1]) => {
  const answer = await verifySignature(signature, trusted)
  return answer.ok ? 'holds' : answer.error
}

describe('a signature', () => {
  it('says who signed what, when, and how surely that is known', async ({ expect }) => {
    const pinned = good.binding.verifierKey
    expect(await verifySignature(good, { pinned, document: 'ab'.repeat(32) })).toEqual({
      ok: true,
      value: {
        kind: 'passkey',
        intent: intentOf(),
        origin: ORIGIN,
        key: good.binding.record,
        level: 'substantial',
        deviceBound: false,
        boundBy: 'card',
        boundAt: BOUND_AT,
        log: { name: 'izvor.example/registers/credentials/log', verifierKey: pinned, size: 3 },
      },
    })
  })

  it('by a key that lives on one device alone says so', async ({ expect }) => {
    const key = await madePasskey({ synced: false })
    expect(unwrap(await verifySignature(await signedBy(key)))).toMatchObject({ deviceBound: true })
  })

  it.for<[attack: string, code: string, cheats: Cheats]>([
    ['made on another site', 'answer-foreign-origin', { origin: 'https://evil.example' }],
    ['made in another’s frame', 'answer-cross-origin', { crossOrigin: true }],
    ['made under another’s page', 'answer-cross-origin', { topOrigin: 'https://evil.example' }],
    ['made as a registration', 'answer-wrong-type', { type: 'webauthn.create' }],
    ['for another relying party', 'relying-party-mismatch', { rpId: 'evil.example' }],
    ['with nobody there', 'user-not-present', { present: false }],
    ['with nobody verified', 'user-not-verified', { verified: false }],
    ['by a key that changed its kind', 'backup-eligibility-changed', { eligible: false, backedUp: false }],
    [...attack('signature', 'a login passed off as one'), { challenge: Buffer.alloc(32, 4).toString('base64url') }],
  ])('%s: %s', async ([, code, cheats], { expect }) => {
    expect(await verdict(await signedBy(maria, { cheats }))).toBe(code)
  })

  it.for<[attack: string, code: string, signature: () => Promise<SignatureBundle>]>([
    [...attack('signature', 'the document exchanged'), edited({ documents: ['cd'.repeat(32)] })],
    ['a document added', 'challenge-mismatch', edited({ documents: ['ab'.repeat(32), 'cd'.repeat(32)] })],
    ['the act exchanged', 'challenge-mismatch', edited({ act: 'vehicles.scrap' })],
    ['the time moved', 'challenge-mismatch', edited({ time: SIGNED_AT + 1 })],
    ['a mandate added', 'challenge-mismatch', edited({ mandate: { id: 'm', version: 1 } })],
    ['the person exchanged', 'binding-of-another', edited({ person: 'z'.repeat(26) })],
    ['the time moved before the binding', 'binding-later', edited({ time: BOUND_AT - 1 })],
    ['the binding of another person', 'binding-of-another', () => signedBy(maria, { person: 'z'.repeat(26) })],
    [
      'the binding of another key',
      'binding-of-another',
      async () => ({ ...good, binding: (await signedBy(await madePasskey())).binding }),
    ],
    [
      'another’s key behind the same number',
      'signature-invalid',
      async () => ({
        ...good,
        assertion: {
          ...(await signedBy(await madePasskey())).assertion,
          id: good.assertion.id,
        },
      }),
    ],
    ['a key bound after the signature', 'binding-later', () => signedBy(maria, { at: SIGNED_AT + 1 })],
    ['a key that no card vouched for', 'binding-too-weak', () => signedBy(maria, { changes: { level: 'low' } })],
    ['a binding that tells not whose', 'binding-undisclosed', () => signedBy(maria, { shown: [] })],
    [
      'a binding in the log of another portal',
      'log-foreign',
      async () => ({ ...good, binding: await bindingOf(maria.passkey, { origin: 'https://evil.example' }) }),
    ],
    [
      'a key of a kind that we never asked for',
      'key-unsupported',
      () => signedBy(maria, { changes: { publicKey: 'AAAA' } }),
    ],
  ])('%s: %s', async ([, code, signature], { expect }) => {
    expect(await verdict(await signature())).toBe(code)
  })

  it('with the log of a stranger holds in itself, and not against a key that one has from elsewhere', async ({
    expect,
  }) => {
    const forged = await signedBy(maria, { seed: 9 })
    expect(await verdict(forged)).toBe('holds')
    expect(await verdict(forged, { pinned: good.binding.verifierKey })).toBe('verifier-key-differs')
  })

  it('is of the document that it is of', async ({ expect }) => {
    expect(await verdict(good, { document: 'cd'.repeat(32) })).toBe('document-differs')
  })

  it('by a key of another algorithm holds too', async ({ expect }) => {
    for (const cose of await otherKeys()) {
      const intent = intentOf()
      const signature = await signedBy(maria, { changes: { publicKey: cose.publicKey }, intent })
      const { clientDataJSON, authenticatorData } = signature.assertion.response
      const signed = Buffer.concat([
        Buffer.from(authenticatorData, 'base64url'),
        new Uint8Array(await crypto.subtle.digest('SHA-256', Buffer.from(clientDataJSON, 'base64url'))),
      ])
      const made = Buffer.from(await cose.sign(signed)).toString('base64url')
      const response = { ...signature.assertion.response, signature: made }
      expect(await verdict({ ...signature, assertion: { ...signature.assertion, response } })).toBe('holds')
    }
  })
})

function edited(changes: Partial<SignatureBundle['intent']>) {
  return async (): Promise<SignatureBundle> => ({ ...good, intent: { ...good.intent, ...changes } })
}

/** Ed25519 and RS256, as a device writes their keys. */
async function otherKeys() {
  const ed = (await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])) as CryptoKeyPair
  const edJwk = (await crypto.subtle.exportKey('jwk', ed.publicKey)) as JsonWebKey
  const rsaKind = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
  }
  const rsa = (await crypto.subtle.generateKey(rsaKind, true, ['sign', 'verify'])) as CryptoKeyPair
  const rsaJwk = (await crypto.subtle.exportKey('jwk', rsa.publicKey)) as JsonWebKey
  const bytes = (text = '') => Buffer.from(text, 'base64url')
  const edCose = Buffer.concat([Buffer.from([0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32]), bytes(edJwk.x)])
  const rsaCose = Buffer.concat([
    Buffer.from([0xa4, 1, 3, 3, 0x39, 1, 0, 0x20, 0x59, 1, 0]),
    bytes(rsaJwk.n),
    Buffer.from([0x21, 0x43]),
    bytes(rsaJwk.e),
  ])
  return [
    {
      publicKey: edCose.toString('base64url'),
      sign: (data: Uint8Array<ArrayBuffer>) => crypto.subtle.sign('Ed25519', ed.privateKey, data),
    },
    {
      publicKey: rsaCose.toString('base64url'),
      sign: (data: Uint8Array<ArrayBuffer>) => crypto.subtle.sign('RSASSA-PKCS1-v1_5', rsa.privateKey, data),
    },
  ]
}

describe('a file of signatures', () => {
  const text = JSON.stringify(good)

  it('is read in each form that the portal hands out', ({ expect }) => {
    expect(unwrap(readSignatureFile(text)).signatures).toEqual([good])
    const document = '{"format":"izvor-application-v1"}'
    const both = unwrap(readSignatureFile(JSON.stringify({ document, signatures: [good, good] })))
    expect(both.document?.text).toBe(document)
    expect(both.signatures).toHaveLength(2)
    expect(unwrap(readSignatureFile(JSON.stringify({ document, signature: good }))).signatures).toEqual([good])
    const named = { format: 'izvor-signed-v1', document: { name: 'Договор.pdf', sha256: 'ab'.repeat(32) } }
    expect(unwrap(readSignatureFile(JSON.stringify({ ...named, signatures: [good] }))).document).toEqual(named.document)
  })

  it.for<[what: string, code: string, text: string]>([
    ['no JSON', 'signature-file-invalid', 'подпис'],
    ['nothing', 'signature-file-invalid', ''],
    ['a list', 'signature-file-invalid', '[]'],
    ['null', 'signature-file-invalid', 'null'],
    ['an extract of a record', 'signature-file-invalid', JSON.stringify(good.binding)],
    ['a signature of an older form', 'signature-outdated', JSON.stringify({ ...good, format: 'izvor-signature-v1' })],
    ['no signatures', 'signature-file-empty', JSON.stringify({ document: 'x', signatures: [] })],
    [
      'more signatures than people',
      'signature-file-too-large',
      JSON.stringify({ document: 'x', signatures: Array.from({ length: 101 }, () => good) }),
    ],
    ['a field too many', 'signature-file-invalid', JSON.stringify({ ...good, note: 'x' })],
    ['no binding', 'signature-file-invalid', JSON.stringify({ ...good, binding: undefined })],
    ['an origin with a path', 'signature-file-invalid', JSON.stringify({ ...good, origin: `${ORIGIN}/x` })],
    ['an origin that is no address', 'signature-file-invalid', JSON.stringify({ ...good, origin: 'https://[' })],
    ['half a character', 'signature-file-invalid', JSON.stringify({ document: '\ud800', signature: good })],
    ['a time of no date', 'signature-file-invalid', JSON.stringify({ ...good, intent: intentOf({ time: 9e15 }) })],
  ])('that is %s: %s', ([, code, hostile], { expect }) => {
    expect(readSignatureFile(hostile)).toMatchObject({ ok: false, error: code })
  })

  it('of a hundred megabytes is not read', ({ expect }) => {
    expect(readSignatureFile(' '.repeat(100_000_000))).toMatchObject({ ok: false, error: 'signature-file-too-large' })
  })

  it('never throws, whatever it says', ({ expect }) => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(readSignatureFile(json).ok).toBe(false)
      }),
    )
  })

  it('with any one bit of a text or number flipped is refused', async ({ expect }) => {
    const places = [...leaves(good)]
    expect(places.length).toBeGreaterThan(30)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.nat(), fc.nat(6), async (path, at, bit) => {
        const changed = flipped(good, path, at, bit)
        const read = readSignatureFile(JSON.stringify(changed))
        const pinned = good.binding.verifierKey
        const answer = read.ok ? await verifySignature(read.value.signatures[0] as SignatureBundle, { pinned }) : read
        expect({ path, holds: answer.ok }).toEqual({ path, holds: false })
      }),
      { numRuns: 2000 },
    )
  })
})

it('a signature says nothing but the id of its signer', async ({ expect }) => {
  expect(JSON.stringify(good)).not.toContain(NUMBER)
  expect(JSON.stringify(good)).toContain(PERSON)
  expect(answered(await maria.device.get({ challenge: 'AAAA' })).response).not.toHaveProperty('userHandle')
})
