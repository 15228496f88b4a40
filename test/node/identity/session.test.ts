// Sessions at the edge: sealed tokens, their ages, and what an attacker tries with them; and small decisions beside them.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { agentFamily } from '../../../workers/engines/identity/agent.ts'
import {
  admits,
  passkeyLevel,
  shortfallOf,
  type Authentication,
  type Shortfall,
  type Worth,
} from '../../../workers/engines/identity/assurance.ts'
import { deviceName, mayRemove } from '../../../workers/engines/identity/device.ts'
import {
  ABSOLUTE_MS,
  dayOf,
  IDLE_MS,
  mayContinue,
  openSession,
  sealSession,
  sessionHash,
  sessionKey,
  standing,
  TOKEN_MS,
  type KeptSession,
  type Session,
} from '../../../workers/engines/identity/session.ts'
import { attempt, type Bucket } from '../../../workers/engines/identity/throttle.ts'
import { attack } from '../../support/attacks.ts'

const NOW = Date.parse('2026-11-20T09:00:00Z')
const DAY = 24 * 60 * 60_000
const secretOf = (fill: number) => Buffer.alloc(32, fill).toString('base64')
const keys = (secret: string) => (day: number) => sessionKey(secret, day)
const ours = keys(secretOf(3))
const iv = () => new Uint8Array(12).fill(5)
const session: Session = {
  person: 'abcdefghijklmnopqrstuvwxyz',
  name: 'Мария Иванова',
  roles: ['mvr.registrar'],
  level: 'substantial',
  method: 'passkey',
  authAt: NOW,
  issuedAt: NOW,
  secret: Buffer.alloc(32, 9).toString('base64url'),
}

describe('a session token', () => {
  it('opens to what was sealed, and shows nothing of it', async ({ expect }) => {
    const token = await sealSession(session, ours, iv())
    expect(await openSession(token, ours, NOW + TOKEN_MS)).toEqual({ ok: true, value: session })
    expect(token).toMatch(/^[0-9a-z]+\.[A-Za-z0-9_-]+$/u)
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')).not.toContain('mvr')
  })

  it('of yesterday opens, of the day before does not', async ({ expect }) => {
    const token = await sealSession(session, ours, iv())
    expect((await openSession(token, ours, NOW + DAY)).ok).toBe(true)
    expect((await openSession(token, ours, NOW + 2 * DAY)).ok).toBe(false)
  })

  it('is refused with any byte changed', async ({ expect }) => {
    const token = await sealSession(session, ours, iv())
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.constantFrom('A', 'B', '.', '-', 'z', 'é'), async (index, char) => {
        fc.pre(token[index] !== char)
        const forged = token.slice(0, index) + char + token.slice(index + 1)
        // The bits that pad the last character stand for nothing.
        fc.pre(
          Buffer.compare(
            Buffer.from(forged.split('.')[1] ?? '', 'base64url'),
            Buffer.from(token.split('.')[1] ?? '', 'base64url'),
          ) !== 0,
        )
        expect((await openSession(forged, ours, NOW)).ok).toBe(false)
      }),
    )
  })

  it.for<[attack: string, token: () => Promise<string>]>([
    ['another deployment’s key', () => sealSession(session, keys(secretOf(4)), iv())],
    ['the key of another day', () => sealSession(session, () => ours(dayOf(NOW) - 9), iv())],
    ['nothing', async () => ''],
    ['a token of another kind', async () => 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.'],
    ['too long', async () => `${dayOf(NOW).toString(36)}.${'A'.repeat(5000)}`],
    ['base64url of no length', async () => `${dayOf(NOW).toString(36)}.${'A'.repeat(41)}`],
    ['a claim too many', () => sealSession({ ...session, number: '6101057509' } as Session, ours, iv())],
  ])('%s: session-malformed', async ([, token], { expect }) => {
    expect(await openSession(await token(), ours, NOW)).toEqual({ ok: false, error: 'session-malformed' })
  })

  it('is fresh for five minutes and renewable for thirty', ({ expect }) => {
    expect(standing(session, NOW + TOKEN_MS)).toBe('fresh')
    expect(standing(session, NOW + TOKEN_MS + 1)).toBe('stale')
    expect(standing(session, NOW + IDLE_MS + 1)).toBe('over')
  })

  it('is known by a hash that does not lead back', ({ expect }) => {
    expect(sessionHash(session)).toMatch(/^[0-9a-f]{64}$/u)
    expect(sessionHash(session)).not.toBe(sessionHash({ secret: `${session.secret}A` }))
  })
})

describe('a kept session', () => {
  const kept: KeptSession = { createdAt: NOW, lastSeenAt: NOW, revokedAt: null }
  it.for<[code: string, session: KeptSession | undefined, now: number]>([
    ['session-unknown', undefined, NOW],
    ['session-revoked', { ...kept, revokedAt: NOW }, NOW],
    ['session-idle', kept, NOW + IDLE_MS + 1],
    ['session-over', { ...kept, lastSeenAt: NOW + ABSOLUTE_MS }, NOW + ABSOLUTE_MS + 1],
  ])('%s', ([code, one, now], { expect }) => {
    expect(mayContinue(one, now)).toEqual({ ok: false, error: code })
  })

  it('continues', ({ expect }) => expect(mayContinue(kept, NOW + IDLE_MS).ok).toBe(true))
})

describe('assurance', () => {
  const login: Authentication = { method: 'passkey', level: 'substantial', authAt: NOW }
  const best: Worth = { by: 'card', revoked: false, backupEligible: false, attested: true }
  it.for<[why: string, shortfall: Shortfall | null, level: string, changes: Partial<Worth>]>([
    ['confirmed by the card, bound to a device that proves it', null, 'high', {}],
    ['whose card is revoked', 'revoked', 'low', { revoked: true }],
    ['confirmed at a counter', 'counter', 'substantial', { by: 'counter' }],
    ['that may be carried elsewhere', 'synced', 'substantial', { backupEligible: true }],
    ['of a device that proves nothing', 'unattested', 'substantial', { attested: false }],
  ])('of a passkey %s falls short by %s: %s', ([, shortfall, level, changes], { expect }) => {
    const worth = { ...best, ...changes }
    expect([shortfallOf(worth), passkeyLevel(worth)]).toEqual([shortfall, level])
  })
  it('is asked with its level and its age', ({ expect }) => {
    expect(admits(login, { level: 'substantial', fresh: true }, NOW + 300_000).ok).toBe(true)
    expect(admits(login, { level: 'low' }, NOW + DAY).ok).toBe(true)
    expect(admits(login, { level: 'high' }, NOW)).toEqual({ ok: false, error: 'level-too-low' })
    expect(admits(login, { level: 'low', fresh: true }, NOW + 300_001)).toEqual({ ok: false, error: 'login-too-old' })
  })
})

describe('devices', () => {
  const card = { notAfter: NOW + DAY, revoked: false }
  it.for<[what: string, code: string | true, factors: Parameters<typeof mayRemove>[0]]>([
    ['one of two', true, { passkeys: [{ id: 'a' }, { id: 'b' }], cards: [] }],
    ['one beside a card', true, { passkeys: [{ id: 'a' }], cards: [card] }],
    [...attack('binding', 'the last factor removed'), { passkeys: [{ id: 'a' }], cards: [] }],
    ['one beside a revoked card', 'last-factor', { passkeys: [{ id: 'a' }], cards: [{ ...card, revoked: true }] }],
    ['one beside an old card', 'last-factor', { passkeys: [{ id: 'a' }], cards: [{ ...card, notAfter: NOW - 1 }] }],
    ['one of another', 'passkey-unknown', { passkeys: [{ id: 'b' }], cards: [card] }],
  ])('%s: %s', ([, code, factors], { expect }) => {
    expect(mayRemove(factors, 'a', NOW)).toEqual(code === true ? { ok: true, value: null } : { ok: false, error: code })
  })

  it('are called by what their owner or their family says', ({ expect }) => {
    const phone = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/131.0.0.0 Mobile Safari/537.36'
    expect(agentFamily(phone)).toBe('Android, Chrome')
    expect(agentFamily('curl/8')).toBe('')
    expect(deviceName('  ', 'Mac, Safari')).toEqual({ ok: true, value: 'Mac, Safari' })
    expect(deviceName(' Телефонът на баба ', 'Mac')).toEqual({ ok: true, value: 'Телефонът на баба' })
    expect(deviceName('a\u202Eb', 'Mac')).toEqual({ ok: false, error: 'control-characters' })
    expect(deviceName('x'.repeat(61), 'Mac')).toEqual({ ok: false, error: 'too-long' })
  })
})

describe('a bucket of attempts', () => {
  it('lets through no more than its burst and what came back', ({ expect }) => {
    const allowance = { burst: 5, perMinute: 6 }
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { minLength: 1, maxLength: 60 }), (gaps) => {
        let bucket: Bucket | undefined
        let now = NOW
        let through = 0
        for (const gap of gaps) {
          now += gap
          const answer = attempt(bucket, allowance, now)
          ;({ bucket } = answer)
          if (answer.waitMs === 0) through += 1
          else expect(attempt(bucket, allowance, now + answer.waitMs).waitMs).toBe(0)
        }
        expect(through).toBeLessThanOrEqual(5 + ((now - NOW) * 6) / 60_000 + 1)
      }),
    )
  })
})
