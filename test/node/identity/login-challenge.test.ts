// The challenge of a login: ours alone, for one browser, for five minutes; whoever changes a bit of it has none.
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { CHALLENGE_MS } from '../../../workers/engines/identity/challenge.ts'
import { loginChallenge, openLoginChallenge } from '../../../workers/engines/identity/login-challenge.ts'
import { fromBase64Url, toBase64Url } from '../../../workers/kernel/bytes.ts'

const KEY = Buffer.alloc(32, 7).toString('base64')
const NOW = Date.parse('2026-11-25T10:00:00Z')
const zeros = (bytes: number) => new Uint8Array(bytes)
const challenge = loginChallenge(KEY, 'a browser', zeros, NOW)
const unknown = { ok: false, error: 'challenge-unknown' }

describe('a challenge of a login', () => {
  it('counts for five minutes', ({ expect }) => {
    const at = (now: number) => openLoginChallenge(KEY, 'a browser', challenge, now)
    expect([at(NOW).ok, at(NOW + CHALLENGE_MS).ok]).toEqual([true, true])
    expect(at(NOW + CHALLENGE_MS + 1000)).toEqual({ ok: false, error: 'challenge-expired' })
  })

  it('is of one browser, and of one portal', ({ expect }) => {
    expect(openLoginChallenge(KEY, 'another', challenge, NOW)).toEqual(unknown)
    expect(openLoginChallenge(Buffer.alloc(32, 8).toString('base64'), 'a browser', challenge, NOW)).toEqual(unknown)
  })

  it('differs each time, by more than its time', ({ expect }) => {
    const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes))
    expect(new Set(Array.from({ length: 50 }, () => loginChallenge(KEY, 'a browser', random, NOW))).size).toBe(50)
  })

  it('with a bit changed, cut, longer or made up is none', ({ expect }) => {
    const bytes = fromBase64Url(challenge)
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(openLoginChallenge(KEY, 'a browser', toBase64Url(changed), NOW)).toEqual(unknown)
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 90 }).map(toBase64Url)), (text) => {
        expect(openLoginChallenge(KEY, 'a browser', text, NOW)).toEqual(unknown)
      }),
      { numRuns: 300 },
    )
    // Bits behind the last byte say nothing (RFC 4648, 3.5): such a text is another one, and refused.
    for (const text of [challenge.slice(0, -1), `${challenge}A`, `${challenge}=`, ` ${challenge}`])
      expect(openLoginChallenge(KEY, 'a browser', text, NOW)).toEqual(unknown)
  })
})
