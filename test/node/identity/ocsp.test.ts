// The status of a card: what is asked, which answers are believed, and the code that each other answer gets.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { issueCard, makeDemoAuthority, type DemoAuthority } from '../../../cli/demo/authority.ts'
import type { Keyholder } from '../../../workers/engines/identity/card-authority.ts'
import { certificateName } from '../../../workers/engines/identity/ocsp-names.ts'
import {
  failure,
  readQuestion,
  signAnswers,
  type CardStatus,
} from '../../../workers/engines/identity/ocsp-responder.ts'
import { judgeAnswer, ocspRequest, type Asked } from '../../../workers/engines/identity/ocsp.ts'
import { authenticate } from '../../../workers/engines/identity/software-card.ts'
import { validateToken } from '../../../workers/engines/identity/token.ts'
import { readCertificate, type Certificate } from '../../../workers/engines/identity/x509.ts'
import { err, ok } from '../../../workers/kernel/result.ts'
import { attack } from '../../support/attacks.ts'
import { MARIA, revocationBy, testAuthority } from '../../support/cards.ts'
import { unwrap } from '../../support/result.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const MINUTE = 60_000
const ORIGIN = 'https://izvor.example'
const NONCE = Buffer.alloc(32, 7).toString('base64')
const chance = new Uint8Array(32).fill(5)

const { authority, issuers } = await testAuthority(NOW)
const issuer = unwrap(readCertificate(authority.issuing.certificate))
const card = await issueCard(authority, MARIA, NOW, { responder: authority.address })
const certificate = unwrap(readCertificate(card.certificate))
const question = ocspRequest(certificate, issuer, chance)
const good: CardStatus = { status: 'good' }

interface Answer {
  readonly known?: CardStatus
  readonly at?: number
  readonly until?: number
  /** Null leaves it out. */
  readonly nonce?: string | null
  readonly about?: Certificate
  readonly times?: number
  readonly responder?: Keyholder
}

/** What the responder of the authority answers, with whatever a test changes. */
function answer({
  known = good,
  at = NOW,
  until,
  nonce = question.asked.nonce,
  about = certificate,
  times = 1,
  responder = authority.responder,
}: Answer = {}): Promise<Uint8Array> {
  const one = {
    name: certificateName(about.serial, issuer),
    known,
    thisUpdate: at,
    ...(until === undefined ? {} : { nextUpdate: until }),
  }
  return signAnswers(
    Array.from({ length: times }, () => one),
    nonce ?? undefined,
    responder,
    at,
  )
}

const judge = (der: Uint8Array, now = NOW, asked: Asked = question.asked) => judgeAnswer(der, asked, issuer, now)

describe('a question', () => {
  it('names the certificate and its issuer, and carries 32 bytes of chance', ({ expect }) => {
    expect(readQuestion(question.der)).toEqual(ok(question.asked))
    expect(question.asked.name.serial).toBe(certificate.serial.replace(/^0+/u, ''))
    expect(question.asked.nonce).toBe(`0420${'05'.repeat(32)}`)
  })

  it('of any bytes is refused', ({ expect }) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => !readQuestion(bytes).ok))
    expect(readQuestion(new Uint8Array(5000))).toEqual({ ok: false, error: 'ocsp-request-malformed' })
    expect(readQuestion(Buffer.concat([question.der, Buffer.alloc(1)]))).toMatchObject({ ok: false })
  })
})

describe('an answer', async () => {
  const stranger = await makeDemoAuthority(NOW)
  const expired = await makeDemoAuthority(NOW - 30 * 365 * 24 * 60 * MINUTE)
  const other = unwrap(readCertificate((await issueCard(authority, MARIA, NOW)).certificate))

  it('that the card is good is kept as evidence', async ({ expect }) => {
    const der = await answer()
    const { fingerprint } = unwrap(readCertificate(authority.responder.certificate))
    expect(await judge(der)).toEqual(
      ok({ responder: fingerprint, at: NOW, response: Buffer.from(der).toString('base64') }),
    )
  })

  it('is believed where the issuer itself signs it', async ({ expect }) => {
    expect(await judge(await answer({ responder: authority.issuing }))).toMatchObject({
      ok: true,
      value: { responder: issuer.fingerprint },
    })
  })

  it('is believed at the edge of its times', async ({ expect }) => {
    expect((await judge(await answer({ at: NOW - 2 * MINUTE }))).ok).toBe(true)
    expect((await judge(await answer({ at: NOW + 15 * MINUTE }))).ok).toBe(true)
    expect((await judge(await answer({ at: NOW - MINUTE, until: NOW - 1000 }))).ok).toBe(true)
  })

  it.for<[attack: string, code: string, der: () => Promise<Uint8Array> | Uint8Array]>([
    ['revoked', 'certificate-revoked', () => answer({ known: { status: 'revoked', at: NOW, onHold: false } })],
    ['suspended', 'certificate-suspended', () => answer({ known: { status: 'revoked', at: NOW, onHold: true } })],
    [...attack('ocsp', 'unknown to the responder'), () => answer({ known: { status: 'unknown' } })],
    [...attack('ocsp', 'two minutes and a second old'), () => answer({ at: NOW - 2 * MINUTE - 1000 })],
    ['from a clock far ahead', 'ocsp-from-the-future', () => answer({ at: NOW + 15 * MINUTE + 1000 })],
    ['over before it began', 'ocsp-over', () => answer({ until: NOW - 16 * MINUTE })],
    [...attack('ocsp', 'to another question'), () => answer({ nonce: `0420${'06'.repeat(32)}` })],
    [...attack('ocsp', 'to no question'), () => answer({ nonce: null })],
    [...attack('ocsp', 'two answers in one'), () => answer({ times: 2 })],
    ['no answer in it', 'ocsp-not-one-answer', () => answer({ times: 0 })],
    ['about another card', 'ocsp-other-certificate', () => answer({ about: other })],
    [...attack('ocsp', 'of another authority’s responder'), () => answer({ responder: stranger.responder })],
    ['of another authority itself', 'ocsp-responder-untrusted', () => answer({ responder: stranger.issuing })],
    [
      ...attack('ocsp', 'signed by a card of the authority'),
      () => answer({ responder: { certificate: card.certificate, privateKey: card.privateKey } }),
    ],
    [
      'signed by another than it says',
      'ocsp-signature-invalid',
      () => answer({ responder: { ...authority.responder, privateKey: stranger.responder.privateKey } }),
    ],
    ['changed on its way', 'ocsp-signature-invalid', async () => changed(await answer())],
    ['nobody may be asked', 'ocsp-unauthorized', () => failure('unauthorized')],
    ['later, please', 'ocsp-try-later', () => failure('try-later')],
    ['an error of its own', 'ocsp-internal-error', () => failure('internal-error')],
    ['the question was malformed', 'ocsp-request-malformed', () => failure('malformed-request')],
    ['the question must be signed', 'ocsp-signature-required', () => failure('signature-required')],
    ['a status that is none', 'ocsp-malformed', () => new Uint8Array([0x30, 3, 0x0a, 1, 4])],
    ['a success and nothing else', 'ocsp-malformed', () => new Uint8Array([0x30, 3, 0x0a, 1, 0])],
    ['bytes behind it', 'ocsp-malformed', async () => Buffer.concat([await answer(), Buffer.alloc(1)])],
    ['a page of HTML', 'ocsp-malformed', () => Buffer.from('<!doctype html><title>Sign in to the network</title>')],
    ['empty', 'ocsp-malformed', () => new Uint8Array()],
    ['oversize', 'ocsp-too-large', () => new Uint8Array(10_001)],
  ])('%s: %s', async ([, code, der], { expect }) => {
    expect(await judge(await der())).toMatchObject({ ok: false, error: code })
  })

  it('of a responder whose certificate is over is refused', async ({ expect }) => {
    const old = unwrap(readCertificate(expired.issuing.certificate))
    const asked = { ...question.asked, name: certificateName(certificate.serial, old) }
    const der = await signAnswers(
      [{ name: asked.name, known: good, thisUpdate: NOW }],
      asked.nonce,
      expired.responder,
      NOW,
    )
    expect(await judgeAnswer(der, asked, old, NOW)).toEqual({ ok: false, error: 'ocsp-responder-expired' })
  })

  it('of any bytes is refused', async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        expect((await judge(bytes)).ok).toBe(false)
      }),
    )
  })

  it('with any one byte changed is refused, or is the same answer still', async ({ expect }) => {
    const der = await answer()
    const refusedAs = new Set<string>()
    for (let at = 0; at < der.length; at += 13) {
      const bent = Uint8Array.from(der, (byte, index) => (index === at ? byte ^ 0x55 : byte))
      const judged = await judge(bent)
      if (!judged.ok) refusedAs.add(judged.error)
      // What is signed is the status and its times: those never change. A certificate's own signature has two forms.
      else expect(judged.value.at).toBe(NOW)
    }
    expect(refusedAs.size).toBeGreaterThan(4)
  })

  /** One bit of the time for which it is given. */
  function changed(der: Uint8Array): Uint8Array {
    const text = Buffer.from('20261120090000Z')
    const at = Buffer.from(der).lastIndexOf(text) + 12
    return Uint8Array.from(der, (byte, index) => (index === at ? byte ^ 1 : byte))
  }
})

describe('a login with a card that names a responder', () => {
  const context = (ask?: Parameters<typeof revocationBy>[0]) => ({
    origin: ORIGIN,
    nonce: NONCE,
    issuers,
    revocation: revocationBy(ask),
    now: NOW,
  })
  const responderOf =
    (by: Pick<DemoAuthority, 'responder'>, known: CardStatus) => async (_: string, der: Uint8Array) => {
      const asked = unwrap(readQuestion(der))
      return ok(await signAnswers([{ name: asked.name, known, thisUpdate: NOW }], asked.nonce, by.responder, NOW))
    }

  it('asks that responder, and keeps its answer', async ({ expect }) => {
    const addresses: string[] = []
    const responder = responderOf(authority, good)
    const token = await authenticate(card, ORIGIN, NONCE)
    const answered = await validateToken(
      token,
      context((address, der) => {
        addresses.push(address)
        return responder(address, der)
      }),
    )
    const { evidence } = unwrap(answered)
    expect(addresses).toEqual([authority.address])
    expect(evidence).toMatchObject({ status: 'good', ocsp: { at: NOW, response: expect.any(String) } })
  })

  it.for([
    attack('ocsp', 'unreachable'),
    ['too late', 'ocsp-timeout'],
    ['with an error', 'ocsp-http-error'],
    ['oversize', 'ocsp-too-large'],
  ] as const)('fails closed where the answer is %s: %s', async ([, code], { expect }) => {
    const token = await authenticate(card, ORIGIN, NONCE)
    expect(
      await validateToken(
        token,
        context(async () => err(code)),
      ),
    ).toEqual({ ok: false, error: code })
  })

  it('is refused where the card was revoked, before its signature is looked at', async ({ expect }) => {
    const token = { ...(await authenticate(card, ORIGIN, NONCE)), signature: 'AAAA' }
    const revoked = responderOf(authority, { status: 'revoked', at: NOW, onHold: false })
    expect(await validateToken(token, context(revoked))).toEqual({ ok: false, error: 'certificate-revoked' })
  })

  it('asks anew each time: an answer of before is refused', async ({ expect }) => {
    const token = await authenticate(card, ORIGIN, NONCE)
    const before = await answer()
    expect(
      await validateToken(
        token,
        context(async () => ok(before)),
      ),
    ).toEqual({
      ok: false,
      error: 'ocsp-nonce-mismatch',
    })
  })

  it('is refused without a responder, where the issuer is not trusted without one', async ({ expect }) => {
    const plain = await issueCard(authority, MARIA, NOW)
    const token = await authenticate(plain, ORIGIN, NONCE)
    const strict = issuers.map((one) => ({ ...one, withoutResponder: false }))
    expect(await validateToken(token, { ...context(), issuers: strict })).toEqual({
      ok: false,
      error: 'revocation-unchecked',
    })
  })
})

// Answers of a real responder, from the Web eID project's own tests (MIT licence). They are not part of the project.
const VECTORS = join(import.meta.dirname, '../../../../shared/vectors/web-eid')

describe.runIf(existsSync(VECTORS))('a real Estonian answer (left out where ../shared/vectors is missing)', () => {
  const read = (name: string) => new Uint8Array(readFileSync(join(VECTORS, name)))
  const estonia = () => unwrap(readCertificate(Buffer.from(read('TEST_of_ESTEID2018.cer')).toString('base64')))
  const asked = (nonce: string): Asked => ({
    name: certificateName('396901597343266D5BC857775EC5A4BE', estonia()),
    nonce,
  })

  it.for([
    ['good', 'ocsp_response.der', '47ffafc91811770e', '2021-09-17T18:25:24Z', undefined],
    ['revoked', 'ocsp_response_revoked.der', '4e4cfffbe810eea5', '2021-09-18T00:13:43Z', 'certificate-revoked'],
    // Signed by a responder of another authority, which the Estonian validators name one by one.
    ['unknown', 'ocsp_response_unknown.der', '125855ad9aba1d21', '2021-09-18T00:16:25Z', 'ocsp-responder-untrusted'],
    ['two at once', 'ocsp_response_with_2_responses.der', '', '2024-04-01T14:09:57Z', 'ocsp-not-one-answer'],
  ] as const)('of %s is judged so', async ([, file, nonce, at, code], { expect }) => {
    const judged = await judgeAnswer(read(file), asked(nonce), estonia(), Date.parse(at) + 1000)
    expect(judged.ok ? undefined : judged.error).toBe(code)
    expect(judged).toMatchObject(code === undefined ? { value: { at: Date.parse(at) } } : {})
  })

  it.for([
    ['ocsp-stale', 3 * MINUTE, '47ffafc91811770e'],
    ['ocsp-from-the-future', -16 * MINUTE, '47ffafc91811770e'],
    ['ocsp-nonce-mismatch', 0, '47ffafc91811770f'],
  ] as const)('is refused as %s %i ms later with the nonce %s', async ([code, later, nonce], { expect }) => {
    const at = Date.parse('2021-09-17T18:25:24Z') + later
    expect(await judgeAnswer(read('ocsp_response.der'), asked(nonce), estonia(), at)).toEqual({
      ok: false,
      error: code,
    })
  })
})
