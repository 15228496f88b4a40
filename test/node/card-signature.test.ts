// Whether a signature by a card holds for whoever has nothing but the file: every way to make one hold that should not.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { CardSignature } from '../../workers/engines/identity/intent.ts'
import { readCertificate } from '../../workers/engines/identity/x509.ts'
import { readSignatureFile } from '../../workers/engines/signature/file.ts'
import { verifySignature } from '../../workers/engines/signature/verify.ts'
import { attack } from '../support/attacks.ts'
import { signedByCard, testCard } from '../support/card-signatures.ts'
import { MARIA, testAuthority } from '../support/cards.ts'
import { flipped, leaves } from '../support/flips.ts'
import { there, unwrap } from '../support/result.ts'
import { intentOf, ORIGIN, SIGNED_AT } from '../support/signatures.ts'

const ours = await testAuthority(SIGNED_AT)
const stranger = await testAuthority(SIGNED_AT)
const { issuers: authorities } = ours
const card = await testCard(ours)
const good = await signedByCard(ours, card)

const verdict = async (signature: CardSignature, trusted: Parameters<typeof verifySignature>[1] = { authorities }) => {
  const answer = await verifySignature(signature, trusted)
  return answer.ok ? 'holds' : answer.error
}
const edited = (changes: Partial<CardSignature['intent']>) => async () => ({ ...good, intent: intentOf(changes) })

describe('a signature by a card', () => {
  it('says who signed what, when, and how surely that is known', async ({ expect }) => {
    const { fingerprint } = unwrap(readCertificate(there(card.signing).certificate))
    expect(await verifySignature(good, { authorities, document: 'ab'.repeat(32) })).toMatchObject({
      ok: true,
      value: {
        kind: 'card',
        intent: intentOf(),
        origin: ORIGIN,
        holder: { country: 'BG', number: MARIA.personalNumber, familyName: MARIA.familyName },
        certificate: { fingerprint, kind: 'demo' },
        witnessedAt: SIGNED_AT + 1000,
      },
    })
    expect(unwrap(readSignatureFile(JSON.stringify(good))).signatures).toEqual([good])
  })

  it.for(['P-256', 'P-384', 'P-521'] as const)('holds with a key on %s', async (curve, { expect }) => {
    expect(await verdict(await signedByCard(ours, await testCard(ours, { curve })))).toBe('holds')
  })

  it.for<[attack: string, code: string, signature: () => Promise<CardSignature>]>([
    [...attack('card signature', 'the intent edited'), edited({ documents: ['cd'.repeat(32)] })],
    ['the act exchanged', 'signature-invalid', edited({ act: 'vehicles.scrap' })],
    ['the time moved', 'signature-invalid', edited({ time: SIGNED_AT + 1 })],
    ['the person exchanged', 'signature-invalid', edited({ person: 'z'.repeat(26) })],
    ['taken to another site', 'signature-invalid', async () => ({ ...good, origin: 'https://evil.example' })],
    [
      ...attack('card signature', 'by the certificate that logs in'),
      async () => signedByCard(ours, { ...card, signing: card }),
    ],
    [
      ...attack('card signature', 'by a card of a foreign authority'),
      async () => signedByCard(stranger, await testCard(stranger)),
    ],
    [
      'of a foreign authority, passed off as ours',
      'issuer-untrusted',
      async () => ({ ...(await signedByCard(stranger, await testCard(stranger))), authority: good.authority }),
    ],
    [
      ...attack('card signature', 'by a card that was revoked'),
      () => signedByCard(ours, card, { known: { status: 'revoked', at: SIGNED_AT, onHold: false } }),
    ],
    [
      'by a card that is suspended',
      'certificate-suspended',
      () => signedByCard(ours, card, { known: { status: 'revoked', at: SIGNED_AT, onHold: true } }),
    ],
    [
      'by a card that nobody knows',
      'certificate-unknown',
      () => signedByCard(ours, card, { known: { status: 'unknown' } }),
    ],
    [
      ...attack('card signature', 'with a confirmation of another signature'),
      () => signedByCard(ours, card, { nonce: new Uint8Array(32) }),
    ],
    [
      'with a confirmation from before it',
      'ocsp-stale',
      () => signedByCard(ours, card, { askedAt: SIGNED_AT - 121_000 }),
    ],
    [
      'with a confirmation from long after it',
      'ocsp-from-the-future',
      () => signedByCard(ours, card, { askedAt: SIGNED_AT + 901_000 }),
    ],
    [
      'with a confirmation of another card',
      'ocsp-other-certificate',
      async () => ({ ...good, status: (await signedByCard(ours, await testCard(ours))).status }),
    ],
    [
      'by a card that is over',
      'certificate-expired',
      async () => signedByCard(ours, await testCard(ours, { notAfter: SIGNED_AT - 1 })),
    ],
    [
      'with another certificate in the place of its own',
      'signature-invalid',
      async () => ({ ...good, certificate: there((await testCard(ours)).signing).certificate }),
    ],
    ['with an algorithm of another curve', 'algorithm-key-mismatch', async () => ({ ...good, algorithm: 'ES384' })],
    ['with no algorithm', 'algorithm-unsupported', async () => ({ ...good, algorithm: 'none' })],
    ['in another alphabet', 'card-signature-malformed', async () => ({ ...good, signature: '-_-_' })],
    ['with a card as the authority', 'issuer-untrusted', async () => ({ ...good, authority: card.certificate })],
  ])('%s: %s', async ([, code, signature], { expect }) => {
    expect(await verdict(await signature())).toBe(code)
  })

  it('of a stranger holds in itself, and not against the authorities that one knows', async ({ expect }) => {
    const foreign = await signedByCard(stranger, await testCard(stranger))
    expect(await verdict(foreign, {})).toBe('holds')
    expect(await verdict(foreign)).toBe('issuer-untrusted')
    expect(await verdict(good, { authorities, document: 'cd'.repeat(32) })).toBe('document-differs')
  })

  it('with any one bit flipped is refused; of the responder’s envelope, at least says nothing else', async ({
    expect,
  }) => {
    const places = [...leaves(good)]
    const said = await verifySignature(good, { authorities })
    expect(places.length).toBeGreaterThan(10)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.nat(), fc.nat(6), async (path, at, bit) => {
        const read = readSignatureFile(JSON.stringify(flipped(good, path, at, bit)))
        const [signature] = read.ok ? read.value.signatures : []
        const answer = signature === undefined ? read : await verifySignature(signature, { authorities })
        // The wrapping of an answer is not signed (RFC 6960, 4.2.1), and its reader takes it in more than one form.
        if (path[0] === 'status' && answer.ok) expect(answer).toEqual(said)
        else expect({ path, at, bit, holds: answer.ok }).toEqual({ path, at, bit, holds: false })
      }),
      { numRuns: 100 },
    )
  })

  it.for<[what: string, changes: object]>([
    ['a field too many', { note: 'x' }],
    ['no certificate', { certificate: undefined }],
    ['an answer of a megabyte', { status: 'A'.repeat(1_000_000) }],
    ['an origin with a path', { origin: `${ORIGIN}/x` }],
    ['an intent of nothing', { intent: {} }],
  ])('with %s is no file of ours', ([, changes], { expect }) => {
    const text = JSON.stringify({ ...good, ...changes })
    expect(readSignatureFile(text)).toMatchObject({ ok: false, error: 'signature-file-invalid' })
  })
})
