// Tokens of identity cards: a real Estonian one, and demo cards on each curve.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'
import { issueCard } from '../../../cli/demo/authority.ts'
import { personalNumberOf } from '../../../workers/engines/identity/card.ts'
import { readIssuers } from '../../../workers/engines/identity/issuers.ts'
import { authenticate } from '../../../workers/engines/identity/software-card.ts'
import { readToken, validateToken } from '../../../workers/engines/identity/token.ts'
import { ok } from '../../../workers/kernel/result.ts'
import { MARIA, revocationBy, testAuthority } from '../../support/cards.ts'
import { unwrap } from '../../support/result.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const ORIGIN = 'https://izvor.example'
const NONCE = Buffer.alloc(32, 7).toString('base64')
describe('a demo card', async () => {
  const { authority, issuers } = await testAuthority(NOW)

  it.for(['P-256', 'P-384', 'P-521'] as const)('on %s proves who its holder is', async (curve, { expect }) => {
    const card = await issueCard(authority, MARIA, NOW, { curve })
    const token = unwrap(readToken(JSON.stringify(await authenticate(card, ORIGIN, NONCE))))
    const answer = await validateToken(token, {
      origin: ORIGIN,
      nonce: NONCE,
      issuers,
      revocation: revocationBy(),
      now: NOW,
    })
    const { holder, evidence } = unwrap(answer)
    expect(holder).toEqual({ country: 'BG', number: '6101057509', givenName: 'Мария', familyName: 'Иванова' })
    expect(personalNumberOf(holder)).toEqual(ok('6101057509'))
    expect(evidence).toMatchObject({ status: 'no-responder', validatedAt: NOW, policies: ['2.999.359.1.1'] })
    expect(JSON.stringify(evidence)).not.toContain('6101057509')
  })

  it('is refused where the configuration does not name the policy of the demo', async ({ expect }) => {
    const card = await issueCard(authority, MARIA, NOW)
    const token = await authenticate(card, ORIGIN, NONCE)
    const plain = issuers.map(({ certificate }) => ({ certificate }))
    const answer = await validateToken(token, {
      origin: ORIGIN,
      nonce: NONCE,
      issuers: plain,
      revocation: revocationBy(),
      now: NOW,
    })
    expect(answer).toEqual({ ok: false, error: 'policy-forbidden' })
  })
})

describe('the setting CARD_ISSUERS', () => {
  it.for(['', '{}', '["abc"]', '[{"certificate":"AAAA"}]', '[{"certificate":5}]'])(
    '%s is refused',
    (json, { expect }) => {
      expect(readIssuers(json)).toEqual({ ok: false, error: 'issuers-malformed' })
    },
  )

  it('is no authority where it is a card', async ({ expect }) => {
    const card = await issueCard((await testAuthority(NOW)).authority, MARIA, NOW)
    expect(readIssuers(JSON.stringify([{ certificate: card.certificate }])).ok).toBe(false)
  })
})

// A token made by a real card, from the Web eID project's own tests (MIT licence). It is not part of the project.
const VECTORS = join(import.meta.dirname, '../../../../shared/vectors/web-eid')

describe.skipIf(!existsSync(VECTORS))('a real Estonian token (left out where ../shared/vectors is missing)', () => {
  const read = (name: string) => readFileSync(join(VECTORS, name))
  const vector = () =>
    JSON.parse(read('es384-estonia.json').toString('utf8')) as {
      origin: string
      nonce: string
      validAt: string
      token: Parameters<typeof validateToken>[0]
    }
  const issuers = () =>
    unwrap(readIssuers(JSON.stringify([{ certificate: read('TEST_of_ESTEID2018.cer').toString('base64') }])))
  const context = (changes: object = {}) => ({
    origin: vector().origin,
    nonce: vector().nonce,
    issuers: issuers(),
    revocation: async () => ok({ status: 'no-responder' as const }),
    now: Date.parse(vector().validAt),
    ...changes,
  })

  it('is valid at its time', async ({ expect }) => {
    const { holder, evidence } = unwrap(await validateToken(vector().token, context()))
    expect(holder).toEqual({ country: 'EE', number: '38001085718', givenName: 'JAAK-KRISTJAN', familyName: 'JÕEORG' })
    expect(evidence.status).toBe('no-responder')
    expect(personalNumberOf(holder)).toEqual({ ok: false, error: 'card-foreign' })
  })

  it.for([
    ['certificate-expired', { now: Date.parse('2026-07-10T00:00:00Z') }],
    ['certificate-not-yet-valid', { now: Date.parse('2021-07-01T00:00:00Z') }],
    ['signature-invalid', { nonce: 'another nonce' }],
    ['signature-invalid', { origin: 'https://ria.ee/' }],
    ['issuer-untrusted', { issuers: [] }],
    ['ocsp-unreachable', { revocation: revocationBy() }],
  ] as const)('is refused as %s with %o', async ([code, changes], { expect }) => {
    expect(await validateToken(vector().token, context(changes))).toEqual({ ok: false, error: code })
  })
})
