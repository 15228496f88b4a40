// Which wallets get cards, where an operator asks who vouches for them: each statement of a provider, right or wrong.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, it, vi } from 'vitest'
import { app } from '../../workers/http/app.tsx'
import { attack } from '../support/attacks.ts'
import { Visitor } from '../support/visitor.ts'
import { holder, offered, portal, refusal, settings } from '../support/wallet.ts'
import { keyStatement, provider, stranger, walletHeaders, type Cheats } from '../support/wallet-attestation.ts'
import { newKey, proof, proofParts, signed } from '../support/wallet-proof.ts'

vi.spyOn(console, 'error').mockImplementation(() => undefined)

/** A portal that believes the provider, and asks for so much. */
const portalWith = (require: readonly ('wallet' | 'keys')[]) => ({
  ...portal,
  WALLET: JSON.stringify({ ...settings, providers: { trusted: [provider.root], require } }),
})

const lenient = portalWith([])
const strict = portalWith(['wallet', 'keys'])
type Portal = typeof portal

const foreign = await newKey()

let calls = 0

async function call(at: Portal, path: string, init?: RequestInit) {
  const request = new Request(env.ORIGIN + path, init)
  request.headers.set('CF-Connecting-IP', `2001:db8:1:${(calls += 1).toString(16)}::1`)
  const context = createExecutionContext()
  const answer = await app.fetch(request, at, context)
  await waitOnExecutionContext(context)
  return answer
}

async function askToken(at: Portal, headers: Readonly<Record<string, string>>) {
  const someone = await holder()
  const { code, pin } = await offered({ visitor: new Visitor(at, someone.visitor.cookies) })
  return call(at, '/wallet/token', {
    method: 'POST',
    headers,
    body: new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
      'pre-authorized_code': code,
      tx_code: pin,
    }),
  })
}

async function askCard(at: Portal, jwt: string) {
  const { access_token: token } = await (await askToken(at, await walletHeaders())).json<{ access_token: string }>()
  return call(at, '/wallet/credential', {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ credential_configuration_id: 'pid-bg', proofs: { jwt: [jwt] } }),
  })
}

/** A proof whose header holds a statement about its own key, unless it is said otherwise. */
async function attestedProof(cheats: Cheats = {}, other = false, nonce = false) {
  const { key, header, payload } = await proofParts()
  const about = nonce ? { ...cheats, stated: { ...cheats.stated, nonce: 'another' } } : cheats
  const statement = await keyStatement([other ? await newKey() : key], about)
  return signed(key, { ...header, key_attestation: statement }, payload)
}

describe('a wallet', () => {
  it('that is vouched for gets its token and its card, where that is asked', async ({ expect }) => {
    expect((await askToken(strict, await walletHeaders())).status).toBe(200)
    expect((await askCard(strict, await attestedProof())).status).toBe(200)
  })

  it('that shows nothing gets them where nothing is asked', async ({ expect }) => {
    expect((await askToken(lenient, {})).status).toBe(200)
    expect((await askCard(lenient, await proof())).status).toBe(200)
  })

  it('reads in the metadata what is asked of it', async ({ expect }) => {
    const read = async (at: Portal, path: string) => JSON.stringify(await (await call(at, path)).json())
    const [issuer, server] = ['openid-credential-issuer', 'oauth-authorization-server'].map(
      (name) => `/.well-known/${name}/wallet`,
    ) as [string, string]
    expect(await read(strict, issuer)).toContain('"key_attestations_required":{}')
    expect(await read(lenient, issuer)).not.toContain('key_attestations_required')
    expect(await read(strict, server)).toContain('"token_endpoint_auth_methods_supported":["attest_jwt_client_auth"]')
    expect(await read(lenient, server)).toContain('["none","attest_jwt_client_auth"]')
    expect(await read(portal, server)).toContain('["none"]')
  })

  const past = Math.floor(Date.now() / 1000) - 3600
  it.for<[attack: string, code: string, cheats: Cheats]>([
    [...attack('wallet attestation', 'by a provider whom nobody believes'), { by: stranger }],
    [...attack('wallet attestation', 'that is over'), { stated: { iat: past, exp: past + 60 } }],
    [...attack('wallet attestation', 'for another issuer'), { proof: { aud: 'https://evil.example' } }],
    [...attack('wallet attestation', 'shown by another wallet'), { key: foreign }],
    ['of another type', 'wallet-attestation-type-wrong', { typ: 'JWT' }],
    ['without a key', 'wallet-attestation-malformed', { stated: { cnf: {} } }],
    ['without an end', 'wallet-attestation-over', { stated: { exp: undefined } }],
    ['with a proof of an hour ago', 'wallet-attestation-out-of-time', { proof: { iat: past } }],
    ['with a proof without a number', 'wallet-attestation-proof-wrong', { proof: { jti: undefined } }],
  ])('with a statement %s: %s, even where none is asked', async ([, code, cheats], { expect }) => {
    const answer = await askToken(lenient, await walletHeaders(cheats))
    expect(await refusal(answer)).toEqual([401, 'invalid_client', code])
  })

  it.for([attack('wallet attestation', 'none, where it is asked')])('%s: %s', async ([, code], { expect }) => {
    expect(await refusal(await askToken(strict, {}))).toEqual([401, 'invalid_client', code])
    const { 'OAuth-Client-Attestation': alone } = await walletHeaders()
    expect(await refusal(await askToken(lenient, { 'OAuth-Client-Attestation': alone }))).toEqual([
      401,
      'invalid_client',
      code,
    ])
  })

  it.for([attack('wallet attestation', 'the same proof once more')])('%s: %s', async ([, code], { expect }) => {
    const headers = await walletHeaders()
    const answers = await Promise.all([askToken(strict, headers), askToken(strict, headers)])
    const refused = answers.find(({ ok }) => !ok)
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(refused && (await refusal(refused))).toEqual([401, 'invalid_client', code])
  })
})

describe('a key', () => {
  const past = Math.floor(Date.now() / 1000) - 3600
  it.for<[attack: string, code: string, make: () => Promise<string>]>([
    [...attack('wallet attestation', 'of other keys than the one that is proved'), () => attestedProof({}, true)],
    ['by a provider whom nobody believes', 'proof-attestation-untrusted', () => attestedProof({ by: stranger })],
    ['that is over', 'proof-attestation-over', () => attestedProof({ stated: { iat: past, exp: past + 60 } })],
    ['of another type', 'proof-attestation-type-wrong', () => attestedProof({ typ: 'JWT' })],
    ['of no keys', 'proof-attestation-malformed', () => attestedProof({ stated: { attested_keys: [] } })],
    ['for another nonce', 'proof-attestation-nonce-wrong', () => attestedProof({}, false, true)],
  ])('with a statement %s: %s, even where none is asked', async ([, code, make], { expect }) => {
    expect(await refusal(await askCard(lenient, await make()))).toEqual([400, 'invalid_proof', code])
  })

  it('without one, where it is asked', async ({ expect }) => {
    const answer = await askCard(strict, await proof())
    expect(await refusal(answer)).toEqual([400, 'invalid_proof', 'proof-attestation-missing'])
  })
})
