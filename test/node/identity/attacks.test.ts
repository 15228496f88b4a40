// What an attacker tries with nonces, tokens, passkeys and signatures, and the code that each attempt gets.
import { describe, it } from 'vitest'
import { issueCard } from '../../../cli/demo/authority.ts'
import { CHALLENGE_MS, mayAnswer, type Challenge } from '../../../workers/engines/identity/challenge.ts'
import { makeHandle, personOfHandle } from '../../../workers/engines/identity/handle.ts'
import { intentChallenge } from '../../../workers/engines/identity/intent.ts'
import { registrationOptions } from '../../../workers/engines/identity/options.ts'
import { readAssertion, readRegistration } from '../../../workers/engines/identity/answer.ts'
import { verifyAssertion, verifyRegistration, type Expected } from '../../../workers/engines/identity/passkey.ts'
import { authenticate } from '../../../workers/engines/identity/software-card.ts'
import { readToken, validateToken } from '../../../workers/engines/identity/token.ts'
import { attack } from '../../support/attacks.ts'
import { softwareAuthenticator, type Cheats } from '../../support/authenticator.ts'
import { MARIA, revocationBy, testAuthority } from '../../support/cards.ts'
import { unwrap } from '../../support/result.ts'
import { intentOf } from '../../support/signatures.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const YEAR = 365 * 24 * 3_600_000
const ORIGIN = 'https://izvor.example'
const NONCE = Buffer.alloc(32, 7).toString('base64')
const KEY = new Uint8Array(32).fill(3)
const PERSON = 'abcdefghijklmnopqrstuvwxyz'

describe('a challenge', () => {
  const fresh: Challenge = { ceremony: 'card', issuedAt: NOW, usedAt: null }
  it.for<[attack: string, code: string, challenge: Challenge | undefined, now?: number]>([
    ['made up, or of another pre-session', 'challenge-unknown', undefined],
    ['of another ceremony', 'challenge-unknown', { ...fresh, ceremony: 'registration' }],
    [...attack('nonce', 'used before'), { ...fresh, usedAt: NOW }],
    [...attack('nonce', 'after five minutes and a second'), fresh, NOW + CHALLENGE_MS + 1000],
  ])('%s: %s', ([, code, challenge, now = NOW], { expect }) => {
    expect(mayAnswer(challenge, 'card', now)).toEqual({ ok: false, error: code })
  })

  it('is answered until its last millisecond', ({ expect }) => {
    expect(mayAnswer(fresh, 'card', NOW + CHALLENGE_MS).ok).toBe(true)
  })
})

describe('a token', async () => {
  const { authority, issuers } = await testAuthority(NOW)
  const card = await issueCard(authority, MARIA, NOW)
  const stranger = await testAuthority(NOW)
  const context = { origin: ORIGIN, nonce: NONCE, issuers, revocation: revocationBy(), now: NOW }
  const good = await authenticate(card, ORIGIN, NONCE)
  const issue = (options: Parameters<typeof issueCard>[3]) => issueCard(authority, MARIA, NOW, options)

  it.for<[attack: string, code: string, text: string]>([
    ['empty', 'token-too-short', '{}'],
    [...attack('token', 'oversize'), JSON.stringify({ ...good, padding: 'x'.repeat(10_000) })],
    ['no JSON', 'token-malformed', 'x'.repeat(200)],
    ['a field missing', 'token-malformed', JSON.stringify({ ...good, signature: undefined })],
    ['signature in base64url', 'token-malformed', JSON.stringify({ ...good, signature: '-_'.repeat(43) })],
    [...attack('token', 'format 10.0'), JSON.stringify({ ...good, format: 'web-eid:10.0' })],
    [...attack('token', 'format 1.00'), JSON.stringify({ ...good, format: 'web-eid:1.00' })],
    ['format 1', 'token-format-unsupported', JSON.stringify({ ...good, format: 'web-eid:1' })],
    ['format 2.0', 'token-format-unsupported', JSON.stringify({ ...good, format: 'web-eid:2.0' })],
  ])('%s: %s', ([, code, text], { expect }) => {
    expect(readToken(text)).toEqual({ ok: false, error: code })
  })

  it.for<[attack: string, code: string, token: () => Promise<typeof good>, changes?: object]>([
    ['of another nonce', 'signature-invalid', () => authenticate(card, ORIGIN, Buffer.alloc(32, 8).toString('base64'))],
    ['of another origin', 'signature-invalid', () => authenticate(card, 'https://izvor.example.evil', NONCE)],
    [...attack('token', 'of an origin with a trailing slash'), () => authenticate(card, `${ORIGIN}/`, NONCE)],
    ['signed by another card', 'signature-invalid', async () => ({ ...good, ...(await another(issue({}))) })],
    [...attack('token', 'algorithm of another curve'), async () => ({ ...good, algorithm: 'ES384' })],
    [...attack('token', 'RSA with a key on a curve'), async () => ({ ...good, algorithm: 'RS256' })],
    ['algorithm none', 'algorithm-unsupported', async () => ({ ...good, algorithm: 'none' })],
    ['algorithm constructor', 'algorithm-unsupported', async () => ({ ...good, algorithm: 'constructor' })],
    ['no certificate', 'certificate-malformed', async () => ({ ...good, unverifiedCertificate: 'AAAA' })],
    [
      'certificate as PEM',
      'certificate-malformed',
      async () => ({ ...good, unverifiedCertificate: pem(good.unverifiedCertificate) }),
    ],
    [
      'bytes behind the certificate',
      'certificate-malformed',
      async () => ({ ...good, unverifiedCertificate: behind(good.unverifiedCertificate) }),
    ],
    [
      ...attack('token', 'card of a foreign authority'),
      async () => authenticate(await issueCard(stranger.authority, MARIA, NOW), ORIGIN, NONCE),
    ],
    [
      'the authority itself as a card',
      'key-usage-wrong',
      async () => ({ ...good, unverifiedCertificate: authority.issuing.certificate }),
    ],
    ['card expired', 'certificate-expired', () => tokenOf(issue({ notAfter: NOW - 1 }))],
    ['card of tomorrow', 'certificate-not-yet-valid', () => tokenOf(issue({ notBefore: NOW + 1000 }))],
    [
      'authority expired',
      'issuer-expired',
      () => tokenOf(issue({ notAfter: NOW + 40 * YEAR })),
      { now: NOW + 30 * YEAR },
    ],
    [...attack('token', 'a signing certificate'), () => tokenOf(issue({ usage: 'nonRepudiation' }))],
    [...attack('token', 'a certificate of a server'), () => tokenOf(issue({ extendedUses: ['1.3.6.1.5.5.7.3.1'] }))],
    ['without the policy of its authority', 'policy-forbidden', () => tokenOf(issue({ policies: ['2.999.1'] }))],
    [
      'a forbidden policy beside it',
      'policy-forbidden',
      () => tokenOf(issue({ policies: ['2.999.359.1.1', '1.3.6.1.4.1.10015.1.3'] })),
    ],
  ])('%s: %s', async ([, code, token, changes], { expect }) => {
    expect(await validateToken(await token(), { ...context, ...changes })).toMatchObject({ ok: false, error: code })
  })

  async function another(made: ReturnType<typeof issue>) {
    const { signature } = await authenticate(await made, ORIGIN, NONCE)
    return { signature }
  }
  const tokenOf = async (made: ReturnType<typeof issue>) => authenticate(await made, ORIGIN, NONCE)
  const pem = (base64: string) => `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----`
  const behind = (base64: string) => Buffer.concat([Buffer.from(base64, 'base64'), Buffer.alloc(6)]).toString('base64')
})

describe('a passkey', async () => {
  const handle = makeHandle(KEY, PERSON, (bytes) => new Uint8Array(bytes).fill(9))
  const expected: Expected = { challenge: Buffer.alloc(32, 1).toString('base64url'), origin: ORIGIN }
  const options = registrationOptions('izvor.example', {
    challenge: expected.challenge,
    handle,
    name: 'Мария Иванова',
    known: [],
  })
  const synced = softwareAuthenticator(ORIGIN)
  const bound = softwareAuthenticator(ORIGIN, { synced: false })
  const passkey = unwrap(await verifyRegistration(unwrap(readRegistration(await synced.create(options))), expected))
  const deviceBound = unwrap(await verifyRegistration(unwrap(readRegistration(await bound.create(options))), expected))
  const answer = (text: string, known = passkey, handleRequired = true) =>
    verifyAssertion(unwrap(readAssertion(text)), known, { ...expected, handle, handleRequired })

  it('logs its person in, synced or not', async ({ expect }) => {
    expect(passkey).toMatchObject({ backupEligible: true, backedUp: true, counter: 0, transports: ['internal'] })
    expect(deviceBound).toMatchObject({ backupEligible: false, backedUp: false, counter: 1 })
    expect(await answer(await synced.get(expected))).toEqual({ ok: true, value: { counter: 0, backedUp: true } })
    expect(await answer(await bound.get(expected), deviceBound)).toEqual({
      ok: true,
      value: { counter: 2, backedUp: false },
    })
  })

  it('leads to its person by its handle', ({ expect }) => {
    expect(personOfHandle(KEY, handle)).toBe(PERSON)
    expect(Buffer.from(handle, 'base64url').length).toBeLessThanOrEqual(64)
    // The last character has four bits that stand for nothing: another text of the same bytes is no handle.
    const twin = handle.replace(/.$/u, (last) => String.fromCharCode(last.charCodeAt(0) + 1))
    expect(Buffer.from(twin, 'base64url')).toEqual(Buffer.from(handle, 'base64url'))
    for (const wrong of ['', 'x'.repeat(78), handle.slice(1), `${handle}A`, twin])
      expect(personOfHandle(KEY, wrong)).toBeNull()
  })

  it('leads nowhere by a handle with any one bit changed, or sealed by another key', ({ expect }) => {
    const bytes = Buffer.from(handle, 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const bent = Buffer.from(bytes)
      bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(personOfHandle(KEY, bent.toString('base64url'))).toBeNull()
    }
    expect(personOfHandle(new Uint8Array(32).fill(4), handle)).toBeNull()
  })

  it.for<[attack: string, code: string, cheats: Cheats]>([
    ['a page of another origin', 'answer-foreign-origin', { origin: 'https://izvor.example.evil' }],
    ['another port of the host', 'answer-foreign-origin', { origin: `${ORIGIN}:8443` }],
    [...attack('assertion', 'in a frame of another site'), { crossOrigin: true }],
    ['in a frame, which hides it', 'answer-cross-origin', { topOrigin: 'https://evil.example' }],
    ['another challenge', 'challenge-mismatch', { challenge: Buffer.alloc(32, 2).toString('base64url') }],
    ['a registration as a login', 'answer-wrong-type', { type: 'webauthn.create' }],
    ['another relying party', 'relying-party-mismatch', { rpId: 'evil.example' }],
    [...attack('assertion', 'the id of another passkey'), { id: 'AAAA' }],
    [
      ...attack('assertion', 'the handle of another person'),
      { userHandle: makeHandle(KEY, 'z'.repeat(26), (bytes) => new Uint8Array(bytes)) },
    ],
    ['no handle', 'user-handle-missing', { userHandle: null }],
    ['nobody there', 'user-not-present', { present: false }],
    [...attack('assertion', 'nobody verified'), { verified: false }],
    [...attack('assertion', 'backup eligibility flipped'), { eligible: false, backedUp: false }],
    ['backed up, and not eligible', 'backup-state-invalid', { eligible: false, backedUp: true }],
  ])('%s: %s', async ([, code, cheats], { expect }) => {
    expect(await answer(await synced.get(expected, cheats))).toMatchObject({ ok: false, error: code })
  })

  it.for([attack('assertion', 'a counter that went back')])('%s: %s', async ([, code], { expect }) => {
    for (const counter of [0, 1])
      expect(await answer(await bound.get(expected, { counter }), deviceBound)).toMatchObject({
        ok: false,
        error: code,
      })
  })

  it('of another key is refused', async ({ expect }) => {
    const text = await bound.get(expected, { id: passkey.id, eligible: true, counter: 5 })
    expect(await answer(text)).toMatchObject({ ok: false, error: 'signature-invalid' })
  })

  it('with n−s in its signature is as valid as its twin: the used challenge refuses it', async ({ expect }) => {
    expect((await answer(await synced.get(expected, { malleate: true }))).ok).toBe(true)
    expect(mayAnswer({ ceremony: 'signature', issuedAt: NOW, usedAt: NOW }, 'signature', NOW)).toMatchObject({
      error: 'challenge-used',
    })
  })

  it.for<[attack: string, code: string, cheats: Cheats]>([
    ['a page of another origin', 'answer-foreign-origin', { origin: 'https://evil.example' }],
    ['in a frame of another site', 'answer-cross-origin', { crossOrigin: true }],
    ['another challenge', 'challenge-mismatch', { challenge: 'AAAA' }],
    ['a login as a registration', 'answer-wrong-type', { type: 'webauthn.get' }],
    ['another relying party', 'relying-party-mismatch', { rpId: 'evil.example' }],
    ['nobody verified', 'user-not-verified', { verified: false }],
    ['an id that is not the key’s', 'credential-mismatch', { id: 'AAAA' }],
    ['backed up, and not eligible', 'backup-state-invalid', { eligible: false, backedUp: true }],
  ])('is not made by %s: %s', async ([, code, cheats], { expect }) => {
    const text = await softwareAuthenticator(ORIGIN).create(options, cheats)
    expect(await verifyRegistration(unwrap(readRegistration(text)), expected)).toMatchObject({ ok: false, error: code })
  })

  it.for(['', 'null', '{}', '[]', '{"id":"A","rawId":"A"}', '{"id":"AAAAA"}', 'x'.repeat(40_000)])(
    'answers with nonsense %#: malformed',
    (text, { expect }) => {
      expect(readAssertion(text)).toEqual({ ok: false, error: 'assertion-malformed' })
      expect(readRegistration(text)).toEqual({ ok: false, error: 'registration-malformed' })
    },
  )

  it.for([attack('signature', 'passed off as a login')])('a signature %s: %s', async ([, code], { expect }) => {
    const signature = await synced.get({ challenge: intentChallenge(intentOf()) })
    expect(await answer(signature)).toMatchObject({ ok: false, error: code })
  })
})
