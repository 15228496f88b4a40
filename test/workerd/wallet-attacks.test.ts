// What a security reviewer tries on the issuing of cards to wallets: each attack, and the code that it gets.
import { runInDurableObject } from 'cloudflare:test'
import { describe, it, vi } from 'vitest'
import { NONCE_BYTES, NONCE_MS, nonceOf, objectName } from '../../workers/engines/wallet/secrets.ts'
import { issuanceByName } from '../../workers/store/objects.ts'
import { attack } from '../support/attacks.ts'
import { many } from '../support/cases.ts'
import { there } from '../support/result.ts'
import { holder, offered, portal, post, redeem, refusal, tokenFor } from '../support/wallet.ts'
import {
  freshNonce,
  newKey,
  proof,
  proofParts,
  publicOf,
  requestCredential,
  signed,
  unsigned,
} from '../support/wallet-proof.ts'

vi.spyOn(console, 'error').mockImplementation(() => undefined)

const wrongPin = (pin: string) => String((Number(pin) + 1) % 1_000_000).padStart(6, '0')

/** So long ago. */
const older = (reference: string, ms: number) =>
  runInDurableObject(issuanceByName(portal, objectName(reference)), (_, { storage }) => {
    const state = storage.kv.get<{ offeredAt: number; collectedAt: number | null }>('issuance')
    if (state === undefined) throw new Error('no offer')
    const collectedAt = state.collectedAt === null ? null : state.collectedAt - ms
    storage.kv.put('issuance', { ...state, offeredAt: state.offeredAt - ms, collectedAt })
  })

describe('the code of an offer', () => {
  it.for([attack('wallet', 'an offer that was collected, with its code and PIN again')])(
    '%s: %s',
    async ([, used], { expect }) => {
      const { code, pin } = await offered(await holder())
      expect((await redeem(code, pin)).status).toBe(200)
      expect(await refusal(await redeem(code, pin))).toEqual([400, 'invalid_grant', used])
    },
  )

  it.for([attack('wallet', 'a hundred posts of one code at once')])(
    '%s collect it once: %s',
    async ([, used], { expect }) => {
      const { code, pin } = await offered(await holder())
      const answers = await many(() => redeem(code, pin))
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      const refusals = await Promise.all(answers.filter(({ ok }) => !ok).map(refusal))
      expect(refusals.filter(([, , why]) => why === used)).toHaveLength(99)
    },
  )

  it.for([attack('rate limit', 'of one address, for a wallet')])('%s: %s', async ([, code], { expect }) => {
    const form = new URLSearchParams({ grant_type: 'none' })
    const from = { 'CF-Connecting-IP': '203.0.113.7' }
    const answers = await many(() => post('/wallet/token', form, from), 130)
    const slow = answers.filter(({ status }) => status === 429)
    expect(slow.length).toBeGreaterThan(0)
    expect(Number(slow[0]?.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect((await refusal(there(slow[0])))[2]).toBe(code)
  })

  it.for([attack('wallet', 'the right PIN behind three wrong ones')])('%s: %s', async ([, locked], { expect }) => {
    const { code, pin } = await offered(await holder())
    for (let n = 0; n < 3; n += 1)
      expect(await refusal(await redeem(code, wrongPin(pin)))).toEqual([400, 'invalid_grant', 'tx-code-wrong'])
    expect(await refusal(await redeem(code, pin))).toEqual([400, 'invalid_grant', locked])
  })

  it.for([
    ['made up', { 'pre-authorized_code': 'x'.repeat(22) }, 'invalid_grant', 'offer-unknown'],
    ['without a PIN', { tx_code: '' }, 'invalid_grant', 'tx-code-wrong'],
    ['of another grant', { grant_type: 'authorization_code' }, 'unsupported_grant_type', 'grant-unknown'],
  ] as const)('%s is refused', async ([, change, error, code], { expect }) => {
    const own = await offered(await holder())
    expect(await refusal(await redeem(own.code, own.pin, change))).toEqual([400, error, code])
  })

  it('is over after ten minutes, and its token after five', async ({ expect }) => {
    const maria = await holder()
    const late = await offered(maria)
    await older(late.reference, 10 * 60_000 + 1000)
    expect(await refusal(await redeem(late.code, late.pin))).toEqual([400, 'invalid_grant', 'offer-over'])
    const { code, pin, reference } = await offered(maria)
    const { access_token: token } = await (await redeem(code, pin)).json<{ access_token: string }>()
    await older(reference, 5 * 60_000 + 1000)
    expect(await refusal(await requestCredential(token, [await proof()]))).toEqual([401, 'invalid_token', 'token-over'])
  })

  it('is on a page of its person alone', async ({ expect }) => {
    const { page } = await offered(await holder())
    const other = await holder()
    expect((await other.visitor.get(page)).status).toBe(404)
  })
})

describe('a proof of the wallet’s key', () => {
  const ATTACKS: readonly (readonly [attack: string, code: string, error: string, make: () => Promise<string>])[] = [
    [
      ...attack('wallet', 'for another issuer'),
      'invalid_proof',
      () => proof({ payload: { aud: 'https://evil.example' } }),
    ],
    ['with a nonce of its own', 'nonce-unknown', 'invalid_nonce', () => proof({ payload: { nonce: 'x'.repeat(72) } })],
    ['without a nonce', 'proof-nonce-missing', 'invalid_proof', () => proof({ payload: { nonce: undefined } })],
    ['of another type', 'proof-type-wrong', 'invalid_proof', () => proof({ header: { typ: 'JWT' } })],
    [
      'of yesterday',
      'proof-out-of-time',
      'invalid_proof',
      () => proof({ payload: { iat: Date.now() / 1000 - 86_400 } }),
    ],
    [
      'of tomorrow',
      'proof-out-of-time',
      'invalid_proof',
      () => proof({ payload: { iat: Date.now() / 1000 + 86_400 } }),
    ],
    ['without a time', 'proof-out-of-time', 'invalid_proof', () => proof({ payload: { iat: undefined } })],
    [
      'for a key that is another’s',
      'proof-signature-wrong',
      'invalid_proof',
      async () => proof({ header: { jwk: publicOf(await newKey()) } }),
    ],
    [
      'with the private key in it',
      'proof-key-invalid',
      'invalid_proof',
      async () => {
        const key = await newKey()
        return proof({ key, header: { jwk: key } })
      },
    ],
    ['with a key named twice', 'proof-key-invalid', 'invalid_proof', () => proof({ header: { kid: 'did:example:1' } })],
    [
      'with a point off the curve',
      'proof-signature-wrong',
      'invalid_proof',
      async () => {
        const { key, header, payload } = await proofParts()
        return signed(key, { ...header, jwk: { ...publicOf(key), x: key.y, y: key.x } }, payload)
      },
    ],
    [
      'that needs no signature',
      'proof-algorithm-refused',
      'invalid_proof',
      async () => {
        const { header, payload } = await proofParts()
        return unsigned(header, payload)
      },
    ],
    ['that is none', 'proof-malformed', 'invalid_proof', async () => 'a.b.c'],
    ['as long as a book', 'proof-malformed', 'invalid_proof', async () => `${'a'.repeat(5000)}.b.c`],
  ]

  it.for(ATTACKS)('%s: %s', async ([, code, error, make], { expect }) => {
    const token = await tokenFor(await holder())
    expect(await refusal(await requestCredential(token, [await make()]))).toEqual([400, error, code])
    // And the token is not lost by it.
    expect((await requestCredential(token, [await proof()])).status).toBe(200)
  })

  it.for([attack('wallet', 'a proof that comes again')])('is good once; %s: %s', async ([, used], { expect }) => {
    const text = await proof()
    expect((await requestCredential(await tokenFor(await holder()), [text])).status).toBe(200)
    expect(await refusal(await requestCredential(await tokenFor(await holder()), [text]))).toEqual([
      400,
      'invalid_nonce',
      used,
    ])
  })

  it('is over with its nonce', async ({ expect }) => {
    const token = await tokenFor(await holder())
    const nonce = nonceOf(portal.SESSION_KEY, new Uint8Array(NONCE_BYTES), Date.now() - NONCE_MS - 1000)
    expect(await refusal(await requestCredential(token, [await proof({ payload: { nonce } })]))).toEqual([
      400,
      'invalid_nonce',
      'nonce-over',
    ])
  })

  it.for([
    [
      'the same key twice',
      async () => {
        const key = await newKey()
        const nonce = await freshNonce()
        return Promise.all(
          [1, 2].map((n) => proof({ key, payload: { nonce, iat: Math.floor(Date.now() / 1000) - n } })),
        )
      },
      'invalid_proof',
      'proof-key-repeated',
    ],
    ['two nonces', async () => [await proof(), await proof()], 'invalid_proof', 'proof-nonces-differ'],
    [
      'eleven copies',
      async () => Array.from({ length: 11 }, () => 'a.b.c'),
      'invalid_credential_request',
      'batch-too-large',
    ],
    ['none', async () => [], 'invalid_proof', 'proof-missing'],
  ] as const)('%s in one request is refused', async ([, make, error, code], { expect }) => {
    const token = await tokenFor(await holder())
    expect(await refusal(await requestCredential(token, await make()))).toEqual([400, error, code])
  })
})

describe('the token of a wallet', () => {
  it('is good for one card, of a hundred requests at once too', async ({ expect }) => {
    const token = await tokenFor(await holder())
    const proofs = await Promise.all(Array.from({ length: 10 }, () => proof()))
    const answers = await Promise.all(proofs.map((one) => requestCredential(token, [one])))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await refusal(await requestCredential(token, [await proof()]))).toEqual([401, 'invalid_token', 'token-used'])
  })

  it.for([
    ['', 'token-unknown'],
    ['Bearer x', 'token-unknown'],
    [`Bearer ${'a'.repeat(22)}.${'b'.repeat(43)}`, 'token-unknown'],
  ] as const)('“%s” is none', async ([authorization, code], { expect }) => {
    const answer = await post('/wallet/credential', {}, authorization === '' ? {} : { Authorization: authorization })
    expect(answer.headers.get('WWW-Authenticate')).toContain('invalid_token')
    expect(await refusal(answer)).toEqual([401, 'invalid_token', code])
  })

  it('of an offer that nobody collected is none', async ({ expect }) => {
    const { code } = await offered(await holder())
    expect(await refusal(await requestCredential(code, [await proof()]))).toEqual([
      401,
      'invalid_token',
      'token-unknown',
    ])
  })

  it.for([attack('wallet', 'a card for a wallet, where its holder’s card was revoked')])(
    '%s: %s',
    async ([, code], { expect }) => {
      const maria = await holder()
      const token = await tokenFor(maria)
      const { issuer, serial } = maria.login.evidence
      await maria.person.cardChanged({ issuer, serial, status: 'revoked', seq: 2 })
      expect(await refusal(await requestCredential(token, [await proof()]))).toEqual([
        400,
        'credential_request_denied',
        code,
      ])
    },
  )

  it.for([
    [{ credential_configuration_id: 'mdl' }, 'unknown_credential_configuration', 'configuration-unknown'],
    [{ credential_identifier: 'one' }, 'unknown_credential_identifier', 'identifier-unknown'],
    [{ credential_response_encryption: {} }, 'invalid_encryption_parameters', 'encryption-unsupported'],
    [{ proofs: { jwt: 'text' } }, 'invalid_proof', 'proof-missing'],
    [{ proofs: { di_vp: [] } }, 'invalid_proof', 'proof-missing'],
  ] as const)('does not ask for %o', async ([rest, error, code], { expect }) => {
    const token = await tokenFor(await holder())
    expect(await refusal(await requestCredential(token, ['a.b.c'], rest))).toEqual([400, error, code])
  })
})

describe('a card on the phone', () => {
  it('is offered to nobody without their card at hand', async ({ expect }) => {
    const maria = await holder()
    await runInDurableObject(maria.person, (_, { storage }) => {
      storage.sql.exec('UPDATE sessions SET created_at = created_at - 301000')
    })
    const answer = await maria.visitor.post('/me/wallet/new', { name: 'Телефон' })
    expect(answer.headers.get('Location')).toContain('/login')
  })

  it('is told of by its own wallet alone', async ({ expect }) => {
    const token = await tokenFor(await holder())
    const tell = (body: object) => post('/wallet/notification', body, { Authorization: `Bearer ${token}` })
    expect(await refusal(await tell({}))).toEqual([401, 'invalid_token', 'token-unknown'])
    const { notification_id: id } = await (
      await requestCredential(token, [await proof()])
    ).json<{ notification_id: string }>()
    expect(await refusal(await tell({ notification_id: 'x', event: 'credential_deleted' }))).toEqual([
      400,
      'invalid_notification_id',
      'notification-unknown',
    ])
    expect(await refusal(await tell({ notification_id: id, event: 'exploded' }))).toEqual([
      400,
      'invalid_notification_request',
      'event-unknown',
    ])
    expect((await tell({ notification_id: id, event: 'credential_deleted' })).status).toBe(204)
  })
})
