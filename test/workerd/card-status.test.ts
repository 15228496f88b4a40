// The responder of the demo's authority: what it answers to whom, and that a login rests on its answer.
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it } from 'vitest'
import { demoSettings, issueCard, makeDemoAuthority } from '../../cli/demo/authority.ts'
import { judgeAnswer, ocspRequest } from '../../workers/engines/identity/ocsp.ts'
import { plainSerial } from '../../workers/engines/identity/ocsp-names.ts'
import { authenticate } from '../../workers/engines/identity/software-card.ts'
import { readCertificate } from '../../workers/engines/identity/x509.ts'
import { app } from '../../workers/http/app.tsx'
import { cardRecord } from '../../workers/http/card-status.ts'
import { attack } from '../support/attacks.ts'
import { MARIA } from '../support/cards.ts'
import { unwrap } from '../support/result.ts'
import { Visitor } from '../support/visitor.ts'

const authority = await makeDemoAuthority(Date.now())
const issuer = unwrap(readCertificate(authority.issuing.certificate))
const demo = { ...env, ...demoSettings(authority, []) }
const MINISTRY = { actor: { role: 'mvr.registrar' }, basis: { law: 'чл. 70' } }
const OCSP = { 'Content-Type': 'application/ocsp-request' }
const chance = () => crypto.getRandomValues(new Uint8Array(32))

/** A card that the register knows, and how to change it there. */
async function cardInRegister(curve: 'P-256' | 'P-384' | 'P-521' = 'P-256') {
  const card = await issueCard(authority, MARIA, Date.now(), { curve, responder: authority.address })
  const certificate = unwrap(readCertificate(card.certificate))
  const key = plainSerial(certificate.serial)
  const record = cardRecord(env, key)
  const act = async (name: string, input: Readonly<Record<string, string>>) =>
    unwrap(
      await record.perform({
        register: 'id-cards',
        key,
        act: name,
        input,
        idempotencyKey: `test:${name}:${key}`,
        ...MINISTRY,
        // An old card is brought over: who holds it need not be in the register of persons yet.
        ...(name === 'issue' ? { actor: { role: 'operator' } } : {}),
      }),
    )
  await act('issue', { number: '990000001', holder: MARIA.personalNumber, validUntil: '2099-01-01' })
  return { card, certificate, act: (name: string) => act(name, { reason: 'lost', signature: 'ab'.repeat(32) }) }
}

/** Asks as any client of OCSP does: no browser, no origin, no cookies. */
const post = async (body: Uint8Array, headers: Readonly<Record<string, string>> = OCSP, of: typeof env = demo) =>
  app.fetch(new Request(`${env.ORIGIN}/card-status`, { method: 'POST', body, headers }), of, createExecutionContext())

async function statusOf(certificate: Parameters<typeof ocspRequest>[0]): Promise<string> {
  const { der, asked } = ocspRequest(certificate, issuer, chance())
  const answer = await post(der)
  const judged = await judgeAnswer(new Uint8Array(await answer.arrayBuffer()), asked, issuer, Date.now())
  return judged.ok ? 'good' : judged.error
}

async function login(card: Awaited<ReturnType<typeof issueCard>>) {
  const visitor = new Visitor(demo)
  const { nonce } = await (await visitor.post('/login/card/challenge')).json<{ nonce: string }>()
  const token = JSON.stringify(await authenticate(card, env.ORIGIN, nonce))
  return visitor.post('/login/card', { nonce, token })
}

describe('the responder', () => {
  it('says how a card stands, from the moment of each act', async ({ expect }) => {
    const { certificate, act } = await cardInRegister()
    expect(await statusOf(certificate)).toBe('good')
    await act('suspend')
    expect(await statusOf(certificate)).toBe('certificate-suspended')
    await act('resume')
    expect(await statusOf(certificate)).toBe('good')
    await act('revoke')
    expect(await statusOf(certificate)).toBe('certificate-revoked')
  })

  it('does not know a card that nobody entered', async ({ expect }) => {
    expect(await statusOf({ serial: '1234' })).toBe('certificate-unknown')
  })

  it('answers a question in an address, with its slashes encoded or as they are', async ({ expect }) => {
    const { certificate } = await cardInRegister()
    const { der, asked } = ocspRequest(certificate, issuer, chance())
    const base64 = Buffer.from(der).toString('base64')
    for (const question of [encodeURIComponent(base64), base64]) {
      const answer = await new Visitor(demo).get(`/card-status/${question}`)
      expect(answer.headers.get('Content-Type')).toBe('application/ocsp-response')
      const bytes = new Uint8Array(await answer.arrayBuffer())
      expect((await judgeAnswer(bytes, asked, issuer, Date.now())).ok).toBe(true)
    }
  })

  it.for<[question: string, answer: number[], body: () => Promise<Uint8Array>]>([
    ['nonsense', [0x30, 3, 0x0a, 1, 1], async () => new TextEncoder().encode('status?')],
    [
      'about a card of another authority',
      [0x30, 3, 0x0a, 1, 6],
      async () => {
        const other = await makeDemoAuthority(Date.now())
        return ocspRequest({ serial: '01' }, unwrap(readCertificate(other.issuing.certificate)), chance()).der
      },
    ],
  ])('refuses a question: %s', async ([, expected, body], { expect }) => {
    const answer = await post(await body())
    expect([answer.status, ...new Uint8Array(await answer.arrayBuffer())]).toEqual([200, ...expected])
  })

  it('takes no other kind of body', async ({ expect }) => {
    expect((await post(new Uint8Array(3), { 'Content-Type': 'text/plain' })).status).toBe(415)
  })

  it('is not there where the demo is not', async ({ expect }) => {
    const { certificate } = await cardInRegister()
    expect((await post(ocspRequest(certificate, issuer, chance()).der, OCSP, env)).status).toBe(404)
  })

  it.for([attack('rate limit', 'of one address, at the status of cards')])('%s: %s', async ([, code], { expect }) => {
    const flood = { ...OCSP, 'CF-Connecting-IP': '192.0.2.77' }
    const answers = await Promise.all(Array.from({ length: 130 }, () => post(new Uint8Array(1), flood)))
    const refused = answers.find(({ status }) => status === 429)
    expect(Number(refused?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(await refused?.text()).toContain(code)
  })
})

describe('a login', () => {
  it.for(['P-256', 'P-384', 'P-521'] as const)('with a card on %s that is good lets in', async (curve, { expect }) => {
    const { card } = await cardInRegister(curve)
    expect((await login(card)).status).toBe(303)
  })

  it.for([
    ['suspend', 'Картата е временно спряна'],
    ['revoke', 'Картата е спряна'],
  ] as const)('after %s is refused, and the page says why', async ([act, sentence], { expect }) => {
    const { card, act: perform } = await cardInRegister()
    await perform(act)
    const answer = await login(card)
    expect(answer.status).toBe(422)
    expect(await answer.text()).toContain(sentence)
  })

  it('with a card that its register does not know is refused', async ({ expect }) => {
    const answer = await login(await issueCard(authority, MARIA, Date.now(), { responder: authority.address }))
    expect(await answer.text()).toContain('не познава тази карта')
  })
})
